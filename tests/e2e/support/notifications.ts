import type { Application } from './application.ts';

interface Shown {
  readonly title: string;
  readonly emit: (event: 'click') => void;
}

/** What is told on the desktop from now on, with nobody looking at the window. */
export async function noteNotifications({ electron }: Application): Promise<{
  readonly titles: () => Promise<readonly string[]>;
  readonly clickFirst: () => Promise<void>;
}> {
  await electron.evaluate(({ BrowserWindow, Notification }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window) window.isFocused = () => false;
    const shown: unknown[] = [];
    Reflect.set(globalThis, 'shownNotifications', shown);
    Notification.prototype.show = function () {
      shown.push(this);
    };
  });
  return {
    titles: () =>
      electron.evaluate(() =>
        (Reflect.get(globalThis, 'shownNotifications') as Shown[]).map(({ title }) => title),
      ),
    clickFirst: () =>
      electron.evaluate(() => {
        (Reflect.get(globalThis, 'shownNotifications') as Shown[])[0]?.emit('click');
      }),
  };
}
