import type { Page } from '@playwright/test';
import type { Bridge } from '../../../shared/ipc/bridge.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Request, Response } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';

/** Calls a channel as any script on the page could. */
export async function callFromPage<C extends Channel>(
  page: Page,
  channel: C,
  request: Request<C>,
): Promise<Result<Response<C>>> {
  const payload: unknown = request;
  const result: unknown = await page.evaluate(
    ([name, value]) => {
      const { latchkey } = globalThis as unknown as { readonly latchkey: Bridge };
      return latchkey.call(name, value as never);
    },
    [channel, payload] as const,
  );
  return result as Result<Response<C>>;
}
