/** What is added to the words of an error where its details say so. */
export const errorAdditions = {
  rolledBack: 'What was already done on the server was put back as it was.',
  because: (first: string): string => `It began with this: ${first}`,
};
