import type { Channel, EventName } from './channels.ts';
import type { EventPayload } from './events.ts';
import type { Request, Response } from './contract.ts';
import type { KeyFileSummary } from '../model/key-file.ts';
import type { Result } from './result.ts';

/** The page's `File`, which is no type of a main process. */
interface DroppedFile {
  readonly name: string;
}

/** The one object that the preload puts on the page, as `window.latchkey`. */
export interface Bridge {
  readonly call: <C extends Channel>(channel: C, request: Request<C>) => Promise<Result<Response<C>>>;
  /** Has the main process read a key file that the user dropped on the page. Its content never comes here. */
  readDroppedFile(file: DroppedFile): Promise<Result<KeyFileSummary>>;
  /** Returns a function that ends the subscription. */
  readonly on: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void;
}
