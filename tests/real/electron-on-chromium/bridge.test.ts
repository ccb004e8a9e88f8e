import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchSample, type Launched } from './launch.ts';

let launched: Launched;

beforeAll(async () => {
  launched = await launchSample();
});

afterAll(() => launched.close());

const inSample = <T>(expression: string): Promise<T> => launched.page.evaluate(expression);

test('a click goes through ipcMain.handle and comes back to the page', async () => {
  await launched.page.click('#ask');
  await expect.poll(() => launched.page.textContent('#answer')).toBe('the answer');
});

test('the page hears what the main process sends until it stops listening', async () => {
  const send = (text: string) =>
    launched.app.evaluate(
      ({ BrowserWindow }, words) => BrowserWindow.getAllWindows()[0]?.webContents.send('news', words),
      text,
    );
  await send('first');
  await expect.poll(() => inSample('heard')).toEqual(['first']);
  await inSample('stopHearing()');
  await send('second');
  await inSample('sample.echo(0)');
  expect(await inSample('heard')).toEqual(['first']);
});

test('the main process hears what the preload sends', async () => {
  await inSample('sample.say({ words: [1, 2] })');
  await inSample('sample.echo(0)');
  expect((await launched.seen()).said).toEqual([{ words: [1, 2] }]);
});

test('values of every cloneable kind arrive as they were', async () => {
  const isSame = await inSample(`(async () => {
    const value = {
      none: undefined, nothing: null, text: 'a\\u2028\\ud83d\\ude00', big: 12345678901234567890n, odd: [NaN, -0, -Infinity],
      date: new Date(5), bytes: new Uint8Array([0, 255]), map: new Map([[{ a: 1 }, new Set([1])]]), regexp: /x/gi,
      ['__proto__']: 'own', constructor: 'own',
    };
    const back = await sample.echo(value);
    const own = Object.getOwnPropertyNames(back).join();
    return own === Object.getOwnPropertyNames(value).join() && back.big === value.big && back.date.getTime() === 5 &&
      Object.is(back.odd[0], NaN) && Object.is(back.odd[1], -0) && back.odd[2] === -Infinity && back.text === value.text &&
      back.bytes instanceof Uint8Array && back.bytes[1] === 255 && back.map instanceof Map &&
      [...back.map.values()][0].has(1) && String(back.regexp) === '/x/gi' && back.none === undefined && back.nothing === null;
  })()`);
  expect(isSame).toBe(true);
});

test('what crosses is cloned: neither side sees what the other does to it later', async () => {
  const [sameObject, first] = await inSample<[boolean, number]>(`(() => {
    const value = { list: [1] };
    const back = sample.sameBack(value);
    value.list[0] = 2;
    return [back === value, back.list[0]];
  })()`);
  expect([sameObject, first]).toEqual([false, 1]);
});

test('functions cross both ways, and an object that cannot be cloned is refused', async () => {
  expect(await inSample('sample.callTwice((value) => ({ got: value }))')).toEqual([
    { got: 'first' },
    { got: { second: true } },
  ]);
  expect(
    await inSample('(() => { try { sample.echo(document.body) } catch (error) { return error.message } })()'),
  ).toContain('could not be cloned');
  expect(
    await inSample('(() => { try { sample.throwNow() } catch (error) { return error.message } })()'),
  ).toBe('thrown at once');
});

test('the exposed object is frozen, all the way down, and cannot be replaced', async () => {
  const result = await inSample(`(() => {
    'use strict';
    const attempts = [
      () => { sample.version = 2 }, () => { sample.nested.list.push(3) }, () => { sample.nested.list[1].two = 3 },
      () => { sample.echo.extra = 1 }, () => { window.sample = {} }, () => { delete window.sample },
    ];
    return attempts.map((attempt) => { try { attempt(); return 'done' } catch { return 'refused' } });
  })()`);
  expect(result).toEqual(Array.from({ length: 6 }, () => 'refused'));
});

test('the page reaches neither require, nor ipcRenderer, nor the way to the main process', async () => {
  const found = await inSample<
    string[]
  >(`['require', 'process', 'module', 'exports', 'Buffer', 'global', 'ipcRenderer', 'electron',
    '__standInToMain', '__standInFromMain'].filter((name) => name in window)`);
  expect(found).toEqual([]);
  const added = await inSample<string[]>(`(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    const own = Object.getOwnPropertyNames(frame.contentWindow).filter((name) => /^sample$|standIn/i.test(name));
    frame.remove();
    return [...own, ...Object.getOwnPropertyNames(window).filter((name) => !usual.has(name))];
  })()`);
  expect(added.toSorted()).toEqual(['heard', 'pageMarker', 'sample', 'stopHearing', 'violations']);
  expect(
    await inSample(
      'sample.echo.constructor === Function && Object.getPrototypeOf(sample) === Object.prototype',
    ),
  ).toBe(true);
});

test('the preload has a world of its own and a require that knows only electron', async () => {
  expect(await inSample('sample.worlds()')).toEqual({ require: 'undefined', marker: 'undefined' });
  expect(await inSample('sample.requireFs()')).toBe('module not found: fs');
  expect(await inSample('sample.unserved()')).toBe('not served by the stand-in: ipcRenderer.sendSync');
});

test('a page that turns the language against the bridge gets no further than its API', async () => {
  const caught = await inSample(`(async () => {
    const caught = [];
    const dispatch = EventTarget.prototype.dispatchEvent;
    EventTarget.prototype.dispatchEvent = function (event) {
      caught.push(this);
      return dispatch.call(this, event);
    };
    await sample.echo(1);
    EventTarget.prototype.dispatchEvent = dispatch;
    const replies = [];
    caught[0].addEventListener('to-page', ({ data }) => data.reply && replies.push(data.reply));
    for (const id of [0, -1, 99, '__proto__'])
      caught[0].dispatchEvent(new MessageEvent('to-preload', { data: { call: { id, args: [] } } }));
    return replies.map(({ threw, value }) => threw + value.message);
  })()`);
  expect(caught).toEqual(Array.from({ length: 4 }, () => 'trueno such function'));
});

test('errors of the main process arrive as Electron words them, without their other properties', async () => {
  const error = await inSample(
    'sample.fail().catch((error) => ({ message: error.message, keys: Object.keys(error) }))',
  );
  expect(error).toEqual({ message: "Error invoking remote method 'fail': TypeError: on purpose", keys: [] });
});

test('a call names its sender in the scheme of the application', async () => {
  expect(await inSample('sample.who()')).toEqual({
    url: 'sample://app/index.html',
    origin: 'sample://app',
    isTop: true,
    contents: 1,
  });
});
