/**
 * `npm run test:fuzz`: sends 10,000 mutations of every call to a server on SQLite. Takes about twenty minutes;
 * `-- --times N` sends fewer, `--seed N` others, `--call NAME` those of one call, `--engine postgres` to the other.
 */
import { parseArgs } from 'node:util'
import { PRESETS } from '../../src/domain/scope.ts'
import { buildServer } from '../../src/http/server.ts'
import { openStorage } from '../../src/storage/open.ts'
import { CALLS } from '../calls.ts'
import { NOW } from '../cast.ts'
import { startPostgres } from '../postgres.ts'
import { freshAddress, loadCast, openSession, servicesOn } from '../stage.ts'
import { brokenHistories, fuzzCall, memoryInUse } from './run.ts'

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '20261125' },
    call: { type: 'string' },
    engine: { type: 'string', default: 'sqlite' },
  },
})
const [times, seed] = [Number(values.times), Number(values.seed)]

const postgres = values.engine === 'postgres' ? await startPostgres() : undefined

/** Memory that no run may need, in megabytes. */
const MEMORY = 300

let failed = 0
for (const call of CALLS.filter(([name]) => name === (values.call ?? name))) {
  const began = Date.now()
  const objections = await fuzzAlone(call)
  const seconds = Math.round((Date.now() - began) / 1000)
  console.log(`${objections.length} objections: ${call[0]}, ${seconds} s, ${memoryInUse()} MB`)
  for (const objection of objections.slice(0, 20)) console.log(`  ${objection}`)
  failed += objections.length
}
await postgres?.remove()
console.log(failed === 0 ? 'all answered as declared' : `${failed} objections`)
process.exit(failed === 0 ? 0 : 1)

/** Every call has a database of its own: what others wrote would slow it down. */
async function fuzzAlone(call: (typeof CALLS)[number]): Promise<string[]> {
  const { address, remove } = await databaseFor(call[0])
  const time = { now: NOW }
  const storage = await openStorage(address, time.now)
  const services = servicesOn(storage, time)
  await loadCast(services)
  const server = buildServer(services)
  const session = () => openSession(services, PRESETS.all)
  const objections = await fuzzCall({ server, time, session }, call, { seed, times })
  objections.push(...(await brokenHistories(storage.db)))
  if (memoryInUse() > MEMORY) objections.push(`needs ${memoryInUse()} MB`)
  await server.close()
  await services.writer.close()
  await storage.close()
  remove()
  return objections
}

async function databaseFor(name: string): Promise<{ address: string; remove(): void }> {
  if (!postgres) return freshAddress('sqlite')
  const address = await postgres.createDatabase(`fuzz_${name.toLowerCase()}`)
  return { address, remove: () => {} }
}
