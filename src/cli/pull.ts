import { type Command, Option } from 'commander'
import { endLine, HEADER, writeRecord } from '../contract/dataset.ts'
import { writeWhole } from '../dataset/whole-file.ts'
import { counted } from '../domain/counted.ts'
import { dataSetOf, type MirrorRecordOf } from '../mirror/dataset.ts'
import { openPullFolder, type PullFolder } from '../mirror/folder.ts'
import { type PullReport, pull } from '../mirror/pull.ts'
import { FILES, MIRRORED } from '../mirror/row.ts'
import { isInPart } from '../mirror/shortfall.ts'
import { pullSourceOf } from '../remote/onefile/pull-source.ts'
import { createClient } from '../sdk/client.ts'
import { columns, print, tell } from './output.ts'
import { warnIfPlain } from './plain-http.ts'
import { drawProgress } from './progress.ts'
import { onStopSignal } from './stop-signals.ts'
import { openBudget, tokenOf } from './sync/connect.ts'
import { refuseIfNobodyListens, useProxyOfEnvironment } from './sync/reach.ts'

/** Ended, and not all of it could be done. */
const IN_PART = 4

interface PullFlags {
  server: string
  tokenFile?: string
  calls?: string
  organisation?: number[]
  sensitive?: boolean
  fresh?: boolean
  acceptGone?: boolean
  dataset?: string
  json?: boolean
}

const ABOUT = `
Every answer is kept before the next call. You may stop it at any point and run it again: it continues where it stopped.

Examples:
  caseload pull ./mirror --server https://wsapi.onefile.co.uk/api/v2.1 --token-file token.txt
  caseload pull ./mirror --organisation 11 12 --dataset provider.jsonl.gz`

export function registerPull(program: Command): void {
  program
    .command('pull')
    .argument('<folder>', 'where the mirror is, or will be')
    .description('Mirror what OneFile shows of a provider into files, and later only what changed.')
    .addOption(
      new Option('--server <url>', 'address of the server')
        .env('CASELOAD_SERVER')
        .default('http://127.0.0.1:4680'),
    )
    .option('--token-file <file>', 'file that holds the customer token (else CASELOAD_TOKEN)')
    .option('--organisation <id...>', 'only these organisations', readId)
    .option(
      '--calls <number>',
      'most calls a minute for all commands together; without it, what a Caseload server allows, else 280',
    )
    .option('--sensitive', 'with NI number, ethnicity, sex and learning difficulties')
    .option('--fresh', 'read everything again, not only what changed')
    .option('--accept-gone', 'accept lists that have lost so many rows that they look cut short')
    .option('--dataset <file>', 'write the mirror as a data set for "caseload import" too')
    .option('--json', 'print JSON')
    .addHelpText('after', ABOUT)
    .action(pullInto)
}

/** Ids, one by one or with commas between them. */
function readId(raw: string, before: number[] = []): number[] {
  const ids = raw.split(',').map(Number)
  if (ids.every(id => Number.isSafeInteger(id) && id > 0)) return [...before, ...ids]
  throw new Error(`--organisation ${raw} is not a number of an organisation: give whole numbers, such as 11.`)
}

async function pullInto(path: string, flags: PullFlags): Promise<void> {
  const token = tokenOf(flags)
  warnIfPlain(flags.server)
  useProxyOfEnvironment(process.env)
  await refuseIfNobodyListens(flags.server, process.env)
  const budget = openBudget(flags, token)
  const source = pullSourceOf(createClient({ baseUrl: flags.server, token, budget }), flags.server)
  const folder = openPullFolder(path)
  const stop = stopOnSignal()
  const bar = drawProgress()
  try {
    const report = await pull(source, folder, wishesOf(flags), {
      clock: Date.now,
      signal: stop.signal,
      onProgress: ({ done, known, kind }) => bar.show(done, known, FILES[kind].replace('.jsonl', '')),
    })
    bar.end()
    tellReport(report, path, flags)
    if (flags.dataset) await writeDataSet(folder, flags.dataset)
  } finally {
    bar.end()
    stop.forget()
    folder.close()
    budget.close()
  }
}

const wishesOf = ({ organisation, sensitive, fresh, acceptGone }: PullFlags) => ({
  ...{ organisations: organisation, sensitive, fresh, acceptGone },
})

/** Ends a pull at the first Ctrl-C between two calls; what was read is kept. */
function stopOnSignal(): { signal: AbortSignal; forget(): void } {
  const controller = new AbortController()
  const forget = onStopSignal(() => controller.abort(new Error('stopped')))
  return { signal: controller.signal, forget }
}

function tellReport(report: PullReport, path: string, { json }: PullFlags): void {
  if (report.resumed) tell('Continued where an earlier pull was stopped.')
  const head = ['', 'there', 'new', 'changed', 'gone', 'back']
  const rows = MIRRORED.map(kind => {
    const { rows: there, added, changed, gone, back } = report.kinds[kind]
    return [FILES[kind], ...[there, added, changed, gone, back].map(String)]
  })
  print(report, json, columns([head, ...rows]))
  for (const { sentence } of report.shortfalls) tell(sentence)
  const inPart = report.shortfalls.some(isInPart)
  if (inPart) process.exitCode = IN_PART
  tell(
    inPart
      ? `Done in part: ${path} is the mirror, except for what is listed above.`
      : `Done: ${path} is the mirror.`,
  )
}

async function writeDataSet(folder: PullFolder, file: string): Promise<void> {
  const { records, leftOut } = dataSetOf(folder.readMirror())
  await writeWhole(file, linesOf(records), { compressed: file.endsWith('.gz') })
  tell(`Wrote ${counted(records.length, 'record')} to ${file}.`)
  for (const [what, count] of leftOut) tell(`  left out: ${count.toLocaleString('en-GB')} ${what}`)
}

async function* linesOf(records: readonly MirrorRecordOf[]): AsyncGenerator<string> {
  yield HEADER
  for (const { record, values } of records) yield writeRecord(record, values)
  yield endLine(records.length)
}
