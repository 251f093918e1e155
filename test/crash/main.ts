/** `npm run test:crash`: the long form of the crash tests. Takes minutes; `--rounds N` changes how many blows fall. */
import { parseArgs } from 'node:util'
import { startPostgres } from '../postgres.ts'
import { killPostgres, killServer, type Totals } from './scenarios.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } })
const rounds = Number(values.rounds)
const postgres = await startPostgres()

let passed = 0
let failed = 0

await scenario('a server on SQLite is killed', rounds, told => killServer('sqlite', rounds, told))
await scenario('a server on PostgreSQL is killed', rounds, async told =>
  killServer(await postgres.createDatabase('crash_server'), rounds, told),
)
const blows = Math.ceil(rounds / 4)
await scenario('PostgreSQL itself is killed', blows, async told =>
  killPostgres(postgres, await postgres.createDatabase('crash_database'), blows, told),
)
await postgres.remove()
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

async function scenario(
  name: string,
  total: number,
  run: (told: (round: number) => void) => Promise<Totals>,
): Promise<void> {
  const began = Date.now()
  try {
    const { done, unknown } = await run(round => {
      if (round % 25 === 0) console.log(`  ${name}: ${round} of ${total}`)
    })
    const seconds = Math.round((Date.now() - began) / 1000)
    console.log(
      `passed: ${name} ${total} times in ${seconds} s; ${done} changes acknowledged, ${unknown} unanswered`,
    )
    passed += 1
  } catch (error) {
    console.error(`FAILED: ${name}`, error)
    failed += 1
  }
}
