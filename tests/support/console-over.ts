import { join } from 'node:path';
import { createConsole, type Console } from '../../electron/console/console.ts';
import type { KeyVault } from '../../electron/keychain/key-vault.ts';
import { KnownHosts } from '../../electron/ssh/known-hosts.ts';
import type { Store } from '../../electron/store/store.ts';
import { FakeProvider } from '../fakes/fake-provider.ts';
import { inProcessKeyFiles } from '../fakes/in-process-key-files.ts';

/** The real console over a real store and keychain, with nobody who looks and no servers. */
export function consoleOver(store: Store, vault: KeyVault, folder: string): Console {
  const ignore = (): undefined => undefined;
  return createConsole({
    store,
    vault,
    keyFiles: inProcessKeyFiles,
    providers: { ssh: new FakeProvider(), practice: new FakeProvider() },
    events: {
      regionsChanged: ignore,
      keyPairsChanged: ignore,
      serversChanged: ignore,
      pendingEnded: ignore,
      interruptedChanged: ignore,
      jobChanged: ignore,
      activityChanged: ignore,
      settingsChanged: ignore,
    },
    readKnownHosts: () => Promise.resolve(new KnownHosts('')),
    downloadsFolder: () => join(folder, 'downloads'),
    firstRegionName: 'My servers',
    homeFolder: folder,
    logUnexpected: (error) => {
      throw error;
    },
  });
}
