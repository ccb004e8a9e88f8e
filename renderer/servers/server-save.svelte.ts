import type { Request } from '../../shared/ipc/contract.ts';
import { AppError } from '../../shared/ipc/result.ts';
import type { RegionId, SaveAttemptId } from '../../shared/model/ids.ts';
import type { Server } from '../../shared/model/server.ts';
import { call } from '../lib/client.ts';
import { errorText } from '../lib/error-copy.ts';
import { texts } from '../../shared/texts/texts.ts';
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

  /** Whether an unknown host key was turned down since the last try. */
  wasTurnedDown = $state(false);

  /** The try that is waited for; none after it was called off. */
  #attempt: SaveAttemptId | undefined;
  /** Of the last try. */
  #evenIfUnreachable = false;
  readonly #regionId: RegionId;
  readonly #server: Server | undefined;

  readonly isUnreachable: boolean = $derived(
    this.error instanceof AppError && this.error.code === 'server-unreachable',
  );
  /** What is entered is another machine or account than the one that a key pair is bound to. */
  readonly isMoved: boolean = $derived(this.error instanceof AppError && this.error.code === 'server-moved');
  /** Whether the error is about the server that is entered now. */
  readonly isSameAddress: boolean = $derived.by(() => {
    const { host, port } = this.error instanceof AppError ? this.error.details : {};
    return host === this.form.host.trim() && port === Number(this.form.port);
  });
  readonly problems: FieldWords = $derived.by(() => ({
    ...(this.wasTried ? this.form.problems : {}),
    ...(this.isUnreachable ? { host: texts.serverForm.unreachable } : {}),
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
    this.form.takeTypedAddress();
    this.wasTried = true;
    this.error = undefined;
    this.wasTurnedDown = false;
    if (!this.form.isComplete || this.isBusy) return undefined;
    this.isBusy = true;
    const attempt = crypto.randomUUID() as SaveAttemptId;
    this.#attempt = attempt;
    try {
      this.#evenIfUnreachable = evenIfUnreachable;
      return await this.#send({ evenIfUnreachable, attempt }, forgetBinding);
    } catch (error) {
      if (this.#attempt === attempt) this.#fail(error);
      return undefined;
    } finally {
      if (this.#attempt === attempt) this.isBusy = false;
    }
  }

  /** Calls off what is under way. `save` still returns the server when it was saved before this came. */
  async cancel(): Promise<void> {
    const attempt = this.#attempt;
    if (!this.isBusy || !attempt) return;
    this.#attempt = undefined;
    this.isBusy = false;
    await call('servers:cancel-save', { attempt });
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
    this.wasTurnedDown = this.hostKey?.kind === 'unknown';
    this.hostKey = undefined;
    this.error = undefined;
  }

  #fail(error: unknown): void {
    this.error = error;
    this.hostKey = hostKeyProblem(error);
  }

  #send(
    attempt: Required<Pick<Request<'servers:add'>, 'evenIfUnreachable' | 'attempt'>>,
    forgetBinding: boolean,
  ): Promise<Server> {
    const { form } = this;
    const entry = { ...form.entry(), ...attempt };
    if (!this.#server)
      return call('servers:add', { regionId: this.#regionId, ...entry, logon: form.logon() });
    const request: Request<'servers:edit'> = { serverId: this.#server.id, ...entry, forgetBinding };
    return call('servers:edit', form.sendsLogon ? { ...request, logon: form.logon() } : request);
  }

  #errorField(): FieldWords {
    if (!(this.error instanceof AppError)) return {};
    const field = fieldOfError(this.error.code);
    if (!field || !this.#isShown(field)) return {};
    return { [field]: errorText(this.error) };
  }

  /** An error about a field that the form does not show now has to be told above the form. */
  #isShown(field: keyof FieldWords): boolean {
    const { changesLogon, logonKind } = this.form;
    if (field === 'password') return changesLogon && logonKind === 'password';
    if (field === 'passphrase' || field === 'keyFile') return changesLogon && logonKind === 'key-file';
    return field !== 'keyPair' || (changesLogon && logonKind === 'key-pair');
  }
}
