import { activity } from './en/activity.ts';
import { authorizedKeys } from './en/authorized-keys.ts';
import { common } from './en/common.ts';
import { keyPairDetails, serverDetails } from './en/details.ts';
import { drift } from './en/drift.ts';
import { errorAdditions } from './en/error-additions.ts';
import { errors } from './en/errors.ts';
import { hostKeys } from './en/host-keys.ts';
import { jobs } from './en/jobs.ts';
import { createKeyPair, deleteKeyPair, keyPairs } from './en/key-pairs.ts';
import { keyFile } from './en/key-file.ts';
import { keyImport } from './en/key-import.ts';
import { native } from './en/native.ts';
import { notices } from './en/notices.ts';
import { palette } from './en/palette.ts';
import { regions } from './en/regions.ts';
import { serverActions } from './en/server-actions.ts';
import { serverForm } from './en/server-form.ts';
import { servers } from './en/servers.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { sshConfigBlocks } from './en/ssh-config-blocks.ts';
import { sshConfigImport } from './en/ssh-config-import.ts';

/** English, and the shape that every other language has to have. */
export const en = {
  activity,
  authorizedKeys,
  common,
  createKeyPair,
  deleteKeyPair,
  drift,
  errorAdditions,
  errors,
  hostKeys,
  jobs,
  keyFile,
  keyPairDetails,
  keyImport,
  keyPairs,
  native,
  notices,
  palette,
  regions,
  serverActions,
  serverDetails,
  serverForm,
  servers,
  settings,
  shell,
  sshConfigBlocks,
  sshConfigImport,
};
