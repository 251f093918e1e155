/**
 * `npm run test:crash`: the long form of the crash tests, part by part. `--part NAME` chooses parts, and can be given
 * several times; `--rounds N` does as many rounds of each instead of its own number.
 */
import { parseArgs } from 'node:util'
import { startPostgres } from '../postgres.ts'
import { PARTS, type PartName } from './parts.ts'

const { values } = parseArgs({
  options: { part: { type: 'string', multiple: true }, rounds: { type: 'string' } },
})
const chosen = (values.part ?? Object.keys(PARTS)) as PartName[]
const strange = chosen.find(name => !Object.hasOwn(PARTS, name))
const wrongRounds = values.rounds !== undefined && !/^[1-9]\d*$/.test(values.rounds)
if (strange !== undefined || wrongRounds) {
  const about =
    strange === undefined
      ? '--rounds takes a number from 1 on.'
      : `There is no part ${strange}; choose of: ${Object.keys(PARTS).join(', ')}.`
  console.error(about)
  process.exit(1)
}

const failed: string[] = []
const postgres = await startPostgres()
for (const name of chosen) await run(name)
await postgres.remove()
console.log(`${chosen.length - failed.length} passed, ${failed.length} failed`)
process.exit(failed.length === 0 ? 0 : 1)

async function run(name: PartName): Promise<void> {
  const { about, rounds: usual, run: play } = PARTS[name]
  const rounds = values.rounds === undefined ? usual : Number(values.rounds)
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const hear = (round: number) => {
    if (round % Math.ceil(rounds / 40) === 0) console.log(`  ${name}: ${round} of ${rounds}, ${seconds()} s`)
  }
  try {
    const figures = Object.entries(await play({ postgres, rounds, hear }))
    const told = figures.map(([what, count]) => `${what} ${count}`).join(', ')
    console.log(`passed: ${name} (${about}), ${rounds} rounds in ${seconds()} s; ${told}`)
  } catch (error) {
    console.error(`FAILED: ${name} (${about})`, error)
    failed.push(name)
  }
}
