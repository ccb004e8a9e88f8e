import { Notification, type BrowserWindow } from 'electron';
import type { JobId } from '../../shared/model/ids.ts';

/** A job that is over, in the window's words. */
export interface JobNotice {
  readonly jobId: JobId;
  readonly title: string;
  readonly body: string;
}

interface NotifierParts {
  readonly currentWindow: () => BrowserWindow | undefined;
  /** The notification was clicked: the window is in front, and shows the job. */
  readonly onopen: (jobId: JobId) => void;
}

/** Tells of a job on the desktop while nobody looks at the window. Answers whether it was told there. */
export type Notify = (notice: JobNotice) => boolean;

export function createNotifier({ currentWindow, onopen }: NotifierParts): Notify {
  /** One that is collected as garbage is no longer listened to. */
  const shown = new Set<Notification>();
  return ({ jobId, title, body }) => {
    const window = currentWindow();
    if (!window || window.isFocused() || !Notification.isSupported()) return false;
    const notification = new Notification({ title, body });
    notification.on('click', () => {
      bringToFront(window);
      onopen(jobId);
    });
    for (const event of ['click', 'close'] as const)
      notification.on(event as 'close', () => shown.delete(notification));
    shown.add(notification);
    notification.show();
    return true;
  };
}

/** Shows a window, wherever it was, and gives it the focus. */
export function bringToFront(window: BrowserWindow | undefined): void {
  if (!window || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
