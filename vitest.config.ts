import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// For the threads and processes that tests start, as in bin/caseload.js.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/caseload')

/** What runs only in a process or thread of its own, where the tests that start it cannot count its lines. */
const APART = [
  // Threads beside SQLite: test/storage.test.ts, and every write and search on SQLite, go through them.
  'src/storage/sqlite/reader-worker.ts',
  'src/storage/sqlite/checkpoint-worker.ts',
  'src/storage/sqlite/writing-worker.ts',
  'src/storage/sqlite/batch.ts',
  'src/storage/sqlite/scrub.ts',
  'src/writer/settle-batch.ts',
  // The program itself, three lines: test/control.test.ts and test/crash.test.ts start it as a process.
  'src/cli/main.ts',
]

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/set-up.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts', ...APART],
      reporter: ['text', 'json', 'html'],
      thresholds: {
        branches: 90,
        'src/domain/**': { branches: 100 },
        'src/writer/**': { branches: 100 },
      },
    },
  },
})
