/**
 * Mutation testing of the domain: every rule is broken in every small way, and a test has to notice.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['src/domain/**/*.ts', '!src/domain/**/*.test.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation.config.ts' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A busy machine must not count as a test that noticed.
  timeoutMS: 60_000,
  // Vite runs the sources as they are. A file of that name would be rewritten with an interface that TypeScript 7 lacks.
  tsconfigFile: 'none',
  ignorePatterns: ['bench', 'coverage', 'data', 'dist', 'docs', 'reports', 'scripts'],
  incremental: true,
  incrementalFile: 'reports/mutation.json',
  reporters: ['clear-text', 'progress-append-only', 'html'],
  htmlReporter: { fileName: 'reports/mutation.html' },
  clearTextReporter: { allowColor: false, reportTests: false },
  thresholds: { high: 100, low: 100, break: 100 },
}
