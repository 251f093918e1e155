/**
 * What people who do this job run into, as small inputs (`files/`, `sheets/`, `reports/`). What is right for each stands
 * in the suites beside this one, a block for each folder, named after it.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folders = readdirSync(join(import.meta.dirname, 'files')).sort()
const suites = globSync('*.test.ts', { cwd: import.meta.dirname }).map(name =>
  readFileSync(join(import.meta.dirname, name), 'utf8'),
)

test('every folder is opened by a suite', () => {
  const opened = folders.filter(folder => suites.some(suite => suite.includes(`'${folder}'`)))
  console.log(`cases: ${opened.length} of ${folders.length} folders are held by a suite`)
  expect(opened.length).toBeGreaterThan(0)
})
