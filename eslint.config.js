import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const size = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 10],
};

const fileSize = (max) => ({ 'max-lines': ['error', { max, skipBlankLines: true, skipComments: true }] });

/** A package that one folder owns, and what everybody else reads when importing it. */
const owned = {
  'node-forge': 'electron/keys owns node-forge.',
  keytar: 'electron/keychain owns keytar.',
  'better-sqlite3': 'electron/store owns better-sqlite3.',
  ssh2: 'electron/ssh owns ssh2.',
  'ssh-config': 'electron/ssh-config owns ssh-config.',
};

const electronFolders = [
  'ipc',
  'window',
  'keys',
  'keychain',
  'store',
  'console',
  'providers',
  'ssh',
  'ssh-config',
];

/**
 * The import table of one folder.
 * @param {object} rule
 * @param {string[]} [rule.own] packages of `owned` that may be imported here
 * @param {string[]} [rule.folders] folders of electron/ that may be imported here
 * @param {string[]} [rule.patterns] further patterns that are refused
 * @param {boolean} [rule.electronApi] whether `electron` itself may be imported
 */
function electronImports({ own = [], folders = electronFolders, patterns = [], electronApi = false }) {
  const paths = Object.entries(owned)
    .filter(([name]) => !own.includes(name))
    .map(([name, message]) => ({ name, message }));
  if (!electronApi)
    paths.push({ name: 'electron', message: 'Only ipc, window and main.ts use the electron API.' });
  const foreign = electronFolders
    .filter((folder) => !folders.includes(folder))
    .map((folder) => `**/${folder}/**`);
  return {
    'no-restricted-imports': [
      'error',
      {
        paths,
        patterns: [
          {
            group: [...foreign, '!**/shared/**', '**/renderer/**', '**/tests/**', 'svelte', ...patterns],
            message: 'See the import table in CONTRIBUTING.md.',
          },
        ],
      },
    ],
  };
}

/** @param {string[]} group @param {boolean} [withOwned] */
function refuse(group, withOwned = true) {
  return {
    'no-restricted-imports': [
      'error',
      {
        paths: withOwned ? [...Object.keys(owned), 'electron'].map((name) => ({ name })) : [],
        patterns: [{ group, message: 'See the import table in CONTRIBUTING.md.' }],
      },
    ],
  };
}

export default tseslint.config(
  { ignores: ['out/', 'release/', 'node_modules/', '.svelte-check/', 'test-results/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...size,
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-properties': [
        'error',
        { object: 'ipcMain', message: 'electron/ipc/register.ts owns ipcMain.' },
        { object: 'ipcRenderer', message: 'electron/preload.ts owns ipcRenderer.' },
        { property: 'findCredentials', message: 'Kills the process on a locked keyring.' },
        { property: 'findPassword', message: 'Kills the process on a locked keyring.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.property.name='webContents'][property.name='send']",
          message: 'electron/ipc owns webContents.send.',
        },
        { selector: 'ExportAllDeclaration', message: 'No barrel files.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts', '**/*.svelte.js'],
    languageOptions: { parserOptions: { parser: tseslint.parser }, globals: globals.browser },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/no-target-blank': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
    },
  },
  {
    files: ['shared/**'],
    rules: refuse(['node:*', 'svelte', '**/electron/**', '**/renderer/**', '**/tests/**']),
  },
  { files: ['electron/keys/**'], rules: electronImports({ own: ['node-forge'], folders: ['keys'] }) },
  { files: ['electron/ssh/**'], rules: electronImports({ own: ['ssh2'], folders: ['ssh', 'keys'] }) },
  {
    files: ['electron/ssh-config/**'],
    rules: electronImports({ own: ['ssh-config'], folders: ['ssh-config', 'ssh'] }),
  },
  { files: ['electron/store/**'], rules: electronImports({ own: ['better-sqlite3'], folders: ['store'] }) },
  { files: ['electron/keychain/**'], rules: electronImports({ own: ['keytar'], folders: ['keychain'] }) },
  { files: ['electron/providers/**'], rules: electronImports({ folders: ['providers', 'ssh', 'keys'] }) },
  {
    files: ['electron/console/**'],
    rules: electronImports({
      folders: ['console', 'keys', 'store', 'keychain', 'providers', 'ssh-config'],
      patterns: [
        '**/keychain/keytar*',
        '**/store/sqlite*',
        '**/providers/ssh/**',
        '**/providers/practice/**',
      ],
    }),
  },
  {
    files: ['electron/ipc/**', 'electron/window/**', 'electron/main.ts'],
    rules: electronImports({ electronApi: true }),
  },
  {
    files: ['electron/main.ts'],
    rules: fileSize(120),
  },
  {
    files: ['electron/preload.ts'],
    rules: {
      ...fileSize(40),
      'no-restricted-properties': 'off',
      ...refuse(['node:*', 'zod', 'zod/*', '**/renderer/**', './*/**'], false),
    },
  },
  {
    files: ['electron/ipc/register.ts'],
    rules: {
      ...fileSize(80),
      'no-restricted-properties': ['error', { object: 'ipcRenderer' }],
    },
  },
  { files: ['electron/ipc/send-event.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['renderer/**'],
    languageOptions: { globals: globals.browser },
    rules: refuse(['node:*', '**/electron/**', '**/tests/**']),
  },
  {
    files: ['renderer/ui/**'],
    rules: refuse([
      'node:*',
      '**/electron/**',
      '**/tests/**',
      '**/lib/**',
      '**/texts/**',
      '**/key-pairs/**',
      '**/servers/**',
      '**/views/**',
      '**/ipc/**',
    ]),
  },
  {
    files: ['renderer/key-pairs/**'],
    rules: refuse([
      'node:*',
      '**/electron/**',
      '**/tests/**',
      '**/servers/**',
      '**/views/**',
      '**/activity/**',
      '**/settings/**',
    ]),
  },
  {
    files: ['renderer/servers/**'],
    rules: refuse([
      'node:*',
      '**/electron/**',
      '**/tests/**',
      '**/key-pairs/**',
      '**/views/**',
      '**/activity/**',
      '**/settings/**',
    ]),
  },
  {
    files: ['renderer/**'],
    ignores: ['renderer/lib/client.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[property.name='latchkey']",
          message: 'renderer/lib/client.ts is the only user of window.latchkey.',
        },
        { selector: 'ExportAllDeclaration', message: 'No barrel files.' },
      ],
    },
  },
  {
    files: ['tests/**', 'build/**', '*.config.*', 'eslint.config.js'],
    languageOptions: { globals: globals.node },
    rules: {
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': 'off',
      'max-lines-per-function': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    files: ['tests/e2e/support/test.ts'],
    // Playwright reads what a fixture needs off the pattern of its first parameter.
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
