import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { securityHeaders } from './content-security-policy.ts';

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

interface AppFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/** URL path, as it stands in a request, -> file. */
export type AppFiles = ReadonlyMap<string, AppFile>;

/** Reads all files of a folder; links and files of a kind that a page does not load are left out. */
export function readAppFiles(folder: string): AppFiles {
  return new Map(filesBelow(folder, ''));
}

function* filesBelow(folder: string, path: string): Generator<[string, AppFile]> {
  for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
    const entryPath = `${path}/${entry.name}`;
    const type = mimeTypes[extname(entry.name)];
    if (entry.isDirectory()) yield* filesBelow(folder, entryPath);
    else if (entry.isFile() && type !== undefined)
      yield [entryPath, { body: new Uint8Array(readFileSync(join(folder, entryPath))), type }];
  }
}

/**
 * Answers a request from the map alone. Paths are compared as they are written, never decoded or resolved,
 * so there is no path that leads out of the folder.
 */
export function answerFromFiles(
  files: AppFiles,
  origin: string,
  request: Pick<Request, 'method' | 'url'>,
): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, { Allow: 'GET, HEAD' });
  const file = request.url.startsWith(`${origin}/`) ? files.get(pathOf(request.url, origin)) : undefined;
  if (file === undefined) return refusal(404);
  const headers = { ...securityHeaders, 'Content-Type': file.type };
  return new Response(request.method === 'HEAD' ? null : file.body, { headers });
}

function pathOf(url: string, origin: string): string {
  return url.slice(origin.length).replace(/[?#].*$/s, '');
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...securityHeaders, ...headers } });
}
