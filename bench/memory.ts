import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assignCalls, type Figures } from './assign.ts'
import { searchCalls } from './beside.ts'
import { type Call, load, start } from './load.ts'
import { learnerId, type WorldSize } from './world.ts'

const SIZE: WorldSize = { organisations: 3, learners: 20_000, assessors: 198 }
const MINUTES = 3

/**
 * The memory of a server under mixed load, minute after minute: assigns, pages, and readings of one learner. An hour is told
 * from a few minutes by what the last of them adds.
 */
export async function benchMemory(_postgres: unknown, seconds: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const server = await start({
    kind: 'app',
    address: join(folder, 'app.db'),
    fill: SIZE,
    logTo: join(folder, 'log'),
  })
  const figures: Figures = {}
  const learners: Call[] = Array.from({ length: 2000 }, (_, at) => ({
    method: 'GET',
    path: `/api/caseload/v1/learners/${learnerId(at)}/assignments`,
  }))
  for (let minute = 1; minute <= MINUTES; minute += 1) {
    const during = { seconds: 15 * seconds }
    await Promise.all([
      load(server, assignCalls(SIZE, 400_000), { ...during, connections: 8, expected: 204 }),
      load(server, searchCalls(), { ...during, connections: 4, expected: 200 }),
      load(server, learners, { ...during, connections: 4, expected: 200 }),
    ])
    figures[`memory after ${minute} × ${during.seconds} s, MB`] = memoryOf(server.process.pid!)
    figures['memory after mixed load, MB'] = memoryOf(server.process.pid!)
  }
  await server.end()
  rmSync(folder, { recursive: true, force: true })
  return figures
}

/** MB that a process has in memory (Linux tells). */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}
