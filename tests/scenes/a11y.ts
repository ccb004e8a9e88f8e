/**
 * `npm run a11y [-- --json] [PART-OF-A-NAME]`: what axe finds on every scene, light (all rules) and dark (those about colours). With `--json` one line on stdout, how
 * many pages were looked at and how many violations there are; without, a table of them.
 */
import process from 'node:process';
import { buildIfOutdated } from '../../build/fresh-build.mjs';
import { violationsInBothThemes } from './axe.ts';
import type { Scene } from './scene.ts';
import { scenesWith } from './scenes.ts';
import { Stage, themes } from './stage.ts';

interface Finding {
  readonly scene: string;
  readonly theme: string;
  readonly rule: string;
}

const isJson = process.argv.includes('--json');
const chosen = scenesWith(process.argv.slice(2).find((word) => !word.startsWith('-')) ?? '');
const findings: Finding[] = [];
let failed = 0;

await buildIfOutdated();
const stage = await Stage.open();
try {
  await stage.resize({ width: 1280, height: 800 });
  for (const scene of chosen) {
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
const pages = (chosen.length - failed) * themes.length;
if (isJson) console.log(JSON.stringify({ pages, violations: findings.length }));
else {
  if (findings.length > 0) console.table(findings);
  console.log(`${pages} pages, ${findings.length} violations`);
}
process.exitCode = findings.length + failed === 0 ? 0 : 1;

async function look(scene: Scene): Promise<void> {
  await stage.show(scene, 'light');
  const found = await violationsInBothThemes(stage);
  for (const theme of themes)
    for (const { rule, at } of found[theme]) {
      findings.push({ scene: scene.name, theme, rule });
      console.error(`${scene.name}, ${theme}: ${rule}\n${at.join('\n')}\n`);
    }
}
