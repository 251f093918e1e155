import { resolve } from 'node:path'
import type { Command } from 'commander'
import { counted } from '../domain/counted.ts'
import { readConfig } from './config.ts'
import { give } from './control.ts'
import { DATA_OPTIONS, withOptions } from './options.ts'
import { print, tell } from './output.ts'

export function registerImport(program: Command): void {
  withOptions(
    program.command('import').argument('<file>', 'data set, plain or compressed with gzip'),
    DATA_OPTIONS,
  )
    .description('Import a data set in addition to what is there: all of it, or nothing.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload import provider.jsonl --data ./data')
    .action(importFile)
}

async function importFile(file: string, flags: Record<string, unknown>): Promise<void> {
  const answer = await give(readConfig(flags, process.env), 'import', { file: resolve(file) })
  const counts = Object.entries(answer.imported)
  print(answer, flags.json, [])
  tell(
    `Imported ${counted(
      counts.reduce((sum, [, count]) => sum + count, 0),
      'record',
    )}.`,
  )
  for (const [record, count] of counts) tell(`  ${record}: ${count}`)
}
