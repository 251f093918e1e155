import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import type { LearnersWanted } from '../domain/learners-wanted.ts'
import type { NamedPerson } from '../domain/person.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { soughtIn } from '../domain/search-text.ts'
import type { Storage } from '../storage/database.ts'
import type { FoundLearner } from '../storage/learner-search.ts'
import { cutPage, limitOf, type PageAsked, readCursor } from './cursor.ts'
import { portfoliosFrom } from './learner-assignments.ts'
import { findOffered } from './offered.ts'
import { organisationOf, whyNotPlaced } from './owned.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

/** Which learners are asked for, as a caller says it. */
export interface LearnersAsked extends Omit<LearnersWanted, 'archived' | 'sought'> {
  organisation?: Id | undefined
  archived?: boolean | undefined
  name?: string | undefined
}

/** A learner with who is beside them as a whole. */
interface ListedLearner {
  learner: NamedPerson
  misId: string | null
  standards: readonly { id: Id; title: string }[]
  assessor: NamedPerson | null
  iqas: readonly NamedPerson[]
  employer: NamedPerson | null
}

/** A page of learners. */
interface LearnersFound {
  learners: readonly ListedLearner[]
  /** How many there are in all; only on the first page. */
  total: number | null
  next: string | null
}

/** Learners by where and with whom they are, in the order of their names. */
export async function listLearners(
  services: Services,
  caller: Caller,
  asked: PageAsked & LearnersAsked,
): Promise<LearnersFound | Problem> {
  const { storage } = services
  const chosen = await chosenBy(services, caller, asked)
  if (isProblem(chosen)) return chosen
  const place = readCursor(asked, ['number', 'number'])
  if (isProblem(place)) return place
  const from = place && { organisation: place[0], after: place[1] }
  const limit = limitOf(asked)
  const total = from === undefined ? await storage.read('countLearners', chosen) : null
  const found = await storage.read('learnersPage', { ...chosen, from, limit: limit + 1 })
  const { rows, next } = cutPage(found, limit, ({ learner }) => [learner.organisation, learner.id])
  return { learners: await withPeople(storage, caller, rows), total, next }
}

/** Learners chosen by a filter, as storage is asked for them. */
interface ChosenLearners {
  organisations: readonly Id[]
  wanted: LearnersWanted
}

/** What a filter chooses, if everything that it names is there for the caller. */
export async function chosenBy(
  services: Services,
  caller: Caller,
  asked: LearnersAsked,
): Promise<ChosenLearners | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const against = await whyNotNamed(services, caller, asked)
  if (against) return against
  const {
    placement,
    classroom,
    standard,
    assessor,
    iqa,
    employer,
    observer,
    without,
    archived = false,
  } = asked
  const sought = asked.name === undefined ? undefined : (soughtIn(asked.name) ?? { words: [], key: '' })
  const wanted = {
    placement,
    classroom,
    standard,
    assessor,
    iqa,
    employer,
    observer,
    without,
    archived,
    sought,
  }
  return { organisations: organisations.toSorted((a, b) => a - b), wanted }
}

async function whyNotNamed(
  { storage }: Services,
  caller: Caller,
  asked: LearnersAsked,
): Promise<Problem | undefined> {
  const misplaced = await whyNotPlaced(storage, caller, asked)
  if (misplaced) return misplaced
  for (const role of ['assessor', 'iqa', 'employer', 'observer'] as const) {
    const id = asked[role]
    if (id !== undefined && (await organisationOf(storage, caller, 'user', id)) === undefined)
      return problem('user-unknown', `There is no user ${id} that this token may see.`, role)
  }
  if (asked.standard === undefined) return undefined
  const standard = await findOffered(storage.db, caller, 'standard', asked.standard, caller.sees)
  return isProblem(standard) ? standard : undefined
}

async function withPeople(
  storage: Storage,
  caller: Caller,
  rows: readonly FoundLearner[],
): Promise<ListedLearner[]> {
  const titles = await titlesOf(storage, caller)
  const shown = new Map<Id, Omit<ListedLearner, 'learner' | 'misId'>>()
  for (const [organisation, own] of Map.groupBy(rows, row => row.learner.organisation)) {
    const ids = own.map(row => row.learner.id)
    const found = await storage.read('portfoliosOf', { organisation, learners: ids })
    for (const { learner, people, aims, assignments } of portfoliosFrom(found, ids)) {
      const holderAt = (role: 'assessor' | 'employer') => {
        const held = assignments.find(one => one.level === 'default' && one.role === role)
        return held ? certain(people.get(held.person)) : null
      }
      const iqas = assignments.filter(one => one.level === 'additional' && one.role === 'iqa')
      shown.set(learner.id, {
        standards: aims.map(({ standard }) => ({ id: standard, title: titles.get(standard) ?? '' })),
        assessor: holderAt('assessor'),
        iqas: iqas
          .toSorted((a, b) => a.since - b.since || a.person - b.person)
          .map(one => certain(people.get(one.person))),
        employer: holderAt('employer'),
      })
    }
  }
  return rows.map(({ learner, misId }) => ({ learner, misId, ...certain(shown.get(learner.id)) }))
}

/** A catalogue is short: dozens of standards. */
async function titlesOf(storage: Storage, { customer }: Caller): Promise<Map<Id, string>> {
  const standards = await storage.read('listCatalogue', { kind: 'standard', customer })
  return new Map(standards.map(one => [Number(one.id), one.title]))
}
