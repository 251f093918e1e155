import type { CalendarDate } from '../../domain/time.ts'
import type { Ending, Restart } from '../../intake/statement/statement.ts'
import type { FactRequest } from '../collect/request.ts'

/** What one row says of an end or of going on, with the row. */
interface Turn {
  request: FactRequest
  ending: Ending | undefined
  restart: Restart | undefined
}

/** What all rows about a learner come to: an end or a restart, with the rows that say so. */
export interface LearnerTurn {
  requests: readonly FactRequest[]
  ending?: Ending
  restart?: Restart
}

/**
 * How the learning of somebody ended or went on, by all rows that say something of it. A sheet says it with a status and the
 * day of the end. Rows that disagree make it unclear. `brokeOn` is the last day before a break that an earlier run saw.
 */
export function turnOf(
  facts: readonly FactRequest[],
  brokeOn: CalendarDate | undefined,
): LearnerTurn | undefined {
  const turns = facts.flatMap(request => turnIn(request) ?? [])
  const [first, ...others] = turns
  if (!first) return undefined
  const requests = turns.map(({ request }) => request)
  const rival = others.find(other => meaningOf(other) !== meaningOf(first))
  const unclear = rival && disagreement(first, rival)
  const ending = turns.map(one => one.ending).find(one => one !== undefined)
  if (ending) return { requests, ending: { ...ending, ...(unclear ? { unclear } : {}) } }
  const restart = first.restart && knownBreak(first.restart, brokeOn)
  return restart && { requests, restart: { ...restart, ...(unclear ? { unclear } : {}) } }
}

function turnIn(request: FactRequest): Turn | undefined {
  const { facts, place } = request
  const { state, actualEnd, ending, restart } = facts
  if (ending || restart) return { request, ending, restart }
  if (state === undefined || state === 'archived') return undefined
  const words = [
    `Learner Status ${state}`,
    ...(actualEnd === undefined ? [] : [`Actual End Date ${actualEnd}`]),
  ]
  const sign = { words: words.join(', '), place }
  if (state !== 'active') {
    const lastDay = actualEnd === undefined ? {} : { lastDay: actualEnd }
    return { request, ending: { state, ...sign, ...lastDay }, restart: undefined }
  }
  const unclear =
    actualEnd === undefined ? {} : { unclear: `the learner goes on, and yet the actual end is ${actualEnd}` }
  return { request, ending: undefined, restart: { ...sign, ...unclear } }
}

function meaningOf({ ending, restart }: Turn): string {
  return ending ? `${ending.state} ${ending.lastDay ?? ''}` : `active ${restart?.from ?? ''}`
}

function disagreement(one: Turn, other: Turn): string {
  const [first, second] = [one, other].map(
    ({ request, ending, restart }) => `row ${request.place.row ?? '?'} says ${(ending ?? restart)?.words}`,
  )
  return `${first}, and ${second}`
}

/** A row that says no more than that the learner goes on is a restart only after a break that is known. */
function knownBreak(restart: Restart, brokeOn: CalendarDate | undefined): Restart | undefined {
  if (restart.from === undefined && restart.before === undefined && brokeOn === undefined) return undefined
  const before = restart.before ?? brokeOn
  return before === undefined ? restart : { ...restart, before }
}
