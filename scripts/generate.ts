/**
 * Writes the files that follow from the sources: the OpenAPI documents and the tables of the documentation.
 * With `--check` nothing is written, and the run fails where a file is not as it would be written.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { datasetSchema } from '../src/contract/dataset.ts'
import { openapi } from '../src/http/openapi.ts'
import { licences } from './licences.ts'
import { permissions } from './permissions.ts'
import { problems } from './problems.ts'
import { sdkTypes } from './sdk-types.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** Every generated file, by its path from the root of the checkout. */
const FILES: Record<string, () => string> = {
  'docs/reference/openapi.onefile.json': () => json(openapi('onefile')),
  'docs/reference/openapi.caseload.json': () => json(openapi('caseload')),
  'docs/reference/dataset.schema.json': () => json(datasetSchema()),
  'docs/reference/licences.md': licences,
  'docs/reference/permissions.md': permissions,
  'docs/reference/problems.md': problems,
  'src/sdk/types.ts': sdkTypes,
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Paths of the files that are not as they would be written. */
function stale(): string[] {
  return Object.keys(FILES).filter(path => read(path) !== FILES[path]!())
}

function read(path: string): string | undefined {
  const file = join(ROOT, path)
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined
}

function run(checkOnly: boolean): number {
  const paths = stale()
  if (!checkOnly) for (const path of paths) writeFileSync(join(ROOT, path), FILES[path]!())
  const verb = checkOnly ? 'stale' : 'written'
  process.stdout.write(
    paths.map(path => `${verb}: ${path}\n`).join('') || 'All generated files are up to date.\n',
  )
  if (!checkOnly || paths.length === 0) return 0
  process.stderr.write('Run `npm run generate` and commit what it writes.\n')
  return 1
}

process.exitCode = run(process.argv.includes('--check'))
