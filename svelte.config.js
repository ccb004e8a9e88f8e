/** Runes everywhere, legacy syntax does not compile. */
export default { compilerOptions: { runes: true } };
