import {
  type CoveredLearner,
  countCover,
  type DatedPerson,
  MOST_MONTHS,
  type MonthCover,
  monthsOf,
  usualMonths,
} from '../domain/coverage-months.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { CalendarDate } from '../domain/time.ts'
import type { Storage } from '../storage/database.ts'
import { type PageAsked, readCursor, writeCursor } from './cursor.ts'
import { historiesFrom } from './evidence.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

/** Which months, of which organisations. */
interface MonthsAsked extends Pick<PageAsked, 'cursor'> {
  organisation?: Id | undefined
  from?: CalendarDate | undefined
  to?: CalendarDate | undefined
}

/** Cover by organisation and month, of the learners looked at. Where there is more, counts of the next part are to be added. */
interface CoverageMonths {
  months: readonly (MonthCover & { organisation: Id })[]
  next: string | null
}

/** Learners that one call looks at, and how many of them at a time. */
const MOST_LEARNERS = 5000
const PIECE = 500

/** How learners were covered at the end of each month, worked out from the history. */
export async function listCoverageMonths(
  { storage, clock }: Services,
  caller: Caller,
  asked: MonthsAsked,
): Promise<CoverageMonths | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const place = readCursor(asked, ['number', 'number'])
  if (isProblem(place)) return place
  const usual = usualMonths(clock())
  const moments = monthsOf(asked.from ?? usual.from, asked.to ?? usual.to, clock())
  if (moments.length > MOST_MONTHS) return tooManyMonths()
  const months: (MonthCover & { organisation: Id })[] = []
  let room = MOST_LEARNERS
  for (const organisation of organisations.toSorted((a, b) => a - b)) {
    if (place && organisation < place[0]) continue
    let after = place?.[0] === organisation ? place[1] : 0
    const begins = (await storage.read('historyBegins', { organisation })) ?? Number.MAX_SAFE_INTEGER
    const parts: MonthCover[][] = []
    for (;;) {
      const learners = await storage.read('learnersAfter', { organisation, after, limit: PIECE })
      parts.push(countCover(await coveredOf(storage, organisation, learners), moments, begins))
      room -= learners.length
      after = learners.at(-1)?.id ?? after
      const isWhole = learners.length < PIECE
      if (isWhole || room <= 0) {
        months.push(...summed(parts).map(month => ({ organisation, ...month })))
        if (!isWhole) return { months, next: writeCursor([organisation, after]) }
        break
      }
    }
  }
  return { months, next: null }
}

async function coveredOf(
  storage: Storage,
  organisation: Id,
  learners: readonly DatedPerson[],
): Promise<CoveredLearner[]> {
  if (learners.length === 0) return []
  const asked = { organisation, learners: learners.map(one => one.id) }
  const held = await storage.read('portfoliosOf', asked)
  const changes = await storage.read('learnerHistories', { ...asked, upTo: Number.MAX_SAFE_INTEGER })
  const ids = changes.flatMap(({ beforePerson, afterPerson }) =>
    [beforePerson ?? [], afterPerson ?? []].flat(),
  )
  const people = new Map((await storage.read('datedPeople', { organisation, ids })).map(one => [one.id, one]))
  const histories = new Map(historiesFrom(asked.learners, held, changes).map(one => [one.learner, one]))
  return learners.flatMap(learner => {
    const history = histories.get(learner.id)
    return history ? [{ ...history, learner, people }] : []
  })
}

/** Parts of one organisation as one: each month with all its learners. */
function summed(parts: readonly (readonly MonthCover[])[]): MonthCover[] {
  const [first = [], ...others] = parts
  return first.map((month, at) =>
    others.reduce((sum, part) => {
      const more = part[at]
      return more ? added(sum, more) : sum
    }, month),
  )
}

function added(a: MonthCover, b: MonthCover): MonthCover {
  const counts = { ...a.counts }
  for (const code of Object.keys(counts) as (keyof typeof counts)[])
    counts[code] = a.counts[code] + b.counts[code]
  return { ...a, learners: a.learners + b.learners, unknown: a.unknown + b.unknown, counts }
}

function tooManyMonths(): Problem {
  return problem(
    'field-invalid',
    `A period of at most ${MOST_MONTHS} months may be asked about; send a later first day.`,
    'from',
  )
}
