import type { IpcMainInvokeEvent } from 'electron';
import { appOrigin } from '../window/app-scheme.ts';

/** Whether a call comes from our own page: the top frame of a window, showing the application's origin. */
export function isTrustedFrame(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === appOrigin;
}
