import type { ActivityEntry } from '../../shared/model/activity.ts';
import type { AppNotice, InterruptionEnd, PendingEnd } from '../../shared/model/app-status.ts';
import type { RegionId, ServerId } from '../../shared/model/ids.ts';
import type { Job } from '../../shared/model/job.ts';
import type { Server } from '../../shared/model/server.ts';
import type { Settings } from '../../shared/model/settings.ts';

/** What the console tells whoever shows it. */
export interface ConsoleEvents {
  regionsChanged(): void;
  keyPairsChanged(regionId: RegionId): void;
  serversChanged(regionId: RegionId, servers: readonly Server[], removedIds: readonly ServerId[]): void;
  /** What waited for a server was carried out by itself, or can't be without somebody: then `problem` says why. */
  pendingEnded(ended: PendingEnd): void;
  /** These notices of interrupted actions take the place of all earlier ones; `ended` is what made the difference. */
  interruptedChanged(notices: readonly AppNotice[], ended: InterruptionEnd | null): void;
  jobChanged(job: Job): void;
  activityChanged(entry: ActivityEntry): void;
  /** Also told at start, for what follows them outside of the console. */
  settingsChanged(settings: Settings): void;
}
