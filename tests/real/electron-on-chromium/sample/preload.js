/* global window */
// A sandboxed preload has `require`, and is no module.
const load = require;
const { contextBridge, ipcRenderer } = load('electron');

const attempt = (action) => {
  try {
    return String(action());
  } catch (error) {
    return error.message;
  }
};

contextBridge.exposeInMainWorld('sample', {
  version: 1,
  nested: { list: [1, { two: 2 }] },
  echo: (value) => ipcRenderer.invoke('echo', value),
  fail: () => ipcRenderer.invoke('fail'),
  who: () => ipcRenderer.invoke('who'),
  say: (text) => ipcRenderer.send('said', text),
  on: (channel, listener) => {
    const forward = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.off(channel, forward);
  },
  sameBack: (value) => value,
  callTwice: (listener) => [listener('first'), listener({ second: true })],
  throwNow: () => {
    throw new RangeError('thrown at once');
  },
  unserved: () => attempt(() => ipcRenderer.sendSync('echo')),
  requireFs: () => attempt(() => load('fs')),
  worlds: () => ({ require: typeof window.require, marker: typeof window.pageMarker }),
});
