import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { ShortRead, World } from '../../reconcile/world/world.ts'
import {
  type Client,
  pagesOf,
  RefusedError,
  UnauthorizedError,
  UnsettledReadError,
} from '../../sdk/client.ts'
import { forEach, type ListRead, readList, readWhole } from './list.ts'

/** Who is set beside a learner on an aim or a unit summary, as far as its row shows it. */
export interface ShownStaff {
  assessor: Id | null
  iqa: Id | null
}

type ListedAim = Partial<Awaited<ReturnType<Client['pageAims']>>[number]> & { id: Id }
type SummaryRow = Partial<Awaited<ReturnType<Client['pageUnitSummaries']>>[number]> & { id: Id }

/** Aims or unit summaries as they were read. */
export interface HeldRead<R> {
  rows: R[]
  /** Learners of whom all was read. */
  learners: Set<Id>
  /** Of rows that tell who is set, or that nobody is. */
  staff: Map<Id, ShownStaff>
  /** Whether any row showed somebody. */
  showsStaff: boolean
  shortReads: ShortRead[]
}

/** What was learnt of a server while reading. */
export interface Manners {
  /** Whether it refuses a search of aims or unit summaries that names no learner. */
  demandsLearner: boolean
}

/** One kind of what a learner holds, with how it is read. */
interface HeldKind<Row extends { id: Id; learner?: Id }> {
  what: 'aims' | 'units'
  call: 'pageAims' | 'pageUnitSummaries'
  /** Reads everybody's in one call, where there is such a call; without who is set. */
  whole?: (client: Client, organisation: Id, signal: AbortSignal | undefined) => Promise<ListRead<Row>>
}

const AIMS: HeldKind<ListedAim> = {
  what: 'aims',
  call: 'pageAims',
  whole: (client, organisation, signal) => readWhole(client, 'searchAims', { organisation }, signal),
}

const SUMMARIES: HeldKind<SummaryRow> = { what: 'units', call: 'pageUnitSummaries' }

/** Reads the aims of learners; where that is cheaper, of all learners of an organisation. */
export function readAims(
  world: World,
  wanted: ReadonlySet<Id>,
  at: LearnerReading,
): Promise<HeldRead<ListedAim>> {
  return readHeld(AIMS, world, wanted, at)
}

/** Reads the unit summaries of learners; where that is cheaper, of all learners of an organisation. */
export function readSummaries(
  world: World,
  wanted: ReadonlySet<Id>,
  at: LearnerReading,
): Promise<HeldRead<SummaryRow>> {
  return readHeld(SUMMARIES, world, wanted, at)
}

/** What every read needs. */
export interface LearnerReading {
  client: Client
  manners: Manners
  signal: AbortSignal | undefined
}

async function readHeld<Row extends { id: Id; learner?: Id }>(
  held: HeldKind<Row>,
  world: World,
  wanted: ReadonlySet<Id>,
  at: LearnerReading,
): Promise<HeldRead<Row>> {
  const read: HeldRead<Row> = {
    ...{ rows: [], learners: new Set(), staff: new Map(), showsStaff: false, shortReads: [] },
  }
  const learners = world.people.filter(one => one.kind === 'learner')
  for (const [organisation, all] of Map.groupBy(learners, one => one.organisation)) {
    const ids = new Set(all.map(one => one.id))
    const needed = [...wanted].filter(id => ids.has(id))
    const wasRead = await readEverybody(held, read, { organisation, ids, needed: needed.length }, at)
    if (!wasRead) await readOneByOne(held, read, organisation, needed, at)
  }
  return read
}

/** Up to so many learners are read one by one without a try at everybody: it would cost as much. */
const FEW = 3

interface Whose {
  organisation: Id
  ids: ReadonlySet<Id>
  /** How many of them are needed. */
  needed: number
}

/**
 * Reads those of a whole organisation by pages, if the first page lets expect fewer calls than one for each learner needed.
 * Answers whether it did. Where the rows show nobody anyway, and there is a call that gives all at once, it is used.
 */
async function readEverybody<Row extends { id: Id; learner?: Id }>(
  held: HeldKind<Row>,
  read: HeldRead<Row>,
  whose: Whose,
  at: LearnerReading,
): Promise<boolean> {
  const { client, manners, signal } = at
  const { organisation, ids, needed } = whose
  if (manners.demandsLearner || needed <= FEW || (!held.whole && needed * PER_PAGE <= ids.size)) return false
  const rows: Row[] = []
  const count = held.whole && (async () => (await certain(held.whole)(client, organisation, signal)).rows)
  try {
    const options = { signal, ...(count && { confirm: count }) }
    for await (const page of pagesOf(client, held.call, { organisation }, options)) {
      const isFirst = rows.length === 0
      rows.push(...asRows<Row>(page))
      if (!isFirst) continue
      if (rows.some(one => one.learner === undefined)) return false
      if (held.whole && !rows.some(showsStaff) && !read.showsStaff) {
        const whole = await held.whole(client, organisation, signal)
        takeAll(read, held, whose, whole, { showsAll: false })
        return true
      }
      if (expectedPages(rows, ids.size) > needed) return false
    }
    takeAll(read, held, whose, { rows }, { showsAll: true })
    return true
  } catch (error) {
    if (error instanceof UnauthorizedError) throw error
    if (error instanceof UnsettledReadError) return false
    if (!(error instanceof RefusedError)) throw error
    manners.demandsLearner = true
    return false
  }
}

/** Learners on a page at most that is worth reading for them: each has two units or more. */
const PER_PAGE = 100

/** Pages that everybody's rows fill, if all learners hold as many as those of the first page. */
function expectedPages(first: readonly { learner?: Id }[], learners: number): number {
  const holders = new Set(first.map(one => one.learner)).size
  return Math.ceil(learners / Math.max(holders, 1))
}

function takeAll<Row extends { id: Id; learner?: Id }>(
  read: HeldRead<Row>,
  held: HeldKind<Row>,
  { organisation, ids }: Whose,
  { rows, short }: ListRead<Row>,
  { showsAll }: { showsAll: boolean },
): void {
  for (const id of ids) read.learners.add(id)
  for (const row of rows) if (row.learner !== undefined && ids.has(row.learner)) takeRow(read, row, showsAll)
  if (short) read.shortReads.push({ organisation, what: held.what, ...short })
}

async function readOneByOne<Row extends { id: Id; learner?: Id }>(
  held: HeldKind<Row>,
  read: HeldRead<Row>,
  organisation: Id,
  needed: readonly Id[],
  { client, signal }: LearnerReading,
): Promise<void> {
  await forEach(needed, async learner => {
    const list = await readList(client, held.call, { learner }, { signal })
    read.learners.add(learner)
    for (const row of asRows<Row>(list.rows))
      if ((row.learner ?? learner) === learner) takeRow(read, { ...row, learner }, true)
    if (list.short) read.shortReads.push({ organisation, what: held.what, ...list.short })
  })
}

/** Rows by the type of what they hold: which call answers with which is known to `HeldKind`, not to the compiler. */
function asRows<Row>(rows: readonly object[]): readonly Row[] {
  return rows as readonly Row[]
}

function takeRow<Row extends { id: Id }>(read: HeldRead<Row>, row: Row, showsAll: boolean): void {
  read.rows.push(row)
  if (!showsAll) return
  const { assessor, iqa, iv } = row as { assessor?: Id | null; iqa?: Id | null; iv?: Id | null }
  read.staff.set(row.id, { assessor: assessor ?? null, iqa: iqa ?? iv ?? null })
  read.showsStaff ||= showsStaff(row)
}

function showsStaff(row: object): boolean {
  return ['assessor', 'iqa', 'iv'].some(field => field in row)
}

/** The aims of a world, and how many rows did not tell what they are an aim of. */
export function aimsFrom({ rows }: HeldRead<ListedAim>): {
  aims: World['aims'][number][]
  unread: ListedAim[]
} {
  const aims = rows.flatMap(({ id, learner, standard }) =>
    learner === undefined || standard === undefined ? [] : [{ id, learner, standard }],
  )
  return { aims, unread: rows.filter(one => one.standard === undefined) }
}

/** The unit summaries of a world. A row may leave out its aim or its standard, for each tells the other. */
export function summariesFrom(
  { rows }: HeldRead<SummaryRow>,
  aims: World['aims'],
): { summaries: World['summaries'][number][]; unread: SummaryRow[] } {
  const byId = new Map(aims.map(one => [one.id, one]))
  const byStandard = new Map(aims.map(one => [`${one.learner}/${one.standard}`, one.id]))
  const summaries: World['summaries'][number][] = []
  const unread: SummaryRow[] = []
  for (const row of rows) {
    const { id, learner, unit } = row
    const standard = row.standard ?? byId.get(row.aim ?? Number.NaN)?.standard
    const aim = row.aim ?? byStandard.get(`${learner}/${standard}`)
    if (learner === undefined || unit === undefined || standard === undefined || aim === undefined)
      unread.push(row)
    else summaries.push({ id, learner, aim, standard, unit })
  }
  return { summaries, unread }
}
