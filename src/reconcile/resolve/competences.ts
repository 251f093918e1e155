import type { Id } from '../../domain/id.ts'
import { roleOf } from '../../domain/role.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { AccountRequests, CompetenceRequest } from '../collect/request.ts'
import { calledBy } from '../world/world.ts'
import type { AccountContext } from './context.ts'
import { archivedPerson } from './slots.ts'

/** Decides which standards somebody is to assess or assure, as one change. What no row names stays as it is. */
export function resolveCompetences(
  { person, competences: asked }: AccountRequests,
  { decisions, competences }: AccountContext,
): void {
  if (asked.length === 0) return
  const against = whyNot(person, competences !== undefined)
  if (against) {
    decisions.holdAll(asked, against)
    return
  }
  const now = new Set(competences?.get(person.id) ?? [])
  const rival = rivalIn(asked)
  if (rival) {
    for (const request of asked) decisions.hold(request, rival)
    return
  }
  const wanted = asked.flatMap(({ want, standard }) =>
    want === 'hold' && standard !== null ? [standard] : [],
  )
  const add = sorted(wanted.filter(standard => !now.has(standard)))
  const remove = sorted(removedBy(asked, now))
  const isDone = ({ want, standard }: CompetenceRequest) =>
    want === 'hold'
      ? standard !== null && now.has(standard)
      : standard === null
        ? now.size === 0
        : !now.has(standard)
  decisions.leave(asked.filter(isDone))
  const planned = asked.filter(request => !isDone(request))
  if (planned.length === 0) return
  const change = { do: 'set-competences', person: person.id, add, remove } as const
  decisions.plan(change, person.organisation, planned)
}

function whyNot(person: AccountRequests['person'], isKept: boolean): HeldReason | undefined {
  if (person.archived) return archivedPerson(person)
  if (!isKept)
    return reason(
      'competence-unkept',
      'OneFile keeps no competences; read the sheet against a Caseload server.',
    )
  const role = roleOf(person.kind)
  if (role === 'assessor' || role === 'iqa') return undefined
  return {
    code: 'role-mismatch',
    sentence: `${calledBy(person)} neither assesses nor assures, so that no competence is kept.`,
  }
}

function removedBy(asked: readonly CompetenceRequest[], now: ReadonlySet<Id>): Id[] {
  const removed = asked.filter(({ want }) => want === 'remove')
  if (removed.some(({ standard }) => standard === null)) return [...now]
  return removed.flatMap(({ standard }) => (standard !== null && now.has(standard) ? [standard] : []))
}

/** Rows that add what others take away: which of them is right cannot be told. */
function rivalIn(asked: readonly CompetenceRequest[]): HeldReason | undefined {
  const added = asked.filter(({ want }) => want === 'hold')
  const taken = asked.filter(({ want }) => want === 'remove')
  const rival = taken.find(
    one =>
      added.length > 0 && (one.standard === null || added.some(other => other.standard === one.standard)),
  )
  if (!rival) return undefined
  return reason(
    'competences-contested',
    `Rows add what row ${rival.place.row ?? '?'} takes away of what one person may assess; keep one of them.`,
  )
}

function sorted(ids: readonly Id[]): Id[] {
  return [...new Set(ids)].sort((a, b) => a - b)
}
