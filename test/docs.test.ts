/** Runs every line of docs/api.md as it is printed, in order, against a server with the cast, and compares the replies. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Services } from '../src/app/services.ts'
import { exportLines } from '../src/dataset/export.ts'
import { importDataSet } from '../src/dataset/import.ts'
import { PRESETS } from '../src/domain/scope.ts'
import { openapi } from '../src/http/openapi.ts'
import { buildServer } from '../src/http/server.ts'
import { openStorage } from '../src/storage/open.ts'
import * as cast from './cast.ts'
import { watch } from './proxy.ts'
import { freshAddress, type Stage, servicesOn, setStage } from './stage.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../docs/api.md'), 'utf8')

/** Between the outputs of two snippets. */
const END = '\u001e'

const SNIPPETS = snippetsOf(PAGE)

/** The cast as a data set, so that a reader can load it and follow the page. */
const DATA_SET = join(import.meta.dirname, '../docs/sample.jsonl')

describe('docs/sample.jsonl', () => {
  test('holds the cast; after a change of the cast, `vitest -u` writes it anew', async () => {
    const stage = await setStage('sqlite')
    try {
      let text = ''
      for await (const line of exportLines(stage.storage.db)) text += `${line}\n`
      await expect(text).toMatchFileSnapshot(DATA_SET)
    } finally {
      await stage.close()
    }
  })
})

describe('docs/api.md', () => {
  let sample: Sample
  let outputs: string[]
  const violations: string[] = []
  let seen = 0

  beforeAll(async () => {
    sample = await loadSample()
    watch(sample.server, openapi(), (violation, operation) => {
      seen += 1
      if (violation !== undefined) violations.push(`${operation}: ${violation}`)
    })
    outputs = await runAll(SNIPPETS, {
      CASELOAD: await sample.server.listen({ host: '127.0.0.1', port: 0 }),
      TOKEN: await makeToken(sample.services),
    })
  })
  afterAll(() => sample.close())

  test.each(SNIPPETS)('line $line: $title', ({ at, expected }) => {
    if (expected === undefined) expect(outputs[at]).toBe('')
    else expect(readable(outputs[at]!)).toEqual(matching(readable(expected)))
  })

  test('a proxy that holds every request and reply against the OpenAPI document finds no violation', () => {
    expect(violations).toEqual([])
    expect(seen).toBeGreaterThan(SNIPPETS.length)
  })

  test('shows every call of the four guides', () => {
    const paths = [...PAGE.matchAll(/\$CASELOAD\/api\/v2\.1\/([\w/]+)/g)].map(found => found[1]!)
    for (const path of GUIDES)
      expect(
        paths.some(one => path.test(one)),
        String(path),
      ).toBe(true)
  })
})

describe('docs/compatibility.md', () => {
  test.each([true, false])('lists the inferred fields, which are shown: %s', async inferredFields => {
    const stage = await setStage('sqlite', { inferredFields })
    try {
      const names = await namesInReplies(stage)
      expect(INFERRED.filter(name => names.has(name))).toEqual(inferredFields ? INFERRED : [])
    } finally {
      await stage.close()
    }
  })
})

/** The first column of the table of inferred fields. */
const INFERRED = [
  ...readFileSync(join(import.meta.dirname, '../docs/compatibility.md'), 'utf8')
    .split('## Inferred fields')[1]!
    .split('\n## ')[0]!
    .matchAll(/^\| `(\w+)` \|/gm),
].map(found => found[1]!)

/** Names of all properties of a learner, an aim and a unit with people set on them. */
async function namesInReplies(stage: Stage): Promise<Set<string>> {
  const headers = { 'x-tokenid': await stage.session() }
  const post = (path: string, payload: object) =>
    stage.server.inject({ method: 'POST', url: `/api/v2.1${path}`, headers, payload })
  const learner = { LearnerID: cast.caspian.id }
  await post(`/User/${cast.caspian.id}`, {
    DefaultAssessorID: cast.isolde.id,
    DefaultEmployerID: cast.dorcas.id,
  })
  for (const { id } of [cast.isolde, cast.perpetua]) {
    await post(`/User/${id}/Assign`, { ...learner, Level: 3, StandardID: cast.BAKING.id })
    await post(`/User/${id}/Assign`, { ...learner, Level: 2, UnitID: cast.DOUGH.id })
  }
  const replies = await Promise.all([
    post('/User/Search/1/100', { Role: 1 }),
    post('/LearningAim/Search/1/100', { UserID: cast.caspian.id }),
    post('/UnitSummary/Search/1/100', { UserID: cast.caspian.id }),
  ])
  return new Set(replies.flatMap(reply => reply.json().flatMap((row: object) => Object.keys(row))))
}

const GUIDES = [
  /^Authentication$/,
  /^Customer$/,
  /^Organisation\/Search$/,
  /^Classroom\/Search$/,
  /^Placement\/Search$/,
  /^User\/Search$/,
  /^User\/Search\/\d+\/\d+$/,
  /^User$/,
  /^User\/\d+$/,
  /^User\/\d+\/Assign$/,
  /^FrameworkTemplate\/Search$/,
  /^FrameworkTemplate\/\d+\/Assign\/\d+\/false$/,
  /^Standard\/Search$/,
  /^Standard\/\d+\/Assign\/\d+$/,
  /^Unit\/Search$/,
  /^Unit\/\w+\/Assign\/\d+\/\d+$/,
  /^LearningAim\/Search$/,
  /^UnitSummary\/Search\/\d+\/\d+$/,
]

interface Snippet {
  at: number
  /** Line of the page. */
  line: number
  title: string
  script: string
  /** The reply as printed; nothing where the page prints none. */
  expected: string | undefined
}

/** Every `bash` block of a page, with the block after it as its reply, if there is only text between. */
function snippetsOf(page: string): Snippet[] {
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
  return blocks
    .map((block, index) => ({ block, next: blocks[index + 1] }))
    .filter(({ block }) => block[1] === 'bash')
    .map(({ block, next }, at) => {
      const script = block[2]!
      const line = page.slice(0, block.index).split('\n').length
      const expected = next && next[1] !== 'bash' ? next[2] : undefined
      return { at, line, title: script.split('\n', 1)[0]!.slice(0, 60), script, expected }
    })
}

/** Runs the snippets in one shell, as a reader would paste them, and gives what each printed. */
async function runAll(snippets: readonly Snippet[], variables: Record<string, string>): Promise<string[]> {
  const script = snippets.map(snippet => `${snippet.script}\nprintf '${END}'\n`).join('')
  const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    env: { PATH: process.env.PATH, ...variables },
    timeout: 50_000,
  })
  expect(stderr).toBe('')
  return stdout.split(END).slice(0, -1)
}

/** A reply as a list: JSON where a line or the whole is JSON, text where it is not. */
function readable(reply: string): unknown[] {
  const whole = parsed(reply)
  return whole === undefined
    ? reply
        .trim()
        .split('\n')
        .map(line => parsed(line) ?? line)
    : [whole]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is printed, with `…` for anything. */
function matching(printed: unknown): unknown {
  if (printed === '…') return expect.anything()
  if (Array.isArray(printed)) return printed.map(matching)
  if (typeof printed !== 'object' || printed === null) return printed
  return Object.fromEntries(Object.entries(printed).map(([name, value]) => [name, matching(value)]))
}

async function makeToken({ access }: Services): Promise<string> {
  const made = await access.createToken({
    customer: cast.CUSTOMER.id,
    name: 'page',
    scopes: PRESETS.onefile,
    organisations: null,
    callLimit: 300,
  })
  if (!('secret' in made)) throw new Error(made.sentence)
  return made.secret
}

interface Sample {
  services: Services
  server: FastifyInstance
  close(): Promise<void>
}

/** A server that holds nothing but what a reader would have imported, on the morning of the cast. */
async function loadSample(): Promise<Sample> {
  const { address, remove } = await freshAddress('sqlite')
  const time = { now: cast.NOW }
  const storage = await openStorage(address, time.now)
  const services = servicesOn(storage, time)
  const lines = readFileSync(DATA_SET, 'utf8').trimEnd().split('\n')
  await importDataSet(services.writer, { name: DATA_SET, lines: () => lines })
  const server = buildServer(services)
  const close = async () => {
    await server.close()
    await services.writer.close()
    await storage.close()
    remove()
  }
  return { services, server, close }
}
