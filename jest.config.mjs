const typescript = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        target: 'es2023',
        keepClassNames: true,
      },
      module: { type: 'commonjs', ignoreDynamic: true },
      sourceMaps: 'inline',
    },
  ],
};

const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['oubli-source', 'node', 'require', 'node-addons'] },
  transform: typescript,
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.oubli/'],
};

const withDatabase = {
  ...base,
  globalSetup: '<rootDir>/tools/jest/database-setup.mjs',
  globalTeardown: '<rootDir>/tools/jest/database-teardown.mjs',
};

export default {
  projects: [
    { ...base, displayName: 'small', testMatch: ['<rootDir>/{libs,apps,tools}/**/*.spec.ts'], testPathIgnorePatterns: [...base.testPathIgnorePatterns, '\\.db\\.spec\\.ts$'] },
    { ...withDatabase, displayName: 'database', testMatch: ['<rootDir>/{libs,apps,tools}/**/*.db.spec.ts'] },
    { ...withDatabase, displayName: 'whole', testMatch: ['<rootDir>/e2e/**/*.e2e.ts'] },
    { ...withDatabase, displayName: 'browser', testMatch: ['<rootDir>/e2e/**/*.browser.ts'] },
    { ...withDatabase, displayName: 'long', testMatch: ['<rootDir>/{libs,apps,tools,e2e}/**/*.long.ts'] },
  ],
  testTimeout: 60_000,
};
