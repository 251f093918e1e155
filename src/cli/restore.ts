import { resolve } from 'node:path'
import type { Command } from 'commander'
import { counted } from '../domain/counted.ts'
import { readConfig } from './config.ts'
import { give } from './control.ts'
import { DATA_OPTIONS, withOptions } from './options.ts'
import { print, tell } from './output.ts'

export function registerRestore(program: Command): void {
  withOptions(program.command('restore').argument('<file>', 'backup or other data set'), DATA_OPTIONS)
    .description('Replace everything that is there with a backup; the server may keep running.')
    .option('--yes', 'yes, replace everything')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload restore /var/backups/caseload.jsonl.gz --yes')
    .action(restore)
}

async function restore(file: string, flags: Record<string, unknown>): Promise<void> {
  const config = readConfig(flags, process.env)
  if (!flags.yes) {
    const where = config.database === undefined ? `in ${config.data}` : 'in the database'
    throw new Error(`This replaces everything ${where} by what is in ${file}; add --yes to do it.`)
  }
  const answer = await give(config, 'restore', { file: resolve(file) })
  if (answer.erasedAgain.length > 0)
    tell(`Erased again, as they had been here: ${answer.erasedAgain.join(', ')}.`)
  if (answer.otherAccounts.length > 0)
    tell(
      `Erased here before, but other accounts in this data, so they stay: ${answer.otherAccounts.join(', ')}.`,
    )
  const records = Object.values(answer.restored).reduce((sum, count) => sum + count, 0)
  print(answer, flags.json, [])
  tell(
    `Restored ${counted(records, 'record')}. Everybody has to sign in again, and readers of the feed start from the beginning.`,
  )
}
