import type { Browser } from './browser.ts';
import type { HeaderEntry, PausedRequest } from './devtools-protocol.ts';
import { DevToolsError } from './devtools.ts';
import { answerOfApplication, type Answer } from './protocol.ts';
import type { WebContentsStandIn } from './web-contents.ts';
import { allWindows } from './windows.ts';

/**
 * What a document of Electron's may do by itself, all but opening windows, starting programs and downloading:
 * Chromium would do these at once, and here the application is asked first, or told.
 */
const sandbox =
  'sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-orientation-lock allow-pointer-lock ' +
  'allow-presentation allow-storage-access-by-user-activation allow-top-navigation';

const nothing: Answer = { responseCode: 204, responseHeaders: [], body: '' };

/** Decides on every request of every page. */
export function serveRequests(browser: Browser): void {
  browser.on('paused', (request) => {
    decide(browser, request).catch((error: unknown) => {
      // The page that has asked may be gone.
      if (!(error instanceof DevToolsError)) throw error;
    });
  });
}

async function decide({ root }: Browser, paused: PausedRequest): Promise<void> {
  const { requestId, resourceType } = paused;
  const contents = allWindows().find((open) => open.contents.owns(paused))?.contents;
  const isDocument = resourceType === 'Document';
  if (isDocument && contents && !contents.mayRequest(paused)) {
    // Unlike any other failure this one leaves the page where it is.
    await root.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  const answer = isChromesOwn(paused) ? nothing : await answerOfApplication(paused);
  if (answer === undefined) await root.send('Fetch.continueRequest', { requestId });
  else if (answer === 'failed') await root.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
  else {
    const added = isDocument && contents ? documentHeaders(contents, paused) : [];
    await root.send('Fetch.fulfillRequest', {
      requestId,
      ...answer,
      responseHeaders: [...answer.responseHeaders, ...added],
    });
  }
}

/** Chromium's window looks for an icon where Electron's does not. */
function isChromesOwn({ request, resourceType }: PausedRequest): boolean {
  return resourceType === 'Other' && new URL(request.url).pathname === '/favicon.ico';
}

function documentHeaders(contents: WebContentsStandIn, { request }: PausedRequest): HeaderEntry[] {
  const refused = contents.permissionsPolicy(request.url);
  return [
    { name: 'Content-Security-Policy', value: sandbox },
    ...(refused === '' ? [] : [{ name: 'Permissions-Policy', value: refused }]),
  ];
}
