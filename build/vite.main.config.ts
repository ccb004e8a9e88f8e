import { defineConfig } from 'vite';

/**
 * The main process and the one that reads key files, as CommonJS; packages with native parts stay outside.
 */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'out/main',
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { main: 'electron/main.ts', 'key-process': 'electron/keys/file/key-process-entry.ts' },
      external: ['electron', 'better-sqlite3', 'ssh2', 'node-forge'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'shared.cjs' },
    },
  },
  ssr: { noExternal: true },
});
