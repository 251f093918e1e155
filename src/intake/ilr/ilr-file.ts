import type { Source } from '../file/bytes.ts'
import type { Encoding } from '../file/encoding.ts'
import { textOf } from '../file/fit.ts'
import { xmlEncodingOf } from '../file/xml-encoding.ts'
import { NO_MAPPING } from '../mapping/mapping.ts'
import {
  finding,
  type IlrHeader,
  only,
  type ReadItem,
  type Reading,
  type ReadOptions,
  type RowReading,
} from '../row/reading.ts'
import { Records, Repeats } from '../row/repeats.ts'
import { Tally } from '../row/tally.ts'
import { type Note, type ReadFinding, remark } from '../statement/finding.ts'
import { headerNotes, IlrReader, type IlrRules, readLearner } from './ilr.ts'

/** Looks through a return once, and makes its learners ready to be read. `before` is known of it already. */
export async function ilrReading(
  source: Source,
  fileName: string,
  before: readonly Note[],
  { today, mapping = NO_MAPPING }: ReadOptions,
): Promise<Reading> {
  const encoding = await xmlEncodingOf(source)
  const { header, broken, learners } = await lookThroughIlr(source, encoding)
  const file = { file: source.name }
  const notes = [
    ...before,
    ...(broken ? [] : headerNotes(header, fileName.replace(/^.*[/\\]/, ''))),
    ...(learners === 0 && !broken ? [remark('sheet-empty', 'The return has no learners.')] : []),
  ]
  const troubles = [...(encoding.refusal ? [] : [broken]), ...notes].filter(note => note?.trouble === true)
  const refusals = [
    ...(encoding.refusal ? [finding(encoding.refusal, file, 'file', encoding.line)] : []),
    ...troubles.map(note => finding(note!, file, 'file')),
  ]
  const remarks = [encoding.remark, ...notes].filter(note => note && !note.trouble)
  const told = [...refusals, ...remarks.map(note => finding(note!, file, 'nothing'))]
  const rules: IlrRules = { file: source.name, today, people: mapping.ilr }
  const items = ilrItems(source, encoding, rules, told, refusals[0])
  return { kind: 'ilr', refusals, items, ...(header ? { ilr: header } : {}) }
}

async function lookThroughIlr(
  source: Source,
  encoding: Encoding,
): Promise<{ header: IlrHeader | undefined; broken: Note | undefined; learners: number }> {
  const reader = new IlrReader()
  let learners = 0
  for await (const text of textOf(source, encoding.label)) {
    reader.write(text)
    learners += reader.take().length
    if (reader.broken) break
  }
  if (!reader.broken) reader.end()
  return { header: reader.header, broken: reader.broken, learners }
}

async function* ilrItems(
  source: Source,
  encoding: Encoding,
  rules: IlrRules,
  notes: readonly ReadFinding[],
  refusal: ReadFinding | undefined,
): AsyncGenerator<ReadItem> {
  yield* only(notes)
  const reader = new IlrReader()
  const repeats = new Repeats()
  const records = new Records()
  const tally = new Tally()
  for await (const text of textOf(source, encoding.label)) {
    reader.write(text)
    for (const learner of reader.take()) {
      const reading = refusal
        ? refusedLearner(learner.line, rules, refusal)
        : readLearner(learner, rules, tally)
      const more = [...records.seenIn(reading), ...repeats.seenIn(reading.statements)]
      yield { ...reading, findings: [...reading.findings, ...more] }
    }
    if (reader.broken) break
  }
  yield* only([...tally.findings(), ...repeats.findings()])
}

function refusedLearner(line: number, { file }: IlrRules, refusal: ReadFinding): RowReading {
  return { outcome: 'held', place: { file, row: line }, statements: [], findings: [refusal] }
}
