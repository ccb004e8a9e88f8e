import type { ClientChannel } from 'ssh2';
import { AppError } from '../../shared/ipc/result.ts';
import type { Connection } from './connect.ts';
import { ProgramRun, type ProgramEnd } from './program-run.ts';
import { programInPlace, shellProgram, shellStart, type Elevation } from './shell-program.ts';

export interface Program {
  readonly script: string;
  readonly args: readonly string[];
  readonly input: Buffer;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Without a process of its own: see `programInPlace`. */
  readonly isInPlace?: boolean;
}

/** How long a shell that is told to end may take to. */
const endTimeoutMs = 1000;

/** A POSIX shell on a channel of its own, that runs one script after the other. */
export class RemoteShell {
  readonly elevation: Elevation;
  readonly #connection: Connection;
  readonly #password: string | undefined;
  readonly #start: ReturnType<typeof shellStart>;
  #channel: ClientChannel | undefined;
  #run: ProgramRun | undefined;
  /** What the script that runs is still to be told: itself, and its input. */
  #text: Buffer | undefined;
  #input: Buffer | undefined;
  #isOpened = false;
  #isOver = false;

  /** @param password for sudo's first question */
  constructor(connection: Connection, elevation: Elevation, password: string | undefined) {
    this.#connection = connection;
    this.elevation = elevation;
    this.#password = elevation === 'sudo-with-password' ? password : undefined;
    this.#start = shellStart(elevation);
  }

  /** Whether it can run another script: it has not ended, and nothing was left half-way in it. */
  get isUsable(): boolean {
    return !this.#isOver;
  }

  /**
   * Runs a script. Errors: `server-connection-lost`, `server-timeout`, `server-protocol` (more output than allowed),
   * `server-no-shell` (the server opens no channel for commands). After an error it is of no more use.
   */
  async run({ script, args, input, timeoutMs, maxBytes, isInPlace }: Program): Promise<ProgramEnd> {
    const { mark, text } = isInPlace ? programInPlace(script) : shellProgram(script, args, input.length);
    const run = new ProgramRun(mark, this.#isOpened ? [] : [this.#start.greeting], maxBytes);
    [this.#run, this.#text, this.#input] = [run, text, input];
    const timer = setTimeout(() => run.fail(new AppError('server-timeout')), timeoutMs);
    this.#connection.lost.catch(run.fail);
    try {
      if (this.#channel === undefined) this.#open(run);
      else this.#sendText(this.#channel);
      return await run.ended;
    } catch (error) {
      this.abandon();
      if (error instanceof AppError) throw error;
      // ssh2 throws when the connection is already gone.
      throw new AppError('server-connection-lost', {}, { cause: error });
    } finally {
      clearTimeout(timer);
      this.#run = undefined;
    }
  }

  /** Ends it, and waits for that: there are servers that allow one channel at a time. */
  async end(): Promise<void> {
    const channel = this.#channel;
    if (channel === undefined || this.#isOver) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, endTimeoutMs);
      channel.once('close', resolve).end();
    });
    clearTimeout(timer);
    this.abandon();
  }

  /** What still comes is dropped as it comes, so that a server that goes on sending fills no memory. */
  abandon(): void {
    this.#isOver = true;
    if (this.#channel === undefined) return;
    for (const stream of [this.#channel, this.#channel.stderr]) stream.removeAllListeners('data').resume();
    this.#channel.close();
  }

  #open(run: ProgramRun): void {
    this.#connection.client.exec(this.#start.command, (error, channel) => {
      if (error === undefined) this.#begin(channel);
      else if (this.#connection.isOpen) run.fail(channelRefused(error));
    });
  }

  /** As soon as there is a channel: its end can be in the same packet as its beginning. */
  #begin(channel: ClientChannel): void {
    this.#channel = channel;
    if (this.#isOver) {
      this.abandon();
      return;
    }
    let ending: { readonly code: number | null; readonly signal?: string | undefined } = { code: null };
    channel.on('data', (chunk: Buffer) => this.#take(channel, 'stdout', chunk));
    channel.stderr.on('data', (chunk: Buffer) => this.#take(channel, 'stderr', chunk));
    channel.on('error', () => undefined);
    channel.on('exit', (code: number | null, signal?: string) => {
      ending = { code, signal };
    });
    channel.on('close', () => {
      this.#isOver = true;
      this.#run?.shellEnded(ending.code, ending.signal);
    });
    if (this.#password === undefined) this.#sendText(channel);
  }

  #take(channel: ClientChannel, output: 'stdout' | 'stderr', chunk: Buffer): void {
    const run = this.#run;
    if (run === undefined) return;
    if (!run.take(output, chunk)) this.abandon();
    this.#answer(channel, run.asksForPassword(this.#start.prompt));
    if (run.hasShell) this.#sendText(channel);
    if (run.hasBegun) this.#sendInput(channel);
  }

  /** A second question says that the password was wrong: the end of the input keeps sudo from trying more lines. */
  #answer(channel: ClientChannel, question: number): void {
    if (question === 1 && this.#password !== undefined) channel.write(`${this.#password}\n`);
    else if (question > 0) channel.end();
  }

  /** All at once where no password is asked for, else when the shell has greeted. */
  #sendText(channel: ClientChannel): void {
    if (this.#text === undefined) return;
    if (!this.#isOpened) channel.write(this.#start.opening);
    channel.write(this.#text);
    [this.#text, this.#isOpened] = [undefined, true];
  }

  #sendInput(channel: ClientChannel): void {
    if (this.#input !== undefined && this.#input.length > 0) channel.write(this.#input);
    this.#input = undefined;
  }
}

function channelRefused(cause: Error): AppError {
  return new AppError('server-no-shell', { reason: 'channel-refused' }, { cause });
}
