import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '../src/cli/run-server.ts'
import { openStorage } from '../src/storage/open.ts'
import { fillWorld, learnerId, assessorId, organisationOf, STANDARDS } from './world.ts'
const SIZE = { organisations: 3, learners: 20_000, assessors: 198 }
const seconds = Number(process.argv[2] ?? 4)
let address = process.argv[3] ?? join(mkdtempSync(join(tmpdir(), 'inproc-')), 'a.db')
let pg
if (address === 'pg') { const { startPostgres } = await import('../test/postgres.ts'); pg = await startPostgres(); address = await pg.createDatabase('inproc') }
const storage = await openStorage(address, Date.now())
const services = composeServices(storage, { plainOnefile: false, strictPeople: false })
await services.writer.run({ organisations: [], work: tx => fillWorld(tx, SIZE) })
let at = 0, done = 0
const sees = new Set([1,2,3].map(n => n))
const orgs = new Set((await storage.db.selectFrom('organisations').select('id').execute()).map(o => o.id))
const end = performance.now() + seconds * 1000
const cpu0 = process.cpuUsage()
async function client() {
  while (performance.now() < end) {
    const n = at++
    const learner = (n * 7919) % SIZE.learners
    const round = Math.floor(n / SIZE.learners)
    const centre = organisationOf(learner, SIZE) - 1
    const step = (n * 31 + round) % Math.floor(SIZE.assessors / SIZE.organisations)
    const assessor = assessorId(centre + step * SIZE.organisations)
    const out: any = await services.writer.assign({ requests: [{ learner: learnerId(learner), level: 'aim', after: assessor, standard: STANDARDS[n % STANDARDS.length] }], mode: 'each', purpose: { kind: 'call', actor: 1, reason: null }, sees: orgs })
    if (out.verdicts?.[0]?.outcome !== 'done') throw new Error(JSON.stringify(out))
    done++
  }
}
await Promise.all(Array.from({ length: 64 }, client))
const cpu = process.cpuUsage(cpu0)
console.log(`${done} in ${seconds}s: ${(seconds * 1e6 / done).toFixed(1)} µs each wall, cpu user ${(cpu.user / done).toFixed(1)} sys ${(cpu.system / done).toFixed(1)}`)
await storage.close()
await pg?.stop(); await pg?.remove()
process.exit()
