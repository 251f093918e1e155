import type { Id } from '../../domain/id.ts'
import type { PersonFields } from '../../domain/plan.ts'
import type { Slot } from '../../domain/slot.ts'
import type { ShortRead, World, WorldAssignment } from '../../reconcile/world/world.ts'
import type { HeldRead, ShownStaff } from './learners.ts'
import type { ShownDefaults } from './people.ts'

/** Who is set by default beside a learner, as assignments. */
export function defaultsOf(learner: Id, { assessor, employer }: ShownDefaults): WorldAssignment[] {
  const slot = { learner, level: 'default', target: 0 } as const
  return [...seen({ ...slot, role: 'assessor' }, assessor), ...seen({ ...slot, role: 'employer' }, employer)]
}

/** Who is set on an aim or a unit, as assignments; nobody where its row does not tell. */
export function staffOf(slot: Omit<Slot, 'role'>, staff: ShownStaff | undefined): WorldAssignment[] {
  if (!staff) return []
  return [
    ...seen({ ...slot, role: 'assessor' }, staff.assessor),
    ...seen({ ...slot, role: 'iqa' }, staff.iqa),
  ]
}

function seen(slot: Slot, person: Id | null): WorldAssignment[] {
  return person === null ? [] : [{ ...slot, person, known: 'seen' }]
}

/** Whether a slot is one of an aim or unit that was read anew. */
export function isReadAnew(
  { level, learner }: Slot,
  aims: Pick<HeldRead<{ id: Id }>, 'learners'>,
  units: Pick<HeldRead<{ id: Id }>, 'learners'>,
): boolean {
  if (level === 'aim') return aims.learners.has(learner)
  return level === 'unit' && units.learners.has(learner)
}

/** A short read for each organisation in which rows came that do not tell what they are about. */
export function unreadIn(
  { people }: World,
  what: 'aims' | 'units',
  { rows }: { rows: readonly { learner?: Id }[] },
  unread: readonly { learner?: Id }[],
): ShortRead[] {
  if (unread.length === 0) return []
  const organisations = new Map(people.map(one => [one.id, one.organisation]))
  const of = ({ learner }: { learner?: Id }) => organisations.get(learner ?? Number.NaN)
  const all = Map.groupBy(rows, of)
  return [...Map.groupBy(unread, of)].flatMap(([organisation, lost]) => {
    const expected = all.get(organisation)?.length ?? 0
    return organisation === undefined ? [] : [{ organisation, what, read: expected - lost.length, expected }]
  })
}

/** Whether every list shows a field, however little it tells. Source: docs/onefile-api.md#2.7. */
export function isAlwaysShown(field: string): boolean {
  return ALWAYS_SHOWN.has(field)
}

const ALWAYS_SHOWN: ReadonlySet<string> = new Set([
  'firstName',
  'lastName',
  'misId',
] satisfies (keyof PersonFields)[])
