import { en } from './en.ts';

/** All words of the window in one language. A language that lacks one does not compile. */
export type Texts = typeof en;

const catalogues: Readonly<Record<string, Texts>> = { en };

/** The first of the wanted languages that there is a catalogue for, else English. */
export function pickLanguage(wanted: readonly string[]): string {
  return wanted.find((language) => language in catalogues) ?? shortened(wanted) ?? 'en';
}

function shortened(wanted: readonly string[]): string | undefined {
  return wanted.map((language) => language.split('-')[0] ?? '').find((language) => language in catalogues);
}

/** The language of the window, as a BCP 47 tag. */
export const language = pickLanguage(typeof navigator === 'undefined' ? [] : navigator.languages);

export const texts: Texts = catalogues[language] ?? en;
