import { defineConfig } from 'vite';

/** The preload: one CommonJS file, as a sandboxed preload has to be. */
export default defineConfig({
  build: {
    ssr: 'electron/preload.ts',
    outDir: 'out/preload',
    target: 'node24',
    sourcemap: false,
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
    },
  },
});
