import { defineConfig } from 'vitest/config'

/**
 * For `npm run mutation`: the tests of the domain alone, which need no database. One worker does all of them for a
 * mutant and ends with it; a fresh one for each file would cost more than the tests.
 */
export default defineConfig({
  test: {
    include: ['src/domain/**/*.test.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    isolate: false,
  },
})
