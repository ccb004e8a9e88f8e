import type { Channel } from '../../shared/ipc/channels.ts';
import type { Request, Response } from '../../shared/ipc/contract.ts';
import { everyActivity, matchesActivity, type ActivityEntry } from '../../shared/model/activity.ts';
import type { Job } from '../../shared/model/job.ts';

type ActivityChannel = Extract<Channel, `activity:${string}`>;
type Handlers = { readonly [C in ActivityChannel]: (request: Request<C>) => Response<C> };

export function fakeActivity(
  entries: () => readonly ActivityEntry[],
  job: (id: string) => Job | null,
): Handlers {
  return {
    'activity:list': () => [...entries()],
    'activity:search': ({ text }) =>
      entries()
        .filter((entry) => {
          const names = job(entry.id)?.results.map(({ serverName }) => serverName) ?? entry.serverNames;
          return matchesActivity({ ...entry, serverNames: names }, { ...everyActivity, text });
        })
        .map(({ id }) => id),
    'activity:job': ({ activityId }) => job(activityId),
    'activity:export': ({ format, filter }) => ({
      path: `/home/anna/Documents/latchkey-activity.${format}`,
      count: entries().filter((entry) => matchesActivity(entry, filter)).length,
    }),
  };
}
