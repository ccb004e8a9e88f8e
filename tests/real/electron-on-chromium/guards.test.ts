import { afterEach, beforeEach, expect, test } from 'vitest';
import { inPage, launchSample, type Launched } from './launch.ts';

let launched: Launched;

beforeEach(async () => {
  launched = await launchSample();
});

afterEach(() => launched.close());

const address = () =>
  launched.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL()),
  );
const own = 'sample://app/index.html';

/** Long enough for a navigation that nobody stops. */
const settle = () => launched.page.waitForTimeout(500);

test('the policy in the response header is enforced', async () => {
  const { page } = launched;
  await inPage(page, `eval('window.evalHasRun = true')`);
  await inPage(page, `document.body.innerHTML += '<img src="x:y" onerror="window.handlerHasRun = true">'`);
  await inPage(page, `fetch('https://example.com/').catch(() => undefined)`);
  await settle();
  expect(await page.evaluate('[window.inlineHasRun, window.evalHasRun, window.handlerHasRun]')).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const violations = await page.evaluate<string[]>('violations');
  expect(new Set(violations)).toEqual(
    new Set(['script-src-elem', 'script-src', 'img-src', 'script-src-attr', 'connect-src']),
  );
  expect(await page.evaluate(`fetch('missing.txt').then((response) => response.status)`)).toBe(404);
});

test('a page stays where it is when will-frame-navigate is prevented', async () => {
  const { page } = launched;
  const ways = [
    `location = 'https://example.com/assigned'`,
    `document.getElementById('link').click()`,
    `location = 'about:blank'`,
    `location = URL.createObjectURL(new Blob(['<h1>x'], { type: 'text/html' }))`,
    `location = 'mailto:somebody@example.com'`,
    `location = 'other.html'`,
    `location = 'file:///etc/passwd'`,
  ];
  for (const way of ways) await inPage(page, way);
  await settle();
  expect(await address()).toEqual([own]);
  expect(await page.evaluate('pageMarker')).toBe(true);
  const { navigations } = await launched.seen();
  expect(navigations[3]).toMatch(/^blob:sample:\/\/app\//);
  expect(navigations.toSpliced(3, 1)).toEqual([
    'https://example.com/assigned',
    'https://example.com/linked',
    'about:blank',
    'mailto:somebody@example.com',
    'sample://app/other.html',
  ]);
});

test('a reload by the page is asked about and happens', async () => {
  await launched.page.evaluate('window.isOld = true');
  await inPage(launched.page, 'location.reload()');
  await expect
    .poll(() => launched.page.evaluate('window.isOld === undefined && window.pageMarker'))
    .toBe(true);
  expect((await launched.seen()).navigations).toEqual([own]);
  expect(await launched.page.evaluate('sample.echo("again")')).toBe('again');
});

test('a redirect is asked about', async () => {
  await inPage(launched.page, `location = 'elsewhere'`);
  await settle();
  expect((await launched.seen()).navigations).toEqual([
    'sample://app/elsewhere',
    'redirect https://example.com/',
  ]);
  expect(await address()).toEqual([own]);
});

test('windows are asked for and denied, however the page goes about it', async () => {
  const { page } = launched;
  expect(await page.evaluate(`window.open('https://example.com/opened')`)).toBeNull();
  await inPage(page, `document.getElementById('blank').click()`);
  await page.click('#link', { button: 'middle' });
  await page.click('#link', { modifiers: ['Control'] });
  await settle();
  expect((await launched.seen()).opened).toEqual([
    'new-window https://example.com/opened',
    'new-window https://example.com/blank',
    'background-tab https://example.com/linked',
    'background-tab https://example.com/linked',
  ]);
  expect(launched.app.windows()).toHaveLength(1);
  expect(await address()).toEqual([own]);
});

test('a download is told of and does not start', async () => {
  await inPage(launched.page, `document.getElementById('saved').click()`);
  await settle();
  expect((await launched.seen()).events).toContain('will-download');
});

test('permissions are what the handlers say', async () => {
  const states = await launched.page
    .evaluate(`Promise.all(['geolocation', 'notifications', 'clipboard-read', 'camera', 'midi']
    .map(async (name) => name + ' ' + (await navigator.permissions.query({ name })).state))`);
  expect(states).toEqual([
    'geolocation granted',
    'notifications denied',
    'clipboard-read denied',
    'camera denied',
    'midi denied',
  ]);
  expect(await launched.page.evaluate('Notification.requestPermission()')).toBe('denied');
  expect(
    await launched.page.evaluate('document.documentElement.requestFullscreen().catch((error) => error.name)'),
  ).toBe('TypeError');
});

test('loading is told in order', async () => {
  // The page may know of it before the main process is told.
  await expect
    .poll(async () => (await launched.seen()).events, { timeout: 30_000 })
    .toEqual(['dom-ready', 'did-finish-load', 'ready-to-show']);
  expect((await launched.seen()).requests).toEqual([`GET ${own}`, 'GET sample://app/page.js']);
});
