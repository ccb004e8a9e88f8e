import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { installGuards } from '../../../electron/window/guards.ts';

vi.mock('electron', () => import('../../fakes/electron.ts'));

type Answer = (isGranted: boolean) => void;

class FakeSession extends EventEmitter {
  request: ((contents: null, permission: string, answer: Answer) => void) | undefined;
  check: ((contents: null, permission: string) => boolean) | undefined;

  setPermissionRequestHandler(handler: FakeSession['request']) {
    this.request = handler;
  }

  setPermissionCheckHandler(handler: FakeSession['check']) {
    this.check = handler;
  }
}

class FakeContents extends EventEmitter {
  windowOpen: ((details: { url: string }) => unknown) | undefined;

  setWindowOpenHandler(handler: FakeContents['windowOpen']) {
    this.windowOpen = handler;
  }

  /** Whether an event that can be refused was. */
  isRefused(name: string, details: object = {}) {
    let isRefused = false;
    this.emit(name, { ...details, preventDefault: () => (isRefused = true) });
    return isRefused;
  }
}

let session: FakeSession;
let contents: FakeContents;

beforeEach(() => {
  const app = new EventEmitter();
  session = new FakeSession();
  contents = new FakeContents();
  installGuards(app as never, session as never);
  app.emit('web-contents-created', {}, contents);
});

describe('E10', () => {
  it.each(['https://example.com/', 'latchkey://app/index.html', 'about:blank', 'file:///etc/passwd'])(
    'opens no window for %s',
    (url) => {
      expect(contents.windowOpen?.({ url })).toEqual({ action: 'deny' });
    },
  );

  it.each([
    'https://example.com/',
    'file:///etc/passwd',
    'latchkey://app/other.html',
    'latchkey://app/index.html?x',
    'latchkey://evil/index.html',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
  ])('stays where it is instead of going to %s', (url) => {
    expect(contents.isRefused('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
  });

  it('can be reloaded', () => {
    const url = 'latchkey://app/index.html';
    expect(contents.isRefused('will-frame-navigate', { url, isMainFrame: true })).toBe(false);
    expect(contents.isRefused('will-frame-navigate', { url, isMainFrame: false })).toBe(true);
  });

  it.each(['will-redirect', 'will-attach-webview'])('refuses %s', (name) => {
    expect(contents.isRefused(name)).toBe(true);
  });

  it('downloads nothing', () => {
    let isRefused = false;
    session.emit('will-download', { preventDefault: () => (isRefused = true) });
    expect(isRefused).toBe(true);
  });
});

it.each([
  'notifications',
  'geolocation',
  'media',
  'clipboard-read',
  'clipboard-sanitized-write',
  'hid',
  'usb',
  'serial',
  'midi',
  'midiSysex',
  'fileSystem',
  'openExternal',
  'fullscreen',
  'display-capture',
  'unknown',
])('E11: refuses %s, asked for and checked', (permission) => {
  const answers: boolean[] = [];
  session.request?.(null, permission, (isGranted) => answers.push(isGranted));
  expect(answers).toEqual([false]);
  expect(session.check?.(null, permission)).toBe(false);
});
