import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

const belowRights = ['engine:ledger', 'engine:company', 'engine:recipients', 'engine:do-not-recreate', 'engine:retention'];
const engines = [...belowRights, 'engine:rights', 'engine:imports'];

/** The ladder of ARCHITECTURE.md: who may import whom. There is no rule for "*". */
const ladder = [
  { sourceTag: 'pure', onlyDependOnLibsWithTags: ['pure'] },
  { sourceTag: 'infra', onlyDependOnLibsWithTags: ['infra', 'pure'] },
  { sourceTag: 'hub', onlyDependOnLibsWithTags: ['infra', 'pure'] },
  { sourceTag: 'domain', onlyDependOnLibsWithTags: ['hub', 'infra', 'pure'] },
  { sourceTag: 'engine:ledger', onlyDependOnLibsWithTags: ['infra', 'pure'] },
  { sourceTag: 'engine:company', onlyDependOnLibsWithTags: ['infra', 'pure'] },
  { sourceTag: 'engine:recipients', onlyDependOnLibsWithTags: ['infra', 'pure'] },
  { sourceTag: 'engine:do-not-recreate', onlyDependOnLibsWithTags: ['infra', 'pure'] },
  { sourceTag: 'engine:retention', onlyDependOnLibsWithTags: ['engine:ledger', 'infra', 'pure'] },
  { sourceTag: 'engine:rights', onlyDependOnLibsWithTags: [...belowRights, 'infra', 'pure'] },
  { sourceTag: 'engine:imports', onlyDependOnLibsWithTags: [...belowRights, 'infra', 'pure'] },
  { sourceTag: 'wiring', onlyDependOnLibsWithTags: [...engines, 'domain', 'hub', 'infra', 'pure'] },
  { sourceTag: 'web', onlyDependOnLibsWithTags: ['pure'] },
  { sourceTag: 'app', onlyDependOnLibsWithTags: ['wiring', ...engines, 'domain', 'hub', 'infra', 'pure'] },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.oubli/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], depConstraints: ladder, enforceBuildableLibDependency: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: false, allowConstructorOnly: true, allowStaticOnly: true }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    // A test may bring the template databases and whatever it tests against, from any layer.
    files: ['**/*.spec.ts', '**/*.e2e.ts', '**/*.long.ts', '**/testing/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['apps/admin/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'oubli', style: 'kebab-case' }],
      // Dialogs and forms say what they are: Component is one of several such words.
      '@angular-eslint/component-class-suffix': ['error', { suffixes: ['Component', 'Dialog', 'Form'] }],
    },
  },
  {
    files: ['apps/admin/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', Buffer: 'readonly', URL: 'readonly', fetch: 'readonly', setTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', clearTimeout: 'readonly', performance: 'readonly', console: 'readonly', globalThis: 'readonly' } },
  },
);
