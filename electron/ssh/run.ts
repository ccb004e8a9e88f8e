import type { ClientChannel } from 'ssh2';
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
  { timeoutMs, maxBytes }: RunLimits,
): Promise<ProgramEnd> {
  const run = new ProgramRun(program, conversation, maxBytes);
  const timer = setTimeout(() => run.fail(new AppError('server-timeout')), timeoutMs);
  connection.lost.catch(run.fail);
  try {
    connection.client.exec(program.command, (error, channel) => {
      if (error === undefined) run.begin(channel);
      else if (connection.isOpen) run.fail(channelRefused(error));
    });
    return await run.ended;
  } catch (error) {
    if (error instanceof AppError) throw error;
    // ssh2 throws when the connection is already gone.
    throw new AppError('server-connection-lost', {}, { cause: error });
  } finally {
    clearTimeout(timer);
    run.abandon();
  }
}

function channelRefused(cause: Error): AppError {
  return new AppError('server-no-shell', { reason: 'channel-refused' }, { cause });
}

class ProgramRun {
  readonly ended: Promise<ProgramEnd>;
  readonly fail: (error: unknown) => void;
  readonly #resolve: (end: ProgramEnd) => void;
  readonly #prompt: string;
  readonly #conversation: Conversation;
  readonly #maxBytes: number;
  readonly #stdout: ProgramOutput;
  readonly #stderr: ProgramOutput;
  #channel: ClientChannel | undefined;
  #size = 0;
  #abandoned = false;

  constructor(program: ShellProgram, conversation: Conversation, maxBytes: number) {
    const { promise, resolve, reject } = Promise.withResolvers<ProgramEnd>();
    this.ended = promise;
    // Whoever has run the program has gone on when a later reason to fail comes.
    this.ended.catch(() => undefined);
    [this.#resolve, this.fail] = [resolve, reject];
    this.#prompt = program.prompt;
    this.#stdout = new ProgramOutput(program.greeting);
    this.#stderr = new ProgramOutput(program.greeting);
    this.#conversation = { ...conversation, input: Buffer.concat([program.text, conversation.input]) };
    this.#maxBytes = maxBytes;
  }

  /** To be called as soon as there is a channel: its end can be in the same packet as its beginning. */
  begin(channel: ClientChannel): void {
    this.#channel = channel;
    if (this.#abandoned) {
      this.abandon();
      return;
    }
    let ending: { readonly code: number | null; readonly signal?: string | undefined } = { code: null };
    const speaker = new Speaker(channel, this.#conversation);
    this.#listen(channel, this.#stdout, speaker);
    this.#listen(channel.stderr, this.#stderr, speaker);
    channel.on('error', () => undefined);
    channel.on('exit', (code: number | null, signal?: string) => {
      ending = { code, signal };
    });
    channel.on('close', () => this.#end(ending.code, ending.signal, speaker.prompts));
  }

  /** What still comes is dropped as it comes, so that a server that goes on sending fills no memory. */
  abandon(): void {
    this.#abandoned = true;
    if (this.#channel === undefined) return;
    for (const stream of [this.#channel, this.#channel.stderr]) stream.removeAllListeners('data').resume();
    this.#channel.close();
  }

  #listen(stream: NodeJS.ReadableStream, output: ProgramOutput, speaker: Speaker): void {
    stream.on('data', (chunk: Buffer) => {
      this.#size += chunk.length;
      if (this.#size > this.#maxBytes) {
        this.fail(new AppError('server-protocol', { reason: 'too-much-output', maxBytes: this.#maxBytes }));
        this.abandon();
        return;
      }
      output.push(chunk);
      if (this.#stderr.takeFromNoise(this.#prompt)) speaker.onPrompt();
      if (this.#stdout.greeted) speaker.onGreeting();
    });
  }

  #end(code: number | null, signal: string | undefined, prompts: number): void {
    if (code === null) {
      this.fail(new AppError('server-connection-lost', signalFact(signal)));
      return;
    }
    const noise = this.#stderr.noise.toString('latin1');
    const { greeted, bytes } = this.#stdout;
    this.#resolve({ started: greeted, code, stdout: bytes, stderr: this.#stderr.bytes, prompts, noise });
  }
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

  constructor(channel: ClientChannel, { input, password }: Conversation) {
    this.#channel = channel;
    this.#text = input;
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
