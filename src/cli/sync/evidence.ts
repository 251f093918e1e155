import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { writePrivateFile } from '../../disk/private-file.ts'
import { compareEvidence } from '../../domain/evidence-check.ts'
import type { EvidenceDocument, EvidenceQuestion, NamedEvidenceRow } from '../../domain/evidence-document.ts'
import type { EvidenceFormat } from '../../domain/evidence-note.ts'
import { isCalendarDate } from '../../domain/time.ts'
import { readEvidenceFile, UnreadableEvidence } from '../../evidence/file.ts'
import { answersOf, type Client } from '../../sdk/client.ts'
import { printText, tell } from '../output.ts'
import { type Connection, connected } from './connect.ts'
import { type ServerFlags, withServer } from './options.ts'
import { onlyOnCaseload } from './ours.ts'
import { isFile, refuseOutput } from './sources.ts'

interface EvidenceFlags extends ServerFlags {
  learner?: string
  from?: string
  to?: string
  out?: string
}

export function registerEvidence(program: Command): void {
  const evidence = withServer(program.command('evidence'))
    .description('Write down who was responsible for a learner or a centre in a period, for an audit.')
    .option('--learner <number>', 'one learner; or name a centre with --organisation')
    .option('--from <date>', 'first day, as 2026-09-01')
    .option('--to <date>', 'last day, as 2027-02-28')
    .option('--out <file>', 'where it goes: .pdf to print, .csv to work with')
    .addHelpText(
      'after',
      '\nExamples:\n  caseload evidence --learner 101 --from 2026-09-01 --to 2027-02-28 --out tarn.pdf\n  caseload evidence verify tarn.pdf',
    )
    .addHelpText('after', '\nExit codes: 0 written, 1 failed.')
    .action(writeEvidence)
  withServer(evidence.command('verify <file>'))
    .description('Check a file of evidence against the history of the server it came from.')
    .addHelpText(
      'after',
      '\nExample:\n  caseload evidence verify tarn.pdf\n\nExit codes: 0 the history says the same, 1 failed, 2 the history says otherwise.',
    )
    .action((file: string, _own: ServerFlags, command: Command) =>
      verifyEvidence(file, command.optsWithGlobals()),
    )
}

async function writeEvidence(flags: EvidenceFlags): Promise<void> {
  const { out, from, to } = flags
  if (out === undefined) throw new Error('--out is missing: name the file, ending in .pdf or .csv.')
  refuseOutput('--out', out, ['.pdf', '.csv'])
  const format: EvidenceFormat = out.endsWith('.pdf') ? 'pdf' : 'csv'
  const period = { from: dayIn('--from', from), to: dayIn('--to', to) }
  const whom = whomIn(flags)
  await connected(flags, async ({ client, kind }) => {
    onlyOnCaseload(kind, 'who was responsible')
    const asked = { ...whom, ...period, format }
    let part = await client.makeEvidence(asked)
    const isWhole = part.next === null
    for (let number = 1; ; number += 1) {
      const file = isWhole ? out : partName(out, number)
      writePrivateFile(file, Buffer.from(part.content, 'base64'))
      tell(`Wrote ${file}. It is noted that you asked for it.`)
      if (part.next === null) break
      part = await client.makeEvidence({ ...asked, ...part.next })
    }
    return 0
  })
}

/** What is too much for one file goes into several, numbered in their order. */
function partName(out: string, number: number): string {
  return out.replace(/\.(pdf|csv)$/, `-part-${number}.$1`)
}

function dayIn(flag: string, day: string | undefined): string {
  if (day !== undefined && isCalendarDate(day)) return day
  throw new Error(
    day === undefined
      ? `${flag} is missing: name a day, as 2026-09-01.`
      : `${flag} must be a date, as 2026-09-01.`,
  )
}

function whomIn({ learner, organisation }: EvidenceFlags): { learner: number } | { organisation: number } {
  if ((learner === undefined) === (organisation === undefined))
    throw new Error('Name one learner with --learner, or one centre with --organisation.')
  return learner === undefined
    ? { organisation: numberIn('--organisation', organisation) }
    : { learner: numberIn('--learner', learner) }
}

function numberIn(flag: string, value = ''): number {
  if (/^[1-9]\d{0,14}$/.test(value)) return Number(value)
  throw new Error(`${flag} must be one number.`)
}

async function verifyEvidence(file: string, flags: ServerFlags): Promise<void> {
  if (!isFile(file)) throw new Error(`There is no file ${file}; check its name and folder.`)
  const read = await readFile(file)
  await connected(flags, async connection => {
    onlyOnCaseload(connection.kind, 'who was responsible')
    const findings = await findingsOf(connection, read)
    printText(findings.lines)
    return findings.holds ? 0 : 2
  })
}

type EvidenceRead = Awaited<ReturnType<typeof readEvidenceFile>>

async function readFile(file: string): Promise<EvidenceRead> {
  try {
    return await readEvidenceFile(readFileSync(file))
  } catch (error) {
    if (error instanceof UnreadableEvidence)
      throw new Error(`${file} is no evidence that can be checked: ${error.message}`)
    throw error
  }
}

interface Findings {
  holds: boolean
  lines: string[]
}

/** What is found of a file: whether it was altered, whether the history was, and what they disagree about. */
async function findingsOf(
  { client, signal }: Connection,
  { document, format, asWritten }: EvidenceRead,
): Promise<Findings> {
  const { organisation, point } = document.question
  const chain = await client.followChain({ organisation: organisation.id, position: point.position })
  if (chain.point.hash !== point.hash)
    return {
      holds: false,
      lines: [
        `Change ${point.position} of the history has another hash than the file says: they do not belong together.`,
      ],
    }
  const now = await askAgain(client, document.question, signal)
  const { against, remarks } = compareEvidence(document, now)
  const broken = chain.intact
    ? []
    : [`The history was altered: change ${chain.brokenAt} does not follow from the one before it.`]
  const altered = asWritten ? [] : [unlikeOurs(format)]
  const lines = [...broken, ...against, ...altered]
  const holds = lines.length === 0
  const verdict = holds
    ? `It is as the history says, up to change ${point.position}: ${document.rows.length} rows, and no change of the history was altered.`
    : `It cannot be relied on: ${lines.length} ${lines.length === 1 ? 'reason' : 'reasons'}.`
  return { holds, lines: [...lines, ...remarks.map(remark => `Note: ${remark}`), verdict] }
}

function unlikeOurs(format: EvidenceFormat): string {
  return format === 'pdf'
    ? 'The pages of the PDF are not those that this version writes of the rows inside it: they were altered, or written by another version.'
    : 'The CSV file is not byte for byte what this version writes of its rows: it was altered or saved by another program, or written by another version.'
}

/** Whether a row belongs into a part; into all where there are none. */
function isIn(part: EvidenceQuestion['part'], { learner }: NamedEvidenceRow): boolean {
  return part === undefined || (part.first <= learner && learner <= part.last)
}

/** Asks what the file was about, as it was then. */
async function askAgain(
  client: Client,
  question: EvidenceQuestion,
  signal: AbortSignal | undefined,
): Promise<EvidenceDocument> {
  const { organisation, learner, part, from, to, madeAt, point } = question
  const whom = learner === null ? { organisation: organisation.id } : { learner }
  const input = { ...whom, from, to, madeAt, position: point.position, limit: 200 }
  const rows: NamedEvidenceRow[] = []
  let asked = question
  for await (const page of answersOf(client, 'readEvidence', input, { signal })) {
    rows.push(...page.rows.filter(row => isIn(part, row)))
    asked = page.question
  }
  return { question: asked, rows }
}
