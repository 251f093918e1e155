import { parseArgs } from 'node:util'
import { startPostgres } from '../test/postgres.ts'
import { benchAhead } from './ahead.ts'
import { benchAssign, type Figures } from './assign.ts'
import { benchBeside } from './beside.ts'
import { benchBulk } from './bulk.ts'
import { benchCommands } from './commands.ts'
import { benchConsole } from './console.ts'
import { benchErase } from './erase.ts'
import { judge } from './goals.ts'
import { benchLookupsPostgres, benchLookupsSqlite } from './lookups.ts'
import { benchMemory } from './memory.ts'
import { benchPage } from './page.ts'
import { benchPeers } from './peers.ts'
import { benchPlan } from './plan.ts'
import { benchRead } from './read.ts'
import { benchServers } from './servers.ts'
import { benchSync } from './sync.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string', default: '4' },
    // Large worlds take minutes to make; they stay in the folder for temporary files.
    keep: { type: 'boolean', default: false },
  },
})
const { keep } = values

/** What can be measured, by name. Each gives ratios within one run. */
const BENCHES = {
  assign: benchAssign,
  beside: benchBeside,
  bulk: benchBulk,
  console: benchConsole,
  'lookups-sqlite': (_postgres: unknown, seconds: number) => benchLookupsSqlite(seconds, keep),
  'lookups-postgres': (_postgres: unknown, seconds: number) => benchLookupsPostgres(seconds, keep),
  servers: benchServers,
  plan: benchPlan,
  read: benchRead,
  sync: benchSync,
  erase: benchErase,
  ahead: benchAhead,
  commands: benchCommands,
  memory: benchMemory,
  page: benchPage,
}

/** What is measured only where it is asked for by name: it installs what is none of our dependencies. */
const ON_REQUEST = { peers: benchPeers }

const names = positionals.length > 0 ? positionals : Object.keys(BENCHES)
const postgres = await startPostgres()
try {
  print(await measure(names), values.json ?? false)
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
await postgres.stop()
await postgres.remove()
process.exit()

async function measure(wanted: readonly string[]): Promise<Record<string, Figures>> {
  const report: Record<string, Figures> = {}
  for (const name of wanted) {
    const all = { ...BENCHES, ...ON_REQUEST }
    const bench = all[name as keyof typeof all]
    if (!bench) throw new Error(`There is no benchmark "${name}"; there are: ${Object.keys(all).join(', ')}.`)
    report[name] = await bench(postgres, Number(values.seconds))
  }
  return report
}

function print(all: Record<string, Figures>, json: boolean): void {
  if (json) {
    console.log(JSON.stringify(all))
    return
  }
  for (const [name, figures] of Object.entries(all)) {
    console.log(`\n${name}`)
    for (const [figure, value] of Object.entries(figures))
      console.log(`  ${figure.padEnd(36)} ${format(value)}`)
  }
  printGoals(all)
}

/** Of what has a goal: what it was, is now, has to be, and how much of that it is. */
function printGoals(all: Record<string, Figures>): void {
  const goals = judge(all)
  if (goals.length === 0) return
  const columns = ['was', 'now', 'goal', 'ratio'].map(title => title.padStart(9)).join('')
  console.log(`\n${'goals'.padEnd(58)}${columns}`)
  for (const { bench, figure, was, now, goal, better, ratio } of goals) {
    const values = [
      format(was),
      format(now),
      `${better === 'more' ? '≥' : '≤'} ${format(goal)}`,
      format(ratio),
    ]
    const line = values.map(value => value.padStart(9)).join('')
    console.log(`  ${`${bench}: ${figure}`.padEnd(56)}${line}${ratio < 1 ? '  missed' : ''}`)
  }
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toFixed(2)
}
