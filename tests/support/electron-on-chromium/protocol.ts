import type { CustomScheme, Protocol } from 'electron';
import { fromChromium, isRegistered, registerScheme, schemeOf, toChromium } from './app-origin.ts';
import type { HeaderEntry, PausedRequest } from './devtools-protocol.ts';
import { notServed, serving } from './not-served.ts';

type Handler = Parameters<Protocol['handle']>[1];

const handlers = new Map<string, Handler>();

export const protocol = serving<Protocol>('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]) {
    for (const scheme of schemes) registerScheme(scheme);
  },
  handle(scheme, handler) {
    if (!isRegistered(scheme)) notServed(`protocol.handle('${scheme}') of a scheme that is not privileged`);
    if (handlers.has(scheme)) throw new Error('Failed to register protocol');
    handlers.set(scheme, handler);
  },
  unhandle(scheme) {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
});

/** A response as Chromium takes it. */
export interface Answer {
  readonly responseCode: number;
  readonly responseHeaders: readonly HeaderEntry[];
  readonly body: string;
}

/** The application's own answer; undefined where the URL is of none of its schemes. */
export async function answerOfApplication({
  request,
}: PausedRequest): Promise<Answer | 'failed' | undefined> {
  const scheme = schemeOf(request.url);
  if (scheme === undefined) return undefined;
  const handler = handlers.get(scheme);
  if (!handler) return 'failed';
  try {
    return await toAnswer(await handler(readRequest(request)));
  } catch (error) {
    process.stderr.write(`the handler of ${scheme} has failed: ${String(error)}\n`);
    return 'failed';
  }
}

function readRequest({ url, method, headers, postData }: PausedRequest['request']): Request {
  const own = Object.entries(headers).map(([name, value]): [string, string] => [name, fromChromium(value)]);
  const hasBody = postData !== undefined && method !== 'GET' && method !== 'HEAD';
  return new Request(fromChromium(url), { method, headers: own, ...(hasBody && { body: postData }) });
}

async function toAnswer(response: Response): Promise<Answer> {
  if (response.type === 'error') throw new Error('a network error');
  return {
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value: toChromium(value) })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  };
}
