import { en } from './en.ts';
import { languages } from './surroundings.ts';

/** All words of the application in one language. A language that lacks one does not compile. */
export type Texts = typeof en;

const catalogues: Readonly<Record<string, Texts>> = { en };

/** The first of the wanted languages that there is a catalogue for, with or without its region, else English. */
export function pickLanguage(wanted: readonly string[]): string {
  const candidates = wanted.flatMap((tag) => [tag, tag.split('-')[0] ?? tag]);
  return candidates.find((tag) => Object.hasOwn(catalogues, tag)) ?? 'en';
}

/** The language of the application, as a BCP 47 tag. */
export const language = pickLanguage(languages);

export const texts: Texts = catalogues[language] ?? en;
