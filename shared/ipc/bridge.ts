import type { Channel, EventName } from './channels.ts';
import type { EventPayload } from './events.ts';
import type { Request, Response } from './contract.ts';
import type { Result } from './result.ts';

/** The one object that the preload puts on the page, as `window.latchkey`. */
export interface Bridge {
  readonly call: <C extends Channel>(channel: C, request: Request<C>) => Promise<Result<Response<C>>>;
  /** Returns a function that ends the subscription. */
  readonly on: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void;
}
