type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Makes the function that picks the form of a language that goes with a number, and writes the number into `#`. */
export function pluralIn(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count));
}
