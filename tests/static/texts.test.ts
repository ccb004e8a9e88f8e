import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../shared/texts/en.ts';
import { isUsed, textPaths, textsOfCode, textsOfComponent } from './visible-texts.ts';

const sourcesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|svelte)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

const sources = sourcesOf('renderer');
/** What the operating system draws: the menu, questions, notifications, file dialogs. An error for the log is not shown. */
const nativeSources = [...sourcesOf('electron/window'), ...sourcesOf('electron/ipc/handlers')]
  .filter(({ text }) => /import \{[^}]*\b(?:dialog|Menu|Notification)\b[^}]*\} from 'electron'/.test(text))
  .map(({ name, text }) => ({ name, text: text.replaceAll(/\blog\.error\(.*/g, '') }));

const textsOf = ({ name, text }: (typeof sources)[number]) =>
  name.endsWith('.svelte') ? textsOfComponent(text) : textsOfCode(text);

describe('visible text', () => {
  it('is in the catalogue alone', () => {
    expect(sources.length).toBeGreaterThan(150);
    expect(nativeSources.length).toBeGreaterThan(5);
    const found = [...sources, ...nativeSources].flatMap((source) =>
      textsOf(source).map((text) => `${source.name}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it('would be found in markup, in attributes that are shown, in expressions and in code', () => {
    const component = `
      <script lang="ts">
        const words = 'The server is gone.';
      </script>
      <p class="a b">Save</p>
      <input placeholder="Your name" aria-label="Name" data-kind="two words" />
      <Button label={isOn ? 'Switch it off' : \`Switch on \${name} now please\`} />
      <Notice heading="It is gone" class="two words" />
      <input title={isOn ? 'Off' : name} onkeydown={(event) => event.key === 'Enter'} />
      {isOn ? 'Saved' : 'key-pair'}`;
    expect(textsOfComponent(component).toSorted()).toEqual(
      [
        'Name',
        'Save',
        'Switch it off',
        'Switch on ',
        ' now please',
        'The server is gone.',
        'Your name',
        'It is gone',
        'Off',
        'Saved',
      ].toSorted(),
    );
  });

  it('would be found in what is told and thrown, be it one word', () => {
    const code = `tell('The key pair was deleted'); open('key-pairs:list'); import x from 'a b';
      throw new Error('Failed.'); const keys = ['Enter', 'F5'];`;
    expect(textsOfCode(code)).toEqual(['The key pair was deleted', 'Failed.']);
  });
});

describe('every text of the catalogue', () => {
  const all = [...sources, ...sourcesOf('electron')].map(({ text }) => text).join('\n');

  it('is used somewhere', () => {
    const paths = textPaths(en);
    expect(paths.length).toBeGreaterThan(400);
    const unused = paths.filter((path) => !isUsed(path, all)).map((path) => path.join('.'));
    expect(unused).toEqual([]);
  });

  it('would be missed if nobody named it', () => {
    expect(isUsed(['shell', 'textThatNobodyNames'], all)).toBe(false);
    expect(isUsed(['settings', 'themes', 'dark'], `words.themes[theme]`)).toBe(true);
    expect(isUsed(['settings', 'themes', 'dark'], `words.theme`)).toBe(false);
    expect(isUsed(['common', 'close'], `texts.common.close`)).toBe(true);
  });
});
