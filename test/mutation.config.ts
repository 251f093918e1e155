import { defineConfig } from 'vitest/config'

/** For `npm run mutation`: the tests of the domain alone, which need no database. */
export default defineConfig({
  test: { include: ['src/domain/**/*.test.ts'], setupFiles: ['test/seed.ts'] },
})
