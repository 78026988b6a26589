import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.{ts,tsx}', '**/testing/**', '**/testing.ts', '**/*.{bench,soak}.ts', 'e2e/**/*.ts'];
const configs = ['*.config.{js,ts}', 'renderer/vite.config.ts'];

/* What a folder may not import, each with the right place in the sentence. */

const faraway = {
  regex: String.raw`^\.\./\.\./`,
  message: "Import across folders by name: '#contract/...', '#core/...' or '#renderer/...'.",
};
const electron = {
  regex: '^electron$',
  message: 'Electron stays in electron/: the engine and the page also run without it.',
};
const sqlite = {
  regex: '^better-sqlite3$',
  message: 'Only core/store speaks to SQLite: use its statements and write queue.',
};
const node = {
  regex: '^node:',
  message: 'The page runs in a sandbox: ask the engine through renderer/bridge instead.',
};
const coreInRenderer = {
  regex: String.raw`^#core/(?!pipeline-text/index\.ts$)`,
  message:
    'The page knows the engine by #contract alone, through renderer/bridge, and shares the model of a pipeline’s text.',
};
const contractAtRunTime = {
  regex: '^(#contract/|zod$)',
  allowTypeImports: true,
  message: 'Only `import type` in the page: at run time the contract would bring Zod into its first chunk.',
};
const coreInShell = {
  // The policy is one pure function, and both hosts must send the very same header. What the desktop needs where no
  // engine answers (checks of updates, links, diagnostics) lies in core/desktop, which knows no engine either.
  regex:
    '^#core/(?!http/(?:content-security-policy|app-url|static-handler)\\.ts$|kernel/rotating-file\\.ts$|desktop/)',
  allowTypeImports: true,
  message:
    'The shell starts the engine as a process and knows its types: put shared code into #contract or core/desktop.',
};

const noImports = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns: [faraway, ...patterns] }],
});

/* Calls and forms that are banned, each with what to write instead. */

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing has one name everywhere.',
};
const doubleAssertion = {
  selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
  message: '`as unknown as` switches the type checker off: check the value and let the type follow.',
};
const clock = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']" },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]" },
].map((form) => ({
  ...form,
  message: 'Ask ctx.clock (core/kernel/clock.ts), so that tests can set the time.',
}));
const jsonParse = {
  selector: "CallExpression[callee.object.name='JSON'][callee.property.name='parse']",
  message: 'Parse text from outside with core/kernel/json.ts, whose error names the text and the place.',
};

/* Files of tests share their modules and their process (vitest.config.ts): what one changes there, the next would meet. */
const sharedState = [
  {
    selector:
      "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock|unmock|doUnmock|resetModules)$/]",
    message: 'Hand a stand-in in as an argument: modules are shared by all files of tests.',
  },
  {
    selector:
      "AssignmentExpression > MemberExpression.left[object.object.name='process'][object.property.name='env']",
    message: 'Use vi.stubEnv, which is undone after the test: the process is shared by all files of tests.',
  },
  {
    selector: "CallExpression[callee.object.name='process'][callee.property.name='chdir']",
    message: 'Hand the folder in as an argument: the process is shared by all files of tests.',
  },
];

const noSyntax = (...forms) => ({
  'no-restricted-syntax': ['error', doubleAssertion, ...forms],
});

/* Rules that need types stand in .oxlintrc.json: they are read by a program that is many times faster. */
export default tseslint.config(
  {
    ignores: ['dist/', 'node_modules/', '.cache/', '.toolchain/', 'release/', 'test-results/', 'resources/'],
  },
  { linterOptions: { noInlineConfig: true } },
  eslint.configs.recommended,
  tseslint.configs.recommended,
  {
    languageOptions: { globals: globals.node },
    rules: {
      ...noImports(),
      ...noSyntax(defaultExport),
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A name for a long type, which a type alias would spell out wherever it is used.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      // Oxlint has no switch against comments that switch it off.
      'no-warning-comments': [
        'error',
        { terms: ['todo', 'fixme', 'xxx', 'hack', 'oxlint-disable'], location: 'anywhere' },
      ],
    },
  },
  {
    files: ['core/**/*.ts'],
    rules: {
      ...noImports(electron, sqlite),
      ...noSyntax(defaultExport, ...clock, jsonParse),
      'no-console': 'error',
    },
  },
  { files: ['core/store/**/*.ts'], rules: noImports(electron) },
  { files: ['core/kernel/clock.ts'], rules: noSyntax(defaultExport, jsonParse) },
  { files: ['core/kernel/json.ts'], rules: noSyntax(defaultExport, ...clock) },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    languageOptions: { globals: globals.browser },
    rules: {
      ...noImports(electron, sqlite, node, coreInRenderer, contractAtRunTime),
      'no-console': 'error',
      // Says that React's compiler, which is not used here, would leave a component alone.
      'react-hooks/incompatible-library': 'off',
      // A component is mostly markup; its logic is what the other limits look at.
      'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }],
    },
  },
  // Every `&&` of the markup counts as a branch.
  { files: ['renderer/**/*.tsx'], rules: { complexity: ['error', 16] } },
  { files: ['electron/**/*.ts'], rules: { ...noImports(sqlite, coreInShell), 'no-console': 'error' } },
  { files: ['e2e/**/*.ts'], rules: noImports(electron, sqlite) },
  {
    files: tests,
    rules: {
      ...noSyntax(defaultExport, ...sharedState),
      'max-lines-per-function': 'off',
    },
  },
  // Tests stand outside of what they test: they may take what they need from everywhere.
  { files: ['core/**/*.test.ts', 'core/testing/**'], rules: noImports(electron) },
  { files: ['electron/**/*.test.ts', 'electron/testing/**'], rules: noImports(sqlite) },
  { files: ['renderer/**/*.test.{ts,tsx}'], rules: noImports(electron, sqlite) },
  // Lists: of the contract's shapes, and of the words of one language.
  { files: ['core/contract/*.ts', 'renderer/i18n/{en,sv}.ts'], rules: { 'max-lines': 'off' } },
  { files: configs, rules: { ...noSyntax(), ...noImports(), 'max-lines-per-function': 'off' } },
  { files: ['tools/launcher.mjs'], rules: { 'no-var': 'off' } },
  { files: ['renderer/public/**/*.js'], languageOptions: { globals: globals.browser, sourceType: 'script' } },
);
