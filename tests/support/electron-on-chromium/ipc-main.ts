import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { EventEmitter } from 'node:events';
import { serving } from './not-served.ts';

type Handler = Parameters<IpcMain['handle']>[1];

const handlers = new Map<string, Handler>();

/** Any event name is a channel here, so that nothing has to be refused. */
class IpcMainStandIn
  extends EventEmitter
  implements Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      handlers.delete(channel);
      return handler(event, ...(args as unknown[])) as unknown;
    });
  }

  removeHandler(channel: string): void {
    handlers.delete(channel);
  }
}

const standIn = new IpcMainStandIn();

export const ipcMain = serving<IpcMain>('ipcMain', standIn);

/** Rejects with the error that Electron gives to the page. */
export async function answerInvoke(
  event: IpcMainInvokeEvent,
  channel: string,
  args: readonly unknown[],
): Promise<unknown> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return await (handler(event, ...args) as unknown);
  } catch (error) {
    process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`);
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
  }
}

export function tell(event: IpcMainEvent, channel: string, args: readonly unknown[]): void {
  standIn.emit(channel, event, ...args);
}
