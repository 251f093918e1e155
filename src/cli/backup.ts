import { resolve } from 'node:path'
import type { Command } from 'commander'
import { counted } from '../domain/counted.ts'
import { readConfig } from './config.ts'
import { give } from './control.ts'
import { DATA_OPTIONS, withOptions } from './options.ts'
import { print, tell } from './output.ts'

export function registerBackup(program: Command): void {
  withOptions(
    program.command('backup').argument('<file>', 'where to write, such as caseload.jsonl.gz'),
    DATA_OPTIONS,
  )
    .description('Write a backup of everything, compressed, while the server keeps running.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload backup /var/backups/caseload-$(date +%F).jsonl.gz')
    .action(backUp)
}

async function backUp(file: string, flags: Record<string, unknown>): Promise<void> {
  const answer = await give(readConfig(flags, process.env), 'backup', { file: resolve(file) })
  print(answer, flags.json, [])
  tell(`Backed up ${counted(answer.records, 'record')} to ${answer.file}.`)
}
