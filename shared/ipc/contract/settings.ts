import * as z from 'zod/mini';
import { KeychainState, SettingsChange, SettingsView } from '../../model/settings.ts';
import { done, nothing } from './fields.ts';

export const settingsChannels = {
  'settings:get': { request: nothing, response: SettingsView },
  'settings:set': { request: SettingsChange, response: SettingsView },
  'settings:choose-downloads-folder': { request: nothing, response: SettingsView },
  'settings:reset-downloads-folder': { request: nothing, response: SettingsView },
  'settings:forget-host-keys': { request: nothing, response: SettingsView },
  'settings:check-keychain': { request: nothing, response: z.object({ state: KeychainState }) },
  'settings:copy-diagnostics': { request: nothing, response: done },
  'settings:show-data-folder': { request: nothing, response: done },
} as const;
