interface Surroundings {
  readonly languages: readonly string[];
  readonly userAgent: string;
}

/** What both a page and Node tell of where they run: the languages the user wants, best first, and the engine's name. */
export const { languages, userAgent }: Surroundings = (globalThis as { readonly navigator?: Surroundings })
  .navigator ?? { languages: [], userAgent: '' };
