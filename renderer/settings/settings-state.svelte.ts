import type { Channel } from '../../shared/ipc/channels.ts';
import {
  defaultSettings,
  type KeychainState,
  type Settings,
  type SettingsChange,
  type SettingsView,
  type TableLayout,
  type TableName,
} from '../../shared/model/settings.ts';
import { call } from '../lib/client.ts';

type FolderChannel = Extract<Channel, `settings:${string}-downloads-folder`>;

/** The settings as they hold now; every change holds at once. */
export class SettingsState {
  view: SettingsView | undefined = $state.raw();
  /** Why they could not be read, or changed. */
  error: unknown = $state.raw();
  keychain: KeychainState | undefined = $state.raw();
  isChecking = $state(false);

  /** Those that hold; the first ones where they could not be read. */
  readonly values: Settings = $derived(this.view?.settings ?? defaultSettings);

  load(): Promise<void> {
    return this.#show(() => call('settings:get', {}));
  }

  change(change: SettingsChange): Promise<void> {
    return this.#show(() => call('settings:set', change));
  }

  keepLayout(table: TableName, layout: TableLayout): Promise<void> {
    return this.change({ tables: { [table]: layout } });
  }

  setFolder(channel: FolderChannel): Promise<void> {
    return this.#show(() => call(channel, {}));
  }

  /** Throws where it could not be done: its dialog says so. */
  async forgetHostKeys(): Promise<void> {
    this.view = await call('settings:forget-host-keys', {});
  }

  async checkKeychain(): Promise<void> {
    this.isChecking = true;
    this.error = undefined;
    this.keychain = undefined;
    try {
      this.keychain = (await call('settings:check-keychain', {})).state;
    } catch (error) {
      this.error = error;
    } finally {
      this.isChecking = false;
    }
  }

  async #show(ask: () => Promise<SettingsView>): Promise<void> {
    this.error = undefined;
    try {
      this.view = await ask();
    } catch (error) {
      this.error = error;
    }
  }
}
