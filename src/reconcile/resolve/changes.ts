import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { ChangeKey, PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import { type Slot, slotKey } from '../../domain/slot.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { WorldPerson } from '../world/world.ts'

/** A change without what every change carries. */
type Bare<C> = C extends PlannedChange ? Omit<C, 'key' | 'because' | 'needs' | 'organisation'> : never

/** Any change before it is known which rows ask for it and what must be done first. */
export type BareChange = Bare<PlannedChange>

/** A change that something asks for, and where it does. */
interface AskedChange {
  change: BareChange
  organisation: Id
  because: readonly SourceLocation[]
  /** Numbers below zero of what it makes beside itself. */
  makes: readonly Id[]
}

/** A change with the rows that ask for it so far. */
interface OpenChange {
  change: PlannedChange
  because: SourceLocation[]
}

/** The changes of a plan. Asking twice for one change makes it once, because of both rows. */
export class Changes {
  readonly #open = new Map<ChangeKey, OpenChange>()
  readonly #makers = new Map<Id, ChangeKey>()
  readonly #referred = new Set<Id>()
  readonly #assigned = new Set<Id>()

  /** Adds a change that something asks for. */
  add({ change, organisation, because, makes }: AskedChange): void {
    const key = keyOf(change)
    const known = this.#open.get(key)
    if (known) known.because.push(...because)
    else this.#put(key, change, organisation, [...because])
    for (const id of makes) this.#makers.set(id, key)
  }

  #put(key: ChangeKey, change: BareChange, organisation: Id, because: SourceLocation[]): void {
    // Every kind of change becomes whole with these four; the compiler does not follow that through the union.
    this.#open.set(key, {
      change: { ...change, key, organisation, because, needs: [] } as PlannedChange,
      because,
    })
    for (const id of idsIn(change)) if (id < 0) this.#referred.add(id)
    if (change.do === 'assign') this.#assigned.add(change.learner)
    const made = madeBy(change)
    if (made !== undefined) this.#makers.set(made, key)
  }

  has(key: ChangeKey): boolean {
    return this.#open.has(key)
  }

  /** The changes in the order in which they can be done. */
  ordered(): PlannedChange[] {
    return [...this.#open.values()].map(({ change }) => this.#withNeeds(change)).sort(inOrder)
  }

  /** The placement to which somebody moves; nothing where they stay. */
  movesTo(person: Id): Id | undefined {
    const change = this.#open.get(`update-person/${person}`)?.change
    return change?.do === 'update-person' ? (change.after.placement ?? undefined) : undefined
  }

  /** Whether a slot of a learner changes. */
  assignsTo(learner: Id): boolean {
    return this.#assigned.has(learner)
  }

  /** Whether a change speaks of something that is yet to be made. */
  refersTo(id: Id): boolean {
    return this.#referred.has(id)
  }

  #withNeeds(change: PlannedChange): PlannedChange {
    const made = idsIn(change).flatMap(id => (id < 0 ? (this.#makers.get(id) ?? []) : []))
    const needs = new Set([...made, ...this.#returnOf(change), ...this.#beganBy(change)])
    needs.delete(change.key)
    return needs.size === 0 ? change : { ...change, needs: [...needs] }
  }

  /** What ends something that the plan makes, or stands in the place of what it takes back, goes after that. */
  #beganBy(change: PlannedChange): ChangeKey[] {
    if (change.do !== 'plan-ahead') return []
    const slot = slotKey(change)
    return [...this.#open.values()].flatMap(({ change: other }) =>
      (other.do === 'assign' || other.do === 'take-back') && slotKey(other) === slot ? [other.key] : [],
    )
  }

  /** Nothing can be done to a learner who is archived before the account is brought back. */
  #returnOf(change: PlannedChange): ChangeKey[] {
    const key = `unarchive-person/${'learner' in change ? change.learner : change.person}`
    return this.#open.has(key) ? [key] : []
  }
}

/** Ids of people, aims and summaries that a change speaks of. */
function idsIn(change: BareChange): Id[] {
  switch (change.do) {
    case 'create-person':
      return change.defaultAssessor === undefined ? [] : [change.defaultAssessor]
    case 'update-person':
    case 'archive-person':
    case 'unarchive-person':
    case 'set-competences':
    case 'plan-leaver':
      return [change.person]
    case 'give-template':
    case 'give-standard':
      return [change.learner]
    case 'give-unit':
      return [change.learner, change.aim]
    case 'assign':
      return [change.learner, change.target, change.after ?? 0]
    case 'plan-ahead':
    case 'take-back':
      return [change.learner, change.target, change.before ?? 0, change.after ?? 0]
  }
}

function madeBy(change: BareChange): Id | undefined {
  if (change.do === 'create-person') return change.person
  if (change.do === 'give-standard') return change.aim
  return change.do === 'give-unit' ? change.summary : undefined
}

/** The key of a change. */
export function keyOf(change: BareChange): ChangeKey {
  switch (change.do) {
    case 'create-person':
    case 'update-person':
    case 'archive-person':
    case 'unarchive-person':
    case 'set-competences':
    case 'plan-leaver':
      return `${change.do}/${change.person}`
    case 'give-template':
      return `${change.do}/${change.learner}/${change.template}`
    case 'give-standard':
      return `${change.do}/${change.learner}/${change.standard}`
    case 'give-unit':
      return `${change.do}/${change.learner}/${change.standard}/${change.unit}`
    case 'assign':
      return `${change.do}/${slotKey(change)}`
    case 'plan-ahead':
      return `${change.do}/${plannedKey(change, change.effectiveFrom)}`
    case 'take-back':
      return `${change.do}/${plannedKey(change, change.effectiveFrom)}/${change.plannedRun}`
  }
}

/** What must be there comes first: people (also those who come back), then what they learn, then who is assigned to them; archiving comes last. */
const PHASES = {
  'create-person': 0,
  'unarchive-person': 0.8,
  'update-person': 1,
  'set-competences': 1,
  'give-template': 2,
  'give-standard': 3,
  'give-unit': 4,
  assign: 5,
  'plan-leaver': 6.5,
  'take-back': 6.2,
  'plan-ahead': 6.5,
  'archive-person': 7,
} as const satisfies Record<PlannedChange['do'], number>

/** Staff are made before the learners who need them; additions go before removals. */
function phaseOf(change: PlannedChange): number {
  if (change.do === 'assign' && change.after === null) return 6
  return change.do === 'create-person' && change.kind === 'learner' ? 0.5 : PHASES[change.do]
}

function inOrder(a: PlannedChange, b: PlannedChange): number {
  return (
    phaseOf(a) - phaseOf(b) ||
    a.organisation - b.organisation ||
    aboutWhom(a) - aboutWhom(b) ||
    levelOf(a) - levelOf(b) ||
    (a.key < b.key ? -1 : 1)
  )
}

/** Who is there already goes before those who are to be made, these in the order of the rows. */
function aboutWhom(change: PlannedChange): number {
  const id = 'learner' in change ? change.learner : change.person
  return id < 0 ? Number.MAX_SAFE_INTEGER / 2 - id : id
}

/** A default employer is also linked as an additional one, so defaults go first. */
function levelOf(change: PlannedChange): number {
  return (change.do === 'assign' || change.do === 'plan-ahead') && change.level === 'default' ? 0 : 1
}

/** What a planned change is kept under as ours: its slot, and the first day on which it counts. */
export function plannedKey(slot: Slot, from: CalendarDate): string {
  return `${slotKey(slot)}@${from}`
}

/** A change of one slot. */
export function assignment(
  slot: Slot,
  of: Pick<PlannedAssignment, 'standard' | 'unit' | 'effectiveFrom'>,
  before: Id | null,
  after: WorldPerson | null,
  reason: PlannedAssignment['reason'],
): Bare<PlannedAssignment> {
  const { learner, level, role, target } = slot
  return { do: 'assign', learner, level, role, target, ...of, before, after: after?.id ?? null, reason }
}
