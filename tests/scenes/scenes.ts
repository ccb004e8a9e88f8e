import { activityAndSettingsScenes } from './activity-and-settings-scenes.ts';
import { attachScenes } from './attach-scenes.ts';
import { keyImportScenes } from './key-import-scenes.ts';
import { keyPairScenes } from './key-pair-scenes.ts';
import type { Scene } from './scene.ts';
import { serverActionScenes } from './server-action-scenes.ts';
import { serverFormScenes } from './server-form-scenes.ts';
import { serverScenes } from './server-scenes.ts';
import { sshConfigScenes } from './ssh-config-scenes.ts';
import { windowScenes } from './window-scenes.ts';

/** Everything that the window can show. */
export const scenes: readonly Scene[] = [
  ...windowScenes,
  ...keyPairScenes,
  ...keyImportScenes,
  ...serverScenes,
  ...serverFormScenes,
  ...attachScenes,
  ...serverActionScenes,
  ...sshConfigScenes,
  ...activityAndSettingsScenes,
];

/** The first scene of each thing that is shown. */
export const firstScenes = scenes.filter(
  ({ shows }, index) => scenes.findIndex((other) => other.shows === shows) === index,
);

/** Those whose name has this in it; all of them for an empty text. */
export function scenesWith(part: string): readonly Scene[] {
  return scenes.filter(({ name }) => name.includes(part));
}
