import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKeyFile } from '../../electron/keys/file/parse-key-file.ts';
import { AppError } from '../../shared/ipc/result.ts';
import { Oracle } from './oracle.ts';
import { readPassphrases, type Passphrases } from './passphrases.ts';

/** What the product's reader and OpenSSH's (PuTTY's for its own files) make of the same files. */
export interface Matrix {
  readonly files: number;
  readonly agree: number;
  readonly bothRefuse: number;
  readonly weAcceptTheyRefuse: readonly string[];
  readonly theyAcceptWeRefuse: readonly string[];
  readonly fingerprintDiffers: readonly string[];
  readonly crashes: readonly string[];
  readonly slowest: { readonly file: string; readonly ms: number };
  /** Without those whose key derivation is slow by design: bcrypt and Argon2. */
  readonly slowestOther: { readonly file: string; readonly ms: number };
  /** Of those that agree: only after what is around the key was taken off for OpenSSH, or with OpenSSL. */
  readonly agreeTidied: readonly string[];
  /** Of those that both refuse: where it is OpenSSL's check that refuses, because ssh-keygen does not check. */
  readonly bothRefuseUnsound: readonly string[];
}

type Verdict =
  | 'agree'
  | 'agreeTidied'
  | 'bothRefuse'
  | 'bothRefuseUnsound'
  | 'weAcceptTheyRefuse'
  | 'theyAcceptWeRefuse'
  | 'fingerprintDiffers'
  | 'crashes';

interface Reading {
  readonly fingerprints: readonly string[];
  readonly crash: boolean;
  readonly ms: number;
  readonly isSlowByDesign: boolean;
}

interface Judged extends Reading {
  readonly path: string;
  readonly verdict: Verdict;
}

/** @param passphraseFile see `readPassphrases` */
export async function keysMatrix(folder: string, passphraseFile?: string): Promise<Matrix> {
  const paths = filesUnder(folder);
  const passphrases = readPassphrases(passphraseFile, paths);
  const workshop = mkdtempSync(join(tmpdir(), 'latchkey-matrix-'));
  try {
    const judged: Judged[] = [];
    const waiting = [...paths];
    const work = async (): Promise<void> => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        const content = readFileSync(join(folder, path));
        const own = mkdtempSync(join(workshop, 'file-'));
        judged.push({ path, ...(await judge(new Oracle(own), content, candidates(passphrases, path))) });
        rmSync(own, { recursive: true });
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
    judged.sort((one, other) => (one.path < other.path ? -1 : 1));
    return summary(judged);
  } finally {
    rmSync(workshop, { recursive: true });
  }
}

/** Links are not followed: they may lead in circles, or out of the folder. */
function filesUnder(folder: string): readonly string[] {
  const files: string[] = [];
  const folders = [''];
  for (let inside = folders.pop(); inside !== undefined; inside = folders.pop()) {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = join(inside, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) files.push(path);
    }
  }
  return files.sort();
}

function candidates({ byPath, forAll }: Passphrases, path: string): readonly string[] {
  const own = byPath.get(path);
  return own === undefined ? forAll : [own];
}

async function judge(
  oracle: Oracle,
  content: Buffer,
  passphrases: readonly string[],
): Promise<Reading & { readonly verdict: Verdict }> {
  const ours = await read(content, passphrases);
  if (ours.crash) return { ...ours, verdict: 'crashes' };
  const theirs = await oracle.fingerprints(content, passphrases);
  return { ...ours, verdict: await compare(oracle, content, passphrases, ours.fingerprints, theirs) };
}

async function compare(
  oracle: Oracle,
  content: Buffer,
  passphrases: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): Promise<Verdict> {
  if (ours.length === 0 && theirs.length === 0) return 'bothRefuse';
  if (ours.length === 0)
    return (await oracle.isUnsound(content, passphrases)) ? 'bothRefuseUnsound' : 'theyAcceptWeRefuse';
  // Where carriage returns alone end the lines, all of them are one line with a long comment to OpenSSH.
  const isOneLine = /\r(?!\n)/.test(content.toString('latin1'));
  if (isSame(ours, theirs)) return 'agree';
  if (theirs.length > 0 && !isOneLine) return 'fingerprintDiffers';
  const tidied = await oracle.fingerprintsTidied(content, passphrases);
  if (tidied.length === 0) return 'weAcceptTheyRefuse';
  return isSame(ours, tidied) ? 'agreeTidied' : 'fingerprintDiffers';
}

function isSame(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.join() === theirs.join();
}

/** Without a passphrase first, as people choose a file before they are asked. */
async function read(content: Buffer, passphrases: readonly string[]): Promise<Reading> {
  const reading = { fingerprints: [] as readonly string[], crash: false, ms: 0, isSlowByDesign: false };
  for (const passphrase of [undefined, ...passphrases]) {
    const started = performance.now();
    const outcome = await fingerprintsOf(content, passphrase).catch((error: unknown) => error);
    reading.ms = Math.max(reading.ms, performance.now() - started);
    if (Array.isArray(outcome)) return { ...reading, fingerprints: outcome as readonly string[] };
    if (!(outcome instanceof AppError)) return { ...reading, crash: true };
    if (!outcome.code.startsWith('passphrase-')) break;
    if (/bcrypt|argon2/.test(String(outcome.details['kdf']))) reading.isSlowByDesign = true;
  }
  return reading;
}

async function fingerprintsOf(content: Buffer, passphrase: string | undefined): Promise<readonly string[]> {
  const read = await parseKeyFile(content, passphrase);
  const keys = read.kind === 'public' ? read.keys : [read.key];
  return keys.map(({ publicKey }) => publicKey.fingerprintSha256);
}

function summary(judged: readonly Judged[]): Matrix {
  const paths = (verdict: Verdict): readonly string[] =>
    judged.filter((one) => one.verdict === verdict).map(({ path }) => path);
  return {
    files: judged.length,
    agree: paths('agree').length + paths('agreeTidied').length,
    bothRefuse: paths('bothRefuse').length + paths('bothRefuseUnsound').length,
    weAcceptTheyRefuse: paths('weAcceptTheyRefuse'),
    theyAcceptWeRefuse: paths('theyAcceptWeRefuse'),
    fingerprintDiffers: paths('fingerprintDiffers'),
    crashes: paths('crashes'),
    slowest: slowestOf(judged),
    slowestOther: slowestOf(judged.filter(({ isSlowByDesign }) => !isSlowByDesign)),
    agreeTidied: paths('agreeTidied'),
    bothRefuseUnsound: paths('bothRefuseUnsound'),
  };
}

function slowestOf(judged: readonly Judged[]): Matrix['slowest'] {
  const [slowest] = judged.toSorted((one, other) => other.ms - one.ms);
  return { file: slowest?.path ?? '', ms: Math.round(slowest?.ms ?? 0) };
}
