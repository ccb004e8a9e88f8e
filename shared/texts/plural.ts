import { IntlMessageFormat } from 'intl-messageformat';

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Makes the function that picks the form of a language that goes with a number, and writes the number into `#`. */
export function pluralIn(language: string): (count: number, forms: Forms) => string {
  const formatOf = messages(language);
  return (count, forms) => {
    const cases = Object.entries(forms).map(([form, words]) => `${form} {${words}}`);
    return String(formatOf(`{count, plural, ${cases.join(' ')}}`).format({ count }));
  };
}

/** Reads each message once, however often it is written. */
function messages(language: string): (message: string) => IntlMessageFormat {
  const read = new Map<string, IntlMessageFormat>();
  return (message) => {
    const format =
      read.get(message) ?? new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
    read.set(message, format);
    return format;
  };
}
