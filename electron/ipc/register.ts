import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { channels, type Channel } from '../../shared/ipc/channels.ts';
import { contract, type Request, type Response } from '../../shared/ipc/contract.ts';
import { AppError, type ErrorReply, type Result } from '../../shared/ipc/result.ts';
import type { Log } from '../log.ts';
import type { Handlers } from './handler-table.ts';
import { isPlainData } from './plain-data.ts';

interface Gate {
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  readonly log: Pick<Log, 'error'>;
}

/** Opens every channel of the contract, each behind the same four steps; no call ever rejects. */
export function registerHandlers(handlers: Handlers, gate: Gate): void {
  for (const channel of channels)
    ipcMain.handle(channel, async (event, payload: unknown): Promise<Result<Response<Channel>>> => {
      try {
        if (!gate.isTrusted(event)) throw new AppError('sender-not-trusted');
        return { ok: true, value: await answer(channel, handlers[channel], payload) };
      } catch (error) {
        if (!(error instanceof AppError)) gate.log.error(channel, error);
        return { ok: false, error: toErrorReply(error) };
      }
    });
}

async function answer<C extends Channel>(
  channel: C,
  handler: Handlers[C],
  payload: unknown,
): Promise<Response<C>> {
  const request = parseRequest(channel, payload);
  return parseReply(channel, await handler(request));
}

function parseRequest<C extends Channel>(channel: C, payload: unknown): Request<C> {
  if (!isPlainData(payload)) throw new AppError('request-invalid');
  const parsed = contract[channel].request.safeParse(payload);
  if (!parsed.success) throw new AppError('request-invalid', { fields: fieldsOf(parsed.error.issues) });
  return parsed.data as Request<C>;
}

/** Keeps only what the contract names, so that no other field can leave the main process. */
function parseReply<C extends Channel>(channel: C, reply: unknown): Response<C> {
  const parsed = contract[channel].response.safeParse(reply);
  // Zod's own error is not kept: this one names fields and can't carry a value of the reply.
  if (!parsed.success)
    throw new Error(`the reply breaks the contract at: ${fieldsOf(parsed.error.issues).join(', ')}`);
  return parsed.data as Response<C>;
}

function fieldsOf(issues: readonly { readonly path: readonly PropertyKey[] }[]): string[] {
  return issues.map(({ path }) => path.map(String).join('.'));
}

function toErrorReply(error: unknown): ErrorReply {
  if (error instanceof AppError) return { code: error.code, details: error.details };
  return { code: 'unexpected' };
}
