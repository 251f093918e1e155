/** Runs every sample of docs/sdk.md as it is printed, in order, as one program, against a server with the cast. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PRESETS } from '../src/domain/scope.ts'
import * as cast from './cast.ts'
import { type Stage, setStage } from './stage.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../docs/sdk.md'), 'utf8')
const LIBRARY = pathToFileURL(join(import.meta.dirname, '../src/sdk/client.ts')).href

/** Between the outputs of two samples. */
const END = '\u001e'

const SAMPLES = [...PAGE.matchAll(/^```ts\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```/gm)].map(
  ([, code, printed], at) => ({ at, code: code!, printed: printed!, title: code!.split('\n')[0]! }),
)

let stage: Stage
let outputs: string[]

beforeAll(async () => {
  stage = await setStage('sqlite')
  await stage.server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = stage.server.server.address() as AddressInfo
  outputs = await run({ CASELOAD: `http://127.0.0.1:${port}`, TOKEN: await makeToken() })
})
afterAll(() => stage.close())

test.each(SAMPLES)('$title …', ({ at, printed }) => {
  expect(outputs[at]).toBe(printed)
})

test('every sample is printed with what it prints', () => {
  expect(SAMPLES).toHaveLength(PAGE.match(/^```ts$/gm)!.length)
})

/** Runs the samples as one module, as a reader would put them into one file, and gives what each printed. */
async function run(variables: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-sdk-'))
  const code = SAMPLES.map(sample => `${sample.code}\nprocess.stdout.write('${END}')\n`).join('')
  const file = join(folder, 'samples.ts')
  writeFileSync(file, code.replaceAll("'caseload/client'", `'${LIBRARY}'`))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      env: variables,
      timeout: 50_000,
    })
    return stdout.split(END).slice(0, -1)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function makeToken(): Promise<string> {
  const { access } = stage.services
  const wanted = {
    customer: cast.CUSTOMER.id,
    name: 'sdk',
    scopes: PRESETS.all,
    organisations: null,
    callLimit: 300,
  }
  const made = await access.createToken(wanted)
  if (!('secret' in made)) throw new Error(made.sentence)
  return made.secret
}
