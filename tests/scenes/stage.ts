import { chromium, type Browser, type Page } from 'playwright';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { securityHeaders } from '../../electron/window/content-security-policy.ts';
import { endAnimations } from '../support/end-animations.ts';
import type { FakeState } from '../support/fake-bridge.ts';
import { ConsolePage } from '../e2e/support/console-page.ts';
import type { Scene } from './scene.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Size {
  readonly width: number;
  readonly height: number;
}

const root = join(import.meta.dirname, '../..');
const origin = 'https://scenes.invalid';
/** Debian's start script in front of it adds switches that make painting without a graphics card slow. */
const executablePath = '/usr/lib/chromium/chromium';
const bridgeScript = 'fake-bridge.js';
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** The built page with a bridge that keeps everything in memory, in one browser for all scenes. */
export class Stage {
  readonly page: Page;
  private readonly browser: Browser;
  private readonly bridge: string;
  private state: FakeState = {};
  private errors: string[] = [];

  private constructor(browser: Browser, page: Page, bridge: string) {
    this.browser = browser;
    this.page = page;
    this.bridge = bridge;
  }

  /** The page has to be built: `buildIfOutdated` does that. */
  static async open(): Promise<Stage> {
    const bridge = await bundleBridge();
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const page = await browser.newPage({ reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' });
    const stage = new Stage(browser, page, bridge);
    await page.route(`${origin}/**`, async (route) => {
      const path = new URL(route.request().url()).pathname.slice(1);
      const contentType = types[extname(path)] ?? 'application/octet-stream';
      await route.fulfill({ body: await stage.file(path), contentType, headers: { ...securityHeaders } });
    });
    page.on('pageerror', (error) => stage.errors.push(error.message));
    return stage;
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  async resize(size: Size): Promise<void> {
    await this.page.setViewportSize(size);
  }

  /** Loads the page anew and goes to the scene. Fails when a script on the page does. */
  async show({ name, state = {}, open }: Scene, theme: Theme): Promise<ConsolePage> {
    this.state = state;
    this.errors = [];
    await this.light(theme);
    await this.page.goto(`${origin}/index.html`);
    const ui = new ConsolePage(this.page);
    this.page.setDefaultTimeout(10_000);
    try {
      await open(ui);
    } catch (error) {
      throw new Error(`The scene ${name} was not reached`, { cause: error });
    }
    if (this.errors.length > 0) throw new Error(`${name}: ${this.errors.join('\n')}`);
    return ui;
  }

  /** Light or dark, on the scene that is there, and painted: one frame lays it out, the next shows it. */
  async light(theme: Theme): Promise<void> {
    await this.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    });
    await endAnimations(this.page);
  }

  private async file(path: string): Promise<string | Buffer> {
    if (path === bridgeScript)
      return `globalThis.latchkeyState = ${JSON.stringify(this.state)};\n${this.bridge}`;
    const file = await readFile(join(root, 'out/renderer', path));
    if (path !== 'index.html') return file;
    return file.toString().replace('<script ', `<script src="./${bridgeScript}"></script><script `);
  }
}

/** The bridge as one classic script, which runs before the page's module. */
async function bundleBridge(): Promise<string> {
  const entry = join(root, 'tests/support/fake-bridge-page.ts');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'fakeBridge' } },
  });
  const [bundle] = Array.isArray(built) ? built : [];
  if (!bundle) throw new Error('the fake bridge was not built');
  return bundle.output[0].code;
}
