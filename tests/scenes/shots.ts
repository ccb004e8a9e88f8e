/** `npm run shots [-- PART-OF-A-NAME]`: a picture of every scene, light and dark, in two sizes, under `out/shots`. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { buildIfOutdated } from '../../build/fresh-build.mjs';
import type { Scene } from './scene.ts';
import { scenesWith } from './scenes.ts';
import { Stage, themes, type Size } from './stage.ts';

const sizes: readonly Size[] = [
  { width: 1280, height: 800 },
  { width: 800, height: 600 },
];
const folder = join(import.meta.dirname, '../../out/shots');
let failed = 0;
const chosen = scenesWith(process.argv[2] ?? '');

await buildIfOutdated();
const stage = await Stage.open();
try {
  for (const size of sizes) {
    await stage.resize(size);
    for (const theme of themes) await mkdir(folderOf(size, theme), { recursive: true });
    for (const scene of chosen) {
      try {
        await take(scene, size);
      } catch (error) {
        failed += 1;
        console.error(error);
      }
    }
  }
} finally {
  await stage.close();
}
const taken = (chosen.length * sizes.length - failed) * themes.length;
console.error(`${taken} pictures of ${chosen.length} scenes in out/shots`);
process.exitCode = failed === 0 ? 0 : 1;

async function take(scene: Scene, size: Size): Promise<void> {
  await stage.show(scene, 'light');
  for (const theme of themes) {
    await stage.light(theme);
    await stage.page.screenshot({ path: join(folderOf(size, theme), `${scene.name}.png`) });
  }
}

function folderOf({ width, height }: Size, theme: string): string {
  return join(folder, `${width}x${height}-${theme}`);
}
