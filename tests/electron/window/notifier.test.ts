import type { BrowserWindow } from 'electron';
import { beforeEach, expect, it, vi } from 'vitest';
import { createNotifier } from '../../../electron/window/notifier.ts';
import { JobId } from '../../../shared/model/ids.ts';
import { Notification } from '../../fakes/electron.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

const notice = {
  jobId: JobId.parse('00000000-0000-4000-8000-000000000001'),
  title: 'Attaching “web”',
  body: '2 servers done',
};

let calls: string[];

function notifier(isFocused: boolean, isMinimized = false) {
  const call = (name: string) => () => void calls.push(name);
  const window = {
    ...{ isFocused: () => isFocused, isMinimized: () => isMinimized, isDestroyed: () => false },
    ...{ restore: call('restore'), show: call('show'), focus: call('focus') },
  };
  return createNotifier({
    currentWindow: () => window as unknown as BrowserWindow,
    onopen: (jobId) => void calls.push(jobId),
  });
}

beforeEach(() => {
  calls = [];
  Notification.shown.length = 0;
  Notification.supported = true;
});

it('tells on the desktop while the window has not the focus, and not otherwise', () => {
  expect(notifier(true)(notice)).toBe(false);
  expect(createNotifier({ currentWindow: () => undefined, onopen: () => undefined })(notice)).toBe(false);
  expect(Notification.shown).toEqual([]);
  expect(notifier(false)(notice)).toBe(true);
  expect(Notification.shown.map(({ options }) => options)).toEqual([
    { title: notice.title, body: notice.body },
  ]);
});

it('says that it could not where the desktop has no notifications', () => {
  Notification.supported = false;
  expect(notifier(false)(notice)).toBe(false);
});

it('a click brings the window to the front, and with it the job', () => {
  notifier(false, true)(notice);
  Notification.shown[0]?.emit('click');
  expect(calls).toEqual(['restore', 'show', 'focus', notice.jobId]);
});
