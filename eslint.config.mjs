import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const officeOnlyInMailbox = [
  { name: 'Office', message: 'Only src/mailbox speaks to Outlook; everything else gets a Mailbox.' },
  { name: 'OfficeRuntime', message: 'Only src/mailbox speaks to Outlook; everything else gets a Mailbox.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'test-results/', '.sandbox/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'no-console': 'error',
      'no-restricted-globals': ['error', ...officeOnlyInMailbox],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // A type alias for plain values and an interface for things with methods both read well here.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // With exactOptionalPropertyTypes and index access, bracket notation marks what is not declared.
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  { files: ['src/mailbox/**'], rules: { 'no-restricted-globals': 'off' } },
  {
    // Command-line programs and tests speak on the console, and a test may be as long as its story.
    files: ['test/**', 'tools/**', 'scripts/**', 'sandbox/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { console: 'readonly', module: 'writable', process: 'readonly', URL: 'readonly' } },
  },
);
