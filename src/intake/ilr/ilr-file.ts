import { certain } from '../../domain/certain.ts'
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
import { constantsOf } from '../row/sheets.ts'
import { Tally } from '../row/tally.ts'
import { type Note, type ReadFinding, remark } from '../statement/finding.ts'
import { type IlrRules, readLearner } from './ilr.ts'
import { Doubles } from './ilr-doubles.ts'
import type { Element } from './ilr-learner.ts'
import { headerNotes, IlrReader } from './ilr-reader.ts'

/** Looks through a return once, and makes its learners ready to be read. `before` is known of it already. */
export async function ilrReading(
  source: Source,
  fileName: string,
  before: readonly Note[],
  options: ReadOptions,
): Promise<Reading> {
  const { today, mapping = NO_MAPPING } = options
  const encoding = await xmlEncodingOf(source)
  const { header, broken, learners, doubles } = await lookThroughIlr(source, encoding)
  const file = { file: source.name }
  const notes = [
    ...before,
    ...(broken ? [] : headerNotes(header, fileName.replace(/^.*[/\\]/, ''))),
    ...(learners === 0 && !broken ? [remark('sheet-empty', 'The return has no learners.')] : []),
  ]
  const troubles = [...(encoding.refusal ? [] : [broken]), ...notes].filter(note => note?.trouble === true)
  const refusals = [
    ...(encoding.refusal ? [finding(encoding.refusal, file, 'file', encoding.line)] : []),
    ...troubles.map(note => finding(certain(note), file, 'file')),
  ]
  const remarks = [encoding.remark, ...notes].filter(note => note && !note.trouble)
  const told = [...refusals, ...remarks.map(note => finding(certain(note), file, 'nothing'))]
  const rules = { file: source.name, today, people: mapping.ilr, constants: constantsOf(options) }
  const items = ilrItems(source, encoding, rules, told, { refusal: refusals[0], doubles })
  return { kind: 'ilr', refusals, items, ...(header ? { ilr: header } : {}) }
}

async function lookThroughIlr(
  source: Source,
  encoding: Encoding,
): Promise<{ header: IlrHeader | undefined; broken: Note | undefined; learners: number; doubles: Doubles }> {
  const reader = new IlrReader()
  const doubles = new Doubles()
  let learners = 0
  for await (const text of textOf(source, encoding.label)) {
    reader.write(text)
    for (const learner of reader.take()) {
      learners += 1
      doubles.add(learner)
    }
    if (reader.broken) break
  }
  if (!reader.broken) reader.end()
  return { header: reader.header, broken: reader.broken, learners, doubles }
}

/** What keeps learners of a return from being read. */
interface Against {
  refusal: ReadFinding | undefined
  doubles: Doubles
}

/** Nothing of a refused return may be believed, nor of records that share a reference and disagree. */
function whyNotRead(
  learner: Element,
  { file }: IlrRules,
  { refusal, doubles }: Against,
): ReadFinding | undefined {
  const lines = refusal ? undefined : doubles.linesOf(learner)
  if (lines === undefined) return refusal
  const sentence = `The reference stands in ${lines.length} records with different facts, in lines ${lines.join(' and ')}; all of them are held. Keep one of them.`
  return { code: 'record-repeated', sentence, place: { file, row: learner.line }, holds: 'row' }
}

async function* ilrItems(
  source: Source,
  encoding: Encoding,
  rules: IlrRules,
  notes: readonly ReadFinding[],
  against: Against,
): AsyncGenerator<ReadItem> {
  yield* only(notes)
  const reader = new IlrReader()
  const repeats = new Repeats()
  const records = new Records()
  const tally = new Tally()
  for await (const text of textOf(source, encoding.label)) {
    reader.write(text)
    for (const learner of reader.take()) {
      const why = whyNotRead(learner, rules, against)
      const reading = why ? refusedLearner(learner.line, rules, why) : readLearner(learner, rules, tally)
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
