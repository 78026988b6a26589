import { defineConfig } from 'vitest/config';

const code = '{core,electron,renderer,tools}/**/*';

// `unit` runs the TypeScript as it is; `process` starts programs of dist/, so it wants a build first, which
// `npm test` sees to; `pack` packs the desktop app and is `npm run test:pack`.
export default defineConfig({
  test: {
    maxWorkers: 2,
    // Modules are loaded once in a worker, not once in a file: that took two thirds of the time of all. What modules keep
    // for themselves are caches by content or by client, and what a test changes beyond that is undone here or refused
    // by eslint.config.js (`sharedState`).
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [`${code}.test.{ts,tsx}`],
          exclude: ['**/node_modules/**', '**/*.process.test.ts', '**/*.pack.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: [`${code}.process.test.ts`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'pack', include: [`${code}.pack.test.ts`], testTimeout: 600_000, hookTimeout: 600_000 },
      },
    ],
  },
});
