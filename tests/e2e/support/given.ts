import type { Page } from '@playwright/test';
import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Request, Response } from '../../../shared/ipc/contract.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { KeyPair, KeySpec } from '../../../shared/model/key-pair.ts';
import type { RegionView } from '../../../shared/model/region.ts';
import type { Effect, Server } from '../../../shared/model/server.ts';
import type { SshServer } from '../../support/sshd/ssh-server.ts';
import { callFromPage } from './page-call.ts';

type AddServer = Request<'servers:add'>;

/** What a test starts from, made the short way: over the bridge, as the window makes it. */
export class Given {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Calls a channel that is not expected to refuse. */
  async call<C extends Channel>(channel: C, request: Request<C>): Promise<Response<C>> {
    const result = await callFromPage(this.#page, channel, request);
    if (!result.ok) throw new Error(`${channel}: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  /** Calls a channel and answers with the refusal's code, or `done`. */
  async codeOf<C extends Channel>(channel: C, request: Request<C>): Promise<string> {
    const result = await callFromPage(this.#page, channel, request);
    return result.ok ? 'done' : result.error.code;
  }

  /** The region of the user's own servers. */
  async region(): Promise<RegionView> {
    const regions = await this.call('regions:list', {});
    const region = regions.find(({ provider }) => provider === 'ssh');
    if (!region) throw new Error('no region');
    return region;
  }

  async keyPairs(): Promise<readonly KeyPair[]> {
    return this.call('key-pairs:list', { regionId: (await this.region()).id });
  }

  async keyPair(name: string): Promise<KeyPair> {
    return named(await this.keyPairs(), name);
  }

  async servers(): Promise<readonly Server[]> {
    return this.call('servers:list', { regionId: (await this.region()).id });
  }

  async server(name: string): Promise<Server> {
    return named(await this.servers(), name);
  }

  async createKeyPair(name: string, spec: KeySpec = { type: 'ed25519' }): Promise<KeyPair> {
    const { id: regionId } = await this.region();
    return (await this.call('key-pairs:create', { regionId, name, spec })).keyPair;
  }

  async importPublicKey(name: string, publicKey: string): Promise<KeyPair> {
    const { id: regionId } = await this.region();
    return this.call('key-pairs:import', { regionId, name, publicKey });
  }

  /** Adds a server with its Ed25519 host key accepted, as root unless `more` says otherwise. */
  async addServer(
    server: SshServer,
    name: string,
    logon: AddServer['logon'],
    more: Partial<AddServer> = {},
  ): Promise<Server> {
    const { id: regionId } = await this.region();
    return this.call('servers:add', {
      ...{ regionId, name, host: server.host, port: server.port, user: 'root', logon },
      acceptedHostKey: { type: 'ssh-ed25519', sha256: await server.hostKeyFingerprint() },
      evenIfUnreachable: false,
      ...more,
    });
  }

  /** Begins to put a key pair on a server. */
  startBind({ id: keyPairId }: KeyPair, { id }: Pick<Server, 'id'>, effect: Effect = 'reload'): Promise<Job> {
    return this.call('servers:bind', { keyPairId, serverIds: [id], effect, secrets: [] });
  }

  /** Puts a key pair on a server and waits until that is done. */
  async bind(keyPair: KeyPair, server: Pick<Server, 'id'>, effect: Effect = 'reload'): Promise<void> {
    const { results } = await this.finished(await this.startBind(keyPair, server, effect));
    if (results.some(({ state }) => state === 'failed')) throw new Error(`bind: ${JSON.stringify(results)}`);
  }

  /** Takes a key pair off a server, even where it is the last way in, and waits until that has ended. */
  async unbind(
    { id: keyPairId }: KeyPair,
    { id }: Pick<Server, 'id'>,
    effect: Effect = 'reload',
  ): Promise<Job> {
    const request = { keyPairId, serverIds: [id], effect, evenIfLastWayIn: true };
    return this.finished(await this.call('servers:unbind', { ...request, secrets: [] }));
  }

  async finished({ id, regionId }: Job): Promise<Job> {
    for (;;) {
      const jobs = await this.call('jobs:list', { regionId });
      const job = jobs.find((listed) => listed.id === id);
      if (job && job.state !== 'running') return job;
      await this.#page.waitForTimeout(50);
    }
  }

  /**
   * Takes everything off the lists and goes back to the first screen, so that a test begins with none. The machines are
   * not touched.
   */
  async emptyLists(): Promise<void> {
    await this.call('settings:set', { section: 'key-pairs', regionId: null });
    for (const { id } of await this.servers()) await this.call('servers:remove', { serverId: id });
    for (const { id } of await this.keyPairs()) await this.call('key-pairs:delete', { keyPairId: id });
  }
}

function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find((entry) => entry.name === name);
  if (!found) throw new Error(`nothing named ${name}`);
  return found;
}

export function byPassword(password: string, keep = true): AddServer['logon'] {
  return { kind: 'password', password, keep };
}

export function addressOf({ host, port }: SshServer): Pick<AddServer, 'host' | 'port'> {
  return { host, port };
}
