import type { Connection } from './connect.ts';
import type { ProgramEnd } from './program-run.ts';
import { RemoteShell, type Program } from './remote-shell.ts';
import type { Elevation } from './shell-program.ts';

/** A connection's shells: one at a time, kept for as long as the same rights are wanted of it. */
export class Shells {
  readonly #connection: Connection;
  #shell: RemoteShell | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get software(): string {
    return this.#connection.software;
  }

  /** Runs a script when those before it have ended. Errors as for `RemoteShell`. */
  run(program: Program, elevation: Elevation, password?: string): Promise<ProgramEnd> {
    const turn = this.#last.then(async () => {
      const shell = await this.#shellWith(elevation, password);
      return shell.run(program);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #shellWith(elevation: Elevation, password: string | undefined): Promise<RemoteShell> {
    if (this.#shell?.isUsable === true && this.#shell.elevation === elevation) return this.#shell;
    await this.#shell?.end();
    this.#shell = new RemoteShell(this.#connection, elevation, password);
    return this.#shell;
  }
}
