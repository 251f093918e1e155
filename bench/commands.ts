import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStorage } from '../src/storage/open.ts'
import { type Figures, median } from './assign.ts'
import { type Installed, install } from './installed.ts'
import { assessorId, fillWorld, learnerId, organisationOf, type WorldSize } from './world.ts'

const SIZE: WorldSize = { organisations: 3, learners: 20_000, assessors: 198 }
const ROWS = 5_000
const ROUNDS = 5

/** A sheet that gives learners their default assessor; another one in every round. */
function sheet(rows: number, round: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const assessor = assessorId((at % SIZE.organisations) + SIZE.organisations * (round % 60))
    return `${organisationOf(at, SIZE)},M${learnerId(at)},First${at % 997},Last${at % 8999},u${assessor}@example.org`
  })
  return `OrganisationID,Learner Ref,First name,Last name,Assessor Email\n${lines.join('\n')}\n`
}

/** What somebody at a terminal waits for, with Caseload as it is installed, its defaults, and a server of 20,000 learners. */
export async function benchCommands(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const installed = await install()
  try {
    const starts = await timeStarts(installed, folder)
    return { 'start on an empty folder, s': starts, ...(await timeCommands(installed, folder)) }
  } finally {
    installed.remove()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timeStarts(installed: Installed, folder: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await installed.serve(join(folder, `empty-${round}.db`), { signIn: false })
    times.push(server.startedIn / 1000)
    await server.end()
  }
  return median(times)
}

async function timeCommands(installed: Installed, folder: string): Promise<Figures> {
  const file = join(folder, 'world.db')
  const storage = await openStorage(file, Date.now())
  await storage.transact([], tx => fillWorld(tx, SIZE))
  await storage.close()
  const server = await installed.serve(file, { signIn: false })
  const command = commandIn(folder, installed, {
    url: `http://127.0.0.1:${server.port}`,
    token: await server.token('all'),
  })
  const small: number[] = []
  const large: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    small.push(await command('plan', sheet(3, round + 30)))
    large.push((await command('plan', sheet(ROWS, round))) + (await command('apply')))
  }
  await server.end()
  return {
    'plan of three rows, s': median(small),
    [`${ROWS.toLocaleString('en-GB')} rows planned and applied, rows a second`]: ROWS / median(large),
  }
}

/** Runs a command and gives the seconds that it took. Throws where it neither found nor made changes. */
function commandIn(folder: string, { command }: Installed, { url, token }: { url: string; token: string }) {
  return async (name: 'plan' | 'apply', csv?: string): Promise<number> => {
    const path = join(folder, 'sheet.csv')
    if (csv !== undefined) writeFileSync(path, csv)
    const args = [command, name, ...(csv === undefined ? [] : [path]), '--server', url]
    const began = performance.now()
    const options = { cwd: folder, env: { ...process.env, CASELOAD_TOKEN: token }, maxBuffer: 100_000_000 }
    const { code, told } = await new Promise<{ code: unknown; told: string }>(resolve =>
      execFile(process.execPath, args, options, (error, _out, told) =>
        resolve({ code: error?.code ?? 0, told }),
      ),
    )
    // `plan` ends with 2 where there is something to do.
    if (code !== (name === 'plan' ? 2 : 0)) throw new Error(`caseload ${name} ended with ${code}: ${told}`)
    return (performance.now() - began) / 1000
  }
}
