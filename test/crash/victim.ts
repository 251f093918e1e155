/** A server to be killed: fills an empty database, listens, and tells its parent how to reach it. */

import { readConfig } from '../../src/cli/config.ts'
import { runServer, stopOnSignals } from '../../src/cli/run-server.ts'
import { importDataSet } from '../../src/dataset/import.ts'
import { syntheticDataset } from '../../src/dataset/synthetic/dataset.ts'
import { isEmpty } from '../../src/storage/empty.ts'
import type { Order, Told } from './victims.ts'

const { address, folder, provider } = JSON.parse(process.argv[2]!) as Order
const flags = {
  data: folder,
  port: 0,
  log: 'silent',
  ...(address.startsWith('postgres') && { database: address }),
}
const server = await runServer(readConfig(flags, {}))
const { storage, writer, access } = server.services

if (await isEmpty(storage.db)) {
  const size = { seed: 7, ...provider, now: Date.parse('2026-03-02T09:00:00Z') }
  await importDataSet(writer, { name: 'the synthetic provider', lines: () => syntheticDataset(size) })
}
const made = await access.createToken({
  customer: 1,
  name: 'crash',
  scopes: ['read', 'assign'],
  organisations: null,
  callLimit: 1_000_000,
})
if (!('secret' in made)) throw new Error(made.sentence)
const session = await access.openSession(made.token)
if (typeof session !== 'string') throw new Error(session.sentence)
const told: Told = { url: server.address, session }
process.send!(told)
await stopOnSignals(server, () => {})
process.disconnect()
