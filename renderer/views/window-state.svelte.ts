import type { ActivityFilter } from '../../shared/model/activity.ts';
import type { AppNotice } from '../../shared/model/app-status.ts';
import type { JobId, RegionId } from '../../shared/model/ids.ts';
import type { KeyPair } from '../../shared/model/key-pair.ts';
import type { RegionView } from '../../shared/model/region.ts';
import type { Section } from '../../shared/model/settings.ts';
import { KeyPairActions } from '../key-pairs/key-pair-actions.svelte.ts';
import { KeyPairsState } from '../key-pairs/key-pairs-state.svelte.ts';
import { call, on } from '../lib/client.ts';
import { errorCopy } from '../lib/error-copy.ts';
import { texts } from '../../shared/texts/texts.ts';
import { RegionActions } from '../regions/region-actions.svelte.ts';
import { RegionsState } from '../regions/regions-state.svelte.ts';
import { runningJobs } from '../servers/running-jobs.ts';
import { ServerActions } from '../servers/server-actions.svelte.ts';
import { ServersState } from '../servers/servers-state.svelte.ts';
import { SettingsState } from '../settings/settings-state.svelte.ts';
import { ListView } from '../ui/list-view.svelte.ts';
import type { ToastMessage } from '../ui/toast.ts';

const interruptedCodes: ReadonlySet<AppNotice['code']> = new Set([
  'jobs-interrupted',
  'actions-finished',
  'actions-rolled-back',
] as const);

const everyAction = { kind: null, outcome: null } as const;

/** What the whole window shares: the region, its key pairs and servers, and what was found at start. */
export class WindowState {
  status: 'starting' | 'ready' | 'failed' = $state('starting');
  error: unknown = $state.raw();
  notices: readonly AppNotice[] = $state.raw([]);
  section: Section = $state('key-pairs');
  readonly lists: Readonly<Record<Section, ListView>> = {
    'key-pairs': new ListView(),
    servers: new ListView(),
    activity: new ListView(),
    settings: new ListView(),
  };
  /** What is shown of the activity, besides its list's filter. */
  activityChoice: Omit<ActivityFilter, 'text'> = $state.raw(everyAction);
  /** Counts how often the filter was asked for by keyboard or menu. */
  filterRequests = $state(0);
  /** Counts how often the activity was asked for anew. */
  activityRequests = $state(0);
  /** What lies over the whole window. */
  overlay: 'palette' | 'shortcuts' | undefined = $state();
  /** The job whose entry in the activity is opened. */
  openedJobId: JobId | undefined = $state();
  /** The row that the list goes to as soon as it has it. */
  reveal: string | undefined = $state();

  readonly regions = new RegionsState(() => void this.#showRegion());
  readonly region: RegionView | undefined = $derived(this.regions.region);
  readonly settings = new SettingsState();
  readonly keyPairs = new KeyPairsState();
  readonly servers = new ServersState();
  readonly regionActions: RegionActions;
  readonly keyPairActions: KeyPairActions;
  readonly serverActions: ServerActions;

  /** Nothing was done yet: there is one region, of own servers, and nothing in it. */
  readonly isFirstStart: boolean = $derived(
    this.regions.regions.length === 1 &&
      this.region?.listsServers === false &&
      [this.keyPairs, this.servers].every(({ status }) => status === 'ready') &&
      this.keyPairs.keyPairs.length + this.servers.servers.length === 0,
  );

  readonly #serverNames: Readonly<Record<string, string>> = $derived(
    Object.fromEntries(this.servers.servers.map(({ id, name }) => [id, name])),
  );

  readonly #tell: (message: ToastMessage) => void;

  constructor(tell: (message: ToastMessage) => void) {
    this.#tell = tell;
    this.regionActions = new RegionActions(this.regions, tell);
    const asksAlways = (): boolean => this.settings.values.confirmHarmless;
    this.keyPairActions = new KeyPairActions(tell, asksAlways);
    this.serverActions = new ServerActions(tell, asksAlways, (id) => this.#isReachable(id));
  }

  /** Of the list that is shown. */
  get filter(): string {
    return this.lists[this.section].filter;
  }

  set filter(filter: string) {
    this.lists[this.section].filter = filter;
  }

  async start(): Promise<void> {
    this.status = 'starting';
    void this.#loadNotices();
    try {
      await Promise.all([this.settings.load(), this.regions.list()]);
      this.#goOn();
      this.status = 'ready';
    } catch (error) {
      this.error = error;
      this.status = 'failed';
      return;
    }
    void this.#takeBackJobs();
    await this.#loadRegion();
  }

  /** Follows what the main process tells. Returns a function that ends it. */
  listen(): () => void {
    const endings = [
      this.#listenToRegions(),
      this.keyPairs.listen(),
      this.servers.listen(),
      this.#listenToPending(),
      this.#listenToInterrupted(),
    ];
    return () => endings.forEach((end) => end());
  }

  #listenToRegions(): () => void {
    return this.regions.listen((error) => {
      this.#tell({ tone: 'danger', title: errorCopy(error).what });
    });
  }

  #listenToPending(): () => void {
    return on('pending:ended', ({ serverName, problem, waitsForRestart }) => {
      const { carriedOut, postponed, pendingFinish, notCarriedOut } = texts.servers;
      if (problem !== null) {
        const description = errorCopy({ code: problem }).what;
        this.#tell({ tone: 'warning', title: notCarriedOut(serverName), description });
      } else if (waitsForRestart) {
        this.#tell({ tone: 'info', title: postponed(serverName), description: pendingFinish });
      } else this.#tell({ tone: 'success', title: carriedOut(serverName) });
    });
  }

  /** What was found at start stays; what became of cut-off actions since takes the place of what was said of them. */
  #listenToInterrupted(): () => void {
    return on('interrupted:changed', ({ notices, ended }) => {
      this.notices = [...this.notices.filter(({ code }) => !interruptedCodes.has(code)), ...notices];
      if (ended === null) return;
      const title = texts.servers.interruptedEnded[ended.end](ended.serverName);
      this.#tell({ tone: ended.end === 'finished' ? 'success' : 'warning', title });
    });
  }

  /** Shows a section as it was left. */
  show(section: Section): void {
    this.reveal = undefined;
    if (section === this.section) return;
    this.section = section;
    void this.settings.change({ section });
  }

  /** Shows a section with nothing hidden by a filter. */
  showAll(section: Section): void {
    this.lists[section].filter = '';
    if (section === 'activity') this.activityChoice = everyAction;
    this.show(section);
  }

  /** Shows all of the list again, with the cursor where its filter was. */
  clearFilter(): void {
    this.showAll(this.section);
    this.filterRequests += 1;
  }

  /** Shows what became of a job, unless its progress or that of another is shown. */
  openJob(id: JobId): void {
    if (this.serverActions.job) return;
    this.overlay = undefined;
    this.showAll('activity');
    this.openedJobId = id;
  }

  /** Shows a key pair or server of any region, with its row in view. */
  async goTo(target: { section: Section; id: string; regionId: RegionId }): Promise<void> {
    this.showAll(target.section);
    this.reveal = target.id;
    if (target.regionId === this.region?.id) return;
    this.regions.start(target.regionId);
    await this.#showRegion();
  }

  readonly serverDialogs = {
    sshConfig: (keyPair: KeyPair): void => {
      const subject = { kind: 'key-pair', keyPairId: keyPair.id } as const;
      this.serverActions.open({ kind: 'ssh-config', subject, name: keyPair.name });
    },
    whyNotSshConfig: ({ regionId }: KeyPair): string | undefined =>
      this.#isReachable(regionId) ? undefined : texts.servers.disabled.unreachable,
    attach: (keyPair: KeyPair): void => this.serverActions.open({ kind: 'attach-server', keyPair }),
    detach: (keyPair: KeyPair): void => this.serverActions.open({ kind: 'detach-server', keyPair }),
  };

  #isReachable(regionId: RegionId): boolean {
    return this.regions.regions.find(({ id }) => id === regionId)?.isReachable !== false;
  }

  /** Where the window was last, if that is still there. */
  #goOn(): void {
    const { section, regionId } = this.settings.values;
    this.section = section;
    if (this.regions.regions.some(({ id }) => id === regionId)) this.regions.start(regionId);
  }

  dismiss(notice: AppNotice): void {
    this.notices = this.notices.filter((other) => other !== notice);
  }

  serverName(id: string): string {
    return this.#serverNames[id] ?? id;
  }

  /** A page that was loaded anew knows nothing of the jobs that it had started. */
  async #takeBackJobs(): Promise<void> {
    try {
      this.serverActions.takeBack(await runningJobs(this.regions.regions.map(({ id }) => id)));
    } catch (error) {
      this.serverActions.tellError(error);
    }
  }

  /** On its own: the look at the keychain behind it takes as long as the keychain does. */
  async #loadNotices(): Promise<void> {
    try {
      this.notices = (await call('app:status', {})).notices;
    } catch (error) {
      this.#tell({ tone: 'danger', title: errorCopy(error).what });
    }
  }

  /** Goes on in the place of a damaged store: the page is loaded anew. */
  async replaceStore(channel: 'app:restore-backup' | 'app:start-anew'): Promise<void> {
    try {
      await call(channel, {});
    } catch (error) {
      const { what, todo } = errorCopy(error);
      this.#tell({ tone: 'danger', title: what, description: todo });
    }
  }

  async #showRegion(): Promise<void> {
    const { region } = this;
    if (!region) return;
    // The same one, perhaps with another limit: its lists are as they were.
    if (region.id === this.keyPairs.region?.id) this.keyPairs.region = region;
    else {
      Object.values(this.lists).forEach((list) => list.clear());
      void this.settings.change({ regionId: region.id });
      await this.#loadRegion();
    }
  }

  async #loadRegion(): Promise<void> {
    const { region } = this;
    if (region) await Promise.all([this.keyPairs.load(region), this.servers.load(region.id)]);
  }
}
