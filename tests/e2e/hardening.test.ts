import { expect, test } from '@playwright/test';
import { startApplication, type Application } from './support/application.ts';

/** Added to the page's global object by the libraries of the page itself. */
const namesOfLibraries = /^(?:__svelte|__zod_globalConfig|bits[A-Z]\w+)$/;

let application: Application;

test.beforeAll(async () => {
  application = await startApplication();
});

test.beforeEach(async () => {
  await application.page.reload();
  await expect(application.page.getByRole('navigation').first()).toBeVisible();
});

test.afterAll(async () => {
  await application.stop();
});

/** What the main process says of its windows: how many there are, and where the first one is. */
const windows = () =>
  application.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  );

test('E5: every page has the preferences that keep it apart', async () => {
  const preferences = await application.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      // Electron's own, and left out of its types.
      const { getLastWebPreferences } = webContents as unknown as { getLastWebPreferences: () => object };
      return getLastWebPreferences.call(webContents);
    }),
  );
  expect(preferences).toHaveLength(1);
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  });
});

test('E6: the page has nothing of Node or Electron but one frozen object', async () => {
  const { page } = application;
  const types = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].map(
      (name) => typeof Reflect.get(globalThis, name),
    ),
  );
  expect(new Set(types)).toEqual(new Set(['undefined']));

  const added = await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    return Object.getOwnPropertyNames(globalThis).filter((name) => !usual.has(name));
  });
  expect(added.filter((name) => !namesOfLibraries.test(name))).toEqual(['latchkey']);

  const bridge = await page.evaluate(() => {
    const object = Reflect.get(globalThis, 'latchkey') as object;
    const isReplaced = Reflect.set(globalThis, 'latchkey', 1) || Reflect.set(object, 'call', 1);
    return { names: Object.keys(object), isFrozen: Object.isFrozen(object), isReplaced };
  });
  expect(bridge).toEqual({ names: ['call', 'on', 'readDroppedFile'], isFrozen: true, isReplaced: false });
});

test('E6: nothing that the bridge gives back leads to the other side', async () => {
  const found = await application.page.evaluate(async () => {
    type Call = (channel: unknown, request: unknown) => Promise<unknown>;
    const { call } = Reflect.get(globalThis, 'latchkey') as { call: Call };
    const replies = [await call('app:status', {}), await call('no:channel', {}), await call({}, {})];
    const isOurs = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      ([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as never) &&
        Object.values(value).every(isOurs));
    return {
      isPlain: replies.every(isOurs),
      maker: call.constructor === Function,
      replies: replies.slice(1),
    };
  });
  const refusal = { ok: false, error: { code: 'request-invalid' } };
  expect(found).toEqual({ isPlain: true, maker: true, replies: [refusal, refusal] });
});

test('E7: the page is on its own scheme, from where no file can be had', async () => {
  expect(await windows()).toEqual(['latchkey://app/index.html']);
  const tries = await application.page.evaluate(async () => {
    const image = new Image();
    const loaded = new Promise((resolve) => {
      image.onload = () => resolve('loaded');
      image.onerror = () => resolve('refused');
    });
    image.src = 'file:///usr/share/pixmaps/debian-logo.png';
    const fetched = await fetch('file:///etc/passwd').then(
      () => 'loaded',
      () => 'refused',
    );
    setTimeout(() => (location.href = 'file:///etc/passwd'));
    return [await loaded, fetched];
  });
  expect(tries).toEqual(['refused', 'refused']);
  await stays();
});

test('E9: the response of the page carries the policy', async () => {
  const headers = await application.page.evaluate(async () => {
    const response = await fetch(location.href);
    return Object.fromEntries(response.headers);
  });
  const policy = headers['content-security-policy'] ?? '';
  for (const name of ['default-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors'])
    expect(policy).toContain(`${name} 'none'`);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).not.toMatch(/unsafe-eval|https?:/);
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('E9: no text becomes code, and each try is a violation', async () => {
  const { ran, violations } = await application.page.evaluate(
    () =>
      new Promise<{ ran: unknown; violations: number }>((resolve) => {
        let violations = 0;
        document.addEventListener('securitypolicyviolation', () => (violations += 1));
        const attempts = [
          () => void globalThis.eval('globalThis.ran = "eval"'),
          () => (Reflect.construct(Function, ['globalThis.ran = "Function"']) as () => void)(),
          () => {
            const script = document.createElement('script');
            script.append('globalThis.ran = "script"');
            document.body.append(script);
          },
          () => {
            const image = document.createElement('img');
            document.body.append(image);
            image.setAttribute('onerror', 'globalThis.ran = "onerror"');
            image.src = 'missing.png';
          },
          () => (document.body.appendChild(document.createElement('div')).innerHTML = '<b>markup</b>'),
        ];
        // In a task of its own: what a debugger evaluates is above the policy.
        setTimeout(() => {
          for (const attempt of attempts)
            try {
              attempt();
            } catch {
              // Refused at once.
            }
          setTimeout(() => resolve({ ran: Reflect.get(globalThis, 'ran'), violations }), 300);
        });
      }),
  );
  expect(ran).toBeUndefined();
  expect(violations).toBeGreaterThanOrEqual(5);
});

/** Ways out of the page; each is taken in a task of its own, as if the page had done it. */
const waysOut: Readonly<Record<string, () => void>> = {
  'window.open': () => void open('https://example.com/'),
  'window.open of our own page': () => void open(location.href),
  'a link to another tab': () => {
    document.body
      .appendChild(
        Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank' }),
      )
      .click();
  },
  'a plain link': () => {
    document.body
      .appendChild(Object.assign(document.createElement('a'), { href: 'https://example.com/' }))
      .click();
  },
  'a download': () => {
    document.body
      .appendChild(
        Object.assign(document.createElement('a'), { href: 'data:text/plain,x', download: 'x.txt' }),
      )
      .click();
  },
  'location = https:': () => location.assign('https://example.com/'),
  'location = data:': () => location.assign('data:text/html,x'),
  'location = blob:': () => location.assign(URL.createObjectURL(new Blob(['x'], { type: 'text/html' }))),
  'location = another page of ours': () => location.assign('other.html'),
  'a form that posts': () => {
    const form = document.createElement('form');
    document.body
      .appendChild(Object.assign(form, { action: 'https://example.com/', method: 'post' }))
      .submit();
  },
  'a webview': () => {
    document.body.appendChild(document.createElement('webview')).setAttribute('src', 'https://example.com/');
  },
  'a frame': () => {
    document.body.appendChild(
      Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }),
    );
  },
  'a refresh': () => {
    const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh' });
    document.head.appendChild(meta).content = '0;url=https://example.com/';
  },
};

test('E10: no way leads out of the page or into a window', async () => {
  for (const [name, way] of Object.entries(waysOut))
    await test.step(name, async () => {
      await application.page.evaluate(`setTimeout(${way.toString()})`);
      await stays();
    });
  const frames = application.page.frames().map((frame) => frame.url());
  expect(frames.filter((url) => url.includes('example.com'))).toEqual([]);
});

test('E10: a middle click and a dropped link open nothing', async () => {
  const { page } = application;
  await page.evaluate(() => {
    const link = document.createElement('a');
    Object.assign(link, {
      href: 'https://example.com/',
      textContent: 'link',
      id: 'planted',
      draggable: true,
    });
    link.setAttribute('style', 'position: fixed; inset: 0 auto auto 0; z-index: 9999');
    document.body.append(link);
  });
  await page.locator('#planted').click({ button: 'middle' });
  await stays();
  await page.locator('#planted').dragTo(page.locator('body'), { targetPosition: { x: 500, y: 500 } });
  await stays();
});

test('E11: whatever a page may ask the user for is refused', async () => {
  const answers = await application.page.evaluate(async () => {
    const names = ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'midi'];
    const states = names.map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      return `${name} ${state}`;
    });
    const asked = {
      notification: await Notification.requestPermission(),
      location: await new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code),
        );
      }),
      clipboard: await navigator.clipboard.readText().then(
        () => 'given',
        () => 'refused',
      ),
    };
    return { states: await Promise.all(states), asked };
  });
  expect(answers.states.filter((state) => !state.endsWith(' denied'))).toEqual([]);
  expect(answers.asked).toEqual({ notification: 'denied', location: 1, clipboard: 'refused' });
});

/** One window, still where it was, and still alive. A refused navigation leaves no event to wait for. */
async function stays() {
  await application.page.waitForTimeout(250);
  expect(await windows()).toEqual(['latchkey://app/index.html']);
  expect(await application.page.evaluate(() => document.body.textContent)).toContain('Key Pairs');
}
