import { blob, line, opensshFile, opensshParts, stringsOf } from './crafted.ts';
import { inWorkshop, save } from './tools.ts';

const text = (name: string): string => inWorkshop(name).toString();
const nothing = Buffer.alloc(0);
const lengthOfLongest = 16_384 / 8 + 1;

/** Keys whose numbers have zeros in front that they do not need: OpenSSH reads them, up to a length. */
export function makePaddedVectors(): void {
  const [name = nothing, exponent = nothing, modulus = nothing] = partsOf('rsa-2048.pub');
  const rsa = (...numbers: readonly Buffer[]): string => line('ssh-rsa', blob(name, ...numbers), 'padded');
  save('padded/modulus.pub', rsa(exponent, padded(modulus, 1)));
  save('padded/exponent.pub', rsa(padded(exponent, 1), modulus));
  save('padded/both.pub', rsa(padded(exponent, 300), padded(modulus, 7)));
  save('padded/longest.pub', rsa(exponent, longest(modulus)));
  save('padded/bare.txt', blob(name, padded(exponent, 2), padded(modulus, 3)).toString('base64'));
  save('padded/options.pub', `no-pty,from="10.0.0.0/8" ${rsa(exponent, padded(modulus, 2))}`);
  save('malformed/padded-too-far.pub', rsa(exponent, padded(longest(modulus), 1)));
  save('malformed/padded-exponent-too-far.pub', rsa(padded(longest(exponent), 1), modulus));
  save('malformed/modulus-of-zeros.pub', rsa(exponent, Buffer.alloc(257)));
  const [dsa = nothing, ...numbers] = partsOf('dsa.pub');
  numbers.forEach((_number, index) => {
    const changed = numbers.map((number, at) => (at === index ? padded(number, index + 1) : number));
    save(`padded/dsa-${index + 1}.pub`, line('ssh-dss', blob(dsa, ...changed), 'padded'));
  });
  makePrivateFiles();
}

function makePrivateFiles(): void {
  for (const name of ['rsa-2048', 'dsa', 'ecdsa-256']) {
    const { publicBlob, fields } = opensshParts(text(name));
    const key = fields.slice(0, name === 'ecdsa-256' ? 4 : name === 'dsa' ? 6 : 7);
    const firstNumber = name === 'ecdsa-256' ? 3 : 1;
    const numbers = key.map((field, index) => (index < firstNumber ? field : padded(field, index)));
    save(`padded/openssh-${name}`, opensshFile(publicBlob, blob(...numbers), 'padded'));
  }
  const { publicBlob, fields } = opensshParts(text('rsa-2048'));
  const key = fields.slice(0, 7);
  const [name = nothing, ...numbers] = stringsOf(publicBlob);
  const paddedPublic = blob(name, ...numbers.map((number) => padded(number, 2)));
  save('padded/openssh-public-half', opensshFile(paddedPublic, blob(...key), 'padded'));
  save('openssh/no-coefficient', opensshFile(publicBlob, blob(...key.with(4, nothing)), 'no coefficient'));
  save('malformed/nul-in-comment-openssh', opensshFile(publicBlob, blob(...key), 'a\0b'));
  const halves = opensshParts(text('ed25519'));
  const [algorithm = nothing, point = nothing] = halves.fields;
  const other = blob(algorithm, point, Buffer.concat([Buffer.alloc(32, 7), point]));
  save('malformed/other-seed-openssh', opensshFile(halves.publicBlob, other, 'another seed'));
}

function partsOf(publicFile: string): Buffer[] {
  return stringsOf(Buffer.from(text(publicFile).split(' ')[1] ?? '', 'base64'));
}

function padded(number: Buffer, zeros: number): Buffer {
  return Buffer.concat([Buffer.alloc(zeros), number]);
}

function longest(number: Buffer): Buffer {
  return padded(number, lengthOfLongest - number.length);
}
