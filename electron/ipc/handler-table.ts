import type { Channel } from '../../shared/ipc/channels.ts';
import type { Request, Response } from '../../shared/ipc/contract.ts';

/** A handler for every channel: one that is missing, or replies with something else, does not compile. */
export type Handlers = { readonly [C in Channel]: (request: Request<C>) => Promise<Response<C>> };
