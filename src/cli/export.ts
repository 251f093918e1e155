import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { makePrivateFolder } from '../disk/private-file.ts'
import { counted } from '../domain/counted.ts'
import { type Config, readConfig } from './config.ts'
import { give, requireData } from './control.ts'
import { DATA_OPTIONS, withOptions } from './options.ts'
import { print, tell } from './output.ts'

export function registerExport(program: Command): void {
  withOptions(
    program
      .command('export')
      .argument('<file>', 'where to write; compressed where it ends in .gz; - is standard output'),
    DATA_OPTIONS,
  )
    .description('Write everything as one data set, as it stands at one moment.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload export provider.jsonl --data ./data')
    .action(exportFile)
}

async function exportFile(file: string, flags: Record<string, unknown>): Promise<void> {
  const config = readConfig(flags, process.env)
  if (file === '-') return exportToOutput(config)
  const answer = await give(config, 'export', { file: resolve(file) })
  print(answer, flags.json, [])
  tell(`Wrote ${counted(answer.records, 'record')} to ${answer.file}.`)
}

/** By way of a file in the data folder, which the server can write: a slow reader must not hold its moment open. */
async function exportToOutput(config: Config): Promise<void> {
  requireData(config)
  // Where the database is elsewhere, there may be no data folder yet.
  if (config.database !== undefined) makePrivateFolder(config.data)
  const folder = await mkdtemp(join(resolve(config.data), '.export-'))
  try {
    const { file } = await give(config, 'export', { file: join(folder, 'all.jsonl') })
    await pipeline(createReadStream(file), process.stdout, { end: false })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
