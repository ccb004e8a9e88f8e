import type { Locator } from '@playwright/test';
import type { RegionId, ServerId } from '../../../shared/model/ids.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { KeyPair } from '../../../shared/model/key-pair.ts';
import type { Effect, Server } from '../../../shared/model/server.ts';
import type { ConsolePage } from './console-page.ts';
import type { Given } from './given.ts';
import { switcher } from './regions.ts';
import { expect } from './test.ts';

/** Goes from the first start into the practice region. */
export async function openPractice(ui: ConsolePage): Promise<void> {
  await ui.page
    .getByRole('main')
    .getByRole('button', { name: /^Try the Practice Region/ })
    .click();
  await expect(switcher(ui)).toContainText('Practice');
  await ui.row('team-laptop').waitFor();
}

/** Takes the practice region away again, as soon as nothing is under way in it. */
export async function removePractice(given: Given): Promise<void> {
  for (const { id, listsServers } of await given.call('regions:list', {}))
    if (listsServers)
      await expect
        .poll(() => given.codeOf('regions:remove', { regionId: id }), { timeout: 30_000 })
        .toBe('done');
}

/** One of the two lists of the chooser. */
export function chooserList(ui: ConsolePage, name: 'Servers' | 'Attach to' | 'Detach from'): Locator {
  return ui.dialog.getByRole('listbox', { name, exact: true });
}

/** The names of the servers in a list, as they stand there. */
export async function namesIn(list: Locator): Promise<string[]> {
  return list.getByRole('option').locator('.label').allInnerTexts();
}

/** What the result of a job says about a server. */
export function resultRow(ui: ConsolePage, server: string): Locator {
  return ui.dialog
    .getByRole('list', { name: 'Result for each server' })
    .getByRole('listitem')
    .filter({ hasText: server });
}

/** The practice region over the bridge, as its window uses it. */
export class GivenPractice {
  readonly given: Given;
  readonly regionId: RegionId;
  readonly #servers: readonly Server[];

  private constructor(given: Given, regionId: RegionId, servers: readonly Server[]) {
    this.given = given;
    this.regionId = regionId;
    this.#servers = servers;
  }

  static async of(given: Given): Promise<GivenPractice> {
    const region = (await given.call('regions:list', {})).find(({ listsServers }) => listsServers);
    if (!region) throw new Error('no practice region');
    return new GivenPractice(given, region.id, await given.call('servers:list', { regionId: region.id }));
  }

  idOf(name: string): ServerId {
    const server = this.#servers.find((each) => each.name === name);
    if (!server) throw new Error(`no practice server named ${name}`);
    return server.id;
  }

  async createKeyPair(name: string): Promise<KeyPair> {
    const request = { regionId: this.regionId, name, spec: { type: 'rsa', bits: 2048 } } as const;
    return (await this.given.call('key-pairs:create', request)).keyPair;
  }

  /** Puts a key pair on servers and waits until that has ended, well or not. */
  async bind(
    { id: keyPairId }: KeyPair,
    names: readonly string[],
    effect: Effect = 'postpone',
  ): Promise<Job> {
    const serverIds = names.map((name) => this.idOf(name));
    return this.given.finished(
      await this.given.call('servers:bind', { keyPairId, serverIds, effect, secrets: [] }),
    );
  }
}
