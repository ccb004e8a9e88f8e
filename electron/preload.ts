import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import type { Bridge } from '../shared/ipc/bridge.ts';
import {
  channels,
  droppedFileChannel,
  eventNames,
  type Channel,
  type EventName,
} from '../shared/ipc/channels.ts';
import type { Request, Response } from '../shared/ipc/contract.ts';
import type { EventPayload } from '../shared/ipc/events.ts';
import type { Result } from '../shared/ipc/result.ts';
import type { KeyFileSummary } from '../shared/model/key-file.ts';

async function call<C extends Channel>(channel: C, request: Request<C>): Promise<Result<Response<C>>> {
  if (!channels.includes(channel) || channel === droppedFileChannel)
    return { ok: false, error: { code: 'request-invalid' } };
  return (await ipcRenderer.invoke(channel, request)) as Result<Response<C>>;
}

function on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void {
  if (!eventNames.includes(event)) return () => undefined;
  // The listener gets the payload alone: Electron's event carries `sender`, which is ipcRenderer.
  const forward = (_event: IpcRendererEvent, payload: EventPayload<E>) => {
    listener(payload);
  };
  ipcRenderer.on(event, forward);
  return () => void ipcRenderer.off(event, forward);
}

/** Only what the user dropped from a disk has a path here: not what a script makes, nor a mail's attachment. */
async function readDroppedFile(file: File): Promise<Result<KeyFileSummary>> {
  const path = webUtils.getPathForFile(file);
  if (path === '') return { ok: false, error: { code: 'file-not-readable' } };
  return (await ipcRenderer.invoke(droppedFileChannel, { path })) as Result<KeyFileSummary>;
}

const bridge: Bridge = { call, on, readDroppedFile };
contextBridge.exposeInMainWorld('latchkey', Object.freeze(bridge));
