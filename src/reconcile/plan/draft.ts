import type { Place } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { ChangeKey, PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import { type Slot, type SlotKey, slotKey } from '../../domain/slot.ts'
import type { WorldPerson } from '../world/world.ts'
import { type Entry, settle } from './entry.ts'

/** A change without what every change carries. */
type Bare<C> = C extends PlannedChange ? Omit<C, 'key' | 'because' | 'needs' | 'organisation'> : never

/** A change whose rows are still being gathered. */
interface Open {
  change: PlannedChange
  because: Place[]
}

/** The changes of a plan while it is made. Asking twice for one change makes it once, because of both rows. */
export class Draft {
  private readonly open = new Map<ChangeKey, Open>()
  private readonly makers = new Map<Id, ChangeKey>()
  private readonly referred = new Set<Id>()
  private readonly placed = new Set<Id>()
  /** Slots that are as wanted and that a complete file may take over. */
  readonly adopts: { slot: SlotKey; person: Id }[] = []

  /** Adds a change because of some rows, which are planned by that. */
  add(
    change: Bare<PlannedChange>,
    organisation: Id,
    entries: readonly Entry[],
    places: readonly Place[] = [],
  ): ChangeKey {
    const key = keyOf(change)
    const known = this.open.get(key)
    const because = known?.because ?? [...places]
    for (const entry of entries) {
      because.push(entry.place)
      settle(entry, 'planned')
    }
    if (!known) this.put(key, change, organisation, because)
    return key
  }

  private put(key: ChangeKey, change: Bare<PlannedChange>, organisation: Id, because: Place[]): void {
    this.open.set(key, {
      change: { ...change, key, organisation, because, needs: [] } as PlannedChange,
      because,
    })
    for (const id of idsIn(change)) if (id < 0) this.referred.add(id)
    if (change.do === 'assign') this.placed.add(change.learner)
    const made = madeBy(change)
    if (made !== undefined) this.makers.set(made, key)
  }

  /** Notes which change makes something that is only counted below zero, as a template makes aims. */
  makes(id: Id, key: ChangeKey): void {
    this.makers.set(id, key)
  }

  has(key: ChangeKey): boolean {
    return this.open.has(key)
  }

  /** The changes in the order in which they can be done. */
  ordered(): PlannedChange[] {
    return [...this.open.values()].map(({ change }) => this.withNeeds(change)).sort(inOrder)
  }

  /** The placement to which somebody moves; nothing where they stay. */
  movesTo(person: Id): Id | undefined {
    const change = this.open.get(`update-person/${person}`)?.change
    return change?.do === 'update-person' ? (change.after.placement ?? undefined) : undefined
  }

  /** Whether anybody is placed beside a learner. */
  places(learner: Id): boolean {
    return this.placed.has(learner)
  }

  /** Whether a change speaks of something that is yet to be made. */
  refersTo(id: Id): boolean {
    return this.referred.has(id)
  }

  private withNeeds(change: PlannedChange): PlannedChange {
    const made = idsIn(change).flatMap(id => (id < 0 ? (this.makers.get(id) ?? []) : []))
    const needs = new Set([...made, ...this.returnOf(change)])
    needs.delete(change.key)
    return needs.size === 0 ? change : { ...change, needs: [...needs] }
  }

  /** Nothing can be done to a learner who is archived before the account is brought back. */
  private returnOf(change: PlannedChange): ChangeKey[] {
    const key = `unarchive-person/${'learner' in change ? change.learner : change.person}`
    return this.open.has(key) ? [key] : []
  }
}

/** Ids of people, aims and summaries that a change speaks of. */
function idsIn(change: Bare<PlannedChange>): Id[] {
  switch (change.do) {
    case 'create-person':
      return change.defaultAssessor === undefined ? [] : [change.defaultAssessor]
    case 'update-person':
    case 'archive-person':
    case 'unarchive-person':
      return [change.person]
    case 'give-template':
    case 'give-standard':
      return [change.learner]
    case 'give-unit':
      return [change.learner, change.aim]
    case 'assign':
      return [change.learner, change.target, change.after ?? 0]
  }
}

function madeBy(change: Bare<PlannedChange>): Id | undefined {
  if (change.do === 'create-person') return change.person
  if (change.do === 'give-standard') return change.aim
  return change.do === 'give-unit' ? change.summary : undefined
}

function keyOf(change: Bare<PlannedChange>): ChangeKey {
  switch (change.do) {
    case 'create-person':
    case 'update-person':
    case 'archive-person':
    case 'unarchive-person':
      return `${change.do}/${change.person}`
    case 'give-template':
      return `${change.do}/${change.learner}/${change.template}`
    case 'give-standard':
      return `${change.do}/${change.learner}/${change.standard}`
    case 'give-unit':
      return `${change.do}/${change.learner}/${change.standard}/${change.unit}`
    case 'assign':
      return `${change.do}/${slotKey(change)}`
  }
}

/** What must be there comes first: people (also those who come back), then what they learn, then who is beside them; archiving comes last. */
const PHASES = {
  'create-person': 0,
  'unarchive-person': 0.8,
  'update-person': 1,
  'give-template': 2,
  'give-standard': 3,
  'give-unit': 4,
  assign: 5,
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
  return change.do === 'assign' && change.level === 'default' ? 0 : 1
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
