import type { BrowserWindow } from 'electron';
import type { EventName } from '../../shared/ipc/channels.ts';
import { events, type EventPayload } from '../../shared/ipc/events.ts';
import type { Log } from '../log.ts';

/** Tells the window that something has changed. Without a window there is nobody to tell: the event is dropped. */
export type SendEvent = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

interface Way {
  readonly currentWindow: () => Pick<BrowserWindow, 'isDestroyed' | 'webContents'> | undefined;
  readonly log: Pick<Log, 'error'>;
}

export function createSendEvent({ currentWindow, log }: Way): SendEvent {
  return (event, payload) => {
    const window = currentWindow();
    if (window === undefined || window.isDestroyed() || window.webContents.isDestroyed()) return;
    const parsed = events[event].safeParse(payload);
    // Logged, not thrown: the work that the event tells of is done, and must not be reported as failed.
    if (parsed.success) window.webContents.send(event, parsed.data);
    else log.error(event, new Error('the payload breaks the contract'));
  };
}
