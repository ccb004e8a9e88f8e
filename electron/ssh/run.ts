import type { Client, ClientChannel } from 'ssh2';
import { AppError } from '../../shared/ipc/result.ts';
import type { Connection } from './connect.ts';
import { ProgramOutput } from './program-output.ts';
import type { ShellProgram } from './shell-program.ts';

export interface RunLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** How a program ended. */
export interface ProgramEnd {
  /** Whether it has begun at all: it has greeted. */
  readonly started: boolean;
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** How often a password was asked for. */
  readonly prompts: number;
  /** What was on stderr before the program began. */
  readonly noise: string;
}

/** What a program is told. */
export interface Conversation {
  readonly input: Buffer;
  /** For the first prompt; the input is then held back until the program has greeted. */
  readonly password?: string | undefined;
}

/**
 * Runs a program on a channel of its own. Errors: `server-connection-lost`, `server-timeout`, `server-protocol`
 * (more output than allowed), `server-no-shell` (the server opens no channel for commands).
 */
export async function runProgram(
  connection: Connection,
  program: ShellProgram,
  conversation: Conversation,
  limits: RunLimits,
): Promise<ProgramEnd> {
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new AppError('server-timeout')), limits.timeoutMs);
  const stop = Promise.race([connection.lost, timeout]);
  try {
    const channel = await Promise.race([openChannel(connection.client, program.command), stop]);
    try {
      return await Promise.race([converse(channel, program, conversation, limits.maxBytes), stop]);
    } finally {
      abandon(channel);
    }
  } finally {
    clearTimeout(timer);
  }
}

function openChannel(client: Client, command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    try {
      client.exec(command, (error, channel) => {
        if (error === undefined) resolve(channel);
        else reject(new AppError('server-no-shell', { reason: 'channel-refused' }, { cause: error }));
      });
    } catch (cause) {
      // ssh2 throws when the connection is already gone.
      reject(new AppError('server-connection-lost', {}, { cause }));
    }
  });
}

/** What still comes is dropped as it comes, so that a server that goes on sending fills no memory. */
function abandon(channel: ClientChannel): void {
  for (const stream of [channel, channel.stderr]) stream.removeAllListeners('data').resume();
  channel.close();
}

function converse(
  channel: ClientChannel,
  program: ShellProgram,
  { input, password }: Conversation,
  maxBytes: number,
): Promise<ProgramEnd> {
  const stdout = new ProgramOutput(program.greeting);
  const stderr = new ProgramOutput(program.greeting);
  const speaker = new Speaker(channel, Buffer.concat([program.text, input]), password);
  return new Promise((resolve, reject) => {
    let size = 0;
    let ending: { readonly code: number | null; readonly signal?: string | undefined } = { code: null };
    const listen = (stream: NodeJS.ReadableStream, output: ProgramOutput): void => {
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) reject(new AppError('server-protocol', { reason: 'too-much-output', maxBytes }));
        else output.push(chunk);
        if (stderr.takeFromNoise(program.prompt)) speaker.onPrompt();
        if (stdout.greeted) speaker.onGreeting();
      });
    };
    listen(channel, stdout);
    listen(channel.stderr, stderr);
    channel.on('error', () => undefined);
    channel.on('exit', (code: number | null, signal?: string) => {
      ending = { code, signal };
    });
    channel.on('close', () => {
      const { code, signal } = ending;
      if (code === null) reject(new AppError('server-connection-lost', signalFact(signal)));
      else resolve({ ...resultOf(stdout, stderr), code, prompts: speaker.prompts });
    });
  });
}

function resultOf(stdout: ProgramOutput, stderr: ProgramOutput) {
  const noise = stderr.noise.toString('latin1');
  return { started: stdout.greeted, stdout: stdout.bytes, stderr: stderr.bytes, noise };
}

function signalFact(signal: string | undefined) {
  return signal !== undefined && /^[A-Z0-9]{1,16}$/.test(signal) ? { signal } : {};
}

/** Says the right thing at the right time: without a password all at once, else first what is asked for. */
class Speaker {
  readonly #channel: ClientChannel;
  readonly #password: string | undefined;
  #text: Buffer | undefined;
  prompts = 0;

  constructor(channel: ClientChannel, text: Buffer, password: string | undefined) {
    this.#channel = channel;
    this.#text = text;
    this.#password = password;
    if (password === undefined) this.onGreeting();
  }

  onGreeting(): void {
    if (this.#text === undefined) return;
    this.#channel.end(this.#text);
    this.#text = undefined;
  }

  /** A second prompt says that the password was wrong: the end of the input then keeps sudo from trying more lines. */
  onPrompt(): void {
    this.prompts += 1;
    if (this.prompts === 1 && this.#password !== undefined) this.#channel.write(`${this.#password}\n`);
    else this.#channel.end();
  }
}
