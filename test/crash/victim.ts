/** A server to be killed: starts as it was ordered, and tells its parent how to reach it. */
import { stopOnSignals } from '../../src/cli/run-server.ts'
import { startServer } from './server.ts'
import type { Order } from './victims.ts'

const server = await startServer(JSON.parse(process.argv[2]!) as Order)
process.send!(server.told)
await stopOnSignals(server)
// Its parent may have gone before it.
if (process.connected) process.disconnect()
