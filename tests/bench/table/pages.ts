import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

const root = join(import.meta.dirname, '../../..');
const out = join(root, 'out/bench');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** The page as it is shipped, the plain table, and the script that gives both their 10,000 servers. */
export interface Pages {
  readonly ours: string;
  readonly plain: string;
  readonly data: string;
  readonly close: () => void;
}

export async function buildPages(): Promise<Pages> {
  const page = join(root, 'out/renderer');
  const plain = join(out, 'plain');
  await build({ configFile: join(root, 'build/vite.renderer.config.ts'), logLevel: 'error' });
  await build({
    ...{ configFile: false, logLevel: 'error', root: join(root, 'tests/bench/table'), base: './' },
    plugins: [svelte({ configFile: join(root, 'svelte.config.js') })],
    build: { outDir: plain, emptyOutDir: true, target: 'chrome142' },
  });
  await build({
    ...{ configFile: false, logLevel: 'error', root },
    build: {
      ...{ outDir: join(out, 'data'), emptyOutDir: true },
      lib: {
        entry: join(root, 'tests/support/fake-bridge-page.ts'),
        ...{ formats: ['iife'], name: 'fakeBridge', fileName: () => 'data.js' },
      },
    },
  });
  const servers = await Promise.all([serve(page), serve(plain)]);
  const [ours = '', theirs = ''] = servers.map(addressOf);
  return {
    ...{ ours, plain: theirs, data: readFileSync(join(out, 'data/data.js'), 'utf8') },
    close: () => servers.forEach((server) => server.close()),
  };
}

async function serve(folder: string): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const file = join(folder, url === '/' ? 'index.html' : (url.split('?')[0] ?? ''));
    if (!file.startsWith(folder) || !existsSync(file)) response.writeHead(404).end();
    else
      response
        .writeHead(200, { 'Content-Type': types[extname(file)] ?? 'text/plain' })
        .end(readFileSync(file));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
