import { Parser } from 'csv-parse'
import { certain } from '../../domain/certain.ts'
import { trouble } from '../statement/finding.ts'
import type { Source } from './bytes.ts'
import type { Encoding } from './encoding.ts'
import { textOf } from './fit.ts'
import { type Break, type Line, type Sheet, textCell } from './sheet.ts'

const DELIMITERS = [',', ';', '\t', '|']
const SAMPLE = 1 << 16
const LONGEST_RECORD = 1 << 20

/** Counts the cells of a line that are column names. */
type KnownNames = (texts: readonly string[]) => number

/** The one sheet of a text with separated values. */
export async function csvSheet(source: Source, encoding: Encoding, knownIn: KnownNames): Promise<Sheet> {
  const sample = await sampleOf(source, encoding)
  const { declared, skip } = separatorLine(sample)
  const delimiter = declared ?? (await sniffDelimiter(sample, knownIn))
  return { shifts: true, lines: () => linesOf(textOf(source, encoding.label), delimiter, skip) }
}

async function sampleOf(source: Source, encoding: Encoding): Promise<string> {
  let sample = ''
  for await (const text of textOf(source, encoding.label)) {
    sample += text
    if (sample.length >= SAMPLE) break
  }
  return sample.slice(0, SAMPLE)
}

/** The first line `sep=;` by which some spreadsheets name the delimiter. It counts as a row, and is not one of values. */
function separatorLine(sample: string): { declared?: string; skip: number } {
  const line = /^"?sep=(.)"?\r?\n/i.exec(sample)
  return line ? { declared: certain(line[1]), skip: line[0].length } : { skip: 0 }
}

/** The delimiter that makes most column names known; where none does, the one that divides most. */
async function sniffDelimiter(sample: string, knownIn: KnownNames): Promise<string> {
  let best = { delimiter: ',', known: -1, cells: 0 }
  for (const delimiter of DELIMITERS) {
    const { known, cells } = await promiseOf(sample, delimiter, knownIn)
    if (known > best.known || (known === best.known && cells > best.cells)) best = { delimiter, known, cells }
  }
  return best.delimiter
}

async function promiseOf(
  sample: string,
  delimiter: string,
  knownIn: KnownNames,
): Promise<{ known: number; cells: number }> {
  let known = 0
  let cells = 0
  for await (const line of linesOf([sample], delimiter, 0)) {
    if ('broken' in line || line.row > 40) break
    known = Math.max(known, knownIn(line.cells.map(cell => cell.text)))
    cells = Math.max(cells, line.cells.length)
  }
  return { known, cells }
}

const END_MARK = '\u001a'

/** Old systems end a file with the sign 1A; it is no part of the text. */
async function* withoutEndMark(text: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const piece of text) {
    const whole = held + piece
    let end = whole.length
    while (whole[end - 1] === END_MARK) end -= 1
    held = whole.slice(end)
    yield whole.slice(0, end)
  }
}

/** Divides a text into lines as a spreadsheet counts them: a quoted line break begins no new row, a blank line is one. */
async function* linesOf(
  text: AsyncIterable<string> | Iterable<string>,
  delimiter: string,
  skip: number,
): AsyncGenerator<Line | Break> {
  const records = new Records(delimiter, skip > 0 ? 1 : 0)
  let rest = skip
  let end = ''
  for await (const piece of withoutEndMark(text)) {
    const part = piece.slice(rest)
    rest = Math.max(0, rest - piece.length)
    if (part === '') continue
    end = certain(part.at(-1))
    await records.write(part)
    yield* records.take(false)
    if (records.broken) break
  }
  await records.end()
  yield* records.take(end !== '\n' && end !== '\r')
  if (records.broken) yield records.broken
}

/** Feeds text to the parser and gathers what comes out, so that an error does not take finished records with it. */
class Records {
  broken: Break | undefined
  #ready: string[][] = []
  #row: number
  readonly #parser: Parser

  constructor(delimiter: string, row: number) {
    this.#row = row
    this.#parser = new Parser({
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_RECORD,
      on_record: (record: string[]) => {
        this.#ready.push(record)
        return null
      },
    })
    this.#parser.on('error', error => this.#fail(error))
    this.#parser.resume()
  }

  write(text: string): Promise<void> {
    if (this.broken) return Promise.resolve()
    return new Promise(resolve => this.#parser.write(text, () => resolve()))
  }

  end(): Promise<void> {
    if (this.broken) return Promise.resolve()
    return new Promise(resolve => {
      this.#parser.once('close', resolve)
      this.#parser.end()
    })
  }

  /** The finished records as lines; `open` when the last of them has no line end. */
  *take(open: boolean): Generator<Line> {
    const ready = this.#ready
    this.#ready = []
    for (const [index, record] of ready.entries()) {
      this.#row += 1
      const line: Line = { row: this.#row, cells: record.map(textCell) }
      yield open && index === ready.length - 1 ? { ...line, last: true } : line
    }
  }

  #fail(error: Error & { code?: string }): void {
    const row = this.#row + this.#ready.length + 1
    this.broken ??= { row, broken: BROKEN[error.code ?? ''] ?? OPEN_QUOTE }
  }
}

const OPEN_QUOTE = trouble(
  'quote-open',
  'A quotation mark in this row is never closed, so the rest of the file cannot be told apart; the file may be cut short.',
)

const BROKEN: Readonly<Record<string, typeof OPEN_QUOTE>> = {
  CSV_QUOTE_NOT_CLOSED: OPEN_QUOTE,
  CSV_MAX_RECORD_SIZE: trouble(
    'record-too-long',
    'A row is longer than a million characters; a quotation mark may be missing.',
  ),
}
