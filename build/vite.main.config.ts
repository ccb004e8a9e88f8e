import { defineConfig } from 'vite';

/** The main process: one CommonJS file; packages with native parts stay outside of it. */
export default defineConfig({
  build: {
    ssr: 'electron/main.ts',
    outDir: 'out/main',
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      external: ['electron', 'keytar', 'better-sqlite3', 'ssh2', 'node-forge'],
      output: { format: 'cjs', entryFileNames: 'main.cjs' },
    },
  },
  ssr: { noExternal: ['zod'] },
});
