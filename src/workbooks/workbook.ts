import type { Buffer } from 'node:buffer'
import { KIND_TITLES } from '../domain/account.ts'
import { FINDING_TITLES } from '../domain/cover.ts'
import { longMoment } from '../domain/evidence-words.ts'
import { LEVELS, type Level } from '../domain/level.ts'
import type { Role } from '../domain/role.ts'
import type { Terms } from '../domain/terms.ts'
import type { Instant } from '../domain/time.ts'
import type { WorkbookList } from '../domain/workbook-note.ts'
import type { AmissRow, HeldRow, KnownInWorkbook, ListRows, StaffRow } from '../domain/workbook-rows.ts'
import { MOST_ROWS, type SheetCell, type TextColumn, type TextSheet, workbookOf } from '../report/xlsx.ts'

/** What is told beside the rows. */
interface About {
  /** Who asked. */
  by: string
  madeAt: Instant
  /** What the list was narrowed to, by label. */
  narrowed: readonly (readonly [label: string, value: string])[]
  /** What the provider calls the roles. */
  terms: Terms
}

/** A workbook, with how many rows its list has; more than a sheet may hold are not written. */
interface ListWorkbook {
  bytes: Buffer
  rows: number
  /** Whether there are more rows than a sheet may hold. */
  isCut: boolean
}

interface ListColumn<Row> extends TextColumn {
  header: string
  cell: (row: Row) => SheetCell
}

/** What each list is called. */
const LIST_TITLES: Readonly<Record<WorkbookList, string>> = {
  caseloads: 'Caseloads',
  caseload: 'Caseload',
  coverage: 'Coverage',
}

/** A list as a workbook of two sheets: its rows, and what they are. Rows are packed as they come, and not held. */
export async function listWorkbook(found: ListRows, about: About): Promise<ListWorkbook> {
  const count = { rows: 0, isCut: false }
  const bytes = await workbookOf([listSheet(found, about.terms, count), aboutSheet(found, about)])
  return { bytes, ...count }
}

/** A name for the file. */
export function workbookName(found: ListRows, day: string): string {
  return `${found.list === 'caseload' ? `caseload-${found.person.id}` : found.list}-${day}.xlsx`
}

interface RowCount {
  rows: number
  isCut: boolean
}

function listSheet(found: ListRows, terms: Terms, count: RowCount): TextSheet {
  switch (found.list) {
    case 'caseloads':
      return sheetOf(found.list, STAFF, found.pieces, count)
    case 'caseload':
      return sheetOf(found.list, heldColumns(terms), found.pieces, count)
    case 'coverage':
      return sheetOf(found.list, amissColumns(terms), found.pieces, count)
  }
}

function sheetOf<Row>(
  list: WorkbookList,
  columns: readonly ListColumn<Row>[],
  pieces: AsyncIterable<readonly Row[]>,
  count: RowCount,
): TextSheet {
  return { name: LIST_TITLES[list], rows: rowsOf(columns, pieces, count), headerRow: 1, columns }
}

async function* rowsOf<Row>(
  columns: readonly ListColumn<Row>[],
  pieces: AsyncIterable<readonly Row[]>,
  count: RowCount,
): AsyncGenerator<readonly (readonly SheetCell[])[]> {
  yield [columns.map(({ header }) => header)]
  for await (const piece of pieces) {
    if (count.rows + piece.length >= MOST_ROWS) {
      count.isCut = true
      return
    }
    count.rows += piece.length
    yield piece.map(row => columns.map(({ cell }) => cell(row)))
  }
}

/** Who a row is about. Numbers by which people are known are texts: nobody adds them up, and zeros in front stay. */
function knownColumns<Row extends KnownInWorkbook>(whom: 'Person' | 'Learner'): ListColumn<Row>[] {
  return [
    { header: 'Organisation', width: 24, cell: row => row.organisation },
    { header: `${whom} number`, width: 16, cell: row => String(row.user.id) },
    { header: `${whom} reference`, width: 18, cell: row => row.misId },
    { header: 'First name', width: 18, cell: row => row.user.firstName },
    { header: 'Last name', width: 20, cell: row => row.user.lastName },
  ]
}

function archivedColumn<Row extends KnownInWorkbook>(): ListColumn<Row> {
  return { header: 'Archived', width: 10, cell: ({ user }) => (user.archived ? 'yes' : '') }
}

const ULN: ListColumn<KnownInWorkbook> = { header: 'ULN', width: 14, cell: row => row.uln }

/** What people call each level, as a thing that is held. */
const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  default: 'Default',
  additional: 'Additional',
  aim: 'Learning aim',
  unit: 'Unit',
}

const LEVEL_HEADS: Readonly<Record<Level, string>> = {
  ...LEVEL_WORDS,
  aim: 'Learning aims',
  unit: 'Units',
}

const STAFF: readonly ListColumn<StaffRow>[] = [
  ...knownColumns<StaffRow>('Person'),
  { header: 'Account', width: 18, cell: ({ user }) => capital(KIND_TITLES[user.kind]) },
  archivedColumn(),
  { header: 'Learners', width: 10, cell: row => row.learners },
  { header: 'Target', width: 10, cell: row => row.target || '' },
  { header: 'Archived learners', width: 18, cell: row => row.archivedLearners },
  ...LEVELS.map(level => ({
    header: LEVEL_HEADS[level],
    width: 14,
    cell: (row: StaffRow) => row.slots[level],
  })),
]

interface AboutSlot {
  standard: { id: number; title: string } | null
  unit: { id: string; title: string } | null
}

const SUBJECT: readonly ListColumn<AboutSlot>[] = [
  { header: 'Standard number', width: 16, cell: ({ standard }) => (standard ? String(standard.id) : '') },
  { header: 'Standard', width: 36, cell: ({ standard }) => standard?.title ?? '' },
  { header: 'Unit number', width: 16, cell: ({ unit }) => unit?.id ?? '' },
  { header: 'Unit', width: 36, cell: ({ unit }) => unit?.title ?? '' },
]

function heldColumns(terms: Terms): readonly ListColumn<HeldRow>[] {
  return [
    ...knownColumns<HeldRow>('Learner'),
    ULN,
    archivedColumn(),
    { header: 'Level', width: 14, cell: row => LEVEL_WORDS[row.level] },
    roleColumn(terms),
    ...SUBJECT,
    { header: 'Since', width: 12, dates: true, cell: row => ({ date: row.since }) },
  ]
}

function amissColumns(terms: Terms): readonly ListColumn<AmissRow>[] {
  return [
    ...knownColumns<AmissRow>('Learner'),
    ULN,
    { header: 'Problem', width: 34, cell: row => FINDING_TITLES[row.code] },
    { header: 'Level', width: 14, cell: ({ level }) => (level === null ? '' : LEVEL_WORDS[level]) },
    roleColumn(terms),
    ...SUBJECT,
    { header: 'Who is there', width: 28, cell: row => row.person },
    { header: 'In words', width: 80, cell: row => row.sentence },
  ]
}

function roleColumn<Row extends { role: Role | null }>(terms: Terms): ListColumn<Row> {
  return { header: 'Role', width: 14, cell: ({ role }) => (role === null ? '' : capital(terms[role])) }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function aboutSheet(found: ListRows, { by, madeAt, narrowed }: About): TextSheet {
  const whose = found.list === 'caseload' ? [['Person', nameOf(found.person)] as const] : []
  return {
    name: 'About',
    columns: [{ width: 24 }, { width: 60 }],
    rows: [
      ['List', LIST_TITLES[found.list]],
      ...whose,
      ...narrowed,
      ['As it was', longMoment(madeAt)],
      ['Asked for by', by],
      ['From', 'Caseload. It is noted who asked; what has changed since is not in it.'],
    ],
  }
}

function nameOf({ id, firstName, lastName }: { id: number; firstName: string; lastName: string }): string {
  return `${firstName} ${lastName} (${id})`.trim()
}
