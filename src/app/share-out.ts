import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { type NamedPerson, samePerson } from '../domain/person.ts'
import { type Coming, comingOf } from '../domain/planned.ts'
import { responsible } from '../domain/responsible.ts'
import { type Role, roleOf } from '../domain/role.ts'
import {
  type NotShared,
  type SaidRules,
  type Shared,
  type SharedLearner,
  type ShareReason,
  type ShareRules,
  share,
  type Taker,
} from '../domain/share.ts'
import type { Instant } from '../domain/time.ts'
import { heldByThen, type Movable } from '../domain/transfer.ts'
import { movablesBeside, movablesOf } from '../storage/caseloads.ts'
import { standards } from '../storage/catalogue.ts'
import { competencesOf } from '../storage/competences.ts'
import type { Db } from '../storage/db.ts'
import { peopleById } from '../storage/people.ts'
import { inFullPieces } from '../storage/pieces.ts'
import { plannedAround } from '../storage/planned-around.ts'
import { portfoliosOf } from '../storage/portfolios.ts'
import { select } from '../storage/records.ts'

/** A part of a caseload to be shared out. */
interface ShareAsked {
  organisation: Id
  /** What is handed over. */
  handed: readonly Movable[]
  to: readonly Id[]
  rules: SaidRules
  /** When it counts, where that is to come. */
  due: Instant | undefined
  bounds?: SharingBounds | undefined
}

/** A learner, and whom they come to or may not come to. */
interface LearnerPair {
  learner: Id
  person: Id
}

/** What bounds a sharing beside its rules. */
export interface SharingBounds {
  /** Who may not come together. */
  apart?: readonly LearnerPair[] | undefined
  /** Who comes to whom besides, by sharings that are not made yet: they count like those whom people have already. */
  besides?: readonly LearnerPair[] | undefined
  /** Who takes whom, as an earlier answer proposed it; nobody else is handed over. */
  settled?: readonly LearnerPair[] | undefined
}

/** Who takes over whom, told in a sentence, and who finds nobody. */
export interface SharedOut {
  shared: readonly (Shared & { sentence: string })[]
  notShared: readonly (NotShared & { sentence: string })[]
}

/** Shares a part of a caseload out, with all that the rules need to know read first. */
export async function shareOut(db: Db, asked: ShareAsked): Promise<SharedOut> {
  const { organisation, handed } = asked
  if (handed.length === 0) return { shared: [], notShared: [] }
  const { apart = [], besides = [] } = asked.bounds ?? {}
  const rules = rulesOf(asked.rules)
  const takers = await takersOf(db, asked)
  const learners = [...Map.groupBy(handed, one => one.learner)]
  const known = await aboutLearners(db, organisation, [
    ...learners.map(([learner]) => learner),
    ...takers.flatMap(({ held }) => held.map(one => one.learner)),
    ...besides.map(one => one.learner),
  ])
  const apartOf = (learner: Id) =>
    takers.filter(({ person }) => isApart(learner, person.id, apart)).map(({ person }) => person.id)
  const shown = learners.map(([learner, slots]) => ({
    ...known.place(learner),
    standards: known.standardsOf(learner, slots),
    opposite: rules.independent ? known.opposite(learner, slots, takers) : [],
    apart: apartOf(learner),
  }))
  const own = new Set(learners.map(([learner]) => learner))
  const candidates = takers.map(({ person, held, competences }): Taker => {
    const coming = besides.filter(one => one.person === person.id).map(one => one.learner)
    const all = new Set([...held.map(one => one.learner), ...coming])
    const others = [...all].filter(id => !own.has(id) && known.isLive(id))
    return {
      ...{ person: person.id, target: person.caseloadTarget, competences },
      learners: others.map(learner => known.place(learner)),
    }
  })
  const { shared, notShared } = share(shown, candidates, rules)
  const titles = await titlesOf(
    db,
    shown.flatMap(one => one.standards),
  )
  const people = new Map(takers.map(one => [one.person.id, one.person]))
  const of = new Map(shown.map(one => [one.learner, one]))
  return {
    shared: shared.map(one => ({
      ...one,
      sentence: sayShared(one, certain(people.get(one.to)), certain(of.get(one.learner)), titles),
    })),
    notShared: notShared.map(one => ({
      ...one,
      sentence: sayNotShared(one, certain(of.get(one.learner)), titles),
    })),
  }
}

function isApart(learner: Id, person: Id, apart: readonly LearnerPair[]): boolean {
  return apart.some(one => one.learner === learner && one.person === person)
}

function rulesOf(said: SaidRules): ShareRules {
  const {
    competence = false,
    independent = false,
    placement = false,
    classroom = false,
    employer = false,
  } = said
  return { competence, independent, placement, classroom, employer }
}

/** Somebody who may take over, with what they hold and may assess. */
interface KnownTaker {
  person: NamedPerson
  held: readonly Movable[]
  competences: ReadonlySet<Id> | null
}

async function takersOf(db: Db, { organisation, to, due }: ShareAsked): Promise<KnownTaker[]> {
  const people = await peopleById(db, { organisations: [organisation], ids: to })
  const byId = new Map(people.map(one => [one.id, one]))
  const held = await movablesOf(db, { organisation, people: to })
  const { changes, held: beside } = await plannedAround(db, { organisation, people: to })
  const coming: Coming = due === undefined ? new Map() : comingOf(changes)
  const competences = await competencesOf(db, { organisation, people: to })
  return to.flatMap(id => {
    const person = byId.get(id)
    if (!person) return []
    const then = due === undefined ? held : heldByThen(id, [...held, ...beside], coming, due)
    return [{ person, held: then.filter(one => one.person === id), competences: competences.get(id) ?? null }]
  })
}

/** What bears on sharing of some learners. */
interface AboutLearners {
  isLive(learner: Id): boolean
  /** A learner with workplace, class and employer, and nothing of what is handed over. */
  place(learner: Id): SharedLearner
  standardsOf(learner: Id, slots: readonly Movable[]): Id[]
  /** Those who stand on the other side of the learner's assessment, or an account of the same person does. */
  opposite(learner: Id, slots: readonly Movable[], takers: readonly KnownTaker[]): Id[]
}

async function aboutLearners(db: Db, organisation: Id, ids: readonly Id[]): Promise<AboutLearners> {
  const learners = [...new Set(ids)]
  const held = await movablesBeside(db, { organisation, learners })
  const byLearner = Map.groupBy(held, one => one.learner)
  const { aims, units } = await portfoliosOf(db, { organisation, learners })
  const aimsBy = Map.groupBy(aims, one => one.learner)
  const standardOf = new Map<string, Id>([
    ...aims.map(one => [`aim/${one.id}`, one.standard] as const),
    ...units.map(one => [`unit/${one.id}`, one.standard] as const),
  ])
  const everybody = [...learners, ...held.map(one => one.person)]
  const people = await inFullPieces([...new Set(everybody)], piece =>
    peopleById(db, { organisations: [organisation], ids: piece }),
  )
  const byId = new Map(people.map(one => [one.id, one]))
  return {
    isLive: id => byId.get(id)?.archived === false,
    place: learner => {
      const { placement = null, classroom = null } = byId.get(learner) ?? {}
      const employer = responsible('employer', byLearner.get(learner) ?? [], {})?.person ?? null
      return { learner, standards: [], placement, classroom, employer, opposite: [] }
    },
    standardsOf: (learner, slots) => {
      const all = (aimsBy.get(learner) ?? []).map(one => one.standard)
      const wanted = slots.flatMap(({ level, target }) => standardOf.get(`${level}/${target}`) ?? all)
      return [...new Set(wanted)].sort((a, b) => a - b)
    },
    opposite: (learner, slots, takers) => {
      const against = slots.flatMap(({ role }) => OPPOSITE[role] ?? [])
      const others = (byLearner.get(learner) ?? [])
        .filter(one => against.includes(one.role))
        .flatMap(one => byId.get(one.person) ?? [])
      return takers
        .filter(({ person }) => others.some(other => samePerson(person, other) !== null))
        .map(({ person }) => person.id)
    },
  }
}

const OPPOSITE: Partial<Record<Role, Role>> = { assessor: 'iqa', iqa: 'assessor' }

async function titlesOf(db: Db, ids: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await inFullPieces([...new Set(ids)], piece => select(db, standards, { id: piece }))
  return new Map(rows.map(({ id, code, title }) => [id, code ?? title]))
}

/** Such as "to Cerys Vaughan: under target (12 of 20), assesses ST0005, same employer as 4 of theirs". */
function sayShared(
  { because }: Shared,
  person: NamedPerson,
  { standards: ids }: SharedLearner,
  titles: ReadonlyMap<Id, string>,
): string {
  const reasons = because.map(reason => sayReason(reason, person, ids, titles))
  return `to ${person.firstName} ${person.lastName}: ${reasons.join(', ')}`
}

function sayReason(
  { code, count = 0 }: ShareReason,
  { kind, caseloadTarget }: NamedPerson,
  ids: readonly Id[],
  titles: ReadonlyMap<Id, string>,
): string {
  switch (code) {
    case 'under-target':
      return `under target (${count} of ${caseloadTarget})`
    case 'fewest':
      return `most room (has ${count})`
    case 'competent':
      return `${roleOf(kind) === 'iqa' ? 'assures' : 'assesses'} ${listed(ids, titles)}`
    case 'same-employer':
      return `same employer as ${count} of theirs`
    case 'same-placement':
      return `same workplace as ${count} of theirs`
    case 'same-class':
      return `same class as ${count} of theirs`
  }
}

function sayNotShared(
  { code }: NotShared,
  { standards: ids }: SharedLearner,
  titles: ReadonlyMap<Id, string>,
): string {
  switch (code) {
    case 'nobody-named':
      return 'Nobody is named who could take over.'
    case 'nobody-competent':
      return `Of nobody named is it said that they assess ${listed(ids, titles)}; say so with PUT /users/{id}/competences, or name somebody else.`
    case 'nobody-but-apart':
      return 'Everybody named who could take over is kept apart from the learner; name somebody else.'
    case 'nobody-independent':
      return 'Everybody named who could take over stands on the other side of the assessment; name somebody else.'
  }
}

function listed(ids: readonly Id[], titles: ReadonlyMap<Id, string>): string {
  return ids.map(id => titles.get(id) ?? String(id)).join(', ')
}
