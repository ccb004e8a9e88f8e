import type { Server } from '../../shared/model/server.ts';
import type { ServerProvider } from './provider.ts';

/** A key pair that is known where the servers are. Its private half is not on this computer. */
export interface ListedKeyPair {
  readonly name: string;
  /** One OpenSSH line. */
  readonly publicLine: string;
}

/** A server as whoever runs it describes it. */
export type ListedServer = Pick<
  Server,
  'name' | 'host' | 'port' | 'user' | 'status' | 'os' | 'passwordLogon'
> & {
  /** Names one of the listed key pairs. */
  readonly boundKeyPair: string | null;
};

/** What a region consists of before anything was done in it. */
export interface Inventory {
  readonly keyPairs: readonly ListedKeyPair[];
  readonly servers: readonly ListedServer[];
}

/** A provider that knows its servers by itself has an inventory; where there is none the user enters them. */
export interface RegionProvider extends ServerProvider {
  readonly listInventory?: () => Promise<Inventory>;
}
