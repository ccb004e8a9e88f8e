/**
 * `npm run a11y [-- --json]`: what axe finds on every scene, light and dark. With `--json` one line on stdout, how
 * many pages were looked at and how many violations there are; without, a table of them.
 */
import process from 'node:process';
import { buildIfOutdated } from '../../build/fresh-build.mjs';
import { violationsOn } from './axe.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes.ts';
import { Stage, themes } from './stage.ts';

interface Finding {
  readonly scene: string;
  readonly theme: string;
  readonly rule: string;
  readonly at: string;
}

const isJson = process.argv.includes('--json');
const findings: Finding[] = [];
let failed = 0;

await buildIfOutdated();
const stage = await Stage.open();
try {
  await stage.resize({ width: 1280, height: 800 });
  for (const scene of scenes) {
    try {
      await look(scene);
    } catch (error) {
      failed += 1;
      console.error(error);
    }
  }
} finally {
  await stage.close();
}
const pages = (scenes.length - failed) * themes.length;
if (isJson) console.log(JSON.stringify({ pages, violations: findings.length }));
else {
  if (findings.length > 0) console.table(findings.map(({ scene, theme, rule }) => ({ scene, theme, rule })));
  console.log(`${pages} pages, ${findings.length} violations`);
}
for (const { scene, theme, rule, at } of findings) console.error(`${scene}, ${theme}: ${rule}\n${at}\n`);
process.exitCode = findings.length + failed === 0 ? 0 : 1;

async function look(scene: Scene): Promise<void> {
  await stage.show(scene, 'light');
  for (const theme of themes) {
    await stage.light(theme);
    for (const { rule, at } of await violationsOn(stage.page))
      findings.push({ scene: scene.name, theme, rule, at: at.join('\n') });
  }
}
