import { registerHooks, type LoadFnOutput } from 'node:module';

const address = 'electron-on-chromium:electron';
const answered: ReadonlySet<string> = new Set(['electron', 'electron/main', 'electron/common']);

/** Answers `require('electron')` and `import 'electron'` with the given object, whoever asks. */
export function answerRequire(electron: object): void {
  Object.defineProperty(globalThis, Symbol.for(address), { value: electron });
  registerHooks({
    resolve(specifier, context, next) {
      if (!answered.has(specifier)) return next(specifier, context);
      const kind = context.conditions.includes('import') ? 'module' : 'commonjs';
      return { url: `${address}?${kind}`, format: kind, shortCircuit: true };
    },
    load(url, context, next) {
      if (!url.startsWith(address)) return next(url, context);
      return url.endsWith('?module') ? asModule(Object.keys(electron)) : asCommonJs();
    },
  });
}

const shared = `globalThis[Symbol.for('${address}')]`;

function asCommonJs(): LoadFnOutput {
  return { format: 'commonjs', source: `module.exports = ${shared}`, shortCircuit: true };
}

/** What is not served is no export either: an import of it does not link. */
function asModule(names: readonly string[]): LoadFnOutput {
  const source = `export const { ${names.join(', ')} } = ${shared}; export default ${shared};`;
  return { format: 'module', source, shortCircuit: true };
}
