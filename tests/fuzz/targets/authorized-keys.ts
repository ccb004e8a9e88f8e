import {
  digestOf,
  findLine,
  linesWithKey,
  listKeyLines,
  splitLines,
  withLine,
  withoutKey,
  withoutLine,
} from '../../../electron/providers/ssh/authorized-keys.ts';
import { publicLines } from '../../vectors/public-lines.ts';
import { holds, type FuzzTarget } from '../target.ts';

const { ed25519: line, rsa, 'ecdsa-256': ecdsa } = publicLines;

export const target: FuzzTarget = {
  seeds: [
    `${rsa}\n${line}\n`,
    `# comment\n\nno-pty,command="echo \\"hi\\" # x" ${line}\n${rsa}`,
    `cert-authority,principals="a b" ${ecdsa}\r\n\t${line}\r\n`,
    `\uFEFF${line}\nfrom="10.0.0.0/8",restrict ${rsa} me\n${line}\n${line} again\n`,
    'ssh-rsa AAAA\nssh-foo AAAA= x\nnot a key\0 at all\n',
  ].map((text) => Buffer.from(text)),
  words: [
    line,
    rsa,
    'ssh-ed25519 ',
    'rsa-sha2-512 ',
    'command="',
    '\\"',
    '"',
    ',',
    ' ',
    '\t',
    '#',
    '\n',
    '\r\n',
    '\0',
    'cert-authority ',
    'restrict,',
    '\uFEFF',
  ],
  run: (content) => {
    holds(Buffer.concat([...splitLines(content)]).equals(content), 'the lines together are the file');
    for (const { bytes, lineNumber } of listKeyLines(content)) {
      const rest = withoutLine(content, lineNumber, digestOf(bytes));
      holds(rest?.length === content.length - bytes.length, 'one line and nothing else is taken out');
    }
    checkAdding(content);
    checkRemoving(content);
  },
};

function checkAdding(content: Buffer): void {
  const added = withLine(content, line);
  holds(findLine(added, line) !== undefined, 'the line is found after it was added');
  holds(withLine(added, line).equals(added), 'adding twice is adding once');
  if (findLine(content, line) !== undefined) holds(added.equals(content), 'what is there is not added');
  else holds(added.subarray(0, content.length).equals(content), 'the file stays in front of the line');
}

function checkRemoving(content: Buffer): void {
  const removed = withoutKey(content, line);
  holds(linesWithKey(removed, line).length === 0, 'the key opens nothing after it was removed');
  holds(withoutKey(removed, line).equals(removed), 'removing twice is removing once');
  const lines = splitLines(content).map((one) => one.toString('latin1'));
  const left = splitLines(removed).map((one) => one.toString('latin1'));
  const foreign = lines.filter((one) => !one.includes(line.split(' ')[1] ?? ''));
  holds(
    foreign.every((one) => left.includes(one)),
    'foreign lines stay',
  );
}
