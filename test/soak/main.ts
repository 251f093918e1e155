/**
 * `npm run test:soak`: half an hour of mixed load (`-- --minutes N` for less), then ten times the callers that a server can
 * serve. Memory, open files and latency at the end are compared with those of after five minutes, or of after a sixth of a
 * shorter run. Needs Linux, whose /proc tells of the process. Ends with 1 where anything grew, or was answered wrong.
 */
import { parseArgs } from 'node:util'
import { crowd } from './load.ts'
import { type Heard, nothingHeard, sendMixed } from './mixed.ts'
import { quantile, type SoakServer, startSoakServer } from './server.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } })
const minutes = Number(values.minutes)

/** How much more there may be at the end than once it has settled. */
const MOST = { memory: 1.25, handles: 1.1, latency: 2 }

/** How much slower those who are served may be with ten times the callers, and soon after. */
const MOST_CROWDED = 5
const MOST_AFTER = 2

/** How often the usual callers and ten times as many take turns, so that what else the machine does weighs on both. */
const TURNS = 5

/** Callers that keep a server busy. */
const ENOUGH = 100

const objections: string[] = []
const server = await startSoakServer(1_200)
try {
  await soak(server)
  await load(server)
} finally {
  await server.end()
}
for (const objection of objections) console.log(`objection: ${objection}`)
console.log(
  objections.length === 0
    ? 'nothing grew, and who came too many was told so'
    : `${objections.length} objections`,
)
process.exit(objections.length === 0 ? 0 : 1)

interface Sample {
  memory: number
  handles: number
  read: number
  write: number
  /** Megabytes that its objects take. */
  heap: number
}

async function soak(server: SoakServer): Promise<void> {
  const stop = new AbortController()
  let heard = nothingHeard()
  const all: Heard[] = []
  const sending = sendMixed(server, () => heard, stop.signal)
  const samples: Sample[] = []
  const windows = 30
  for (let window = 0; window < windows; window += 1) {
    await new Promise(resolve => setTimeout(resolve, (minutes * 60_000) / windows))
    const sample = await sampleOf(server, heard)
    samples.push(sample)
    all.push(heard)
    heard = nothingHeard()
    console.log(
      `${((minutes * (window + 1)) / windows).toFixed(1)} min: ${sample.memory.toFixed(0)} MB (objects ${sample.heap.toFixed(0)} MB), ${sample.handles} files, read ${sample.read.toFixed(1)} ms, write ${sample.write.toFixed(1)} ms`,
    )
  }
  stop.abort()
  await sending
  const done: Record<string, number> = {}
  for (const { done: some } of all)
    for (const [name, count] of Object.entries(some)) done[name] = (done[name] ?? 0) + count
  console.log(
    Object.entries(done)
      .map(([name, count]) => `${count} × ${name}`)
      .join(', '),
  )
  const wrong = all.flatMap(one => one.wrong)
  if (wrong.length > 0) objections.push(`${wrong.length} wrong answers, such as ${wrong[0]}`)
  compare(samples)
}

async function sampleOf(server: SoakServer, { reads, writes }: Heard): Promise<Sample> {
  return {
    memory: server.memory(),
    heap: await heapOf(server),
    handles: server.handles(),
    read: quantile(reads, 0.5),
    write: quantile(writes, 0.5),
  }
}

async function heapOf({ url }: SoakServer): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const [, bytes] = /^caseload_nodejs_heap_size_used_bytes (\S+)$/m.exec(text) ?? []
  return Number(bytes) / 1e6
}

/** The five windows after a sixth of the time against the last five, each by its median. */
function compare(samples: readonly Sample[]): void {
  const [settled, last] = [samples.slice(5, 10), samples.slice(-5)]
  for (const [what, most] of [
    ['memory', MOST.memory],
    ['handles', MOST.handles],
    ['read', MOST.latency],
    ['write', MOST.latency],
  ] as const) {
    const [before, after] = [settled, last].map(some =>
      quantile(
        some.map(one => one[what]),
        0.5,
      ),
    ) as [number, number]
    const ratio = after / before
    console.log(
      `${what}: ${before.toFixed(1)} once settled, ${after.toFixed(1)} at the end (× ${ratio.toFixed(2)}, at most ${most})`,
    )
    if (ratio > most) objections.push(`${what} grew × ${ratio.toFixed(2)}`)
  }
}

async function load(server: SoakServer): Promise<void> {
  const [learner, person] = [await somebody(server, 1), await somebody(server, 5)]
  const send = (connections: number, seconds: number) =>
    crowd(server, { connections, seconds, learner, person })
  await send(ENOUGH, 2)
  const slower: number[] = []
  const slowerAfter: number[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    const usual = await send(ENOUGH, 3)
    const crowded = await send(ENOUGH * 10, 5)
    await new Promise(resolve => setTimeout(resolve, 1_000))
    const after = await send(ENOUGH, 3)
    tell({ usual, crowded, after })
    slower.push(crowded.p99 / usual.p99)
    slowerAfter.push(after.p99 / usual.p99)
    if (crowded.refused === 0) objections.push('nobody was told to come again')
    if (after.refused > 0) objections.push('it has not recovered a second later')
  }
  const [most, later] = [quantile(slower, 0.5), quantile(slowerAfter, 0.5)]
  console.log(
    `p99 of those served × ${most.toFixed(1)} with ten times the callers, × ${later.toFixed(1)} after`,
  )
  if (most > MOST_CROWDED) objections.push(`with ten times the callers p99 is × ${most.toFixed(1)}`)
  if (later > MOST_AFTER) objections.push('it has not recovered a second later')
}

function tell(crowds: Record<string, Awaited<ReturnType<typeof crowd>>>): void {
  for (const [name, one] of Object.entries(crowds)) {
    console.log(
      `${name}: ${one.rate.toFixed(0)} served a second, p99 ${one.p99.toFixed(0)} ms; ${one.refused} told to come again, p99 ${one.refusedP99.toFixed(0)} ms ${JSON.stringify(one.other)}`,
    )
    if (Object.keys(one.other).length > 0) objections.push(`${name}: ${JSON.stringify(one.other)}`)
  }
}

async function somebody({ url, session }: SoakServer, role: number): Promise<number> {
  const answer = await fetch(`${url}/api/v2.1/User/Search/1/1`, {
    method: 'POST',
    headers: { 'x-tokenid': session, 'content-type': 'application/json' },
    body: JSON.stringify({ Role: role, OrganisationID: 1 }),
  })
  const [found] = (await answer.json()) as { ID: number }[]
  return found?.ID ?? 0
}
