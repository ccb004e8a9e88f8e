import { everyActivity, type ActivityFormat } from '../../../shared/model/activity.ts';
import type { Console } from '../../console/console.ts';
import { exportText } from '../../console/activity-export.ts';
import type { Handlers } from '../handler-table.ts';
import type { ActivityNative } from './activity-native.ts';

export function activityHandlers(
  { activity }: Pick<Console, 'activity'>,
  native: ActivityNative,
): Pick<Handlers, Extract<keyof Handlers, `activity:${string}`>> {
  return {
    'activity:list': () => Promise.resolve([...activity.list()]),
    'activity:search': ({ text }) =>
      Promise.resolve(activity.matching({ ...everyActivity, text }).map(({ id }) => id)),
    'activity:job': ({ activityId }) => Promise.resolve(activity.job(activityId)),
    'activity:export': async ({ format, filter }) => {
      const path = await native.chooseExportPath(suggestedName(format), format);
      if (path === null) return { path, count: 0 };
      const actions = activity.matching(filter).map((entry) => ({ entry, job: activity.job(entry.id) }));
      await native.writeExport(path, exportText(actions, format));
      return { path, count: actions.length };
    },
  };
}

function suggestedName(format: ActivityFormat): string {
  return `latchkey-activity-${new Date().toISOString().slice(0, 10)}.${format}`;
}
