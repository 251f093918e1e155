/** The process of a server that is soaked or loaded; told what to serve by its argument. */
import { startServer } from '../crash/server.ts'

const server = await startServer(JSON.parse(process.argv[2] ?? '{}'))
process.send?.(server.told)
process.once('SIGTERM', () => server.stop().then(() => process.exit(0)))
