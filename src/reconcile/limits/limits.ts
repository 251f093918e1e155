import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import { type ChangeKey, isRemoval, type PlannedAssignment, type PlannedChange } from '../../domain/plan.ts'
import { LIMIT_PARTS, type RemovalLimits, USUAL_LIMITS } from '../../domain/removal-limits.ts'
import type { Limit, MappingLimits } from '../../intake/mapping/mapping.ts'
import type { World } from '../world/world.ts'

/** What a limit is about: all of an organisation, all that one person holds, all of one level of an organisation. */
type LimitPart = 'organisation' | 'assessor' | 'level' | 'accounts'

/** A limit with nothing left out. */
type FullLimit = Required<Limit>

/** What holds where neither the mapping nor the server says anything of limits. */
const DEFAULT_LIMITS: Readonly<Record<LimitPart, FullLimit>> = {
  ...USUAL_LIMITS,
  accounts: USUAL_LIMITS.organisation,
}

/** A limit that removals are over, with the numbers. */
export interface Breach {
  part: LimitPart
  organisation: Id
  /** The person who would lose, or the level. */
  person?: Id
  level?: Level
  removals: number
  /** How many there are now. */
  of: number
  limit: FullLimit
}

/** What is over a limit, and which changes wait for that. */
export interface LimitReport {
  breaches: readonly Breach[]
  /** Removals that wait for an approval, in the order of the plan. Everything else goes on. */
  waits: readonly ChangeKey[]
}

interface LimitGroup {
  breach: Omit<Breach, 'removals' | 'of' | 'limit'>
  keys: ChangeKey[]
}

/**
 * Judges the removals of a plan by organisation, by person and by level. One way of counting for looking and for doing.
 * Replacing somebody is no removal: the place stays filled.
 */
export function judgeLimits(
  changes: readonly PlannedChange[],
  world: World,
  limits: MappingLimits,
): LimitReport {
  const groups = new Map<string, LimitGroup>()
  for (const change of changes)
    if (isRemoval(change)) for (const breach of partsOf(change)) gather(groups, breach, change)
  if (groups.size === 0) return { breaches: [], waits: [] }
  const totals = totalsOf(world)
  const over = [...groups].flatMap(([key, { breach, keys }]) => {
    const limit = { ...DEFAULT_LIMITS[breach.part], ...limitFor(breach.part, limits) }
    const of = totals.get(key) ?? 0
    const isOver = keys.length > limit.count && keys.length > limit.share * of
    return isOver ? [{ breach: { ...breach, removals: keys.length, of, limit }, keys }] : []
  })
  const waiting = new Set(over.flatMap(one => one.keys))
  return {
    breaches: over.map(one => one.breach),
    waits: changes.filter(one => waiting.has(one.key)).map(one => one.key),
  }
}

/** The limits of a mapping, and where it says nothing those that the server holds for every plan. */
export function limitsWith(kept: RemovalLimits, own: MappingLimits): MappingLimits {
  return Object.fromEntries(LIMIT_PARTS.map(part => [part, { ...kept[part], ...own[part] }]))
}

/** Archiving is limited as an organisation's assignments are, counted by accounts. */
function limitFor(part: LimitPart, limits: MappingLimits): Limit {
  return (part === 'accounts' ? limits.organisation : limits[part]) ?? {}
}

function partsOf(change: PlannedChange): LimitGroup['breach'][] {
  const { organisation } = change
  if (change.do !== 'assign') return [{ part: 'accounts', organisation }]
  const { before, level } = change as PlannedAssignment & { before: Id }
  return [
    { part: 'organisation', organisation },
    { part: 'assessor', organisation, person: before },
    { part: 'level', organisation, level },
  ]
}

function keyOf({ part, organisation, person, level }: LimitGroup['breach']): string {
  return `${part} ${organisation} ${person ?? level ?? ''}`
}

function gather(groups: Map<string, LimitGroup>, breach: LimitGroup['breach'], { key }: PlannedChange): void {
  const at = keyOf(breach)
  const group = groups.get(at)
  if (group) group.keys.push(key)
  else groups.set(at, { breach, keys: [key] })
}

/** How much there is now of everything that a limit is about. */
function totalsOf({ assignments, people }: World): Map<string, number> {
  const totals = new Map<string, number>()
  const add = (key: string) => totals.set(key, (totals.get(key) ?? 0) + 1)
  const places = new Map<Id, Id>()
  for (const { id, kind, archived, organisation } of people) {
    if (kind !== 'learner') continue
    places.set(id, organisation)
    if (!archived) add(keyOf({ part: 'accounts', organisation }))
  }
  for (const { learner, level, person } of assignments) {
    const organisation = places.get(learner)
    if (organisation === undefined) continue
    add(keyOf({ part: 'organisation', organisation }))
    add(keyOf({ part: 'assessor', organisation, person }))
    add(keyOf({ part: 'level', organisation, level }))
  }
  return totals
}
