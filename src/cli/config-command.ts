import type { Command } from 'commander'
import { printable, readConfig } from './config.ts'
import { ALL_OPTIONS, withOptions } from './options.ts'
import { print } from './output.ts'

export function registerConfig(program: Command): void {
  withOptions(program.command('config'), ALL_OPTIONS)
    .description('Print the configuration as it would be used, without secrets.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  CASELOAD_PORT=8080 caseload config')
    .action(printConfig)
}

function printConfig(flags: Record<string, unknown>): void {
  const config = printable(readConfig(flags, process.env))
  const lines = Object.entries(config).map(([name, value]) => `${name}: ${shown(value)}`)
  print(config, flags.json, lines)
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '(not set)')
}
