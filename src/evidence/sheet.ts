import { parse } from 'csv-parse/sync'
import {
  ANSWERING_ROLES,
  type AnsweringRole,
  EVIDENCE_SUBJECTS,
  type EvidenceSubject,
} from '../domain/evidence.ts'
import {
  type EvidenceDocument,
  type EvidenceQuestion,
  firstDay,
  lastDay,
  type NamedEvidenceRow,
} from '../domain/evidence-document.ts'
import { answerTitle, whyTitle } from '../domain/evidence-words.ts'
import { LEVELS, type Level } from '../domain/level.ts'
import { isCalendarDate } from '../domain/time.ts'
import { csvText, plainCell } from '../report/cell.ts'

/** The first cell of every file of evidence, with the number of its form. */
const MARK = ['Evidence of responsibility, from Caseload', '1'] as const

/** What stands above the rows, by its label. */
const ABOUT = {
  organisationId: 'Organisation number',
  organisation: 'Organisation',
  learner: 'Learner number',
  firstLearner: 'This part begins with learner number',
  lastLearner: 'This part ends with learner number',
  from: 'First day',
  to: 'Last day',
  madeAt: 'Drawn up',
  by: 'Asked for by',
  position: 'Change of the history',
  recordedAt: 'Recorded',
  hash: 'Hash of the history',
} as const

/** Columns that are read again, by the property that each holds; those for people alone follow from them. */
const COLUMNS = {
  learner: 'Learner number',
  learnerMisId: 'Learner reference',
  learnerName: 'Learner',
  role: 'Role',
  subject: 'For',
  target: 'Aim or unit number',
  standard: 'Standard number',
  standardTitle: 'Standard',
  unit: 'Unit number',
  unitTitle: 'Unit',
  person: 'Person number',
  personName: 'Person',
  known: 'Recorded in the history',
  because: 'Decided by',
  from: 'From',
  to: 'Until',
  since: 'Assigned since',
  position: 'Change',
  recordedAt: 'Change recorded',
} as const satisfies Record<keyof NamedEvidenceRow, string>

const FOR_PEOPLE = ['First day', 'Last day', 'Who was responsible', 'Why'] as const

type Property = keyof typeof COLUMNS
const PROPERTIES = Object.keys(COLUMNS) as Property[]

/** Evidence as the text of a CSV file: what it is about, an empty line, and the rows. */
export function evidenceSheet({ question, rows }: EvidenceDocument): string {
  return csvText([
    MARK,
    ...aboutRows(question),
    [],
    [...PROPERTIES.map(property => COLUMNS[property]), ...FOR_PEOPLE],
    ...rows.map(row => [
      ...PROPERTIES.map(property => cellOf(property, row)),
      ...[firstDay(row), lastDay(row), answerTitle(row), whyTitle(row)],
    ]),
  ])
}

function aboutRows({
  organisation,
  learner,
  part,
  from,
  to,
  madeAt,
  by,
  point,
}: EvidenceQuestion): string[][] {
  return [
    [ABOUT.organisationId, String(organisation.id)],
    [ABOUT.organisation, organisation.name],
    [ABOUT.learner, learner === null ? '' : String(learner)],
    ...(part
      ? [
          [ABOUT.firstLearner, String(part.first)],
          [ABOUT.lastLearner, String(part.last)],
        ]
      : []),
    [ABOUT.from, from],
    [ABOUT.to, to],
    [ABOUT.madeAt, iso(madeAt)],
    [ABOUT.by, by],
    [ABOUT.position, String(point.position)],
    [ABOUT.recordedAt, iso(point.recordedAt)],
    [ABOUT.hash, point.hash],
  ]
}

const MOMENTS: ReadonlySet<Property> = new Set(['from', 'to', 'since', 'recordedAt'])

function cellOf(property: Property, row: NamedEvidenceRow): string {
  const value = row[property]
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' && MOMENTS.has(property) ? iso(value) : String(value)
}

function iso(moment: number): string {
  return new Date(moment).toISOString()
}

/** Raised when a file is not evidence that this program has written; says where and what. */
export class UnreadableEvidence extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'UnreadableEvidence'
  }
}

/** Reads the text of a CSV file of evidence. Throws UnreadableEvidence. */
export function readEvidenceSheet(text: string): EvidenceDocument {
  const lines = linesOf(text)
  const [mark, form] = lines[0] ?? []
  if (mark !== MARK[0]) throw new UnreadableEvidence('It does not begin as a file of evidence does.')
  if (form !== MARK[1])
    throw new UnreadableEvidence(`Its form ${form} is one that this version does not know.`)
  const header = lines.findIndex(cells => cells[0] === COLUMNS.learner && cells.length > PROPERTIES.length)
  if (header < 0) throw new UnreadableEvidence('It has no row of column names.')
  const above = new Map(lines.slice(1, header).map(([label = '', value = '']) => [label, value]))
  const columns = new Map(lines[header]?.map((name, at) => [name, at]))
  return {
    question: questionFrom(above),
    rows: lines.slice(header + 1).flatMap((cells, at) => {
      if (cells.every(cell => cell === '')) return []
      return [rowFrom(new Cells(cells, columns, header + at + 2))]
    }),
  }
}

function linesOf(text: string): string[][] {
  try {
    const options = { bom: true, relax_column_count: true, skip_empty_lines: false } as const
    const rows: string[][] = parse(text, options)
    return rows.map(row => row.map(plainCell))
  } catch (cause) {
    throw new UnreadableEvidence(
      `It cannot be read as CSV: ${cause instanceof Error ? cause.message : cause}`,
    )
  }
}

function questionFrom(above: ReadonlyMap<string, string>): EvidenceQuestion {
  const cell = (label: string) => {
    const value = above.get(label)
    if (value === undefined) throw new UnreadableEvidence(`It does not say "${label}" above the rows.`)
    return value
  }
  const number = (label: string) => wholeOf(Number(cell(label)), label)
  const moment = (label: string) => wholeOf(Date.parse(cell(label)), label)
  const day = (label: string) => {
    if (isCalendarDate(cell(label))) return cell(label)
    throw new UnreadableEvidence(`"${label}" above the rows is no date as 2026-03-01.`)
  }
  return {
    organisation: {
      id: wholeOf(Number(cell(ABOUT.organisationId)), ABOUT.organisationId),
      name: cell(ABOUT.organisation),
    },
    learner: cell(ABOUT.learner) === '' ? null : wholeOf(Number(cell(ABOUT.learner)), ABOUT.learner),
    ...(above.has(ABOUT.firstLearner) && {
      part: { first: number(ABOUT.firstLearner), last: number(ABOUT.lastLearner) },
    }),
    from: day(ABOUT.from),
    to: day(ABOUT.to),
    madeAt: moment(ABOUT.madeAt),
    by: cell(ABOUT.by),
    point: {
      position: wholeOf(Number(cell(ABOUT.position)), ABOUT.position),
      recordedAt: moment(ABOUT.recordedAt),
      hash: cell(ABOUT.hash),
    },
  }
}

function wholeOf(number: number, label: string): number {
  if (Number.isSafeInteger(number)) return number
  throw new UnreadableEvidence(`"${label}" above the rows cannot be read.`)
}

/** The cells of one row, by the property that each holds. */
class Cells {
  readonly #cells: readonly string[]
  readonly #columns: ReadonlyMap<string, number>
  readonly #line: number

  constructor(cells: readonly string[], columns: ReadonlyMap<string, number>, line: number) {
    this.#cells = cells
    this.#columns = columns
    this.#line = line
  }

  text(property: Property): string {
    const at = this.#columns.get(COLUMNS[property])
    if (at === undefined) throw new UnreadableEvidence(`It has no column "${COLUMNS[property]}".`)
    return this.#cells[at] ?? ''
  }

  number(property: Property): number {
    const text = this.text(property)
    const number = MOMENTS.has(property) ? Date.parse(text) : text === '' ? Number.NaN : Number(text)
    if (Number.isSafeInteger(number)) return number
    throw this.#unreadable(property)
  }

  numberOrNull(property: Property): number | null {
    return this.text(property) === '' ? null : this.number(property)
  }

  word<W extends string>(property: Property, words: readonly W[]): W {
    const word = words.find(each => each === this.text(property))
    if (word === undefined) throw this.#unreadable(property)
    return word
  }

  #unreadable(property: Property): UnreadableEvidence {
    return new UnreadableEvidence(`"${COLUMNS[property]}" in row ${this.#line} cannot be read.`)
  }
}

function rowFrom(cells: Cells): NamedEvidenceRow {
  return {
    learner: cells.number('learner'),
    learnerMisId: cells.text('learnerMisId'),
    learnerName: cells.text('learnerName'),
    role: cells.word<AnsweringRole>('role', ANSWERING_ROLES),
    subject: cells.word<EvidenceSubject>('subject', EVIDENCE_SUBJECTS),
    target: cells.number('target'),
    standard: cells.numberOrNull('standard'),
    standardTitle: cells.text('standardTitle'),
    unit: cells.text('unit') === '' ? null : cells.text('unit'),
    unitTitle: cells.text('unitTitle'),
    person: cells.numberOrNull('person'),
    personName: cells.text('personName'),
    known: cells.word('known', ['yes', 'no']) === 'yes',
    because: cells.text('because') === '' ? null : cells.word<Level>('because', LEVELS),
    from: cells.number('from'),
    to: cells.number('to'),
    since: cells.numberOrNull('since'),
    position: cells.numberOrNull('position'),
    recordedAt: cells.numberOrNull('recordedAt'),
  }
}
