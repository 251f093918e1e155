import type { Level } from '../../../domain/level.ts'
import { type CalendarDate, startOf } from '../../../domain/time.ts'
import type { ShareRules, TransferCaseloadInput } from '../../../sdk/types.ts'
import type { ChosenPerson } from '../people/chosen-people.tsx'

/** A transfer as it is being put together. */
export interface TransferWanted {
  to: readonly ChosenPerson[]
  /** No level means all of them; the same holds for the rest. */
  levels: readonly Level[]
  placement?: number | undefined
  classroom?: number | undefined
  /** The learners meant, where not all are. */
  learners: ReadonlySet<number> | undefined
  rules: Readonly<Required<ShareRules>>
  /** The first and the last day, where it is not from now on and for good. */
  from?: CalendarDate | undefined
  until?: CalendarDate | undefined
  reason: string
}

/** Nothing chosen yet. What keeps learners together is minded unless somebody says otherwise. */
export const NOTHING_WANTED: TransferWanted = {
  to: [],
  levels: [],
  learners: undefined,
  rules: { competence: false, independent: true, placement: true, classroom: true, employer: true },
  reason: '',
}

/** What is still missing before it can be looked at; nothing where all is there. */
export function missingIn({ to, learners, from, until }: TransferWanted): string | undefined {
  if (to.length === 0) return 'Choose who takes over.'
  if (learners?.size === 0) return 'Choose at least one learner, or all of them.'
  if (until !== undefined && from !== undefined && until < from)
    return 'The last day must not be before the first.'
  return undefined
}

/** The call that a transfer is made with. */
export function callFor(user: number, wanted: TransferWanted): TransferCaseloadInput {
  const { to, levels, placement, classroom, learners, rules, from, until } = wanted
  const reason = wanted.reason.trim()
  const move = {
    to: to.map(({ id }) => id),
    ...(levels.length > 0 && { levels }),
    ...(placement !== undefined && { placements: [placement] }),
    ...(classroom !== undefined && { classrooms: [classroom] }),
    ...(learners !== undefined && { learners: [...learners] }),
    ...(to.length > 1 && { share: rules }),
  }
  return {
    ...{ from: user, moves: [move] },
    ...(from !== undefined && { effectiveFrom: startOf(from) }),
    ...(until !== undefined && { effectiveTo: startOf(until) }),
    ...(reason !== '' && { reason }),
  }
}
