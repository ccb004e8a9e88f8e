import { common } from './en/common.ts';
import { errorAdditions } from './en/error-additions.ts';
import { errors } from './en/errors.ts';
import { hostKeys } from './en/host-keys.ts';
import { jobs } from './en/jobs.ts';
import { createKeyPair, deleteKeyPair, keyPairs } from './en/key-pairs.ts';
import { notices } from './en/notices.ts';
import { serverActions } from './en/server-actions.ts';
import { serverForm } from './en/server-form.ts';
import { servers } from './en/servers.ts';
import { shell } from './en/shell.ts';

/** English, and the shape that every other language has to have. */
export const en = {
  common,
  createKeyPair,
  deleteKeyPair,
  errorAdditions,
  errors,
  hostKeys,
  jobs,
  keyPairs,
  notices,
  serverActions,
  serverForm,
  servers,
  shell,
};
