import { readConfig } from '../../src/cli/config.ts'
import { type RunningServer, runServer } from '../../src/cli/run-server.ts'
import { importDataSet } from '../../src/dataset/import.ts'
import { syntheticDataset } from '../../src/dataset/synthetic/dataset.ts'
import { isEmpty } from '../../src/storage/empty.ts'
import { engineOf } from '../../src/storage/open.ts'
import type { Order, Told } from './victims.ts'

/** Runs a server in this process: fills an empty database, listens, and tells how it can be reached. */
export async function startServer({
  address,
  folder,
  provider,
}: Order): Promise<RunningServer & { told: Told }> {
  const flags = {
    data: folder,
    port: 0,
    log: 'silent',
    ...(!engineOf(address).isFile && { database: address }),
  }
  const server = await runServer(readConfig(flags, {}))
  const { storage, writer } = server.services
  if (await isEmpty(storage.db)) {
    const size = { seed: 7, ...provider, now: Date.parse('2026-03-02T09:00:00Z') }
    await importDataSet(writer, { name: 'the synthetic provider', lines: () => syntheticDataset(size) })
  }
  return { ...server, told: { url: server.address, ...(await signIn(server)) } }
}

async function signIn({ services: { access } }: RunningServer): Promise<Omit<Told, 'url'>> {
  const made = await access.createToken({
    customer: 1,
    name: 'crash',
    scopes: ['read', 'assign', 'manage'],
    organisations: null,
    callLimit: 1_000_000,
  })
  if (!('secret' in made)) throw new Error(made.sentence)
  const session = await access.openSession(made.token)
  if (typeof session !== 'string') throw new Error(session.sentence)
  return { token: made.secret, session }
}
