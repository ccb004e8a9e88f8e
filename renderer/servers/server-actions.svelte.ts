import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import type { Job } from '../../shared/model/job.ts';
import { isKnownNotLinux, type HostKeyFingerprint, type Server } from '../../shared/model/server.ts';
import type { SshConfigSubject } from '../../shared/model/ssh-config.ts';
import { call } from '../lib/client.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { texts } from '../../shared/texts/texts.ts';
import type { Reasoned } from '../ui/reasoned.ts';
import type { ToastMessage } from '../ui/toast.ts';
import { JobState, type JobPlan } from './job-state.svelte.ts';
import { jobTitle } from './job-words.ts';
import { hostKeyProblem, type HostKeyProblem } from './host-key-problem.ts';
import { retryPlan } from './retry-plan.ts';
import { needAfter, needsOf } from './secrets.ts';
import { inspectPlan, refreshPlan, verifyPlan } from './server-plans.ts';

/** The dialog that is open over the screen, with what it is about. */
export type ServerDialog =
  | {
      readonly kind: 'add';
      /** What is gone back to when the server has been added. */
      readonly next?: ServerDialog;
    }
  | { readonly kind: 'import' }
  | { readonly kind: 'attach-server'; readonly keyPair: KeyPair }
  | { readonly kind: 'detach-server'; readonly keyPair: KeyPair; readonly chosen?: readonly Server[] }
  | {
      readonly kind: 'host-key';
      readonly server: Server;
      readonly problem: HostKeyProblem;
      /** What is gone back to when it has been accepted. */
      readonly next?: ServerDialog;
    }
  | { readonly kind: 'ssh-config'; readonly subject: SshConfigSubject; readonly name: string }
  | { readonly kind: OneServerDialog; readonly server: Server }
  | { readonly kind: ManyServersDialog; readonly servers: readonly Server[] };

type OneServerDialog =
  | 'details'
  | 'edit'
  | 'remove'
  | 'authorized-keys'
  | 'finish'
  | 'refresh'
  | 'repair'
  | 'enable-password-logon';

type ManyServersDialog = 'attach-key-pair' | 'finish-several' | 'remove-several';

/** What can be done with servers: opens dialogs, starts jobs, and tells of what needs no dialog. */
export class ServerActions {
  dialog: ServerDialog | undefined = $state.raw();
  /** The job whose progress is shown. A job whose dialog was closed goes on, and is told of when it ends. */
  job: JobState | undefined = $state.raw();

  /** Jobs whose dialog was closed: those that run, and those that need another look because something failed. */
  background: readonly JobState[] = $state.raw([]);

  readonly isReachable: (regionId: RegionId) => boolean;
  readonly #tell: (message: ToastMessage) => void;
  readonly #asksAlways: () => boolean;

  /**
   * @param asksAlways whether also that is asked about which loses nothing
   * @param isReachable whether other programs reach a region's servers
   */
  constructor(
    tell: (message: ToastMessage) => void,
    asksAlways: () => boolean = () => true,
    isReachable: (regionId: RegionId) => boolean = () => true,
  ) {
    this.#tell = tell;
    this.#asksAlways = asksAlways;
    this.isReachable = isReachable;
  }

  open(dialog: ServerDialog): void {
    this.dialog = dialog;
  }

  close(): void {
    this.dialog = undefined;
  }

  run(plan: JobPlan): void {
    const job = this.#jobOf(plan);
    this.dialog = undefined;
    this.job = job;
    void job.run();
  }

  /** Takes jobs into the background that are under way and that this page has not started. */
  takeBack(jobs: readonly Job[]): void {
    const taken = jobs.map((job) => {
      const state = this.#jobOf(retryPlan(job));
      state.follow(job);
      return state;
    });
    this.background = [...this.background, ...taken];
  }

  /** Closes the progress dialog. What still runs goes on, and can be brought back. */
  leaveJob(): void {
    const { job } = this;
    if (job?.isRunning === true) this.background = [...this.background, job];
    else job?.dispose();
    this.job = undefined;
  }

  /** Brings the dialog of a job back. */
  showJob(job: JobState): void {
    this.background = this.background.filter((other) => other !== job);
    this.dialog = undefined;
    this.job = job;
  }

  async cancelJob(job: JobState): Promise<void> {
    try {
      await job.cancel();
    } catch (error) {
      this.tellError(error);
    }
  }

  /** Nothing is asked for before: the logon that is verified is the one with the key pair. */
  verify(server: Server): void {
    this.run(verifyPlan(server, []));
  }

  /** Looks where these differ from their records; what it needs to know is asked for where it is missing. */
  inspect(servers: readonly Server[]): void {
    const serverIds = servers.filter(isInspectable).map(({ id }) => id);
    if (serverIds.length > 0) this.run(inspectPlan(serverIds, notInspectables(servers)));
    else this.tell('info', texts.drift.noneToCheck);
  }

  /** What it needs to know is asked for where it is missing. */
  refreshSeveral(servers: readonly Server[]): void {
    if (servers.length > 0) this.run(refreshPlan(servers.map(({ id }) => id)));
  }

  async refresh(server: Server, keyPairs: readonly KeyPair[]): Promise<void> {
    if (needsOf([server], keyPairs).length > 0) {
      this.open({ kind: 'refresh', server });
      return;
    }
    try {
      const { name, status } = await call('servers:refresh', { serverId: server.id });
      if (status === 'running') this.tell('success', texts.servers.refreshed(name));
      else this.tell('info', texts.servers.refreshedAs(name, texts.servers.statuses[status]));
    } catch (error) {
      this.#refreshFailed(server, error);
    }
  }

  async openTerminal(server: Server): Promise<void> {
    try {
      await call('servers:open-terminal', { serverId: server.id });
    } catch (error) {
      this.tellError(error);
    }
  }

  /** Asks first, unless nothing is lost with it and the user wants no questions then. */
  async remove(server: Server): Promise<void> {
    if (this.#asksAlways() || !losesNothing(server)) {
      this.open({ kind: 'remove', server });
      return;
    }
    try {
      await call('servers:remove', { serverId: server.id });
      this.tell('success', texts.servers.removed(server.name));
    } catch (error) {
      this.tellError(error);
    }
  }

  async copySshCommand(server: Server): Promise<void> {
    try {
      const { keyFileOf } = await call('servers:copy-ssh-command', { serverId: server.id });
      const description = keyFileOf === null ? {} : { description: texts.servers.sshNeedsKeyFile(keyFileOf) };
      this.#tell({ tone: 'success', title: texts.servers.sshCommandCopied(server.name), ...description });
    } catch (error) {
      this.tellError(error);
    }
  }

  /** For buttons that say themselves that it is done. Answers whether it is on the clipboard now. */
  copySshCommandHere({ id }: Server): Promise<boolean> {
    return this.#copy(() => call('servers:copy-ssh-command', { serverId: id }));
  }

  copyAddress({ id }: Server): Promise<boolean> {
    return this.#copy(() => call('servers:copy-address', { serverId: id }));
  }

  async #copy(copy: () => Promise<unknown>): Promise<boolean> {
    try {
      await copy();
      return true;
    } catch (error) {
      this.tellError(error);
      return false;
    }
  }

  /** Pins a host key that the user has compared and accepted. */
  async acceptHostKey(server: Server, hostKey: HostKeyFingerprint): Promise<void> {
    await call('servers:accept-host-key', { serverId: server.id, hostKey });
    this.tell('success', texts.hostKeys.accepted);
  }

  tell(tone: ToastMessage['tone'], title: string): void {
    this.#tell({ tone, title });
  }

  tellError(error: unknown): void {
    const { what, todo } = errorCopy(error);
    this.#tell({ tone: 'danger', title: what, description: todo });
  }

  #jobOf(plan: JobPlan): JobState {
    return new JobState(plan, (finished) => {
      if (finished !== this.job) this.#endInBackground(finished);
    });
  }

  #refreshFailed(server: Server, error: unknown): void {
    const problem = hostKeyProblem(error);
    if (problem) this.open({ kind: 'host-key', server, problem });
    else if (error instanceof AppError && needAfter(error.code)) this.open({ kind: 'refresh', server });
    else this.tellError(error);
  }

  #endInBackground(job: JobState): void {
    if (job.counts.failed === 0 && job.error === undefined) {
      job.dispose();
      this.background = this.background.filter((other) => other !== job);
    }
    this.#tellResult(job);
  }

  #tellResult(job: JobState): void {
    const { counts, error } = job;
    if (error) {
      this.tellError(error);
      return;
    }
    const tone = counts.failed > 0 ? 'danger' : 'success';
    this.#tell({
      tone,
      title: jobTitle(job),
      description: texts.jobs.summary(counts),
    });
  }
}

/** What is known not to be Linux has nothing that could be read. */
export function isInspectable(server: Server): boolean {
  return !isKnownNotLinux(server);
}

/** Those that there is nothing to read on, with the reason. */
function notInspectables(servers: readonly Server[]): readonly Reasoned[] {
  const reason = texts.servers.notSelectable['not-linux'];
  return servers
    .filter((server) => !isInspectable(server))
    .map(({ id, name }) => ({ id, label: name, reason }));
}

/** What is removed can be entered again as it was: no key pair, nothing pending, no secret kept for it. */
function losesNothing({ boundKeyPairId, pending, logon }: Server): boolean {
  const keeps =
    (logon.kind === 'password' && logon.storage === 'keychain') ||
    (logon.kind === 'key-file' && logon.passphrase === 'keychain');
  return boundKeyPairId === null && pending === null && !keeps;
}
