/** Runs the demo of the main job on a fresh build. What the build says goes to stderr: stdout is the demo's own. */
import { buildIfOutdated } from './fresh-build.mjs';
import { endUnlessRoot } from './needs-root.mjs';

endUnlessRoot('npm run demo');
await buildIfOutdated();
// By its address: the compiler's projects depend on each other the other way round.
await import(new URL('../tests/demo/demo.ts', import.meta.url).href);
