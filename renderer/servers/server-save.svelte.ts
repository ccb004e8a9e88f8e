import type { Request } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import type { Server } from '../../shared/model/server.ts';
import { call } from '../lib/client.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { hostKeyProblem, type HostKeyProblem } from './host-key-problem.ts';
import { fieldOfError, ServerForm, type FieldWords } from './server-form.svelte.ts';

/** Where the dialogs Add Server and Edit Server are: at the form, or at an unknown host key. */
export class ServerSave {
  readonly form: ServerForm;
  isBusy = $state(false);
  /** Whether saving was tried: before that, empty fields are no mistakes. */
  wasTried = $state(false);
  error: unknown = $state.raw();
  hostKey: HostKeyProblem | undefined = $state.raw();

  /** Of the last try. */
  #evenIfUnreachable = false;
  readonly #regionId: RegionId;
  readonly #server: Server | undefined;

  readonly isUnreachable: boolean = $derived(
    this.error instanceof AppError && this.error.code === 'server-unreachable',
  );
  /** What is entered is another machine or account than the one that a key pair is bound to. */
  readonly isMoved: boolean = $derived(this.error instanceof AppError && this.error.code === 'server-moved');
  readonly problems: FieldWords = $derived.by(() => ({
    ...(this.wasTried ? this.form.problems : {}),
    ...this.#errorField(),
  }));
  /** The error, unless it stands beside its field or is a host key to look at. */
  readonly generalError: unknown = $derived(
    this.hostKey || Object.keys(this.#errorField()).length > 0 ? undefined : this.error,
  );

  constructor(regionId: RegionId, server?: Server) {
    this.#regionId = regionId;
    this.#server = server;
    this.form = new ServerForm(server);
  }

  /** Saves the server; undefined when that did not work, with the reason in `error`, `problems` or `hostKey`. */
  async save(evenIfUnreachable = false, forgetBinding = false): Promise<Server | undefined> {
    this.wasTried = true;
    this.error = undefined;
    if (!this.form.isComplete || this.isBusy) return undefined;
    this.isBusy = true;
    try {
      this.#evenIfUnreachable = evenIfUnreachable;
      return await this.#send(evenIfUnreachable, forgetBinding);
    } catch (error) {
      this.error = error;
      this.hostKey = hostKeyProblem(error);
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  /** Goes on after the warning that a binding is no longer recorded then. */
  saveMoved(): Promise<Server | undefined> {
    return this.save(this.#evenIfUnreachable, true);
  }

  /** Goes on with the unknown host key that was compared and found right. A changed one is never taken here. */
  async acceptHostKey(): Promise<Server | undefined> {
    if (this.hostKey?.kind !== 'unknown') return undefined;
    this.form.acceptedHostKey = this.hostKey.shown;
    this.hostKey = undefined;
    return this.save();
  }

  backToForm(): void {
    this.hostKey = undefined;
    this.error = undefined;
  }

  #send(evenIfUnreachable: boolean, forgetBinding: boolean): Promise<Server> {
    const { form } = this;
    const entry = { ...form.entry(), evenIfUnreachable };
    if (!this.#server)
      return call('servers:add', { regionId: this.#regionId, ...entry, logon: form.logon() });
    const request: Request<'servers:edit'> = { serverId: this.#server.id, ...entry, forgetBinding };
    return call('servers:edit', form.changesLogon ? { ...request, logon: form.logon() } : request);
  }

  #errorField(): FieldWords {
    if (!(this.error instanceof AppError)) return {};
    const field = fieldOfError(this.error.code);
    if (!field || !this.#isShown(field)) return {};
    const { what, todo } = errorCopy(this.error);
    return { [field]: `${what} ${todo}` };
  }

  /** An error about a field that the form does not show now has to be told above the form. */
  #isShown(field: keyof FieldWords): boolean {
    const { changesLogon, logonKind } = this.form;
    if (field === 'password') return changesLogon && logonKind === 'password';
    if (field === 'passphrase' || field === 'keyFile') return changesLogon && logonKind === 'key-file';
    return field !== 'keyPair' || (changesLogon && logonKind === 'key-pair');
  }
}
