import { defineConfig } from 'vite';

/** The keychain's own process, as CommonJS; keytar has a native part and stays outside. */
export default defineConfig({
  build: {
    ssr: 'electron/keychain/keychain-entry.ts',
    outDir: 'out/keychain',
    target: 'node24',
    sourcemap: false,
    minify: false,
    rolldownOptions: {
      external: ['keytar'],
      output: { format: 'cjs', entryFileNames: 'keychain.cjs' },
    },
  },
  ssr: { noExternal: ['zod'] },
});
