import type { AppNotice } from '../../shared/model/app-status.ts';
import type { RegionId } from '../../shared/model/ids.ts';
import type { Job } from '../../shared/model/job.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import type { KeyVault } from '../keychain/key-vault.ts';
import type { Store } from '../store/store.ts';
import { Activity } from './activity.ts';
import { AuthorizedKeys } from './authorized-keys.ts';
import { Bindings } from './bindings.ts';
import type { ConsoleEvents } from './console-events.ts';
import { Inspection } from './inspection.ts';
import { JobRunner } from './job-runner.ts';
import { KeptSecrets } from './kept-secrets.ts';
import { KeyFileImports } from './key-file-imports.ts';
import type { KeyPairs } from './key-pairs.ts';
import { PendingWatch } from './pending-watch.ts';
import { RecordedKeyPairs } from './recorded-key-pairs.ts';
import { RecordedRegions } from './recorded-regions.ts';
import { RecordedObserver, RecordedServers } from './recorded-servers.ts';
import type { Providers } from './regions.ts';
import type { Regions } from './regions.ts';
import { Resume } from './resume.ts';
import { ServerActions } from './server-actions.ts';
import type { ServerObserver } from './server-observer.ts';
import { ServerRecords } from './server-records.ts';
import type { ReadKnownHosts } from './server-targets.ts';
import { ServerTargets } from './server-targets.ts';
import type { Servers } from './servers.ts';
import { ConsoleSettings } from './settings.ts';
import { SshConfigBlocks } from './ssh-config-blocks.ts';
import { SshConfigImport } from './ssh-config-import.ts';
import { checkAtStart } from './startup-check.ts';

/** How many of the latest jobs a list holds. */
const listedJobs = 200;

export interface ConsoleParts {
  readonly store: Store;
  readonly vault: KeyVault;
  readonly keyFiles: KeyFiles;
  readonly providers: Providers;
  readonly events: ConsoleEvents;
  readonly readKnownHosts: ReadKnownHosts;
  readonly downloadsFolder: () => string;
  /** Of the region that is there at the very first start, in the user's language. */
  readonly firstRegionName: string;
  /** The user's, where `.ssh` is. */
  readonly homeFolder: string;
  readonly logUnexpected: (error: unknown) => void;
}

/** The rules of the console, over whatever store, keychain and providers it is given. */
export interface Console {
  readonly regions: Regions;
  readonly keyPairs: KeyPairs;
  readonly keyFileImports: KeyFileImports;
  readonly records: ServerRecords;
  readonly servers: Servers;
  readonly observer: ServerObserver;
  readonly bindings: Bindings;
  readonly activity: Activity;
  readonly settings: ConsoleSettings;
  readonly resume: Resume;
  readonly authorizedKeys: AuthorizedKeys;
  readonly pendingWatch: PendingWatch;
  readonly sshConfigImport: SshConfigImport;
  readonly sshConfigBlocks: SshConfigBlocks;
  /**
   * Waits until no job is under way: one that is cut off would leave its servers half done. Then removes from the
   * keychain what was prepared for nobody.
   */
  readonly whenIdle: () => Promise<void>;
  readonly isIdle: () => boolean;
  readonly hasJobs: () => boolean;
  /** Ends all jobs as soon as they can end without leaving a server half done. */
  readonly cancelJobs: () => void;
  readonly listJobs: (regionId: RegionId) => readonly Job[];
  /** Finishes or reports what the last run left. To be called once, before anything else is done. */
  readonly checkAtStart: () => Promise<AppNotice[]>;
}

export function createConsole(parts: ConsoleParts): Console {
  const { store, events, providers, logUnexpected } = parts;
  const activity = new Activity(store, events, logUnexpected);
  const secrets = new KeptSecrets(store, parts.vault);
  const settings = new ConsoleSettings({ ...parts, secrets, activity });
  const downloadsFolder = (): string => settings.downloadsFolder;
  const regions = new RecordedRegions([store, providers, secrets, events], activity);
  const records = new ServerRecords(store, events);
  const targets = new ServerTargets(store, secrets, parts.readKnownHosts, () => settings.timeouts);
  const reach = { store, regions, records, secrets, targets };
  const serversAtOnce = (): number => settings.read().serversAtOnce;
  const runner = new JobRunner(store, activity.watching(events), logUnexpected, serversAtOnce);
  const observer = new RecordedObserver({ store, regions, records, targets, runner }, activity);
  const keyPairs = new RecordedKeyPairs({ ...parts, secrets, regions, downloadsFolder }, activity);
  const jobs = makeJobs(reach, runner, observer, { ...parts, events: activity.watching(events) });
  const servers = new RecordedServers({ store, secrets, regions, records, observer, runner }, activity);
  regions.ensureFirst(parts.firstRegionName);
  return {
    regions,
    records,
    observer,
    activity,
    settings,
    keyPairs,
    keyFileImports: new KeyFileImports(keyPairs, parts.keyFiles),
    servers,
    ...sshConfigParts({ ...parts, regions, servers, activity }),
    ...jobs,
    whenIdle: async () => {
      await runner.whenIdle();
      await keyPairs.dropPrepared();
    },
    isIdle: () => runner.isIdle && keyPairs.isIdle,
    hasJobs: () => runner.hasJobs,
    cancelJobs: () => runner.cancelAll(),
    listJobs: (regionId) => store.jobs.list(regionId, listedJobs),
    checkAtStart: () => checkAtStart(store, secrets, downloadsFolder(), [jobs.resume, jobs.pendingWatch]),
    authorizedKeys: new AuthorizedKeys({ store, regions, records, secrets, targets, runner, activity }),
  };
}

type Reach = ConstructorParameters<typeof ServerActions>[0];

/** What is done on servers: when it is asked for, after a crash, and when a server comes up. */
function makeJobs(
  reach: Reach,
  runner: JobRunner,
  observer: ServerObserver,
  { events, logUnexpected }: ConsoleParts,
): Pick<Console, 'resume' | 'bindings' | 'pendingWatch'> {
  const { store, records } = reach;
  const actions = new ServerActions(reach);
  const resume = new Resume({ store, events, runner, actions, records, logUnexpected });
  const inspection = new Inspection(reach);
  const bindings = new Bindings({ store, records, runner, actions, resume, inspection, observer });
  return {
    resume,
    bindings,
    pendingWatch: new PendingWatch({ ...reach, events, bindings, runner, logUnexpected }),
  };
}

/** The two that read or write the user's own `~/.ssh/config`. */
function sshConfigParts(
  parts: ConstructorParameters<typeof SshConfigImport>[0] & ConstructorParameters<typeof SshConfigBlocks>[0],
): Pick<Console, 'sshConfigImport' | 'sshConfigBlocks'> {
  return { sshConfigImport: new SshConfigImport(parts), sshConfigBlocks: new SshConfigBlocks(parts) };
}
