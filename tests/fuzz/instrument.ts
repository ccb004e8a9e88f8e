/**
 * Puts counters into the product's own modules as they are loaded: one at the start of each function, branch, loop and
 * case. V8's coverage would be exact too, but reading it takes longer than most inputs do.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { mapSize } from './coverage.ts';

const ownModule = /\/(?:electron|shared|tests\/fuzz\/samples)\/.*\.ts$/;

export function instrumentOwnModules(): void {
  let next = 0;
  const place = (): number => next++ % mapSize;
  registerHooks({
    load: (url, context, nextLoad) => {
      if (!ownModule.test(url)) return nextLoad(url, context);
      const source = instrumented(readFileSync(fileURLToPath(url), 'utf8'), place);
      return { format: 'module', source, shortCircuit: true };
    },
  });
}

function instrumented(source: string, place: () => number): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
    transformers: { before: [(context) => (file) => withCounters(file, context, place)] },
  });
  return outputText;
}

function withCounters(
  file: ts.SourceFile,
  context: ts.TransformationContext,
  place: () => number,
): ts.SourceFile {
  const { factory } = context;
  const counter = (): ts.Expression => {
    const map = factory.createPropertyAccessExpression(factory.createIdentifier('globalThis'), 'coverageMap');
    return factory.createPostfixIncrement(factory.createElementAccessExpression(map, place()));
  };
  const counted = (expression: ts.Expression): ts.Expression =>
    factory.createParenthesizedExpression(factory.createComma(counter(), expression));
  const countedBlock = (statement: ts.Statement): ts.Block => {
    const body = ts.isBlock(statement) ? statement.statements : [statement];
    return factory.createBlock([factory.createExpressionStatement(counter()), ...body]);
  };

  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    return withCountedBranches(inner) ?? withCountedBody(inner);
  };
  const withCountedBranches = (node: ts.Node): ts.Node | undefined => {
    if (ts.isIfStatement(node)) {
      const otherwise = node.elseStatement ?? factory.createBlock([]);
      return factory.createIfStatement(
        node.expression,
        countedBlock(node.thenStatement),
        countedBlock(otherwise),
      );
    }
    if (ts.isConditionalExpression(node)) {
      const { condition, whenTrue, whenFalse } = node;
      return factory.createConditionalExpression(
        condition,
        undefined,
        counted(whenTrue),
        undefined,
        counted(whenFalse),
      );
    }
    if (ts.isBinaryExpression(node) && isShortCircuit(node.operatorToken.kind))
      return factory.createBinaryExpression(node.left, node.operatorToken, counted(node.right));
    return undefined;
  };
  const withCountedBody = (node: ts.Node): ts.Node => {
    if (ts.isCaseClause(node))
      return factory.createCaseClause(
        node.expression,
        countedBlock(factory.createBlock(node.statements)).statements,
      );
    if (ts.isBlock(node) && isBodyOfFunctionOrLoop(ts.getOriginalNode(node))) return countedBlock(node);
    if (!ts.isArrowFunction(node) || ts.isBlock(node.body)) return node;
    const { modifiers, parameters, equalsGreaterThanToken, body } = node;
    return factory.createArrowFunction(
      modifiers,
      undefined,
      parameters,
      undefined,
      equalsGreaterThanToken,
      counted(body),
    );
  };
  return ts.visitEachChild(file, visit, context);
}

function isShortCircuit(kind: ts.SyntaxKind): boolean {
  return [
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
  ].includes(kind);
}

function isBodyOfFunctionOrLoop(block: ts.Node): boolean {
  const owner = block.parent as ts.Node | undefined;
  return (
    owner !== undefined &&
    (ts.isFunctionLike(owner) || ts.isIterationStatement(owner, false) || ts.isCatchClause(owner))
  );
}
