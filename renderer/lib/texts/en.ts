import { common } from './en/common.ts';
import { keyPairs } from './en/key-pairs.ts';
import { servers } from './en/servers.ts';
import { shell } from './en/shell.ts';

/** English, and the shape that every other language has to have. */
export const en = { common, shell, keyPairs, servers };
