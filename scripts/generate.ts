/**
 * Writes the files that follow from the sources: the OpenAPI documents, the tables of the documentation, the console's page.
 * With `--check` nothing is written, and the run fails where a file is not as it would be written.
 */
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { datasetSchema } from '../src/contract/dataset.ts'
import { openapi } from '../src/http/openapi.ts'
import { licences } from './licences.ts'
import { permissions } from './permissions.ts'
import { problems } from './problems.ts'
import { sdkTypes } from './sdk-types.ts'
import { buildWeb, PUBLIC } from './web-build.ts'

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

/** Files of a folder with what is in them, as one text. */
function contents(folder: string): string {
  const files = globSync('**/*.*', { cwd: folder }).map(file => file.replaceAll('\\', '/'))
  return files
    .sort()
    .map(file => `${file} ${readFileSync(join(folder, file), 'base64')}`)
    .join('\n')
}

/** Builds the console's page. Gives whether the one that is there differed; it is replaced unless it is only looked at. */
async function renewPage(checkOnly: boolean): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-page-'))
  try {
    await buildWeb(folder)
    if (contents(folder) === contents(PUBLIC)) return false
    if (!checkOnly) {
      rmSync(PUBLIC, { recursive: true, force: true })
      cpSync(folder, PUBLIC, { recursive: true })
    }
    return true
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(checkOnly: boolean): Promise<number> {
  const paths = stale()
  if (!checkOnly) for (const path of paths) writeFileSync(join(ROOT, path), FILES[path]!())
  const all = (await renewPage(checkOnly)) ? [...paths, 'public'] : paths
  const verb = checkOnly ? 'stale' : 'written'
  process.stdout.write(
    all.map(path => `${verb}: ${path}\n`).join('') || 'All generated files are up to date.\n',
  )
  if (!checkOnly || all.length === 0) return 0
  process.stderr.write('Run `npm run generate` and commit what it writes.\n')
  return 1
}

process.exitCode = await run(process.argv.includes('--check'))
