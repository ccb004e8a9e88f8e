import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { Channel, EventName } from '../../shared/ipc/channels.ts';
import type { Request, Response } from '../../shared/ipc/contract.ts';
import type { EventPayload } from '../../shared/ipc/events.ts';
import { AppError } from '../../shared/ipc/result.ts';
import type { KeyFileSummary } from '../../shared/model/key-file.ts';

declare global {
  interface Window {
    readonly latchkey: Bridge;
  }
}

/** Asks the main process. Expected errors arrive as `AppError`, with the code and details they were thrown with. */
export async function call<C extends Channel>(channel: C, request: Request<C>): Promise<Response<C>> {
  const result = await window.latchkey.call(channel, asPlainData(request));
  if (result.ok) return result.value;
  throw new AppError(result.error.code, result.error.details);
}

/** Hands a file that the user dropped to the main process, which reads it. Errors as for `call`. */
export async function readDroppedFile(file: File): Promise<KeyFileSummary> {
  const result = await window.latchkey.readDroppedFile(file);
  if (result.ok) return result.value;
  throw new AppError(result.error.code, result.error.details);
}

/** Listens to what the main process tells unasked. Returns a function that ends the subscription. */
export function on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void {
  return window.latchkey.on(event, listener);
}

/** The bridge can't clone Svelte's state proxies; what crosses it is JSON anyhow. */
function asPlainData<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
