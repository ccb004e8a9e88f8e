/** Runs the demo of the main job on a fresh build. What the build says goes to stderr: stdout is the demo's own. */
import { buildIfOutdated } from './fresh-build.mjs';

await buildIfOutdated();
await import('../tests/demo/demo.ts');
