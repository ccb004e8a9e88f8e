import type { Notify } from '../../window/notifier.ts';
import type { Handlers } from '../handler-table.ts';

export function notificationHandlers(notify: Notify): Pick<Handlers, 'app:notify'> {
  return { 'app:notify': (notice) => Promise.resolve({ shown: notify(notice) }) };
}
