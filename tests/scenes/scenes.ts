import { activityAndSettingsScenes } from './activity-and-settings-scenes.ts';
import { attachScenes } from './attach-scenes.ts';
import { keyPairScenes } from './key-pair-scenes.ts';
import type { Scene } from './scene.ts';
import { serverActionScenes } from './server-action-scenes.ts';
import { serverScenes } from './server-scenes.ts';
import { windowScenes } from './window-scenes.ts';

/** Everything that the window can show. */
export const scenes: readonly Scene[] = [
  ...windowScenes,
  ...keyPairScenes,
  ...serverScenes,
  ...attachScenes,
  ...serverActionScenes,
  ...activityAndSettingsScenes,
];
