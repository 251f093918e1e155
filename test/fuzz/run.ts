import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { AnyEndpoint } from '../../src/contract/endpoint.ts'
import { randomFor } from '../../src/dataset/synthetic/random.ts'
import type { Db } from '../../src/storage/db.ts'
import { replayDiffers } from '../../src/storage/replay.ts'
import { CALLS } from '../calls.ts'
import { brokenChain } from '../crash/verify.ts'
import { objectionTo } from './judge.ts'
import { type Mutant, mutate } from './mutate.ts'

/** How long one answer may take, in milliseconds. */
const PATIENCE = 20_000

/** What a run needs of a server. */
export interface Target {
  server: FastifyInstance
  /** Hands of its clock: a run moves them, so that no limit of a minute is in its way. */
  time: { now: number }
  session(): Promise<string>
}

/** Sends mutations of one call, and gives what is wrong with their answers, each with the request. */
export async function fuzzCall(
  target: Target,
  [name, call]: readonly [string, AnyEndpoint],
  { seed, times }: { seed: number; times: number },
): Promise<string[]> {
  const kind = CALLS.findIndex(([one]) => one === name)
  const session = await target.session()
  const objections: string[] = []
  for (let round = 0; round < times; round += 1) {
    const mutant = mutate(call, randomFor(seed, kind, round))
    const objection = await tryMutant(target, session, call, mutant)
    if (objection) objections.push(`${name} ${round}: ${show(mutant)} ${objection}`)
  }
  return objections
}

async function tryMutant(
  target: Target,
  session: string,
  call: AnyEndpoint,
  mutant: Mutant,
): Promise<string | undefined> {
  target.time.now += 1_000
  const done = new AbortController()
  const answer = await Promise.race([send(target, session, mutant), tooLate(done.signal)])
  done.abort()
  return answer === 'late' ? `has no answer after ${PATIENCE} ms` : objectionTo(call, mutant.astray, answer)
}

function send({ server }: Target, session: string, { method, path, query, headers, payload }: Mutant) {
  const url = query === '' ? path : `${path}?${query}`
  return server.inject({
    ...{ method, url, headers: { 'x-tokenid': session, ...headers } },
    ...(payload !== undefined && { payload }),
  })
}

function tooLate(signal: AbortSignal): Promise<'late'> {
  return setTimeout(PATIENCE, 'late' as const, { signal }).catch(() => 'late' as const)
}

function show({ method, path, query, headers, payload }: Mutant): string {
  const body = payload === undefined ? '' : ` ${JSON.stringify(String(payload).slice(0, 400))}`
  return `${method} ${path.slice(0, 200)}?${query.slice(0, 200)} ${JSON.stringify(headers).slice(0, 200)}${body}`
}

/** What is wrong with the histories: a chain that does not hold, or tables that are not what they give. */
export async function brokenHistories(db: Db): Promise<string[]> {
  const broken: string[] = []
  for (const { id } of await db.selectFrom('organisations').select('id').execute()) {
    const position = await brokenChain(db, id)
    if (position !== undefined) broken.push(`the chain of organisation ${id} breaks at ${position}`)
    if (await replayDiffers(db, id)) broken.push(`the replay of organisation ${id} differs`)
  }
  return broken
}

/** Memory in use, in megabytes; without garbage where Node.js runs with `--expose-gc`. */
export function memoryInUse(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return Math.round((heapUsed + external) / 1_000_000)
}
