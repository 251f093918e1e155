import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { give } from '../../src/cli/control.ts'
import type { SoakServer } from './server.ts'

/** Milliseconds that calls took, and what was answered otherwise than it should. */
export interface Heard {
  reads: number[]
  writes: number[]
  /** Calls by what they were. */
  done: Record<string, number>
  wrong: string[]
}

export function nothingHeard(): Heard {
  return { reads: [], writes: [], done: {}, wrong: [] }
}

/** One kind of work: what it is called, how often in milliseconds, and what one of it does. */
interface Work {
  name: string
  pause: number
  once(): Promise<void>
}

/** People and learners of the provider, to be assigned to each other. */
interface Known {
  learners: number[]
  assessors: number[]
}

/** Sends a mixed load until it is stopped, each kind at its own pace. `heard` gives where results are noted just now. */
export async function sendMixed(server: SoakServer, heard: () => Heard, stopped: AbortSignal): Promise<void> {
  const known = await knownOf(server)
  await Promise.all(
    worksOn(server, known, heard).map(async work => {
      while (!stopped.aborted) {
        await work.once().catch(error => void heard().wrong.push(`${work.name}: ${error}`))
        heard().done[work.name] = (heard().done[work.name] ?? 0) + 1
        await new Promise(resolve => setTimeout(resolve, work.pause))
      }
    }),
  )
}

function worksOn(server: SoakServer, { learners, assessors }: Known, heard: () => Heard): Work[] {
  const { config, folder } = server
  let turn = 0
  const pick = (from: readonly number[]) => {
    turn += 7
    return from[turn % from.length] as number
  }
  const call = async (method: string, path: string, body?: object): Promise<number> => {
    const began = performance.now()
    const answer = await fetch(server.url + path, {
      method,
      headers: { 'x-tokenid': server.session, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    await answer.arrayBuffer()
    if (!answer.ok) heard().wrong.push(`${method} ${path} ${answer.status}`)
    return performance.now() - began
  }
  const assign = async () => {
    const changes = [{ learner: pick(learners), level: 'default', after: pick(assessors) }]
    heard().writes.push(await call('POST', '/api/caseload/v1/changes', { changes }))
  }
  const bulk = async () => {
    const changes = Array.from({ length: 500 }, () => ({
      learner: pick(learners),
      level: 'default',
      after: pick(assessors),
    }))
    await call('POST', '/api/caseload/v1/changes', { changes })
  }
  const signIn = async () => {
    const answer = await fetch(`${server.url}/api/v2.1/Authentication`, {
      method: 'POST',
      headers: { 'x-customertoken': server.token },
    })
    await answer.arrayBuffer()
    if (!answer.ok) heard().wrong.push(`sign-in ${answer.status}`)
  }
  let placement = 1_000_000
  const importOne = async () => {
    placement += 1
    const file = join(folder, 'placement.jsonl')
    const record = { record: 'placement', id: placement, organisation: 1, name: `Placement ${placement}` }
    const lines = [{ record: 'caseload-dataset', version: 1 }, record, { record: 'end', count: 1 }]
    writeFileSync(file, lines.map(line => JSON.stringify(line)).join('\n'))
    await give(config, 'import', { file })
  }
  return [
    {
      name: 'read',
      pause: 10,
      once: async () => void heard().reads.push(await call('GET', `/api/v2.1/User/${pick(learners)}`)),
    },
    {
      name: 'who has what',
      pause: 20,
      once: async () => void (await call('GET', `/api/caseload/v1/learners/${pick(learners)}/assignments`)),
    },
    {
      name: 'caseload',
      pause: 50,
      once: async () => void (await call('GET', `/api/caseload/v1/users/${pick(assessors)}/caseload`)),
    },
    { name: 'assign', pause: 10, once: assign },
    { name: 'bulk of 500', pause: 1_000, once: bulk },
    {
      name: 'page',
      pause: 100,
      once: async () => void (await call('POST', '/api/v2.1/User/Search/1/200', { Role: 1 })),
    },
    {
      name: 'un-paged search',
      pause: 2_000,
      once: async () => void (await call('POST', '/api/v2.1/User/Search', {})),
    },
    { name: 'sign-in', pause: 500, once: signIn },
    { name: 'import', pause: 5_000, once: importOne },
    {
      name: 'backup',
      pause: 15_000,
      once: async () => void (await give(config, 'backup', { file: join(folder, 'backup.jsonl.gz') })),
    },
  ]
}

async function knownOf({ url, session }: SoakServer): Promise<Known> {
  const people = async (role: number) => {
    const answer = await fetch(`${url}/api/v2.1/User/Search`, {
      method: 'POST',
      headers: { 'x-tokenid': session, 'content-type': 'application/json' },
      body: JSON.stringify({ Role: role, OrganisationID: 1 }),
    })
    return ((await answer.json()) as { ID: number }[]).map(({ ID }) => ID)
  }
  return { learners: await people(1), assessors: await people(5) }
}
