import { join } from 'node:path';
import { AppError } from '../../shared/ipc/result.ts';
import type { KeyPairId } from '../../shared/model/ids.ts';
import type { Server } from '../../shared/model/server.ts';
import type { SshConfigPlan, SshConfigSubject } from '../../shared/model/ssh-config.ts';
import type { KeyFiles } from '../keys/key-files.ts';
import { readConfigFile } from '../ssh-config/config-file.ts';
import { hostAlias } from '../ssh-config/host-alias.ts';
import { hostBlock } from '../ssh-config/host-block.ts';
import { withInclude, withoutInclude } from '../ssh-config/include-line.ts';
import { aliasInBlock, aliasesIn, ownFileName, withBlock, withoutBlock } from '../ssh-config/own-file.ts';
import { readUserConfig } from '../ssh-config/read-config.ts';
import { namedHosts } from '../ssh-config/resolve-host.ts';
import type { Store } from '../store/store.ts';
import { aboutKeyPair, type ActionHead, type Activity } from './activity.ts';
import { changesToken, isChange, shownChange, type TextChange } from './config-file-change.ts';
import type { Regions } from './regions.ts';
import { checkUnchanged, replaceConfigFile } from './replace-file.ts';
import { checkIdentity, savedIdentity } from './saved-identity.ts';

interface Dependencies {
  readonly store: Store;
  readonly regions: Regions;
  readonly activity: Activity;
  readonly keyFiles: KeyFiles;
  readonly homeFolder: string;
}

interface Draft {
  readonly changes: readonly TextChange[];
  readonly hosts: SshConfigPlan['hosts'];
  readonly isWritten: boolean;
}

/**
 * `Host` blocks for the servers that key pairs are bound to: in a file of Latchkey's own, which `~/.ssh/config` includes
 * by its first line. Nothing else in that file is ever changed.
 */
export class SshConfigBlocks {
  readonly #parts: Dependencies;

  constructor(parts: Dependencies) {
    this.#parts = parts;
  }

  /**
   * What would be written: a block for each bound server, and none for one that is not bound any more.
   * @param remove takes the blocks out instead
   * Errors: `region-lists-servers`, `file-not-readable`, `ssh-config-invalid`.
   */
  async plan(subject: SshConfigSubject, remove: boolean): Promise<SshConfigPlan> {
    const { changes, hosts, isWritten } = await this.#draft(subject, remove);
    return {
      files: changes.filter(isChange).map(shownChange),
      hosts,
      keyPairId: this.#keyPairId(subject),
      isWritten,
      token: changesToken(changes),
    };
  }

  /** Writes what was shown. Errors: those of `replaceConfigFile` and of `plan`. */
  apply(subject: SshConfigSubject, remove: boolean, token: string): Promise<void> {
    return this.#parts.activity.record(this.#head(subject), async () => {
      const { changes } = await this.#draft(subject, remove);
      if (changesToken(changes) !== token)
        throw new AppError('ssh-config-changed', { path: this.#path('config') });
      const made = changes.filter(isChange);
      await Promise.all(made.map(checkUnchanged));
      for (const change of made) await replaceConfigFile(change);
    });
  }

  /** From now on this is the file of the key pair's private key. Errors: those of `checkIdentity`. */
  async setIdentityFile(id: KeyPairId, path: string): Promise<void> {
    const keyPair = this.#parts.store.keyPairs.find(id);
    if (!keyPair) throw new AppError('key-pair-not-found');
    const { activity, keyFiles, store } = this.#parts;
    const head = { kind: 'choose-key-file', regionId: keyPair.regionId, ...aboutKeyPair(keyPair) } as const;
    await activity.record(head, async () => {
      await checkIdentity(keyPair, path, keyFiles);
      store.keyPairs.setSavedPath(id, path);
    });
  }

  async #draft(subject: SshConfigSubject, remove: boolean): Promise<Draft> {
    const [config, own] = await Promise.all([this.#read('config'), this.#read(ownFileName)]);
    const servers = this.#servers(subject, own);
    const isWritten = servers.some(({ id }) => aliasInBlock(own, id) !== undefined);
    const { text, hosts } = await this.#edited(own, servers, remove);
    const changes = [
      { path: this.#path(ownFileName), before: own, after: text },
      {
        path: this.#path('config'),
        before: config,
        after: text === '' ? withoutInclude(config) : withInclude(config),
      },
    ];
    // What is included is there before it is included, and for as long as it is.
    return { changes: text === '' ? changes.toReversed() : changes, hosts, isWritten };
  }

  async #edited(
    own: string,
    servers: readonly Server[],
    remove: boolean,
  ): Promise<{ readonly text: string; readonly hosts: SshConfigPlan['hosts'] }> {
    const isForeign = await this.#foreignAliases();
    const hosts: SshConfigPlan['hosts'][number][] = [];
    let text = own;
    for (const server of servers) {
      const { id, name, host, port, user, boundKeyPairId } = server;
      const others = aliasesIn(withoutBlock(text, id));
      if (remove || boundKeyPairId === null) {
        text = withoutBlock(text, id);
        continue;
      }
      const { state, path } = await savedIdentity(this.#parts.store, boundKeyPairId);
      const alias = hostAlias(name, host, (taken) => isForeign(taken) || others.includes(taken));
      const block = hostBlock({ alias, host, port, user, identityFile: path });
      text = withBlock(text, id, Buffer.from(block, 'utf8').toString('latin1'));
      hosts.push({ serverName: name, alias, identity: state });
    }
    return { text, hosts };
  }

  /** Names that the user's own configuration gives to machines: a block of ours would come before theirs. */
  async #foreignAliases(): Promise<(alias: string) => boolean> {
    const config = await readUserConfig(this.#parts.homeFolder, this.#path(ownFileName));
    const names = new Set(namedHosts(config?.settings ?? []).map((name) => name.toLowerCase()));
    return (alias) => names.has(alias);
  }

  #servers(subject: SshConfigSubject, own: string): readonly Server[] {
    const { store, regions } = this.#parts;
    const server = subject.kind === 'server' ? store.servers.find(subject.serverId) : undefined;
    const keyPair = subject.kind === 'key-pair' ? store.keyPairs.find(subject.keyPairId) : undefined;
    const regionId = server?.regionId ?? keyPair?.regionId;
    if (regionId === undefined)
      throw new AppError(subject.kind === 'server' ? 'server-not-found' : 'key-pair-not-found');
    regions.checkTakesServers(regionId);
    if (server) return [server];
    return store.servers.list(regionId).filter(({ id, boundKeyPairId }) => {
      const isStale = boundKeyPairId === null && aliasInBlock(own, id) !== undefined;
      return boundKeyPairId === keyPair?.id || isStale;
    });
  }

  #keyPairId(subject: SshConfigSubject): KeyPairId | null {
    if (subject.kind === 'key-pair') return subject.keyPairId;
    return this.#parts.store.servers.find(subject.serverId)?.boundKeyPairId ?? null;
  }

  #head(subject: SshConfigSubject): ActionHead {
    const { store } = this.#parts;
    const kind = 'write-ssh-config';
    if (subject.kind === 'server') {
      const server = store.servers.find(subject.serverId);
      return { kind, regionId: server?.regionId ?? null, serverName: server?.name ?? '' };
    }
    const keyPair = store.keyPairs.find(subject.keyPairId);
    return { kind, regionId: keyPair?.regionId ?? null, ...aboutKeyPair(keyPair) };
  }

  #path(name: string): string {
    return join(this.#parts.homeFolder, '.ssh', name);
  }

  /** One character a byte: whatever is in it comes out as it was. ssh itself refuses a byte order mark. */
  async #read(name: string): Promise<string> {
    const path = this.#path(name);
    const text = (await readConfigFile(path))?.toString('latin1') ?? '';
    if (text.startsWith('\xef\xbb\xbf')) throw new AppError('ssh-config-invalid', { path });
    return text;
  }
}
