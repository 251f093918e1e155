import type { Command } from 'commander'
import { readConfig } from './config.ts'
import { SERVER_OPTIONS, withOptions } from './options.ts'
import { runServer, stopOnSignals } from './run-server.ts'

export function registerServe(program: Command): void {
  withOptions(program.command('serve'), SERVER_OPTIONS)
    .description('Run the server.')
    .addHelpText('after', '\nExample:\n  caseload serve --data /var/lib/caseload --port 4680 --behind-proxy')
    .action(serve)
}

async function serve(flags: Record<string, unknown>): Promise<void> {
  const tell = (line: string) => process.stderr.write(`${line}\n`)
  const server = await runServer(readConfig(flags, process.env))
  tell(`Caseload answers at ${server.address}`)
  await stopOnSignals(server, tell)
}
