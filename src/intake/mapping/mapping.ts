import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type Scalar, visit } from 'yaml'
import { ACCOUNT_KINDS, type AccountKind } from '../../domain/account.ts'
import { certain } from '../../domain/certain.ts'
import { foldName } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import { LEVELS, type Level } from '../../domain/level.ts'
import { hasLevel, ROLE_NAMES, type Role } from '../../domain/role.ts'
import type { DateOrder } from '../column/dates.ts'
import { foldHeader, recognise } from '../column/header.ts'
import { CHARSETS_READ, charsetNamed } from '../statement/charset.ts'
import type { AimWords } from '../statement/statement.ts'
import {
  type Check,
  fields,
  listOf,
  type MappingSpot,
  required,
  type ShapeProblem,
  share,
  tableOf,
  text,
  wholeNumber,
  word,
} from './shape.ts'

/** A monitoring field of the ILR in which a provider keeps the code (MIS id) of somebody beside the learner. */
export interface MonitoredPerson {
  /** Whether it is a field of the learner (A, B) or of each aim (A to D). */
  of: 'learner' | 'aim'
  field: string
  role: Role
  level: Level
}

/** What is to be done with learners who have left. Only what is written here is ever proposed. */
export interface LeaverRule {
  /** `missing`: no longer in a file that is complete for learners. */
  when: 'withdrawn' | 'completed' | 'missing'
  /** Days to wait after the end, or after the learner was first missing. */
  after: number
  do: 'archive'
}

/** What a source may imply beside what it says; each is proposed only where the mapping names it. */
const IMPLIED_RULES = ['break', 'restart', 'withdrawal', 'employer', 'aim-end', 'staff-leaver'] as const

export type ImpliedRule = (typeof IMPLIED_RULES)[number]

/** That a file names everybody of a kind in an organisation, so that who is missing may be taken away. */
interface CompleteFor {
  organisation: Id
  kind: Role | 'learner'
}

/** What is done with rows that nobody sees, or that are crossed out: held, read as any other, or left out. */
export type Unseen = (typeof UNSEEN)[number]

const UNSEEN = ['hold', 'read', 'ignore'] as const

/** How many removals are too many: by number, and by share of what there is. Both must be passed to stop a plan. */
export interface Limit {
  count?: number
  share?: number
}

/** Limits on removals. What is left out has the default. */
export interface MappingLimits {
  organisation?: Limit
  assessor?: Limit
  level?: Limit
}

/**
 * What a provider says about its files, in one YAML file:
 *
 * ```yaml
 * organisation: 90001          # where people are looked for
 * columns:                     # header in the file: column of ours (see `caseload template`), or ignore
 *   Skills Guru: Main Assessor
 *   Notes: ignore
 * constants:                   # a column that the file does not have: its value in every row
 *   Standard: ST0005
 * dates: day-first             # or month-first; or one for each column, as `dates: { DOB: month-first }`
 * encoding: macintosh          # of CSV and JSON files that are not UTF-8 or UTF-16
 * sheets: [Allocations]        # sheets of a workbook to read; found out where it is left out
 * sheet: Main Assessor         # the column that the names of the sheets stand for
 * header: 5                    # the row of the column names; or one for each sheet, as `header: { Netherby: 5 }`
 * hidden: read                 # hidden rows and columns: hold (left out), read or ignore
 * struck: ignore               # rows struck through: hold (left out), read or ignore
 * only: assignments            # nothing of the file changes what is known of a person
 * standards:                   # words in the file: StandardID on the server
 *   ST0005: 61242
 *   Communication L2: 61250
 * units:                       # words in the file: UnitID on the server
 *   Unit 1: T/616/7383
 * ilr:                         # monitoring fields that hold the code of somebody
 *   - { of: learner, field: A, role: assessor, level: default }
 *   - { of: aim, field: B, role: iqa, level: aim }
 * create: [learner, employer]  # kinds of people who may be created; nobody where it is left out
 * iqa: additional              # an IQA without an aim is an additional one; of the only aim where it is left out
 * leavers:
 *   - { when: withdrawn, after: 30, do: archive }
 * implied: [break, restart]    # what follows from a break, restart, withdrawal, employer or aim-end
 * returners: unarchive         # archived learners with a new start; or hold
 * complete:                    # the file names everybody of this kind
 *   - { organisation: 90001, kind: assessor }
 * limits:                      # removals that wait for an approval
 *   organisation: { count: 10, share: 10% }
 * ```
 */
export interface Mapping {
  organisation?: Id
  columns: ReadonlyMap<string, string>
  constants: ReadonlyMap<string, string>
  /** The order for all columns, or for one by its folded header. */
  dates: { all?: DateOrder; columns: ReadonlyMap<string, DateOrder> }
  /** How CSV and JSON files are encoded, where they are not UTF-8 or UTF-16. XML says it itself. */
  encoding?: string
  sheets?: readonly string[]
  /** The column that the name of each sheet is a value of, such as `Assessor`. */
  sheet?: string
  /** The row of the column names, for all sheets or for one by its name. */
  header?: { all?: number; sheets: ReadonlyMap<string, number> }
  /** What is done with rows and columns that are hidden or filtered out, and with rows that are struck through. */
  hidden?: Unseen
  struck?: Unseen
  /** `assignments`: files say who is beside whom, and nothing of the people themselves. */
  only?: 'assignments'
  standards: ReadonlyMap<string, Id>
  units: ReadonlyMap<string, string>
  ilr: readonly MonitoredPerson[]
  create: readonly AccountKind[]
  /** Where an IQA stands whom a row names without an aim: at the learner’s only aim where it is left out. */
  iqa?: 'additional'
  leavers: readonly LeaverRule[]
  /** What is proposed because of what a source implies; nothing where it is left out. */
  implied: readonly ImpliedRule[]
  /** What is done with archived learners to whom a file gives a new start. */
  returners: 'unarchive' | 'hold'
  complete: readonly CompleteFor[]
  limits: MappingLimits
}

/** The mapping of a provider who has written none. */
export const NO_MAPPING: Mapping = {
  columns: new Map(),
  constants: new Map(),
  dates: { columns: new Map() },
  standards: new Map(),
  units: new Map(),
  ilr: [],
  create: [],
  leavers: [],
  implied: [],
  returners: 'unarchive',
  complete: [],
  limits: {},
}

const columnName: Check<string> = (value, spot) => {
  const name = text(value, spot)
  if (name === undefined || name === 'ignore' || recognise(name)) return name
  spot.report(spot.path, `"${name}" is no column`, 'Write a name from "caseload template --help", or ignore.')
  return undefined
}

const constants: Check<Map<string, string>> = (value, spot) => {
  const read = tableOf(text)(value, spot)
  for (const name of read?.keys() ?? []) {
    if (!recognise(name)) {
      spot.report(
        [...spot.path, name],
        `"${name}" is no column`,
        'Write a name from "caseload template --help".',
      )
    }
  }
  return read
}

const ORDERS = ['day-first', 'month-first'] as const

const dates: Check<Mapping['dates']> = (value, spot) => {
  if (typeof value === 'object') {
    const columns = tableOf(word(ORDERS))(value, spot)
    return columns && { columns: new Map([...columns].map(([name, order]) => [foldHeader(name), order])) }
  }
  const all = word(ORDERS)(value, spot)
  return all && { all, columns: new Map() }
}

const encoding: Check<string> = (value, spot) => {
  const name = text(value, spot)
  if (name === undefined || charsetNamed(name)) return name
  spot.report(spot.path, `"${name}" is not an encoding that is read`, `Write one of ${CHARSETS_READ}.`)
  return undefined
}

/** A row counts from 1. */
const rowNumber: Check<number> = (value, spot) => {
  const row = wholeNumber(value, spot)
  if (row !== 0) return row
  spot.report(spot.path, 'There is no row 0', 'Write the number that the spreadsheet shows beside the row.')
  return undefined
}

const header: Check<NonNullable<Mapping['header']>> = (value, spot) => {
  if (typeof value !== 'object') {
    const all = rowNumber(value, spot)
    return all === undefined ? undefined : { all, sheets: new Map() }
  }
  const sheets = tableOf(rowNumber)(value, spot)
  return sheets && { sheets }
}

const monitored: Check<MonitoredPerson> = (value, spot) => {
  const shape = fields({
    of: word(['learner', 'aim']),
    field: text,
    role: word(ROLE_NAMES),
    level: word(LEVELS),
  })
  const read = required(shape, ['of', 'field', 'role', 'level'])(value, spot)
  return read && checkedMonitor({ ...read, field: read.field.toUpperCase() }, spot)
}

function checkedMonitor(read: MonitoredPerson, { path, report }: MappingSpot): MonitoredPerson | undefined {
  const allowed = read.of === 'learner' ? 'AB' : 'ABCD'
  if (read.field.length !== 1 || !allowed.includes(read.field)) {
    report([...path, 'field'], `There is no field ${read.field}`, `Write one of ${[...allowed].join(', ')}.`)
    return undefined
  }
  const levels: readonly Level[] = read.of === 'learner' ? ['default', 'additional'] : ['aim', 'default']
  if (!hasLevel(read.role, read.level) || !levels.includes(read.level)) {
    report(
      [...path, 'level'],
      `A field of the ${read.of} cannot fill ${read.role} at ${read.level}`,
      MONITOR_HELP,
    )
    return undefined
  }
  return read
}

const MONITOR_HELP = 'Fields of the learner fill default or additional, fields of an aim fill aim or default.'

const limit = fields({ count: wholeNumber, share })

const leaver = fields({
  when: word(['withdrawn', 'completed', 'missing']),
  after: wholeNumber,
  do: word(['archive']),
})

const completeFor = fields({ organisation: wholeNumber, kind: word([...ROLE_NAMES, 'learner']) })

const MAPPING = fields({
  organisation: wholeNumber,
  columns: tableOf(columnName),
  constants,
  dates,
  encoding,
  sheets: listOf(text),
  sheet: columnName,
  header,
  hidden: word(UNSEEN),
  struck: word(UNSEEN),
  only: word(['assignments']),
  standards: tableOf(wholeNumber),
  units: tableOf(text),
  ilr: listOf(monitored),
  create: listOf(word(ACCOUNT_KINDS)),
  iqa: word(['additional']),
  leavers: listOf(required(leaver, ['when', 'after', 'do'])),
  implied: listOf(word(IMPLIED_RULES)),
  returners: word(['unarchive', 'hold']),
  complete: listOf(required(completeFor, ['organisation', 'kind'])),
  limits: fields({ organisation: limit, assessor: limit, level: limit }),
})

/**
 * Finds the StandardID that a mapping gives for the words of a file; nothing where it gives none.
 * Letter case and space make no difference; a skill goes by its name and level: `Communication L2`.
 */
export function standardFinder({ standards }: Mapping): (aim: AimWords) => Id | undefined {
  const byWords = new Map([...standards].map(([words, id]) => [foldName(words), id]))
  return aim => {
    const mapped = byWords.get(foldName(aimLine(aim)))
    return mapped ?? (aim.kind === 'onefile-id' ? Number(aim.words) : undefined)
  }
}

/** The words for an aim on one line. */
export function aimLine({ words, level }: AimWords): string {
  return level === undefined ? words : `${words} ${level}`
}

/** A mapping, or everything that is wrong with its file. A file with any problem is not used in part. */
type MappingResult = { mapping: Mapping } | { problems: readonly ShapeProblem[] }

/** Reads and checks a mapping file. */
export function readMapping(yaml: string): MappingResult {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, uniqueKeys: isSameKey })
  const problems: ShapeProblem[] = document.errors.map(error => ({
    path: '',
    line: lines.linePos(error.pos[0]).line,
    what: certain(error.message.split('\n')[0]),
    todo: 'Mend the YAML: mind the indentation and the colons.',
  }))
  if (problems.length > 0) return { problems }
  keepAsWritten(document)
  const lineAt = (path: readonly (string | number)[]): number | undefined => {
    const at = startOf(document, path)
    return at === undefined ? undefined : lines.linePos(at).line
  }
  const report: MappingSpot['report'] = (path, what, todo) => {
    problems.push(problemAt(path, lineAt(path), what, todo))
  }
  const read = MAPPING(plainValue(document, report), { path: [], report })
  return problems.length > 0 || !read ? { problems } : { mapping: { ...NO_MAPPING, ...read } }
}

/** Numbers that YAML writes in another way than they stand, such as 00300545, 1e3 and 0x10, are words of a file. */
const NOT_AS_WRITTEN = /^[+-]?0[\dxob]|^[+-]?[\d.]+e/i

/** Keys are text as written, whatever YAML makes of `00300545`, `1e3` or `~`; so are values that are such numbers. */
function keepAsWritten(document: Document): void {
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key)) key.value = writtenKey(key)
      const isOdd =
        isScalar(value) && typeof value.value === 'number' && NOT_AS_WRITTEN.test(value.source ?? '')
      if (isOdd) value.value = value.source
    },
  })
}

function writtenKey({ value, source }: Scalar): string {
  return typeof value === 'string' ? value : (source ?? String(value ?? ''))
}

function isSameKey(a: unknown, b: unknown): boolean {
  return a === b || (isScalar(a) && isScalar(b) && writtenKey(a) === writtenKey(b))
}

/** Where what a path leads to begins in the text: at its key, for a value may stand on a later line. */
function startOf(document: Document, path: readonly (string | number)[]): number | undefined {
  const parent = document.getIn(path.slice(0, -1), true)
  const pair = isMap(parent) ? parent.items.find(one => keyOf(one.key) === String(path.at(-1))) : undefined
  const node = pair?.key ?? document.getIn(path, true)
  return isNode(node) ? node.range?.[0] : undefined
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key).trim()
}

/** A problem on one line, after the name of the file: its line, the key, what is wrong and what to do. */
export function mappingProblemLine({ line, path, what, todo }: ShapeProblem): string {
  const where = [...(line === undefined ? [] : [`line ${line}`]), ...(path === '' ? [] : [path])]
  return `${where.join(', ')}${where.length > 0 ? ': ' : ''}${what}. ${todo}`
}

/** An empty file maps nothing. Aliases are counted, so that a small file cannot grow without end. */
function plainValue(document: ReturnType<typeof parseDocument>, report: MappingSpot['report']): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {}
  } catch {
    report([], 'The aliases (*name) of the file cannot be followed', 'Write the values out.')
    return {}
  }
}

function problemAt(
  path: readonly (string | number)[],
  line: number | undefined,
  what: string,
  todo: string,
): ShapeProblem {
  const problem = { path: path.join('.'), what, todo }
  return line === undefined ? problem : { ...problem, line }
}
