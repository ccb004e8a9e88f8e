import type { Locator, Page } from '@playwright/test';

export interface ServerFields {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password: string;
}

export type EffectButton = 'Reload SSH Service' | 'Restart Now' | 'Postpone Restart';

export const effectCards: Readonly<Record<EffectButton, RegExp>> = {
  'Reload SSH Service': /^Reload the SSH service/,
  'Restart Now': /^Restart Now/,
  'Postpone Restart': /^Postpone Restart/,
};

/** The columns of the two tables: the ids of what their headers name. */
const columns = {
  Name: 'name',
  Type: 'type',
  Fingerprint: 'fingerprint',
  Servers: 'servers',
  'Private key': 'private-key',
  Created: 'created',
  Status: 'status',
  OS: 'os',
  Address: 'address',
  'Key pair': 'key-pair',
  'Password logon': 'password-logon',
  Pending: 'pending',
} as const;

export type Column = keyof typeof columns;

/** The window as a person uses it: by the names of things. */
export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(20_000);
  }

  /** Waits until the first screen shows its list, or that it is empty. */
  async isReady(): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'Create Key Pair' }).first().waitFor();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog').last();
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }

  async show(section: 'Key Pairs' | 'Servers' | 'Activity' | 'Settings'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: section }).click();
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('gridcell', { name, exact: true }) });
  }

  /** What a row says in a column. */
  cell(rowName: string, column: Column): Locator {
    return this.row(rowName).locator(`[data-column="${columns[column]}"]`);
  }

  /** Chooses an action of a row: by its button where there was room for one, else from its menu. */
  async choose(rowName: string, action: string): Promise<void> {
    const menu = this.row(rowName).getByRole('button', { name: /ctions for / });
    await menu.waitFor();
    const button = this.row(rowName).getByRole('button', { name: action, exact: true });
    if ((await button.count()) > 0) {
      await button.click();
      return;
    }
    await menu.click();
    await this.page.getByRole('menu').waitFor();
    const label = this.page.getByText(action, { exact: true });
    const item = this.page.getByRole('menuitem').filter({ has: label });
    // What is for ssh is in a menu of its own.
    if ((await item.count()) === 0)
      await this.page.getByRole('menuitem', { name: 'SSH', exact: true }).click();
    await item.click();
  }

  async openCreate(name: string): Promise<void> {
    await this.show('Key Pairs');
    await this.page.getByRole('main').getByRole('button', { name: 'Create Key Pair' }).first().click();
    await this.dialog.getByLabel('Key Pair Name').fill(name);
  }

  /** Creates a key pair and stays at the dialog that says where its private key is. */
  async createKeyPair(name: string): Promise<void> {
    await this.openCreate(name);
    await this.button('Confirm').click();
    await this.page.getByRole('dialog', { name: 'Key pair created' }).waitFor();
  }

  async openAddServer(fields: ServerFields): Promise<void> {
    await this.show('Servers');
    await this.page.getByRole('main').getByRole('button', { name: 'Add Server' }).first().click();
    await this.dialog.getByLabel('Host', { exact: true }).fill(fields.host);
    await this.dialog.getByLabel('Name', { exact: true }).fill(fields.name);
    await this.dialog.getByLabel('Port', { exact: true }).fill(String(fields.port));
    if (fields.user !== undefined) await this.dialog.getByLabel('User', { exact: true }).fill(fields.user);
    await this.dialog.getByRole('textbox', { name: 'Password' }).fill(fields.password);
  }

  /** As Ctrl+V does, without the clipboard of the whole machine. */
  async pasteHost(text: string): Promise<void> {
    await this.dialog.getByLabel('Host', { exact: true }).evaluate((field, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** As when a file is dragged in from the file manager. */
  async dropFile(path: string): Promise<void> {
    await this.page.evaluate((name) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['of no interest'], name));
      for (const type of ['dragover', 'drop'])
        window.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }, path);
  }

  /** Adds a server, accepting the host key that it shows. */
  async addServer(fields: ServerFields): Promise<void> {
    await this.openAddServer(fields);
    await this.button('Add Server').click();
    await this.button('It Matches, Continue').click();
    await this.row(fields.name).waitFor();
  }

  /** Moves servers over in the two-list chooser and confirms. */
  async chooseServers(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.dialog
        .getByRole('listbox')
        .first()
        .getByRole('option', { name: new RegExp(`^${name}`) })
        .click();
    }
    await this.dialog.getByRole('button', { name: /^Move to the chosen/ }).click();
    await this.button('Confirm').click();
  }

  async chooseEffect(effect: EffectButton): Promise<void> {
    await this.dialog.getByRole('radio', { name: effectCards[effect] }).click();
    await this.button(effect).click();
  }

  async attach(keyPair: string, servers: readonly string[], effect: EffectButton): Promise<void> {
    await this.show('Key Pairs');
    await this.choose(keyPair, 'Attach Server');
    await this.chooseServers(servers);
    await this.chooseEffect(effect);
  }

  async detach(keyPair: string, servers: readonly string[], effect: EffectButton): Promise<void> {
    await this.show('Key Pairs');
    await this.choose(keyPair, 'Detach Server');
    await this.chooseServers(servers);
    await this.chooseEffect(effect);
  }

  /** Waits for the job's result on one server: `Done`, `Pending` or `Failed`. */
  async jobResult(server: string, timeout = 60_000): Promise<string> {
    const row = this.dialog
      .getByRole('list', { name: 'Result for each server' })
      .getByRole('listitem')
      .filter({ hasText: server });
    const ended = row.getByText(/^(Done|Pending|Failed)$/);
    await ended.waitFor({ timeout });
    return (await ended.textContent()) ?? '';
  }

  async close(): Promise<void> {
    await this.dialog
      .getByRole('button', { name: /^(Close|Done)$/ })
      .first()
      .click();
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}
