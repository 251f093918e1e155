import { posix } from 'node:path'
import { type Note, trouble } from '../statement/finding.ts'
import { FILE_LIMITS, moreThan } from './file-limits.ts'
import { LONGEST_PLAIN, PLAIN_TEXT, type PlainElements } from './plain-xml.ts'
import { RichText, unescapeText } from './rich-text.ts'
import { SharedStrings } from './shared-strings.ts'
import type { Break, Sheet } from './sheet.ts'
import { isTrue, layoutOf, type SheetLayout } from './sheet-layout.ts'
import { sheetLines } from './sheet-lines.ts'
import { CellReader } from './workbook-cell.ts'
import { entryNamed, type Relation, relationsOf, workbookEntry } from './workbook-parts.ts'
import { type CellStyle, styleEvents } from './workbook-styles.ts'
import { plainPartReader, RELATIONS, readEntry } from './workbook-xml.ts'
import { Refusal, type XmlEvents } from './xml.ts'
import type { Zip } from './zip.ts'

interface WorkbookParts {
  epoch1904: boolean
  sheets: { name: string; relation: string; hidden: boolean }[]
}

/** The sheets of a workbook in their order, or why there are none to read. */
export async function xlsxSheets(zip: Zip): Promise<Sheet[] | Note> {
  const entry = await workbookEntry(zip)
  if (typeof entry !== 'string') return entry
  const workbook: WorkbookParts = { epoch1904: false, sheets: [] }
  const relations = await relationsOf(zip, entry)
  if ('code' in relations) return relations
  const broken = await readEntry(zip, entry, workbookEvents(workbook))
  if (broken) return broken
  if (workbook.sheets.length === 0) return NO_WORKBOOK
  const parts = workbook.sheets.flatMap(one => relations.get(one.relation)?.entry ?? [])
  if (new Set(parts).size < parts.length) return ONE_PART
  const cells = await cellReader(zip, entry, relations, workbook.epoch1904)
  return 'code' in cells ? cells : workbook.sheets.flatMap(one => sheetFrom(zip, one, relations, cells))
}

const NO_WORKBOOK = trouble(
  'file-kind-unknown',
  'The file is made by an office program and is no workbook; save the table as .xlsx.',
)

const ONE_PART = trouble(
  'zip-broken',
  'Several sheets of the workbook are one and the same part of it, which no program makes; save it again.',
)

/** What cells need beside the sheet they stand in: shared texts and number formats. */
async function cellReader(
  zip: Zip,
  workbook: string,
  relations: ReadonlyMap<string, Relation>,
  epoch1904: boolean,
): Promise<CellReader | Note> {
  const styles: CellStyle[] = []
  const strings = new SharedStrings()
  const entryOf = (type: string) =>
    [...relations.values()].find(one => one.type === type)?.entry ??
    entryNamed(zip, posix.join(posix.dirname(workbook), `${type}.xml`))
  const broken =
    (await readEntry(zip, entryOf('styles'), styleEvents(styles))) ??
    (await readStrings(zip, entryOf('sharedStrings'), strings))
  return broken ?? new CellReader(strings, styles, epoch1904)
}

/** Sheets that hold a chart or a dialogue have no cells. */
const NO_CELLS: ReadonlySet<string | undefined> = new Set(['chartsheet', 'dialogsheet'])

function sheetFrom(
  zip: Zip,
  { name, relation, hidden }: WorkbookParts['sheets'][number],
  relations: ReadonlyMap<string, Relation>,
  cells: CellReader,
): Sheet[] {
  const { type, entry } = relations.get(relation) ?? {}
  if (NO_CELLS.has(type)) return []
  const parts = entry === undefined ? { lines: () => lostSheet(name) } : partsIn(zip, entry, cells)
  return [{ name, hidden, shifts: false, ...parts }]
}

/** A sheet that is listed and not there: its rows would seem to be gone. */
async function* lostSheet(name: string): AsyncGenerator<Break> {
  const sentence = `The workbook lists a sheet ${name} and does not hold it; save it again.`
  yield { row: 1, broken: trouble('zip-broken', sentence) }
}

/** The layout of a sheet is looked at once, however often its rows are gone through. */
function partsIn(zip: Zip, entry: string, cells: CellReader): Pick<Sheet, 'lines' | 'hiddenColumns'> {
  let looked: Promise<SheetLayout> | undefined
  const layout = () => {
    looked ??= layoutOf(zip, entry)
    return looked
  }
  return {
    hiddenColumns: async () => (await layout()).hidden,
    lines: async function* lines() {
      const { broken, ...rest } = await layout()
      if (broken) yield { row: 1, broken }
      else yield* sheetLines(zip, entry, cells, rest)
    },
  }
}

function workbookEvents(workbook: WorkbookParts): XmlEvents {
  return {
    open: (name, { attribute }) => {
      if (name === 'workbookPr') workbook.epoch1904 = isTrue(attribute('date1904'))
      if (name !== 'sheet') return
      if (workbook.sheets.length === FILE_LIMITS.sheets)
        throw new Refusal(moreThan(FILE_LIMITS.sheets, 'sheets'))
      const hidden = attribute('state') === 'hidden' || attribute('state') === 'veryHidden'
      workbook.sheets.push({
        name: attribute('name') ?? '',
        relation: attribute('id', RELATIONS) ?? '',
        hidden,
      })
    },
  }
}

/** A text in one run, with no format of its own. */
const PLAIN_STRING = `\\s*<si><t(?: xml:space="preserve")?>(${PLAIN_TEXT})</t></si>`

/** Reads the texts that cells share, one `si` each. */
function readStrings(zip: Zip, entry: string | undefined, strings: SharedStrings): Promise<Note | undefined> {
  const text = new RichText()
  let list = 0
  const events: XmlEvents = {
    open: (name, tag) => {
      if (name === 'sst' && tag.prefix === '') list = tag.level
      if (name === 'si') text.begin()
      else text.open(name, tag)
    },
    text: piece => text.add(piece),
    close: name => (name === 'si' ? strings.add(text.get()) : text.close(name)),
  }
  const plain: PlainElements = {
    element: new RegExp(PLAIN_STRING, 'y'),
    behind: /<\/si>|<sst\b[^<>]*>/g,
    level: () => list,
    take: ([, written = '']) => {
      if (written.length > LONGEST_PLAIN) return false
      strings.add({ text: unescapeText(written), struck: false })
      return true
    },
  }
  return readEntry(zip, entry, events, plainPartReader(events, plain))
}
