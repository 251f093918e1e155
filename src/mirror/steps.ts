import { ACCOUNT_KINDS } from '../domain/account.ts'
import type { Id } from '../domain/id.ts'
import { lookingFor } from './absence.ts'
import { needsReading } from './detail.ts'
import { answerTo, keyOf, type ListStep, type Mirrored, type RowId, type Step } from './row.ts'
import {
  areAnswered,
  chosenOrganisations,
  isByLearner,
  learnersOf,
  type Situation,
  shownRows,
} from './situation.ts'

/** A part of a round: kinds that are read together, after which their files are written. */
export interface PullStage {
  kinds: readonly Mirrored[]
  /** Everything that is known to be needed by now, whether it was answered or not. */
  steps(situation: Situation): readonly Step[]
}

/** The parts of a round in their order: whatever needs the answers of another one comes after it. */
export const STAGES: readonly PullStage[] = [
  { kinds: ['customers', 'organisations'], steps: () => [list('customers'), list('organisations')] },
  listed('learnerStatuses', 'aimStatuses', 'providers'),
  listed('templates'),
  listed('classrooms'),
  listed('placements'),
  { kinds: ['standards', 'units'], steps: catalogueSteps },
  { kinds: ['users'], steps: userSteps },
  { kinds: ['aims'], steps: situation => learnerSteps('aims', situation) },
  { kinds: ['unitSummaries'], steps: situation => learnerSteps('unitSummaries', situation) },
]

/** Kinds that a service may lack without the mirror being less than what was asked for: nobody has published their fields. */
export const DISPENSABLE: ReadonlySet<Mirrored> = new Set(['learnerStatuses', 'aimStatuses', 'providers'])

/** What is still to be asked for in a stage, as far as it is known by now. Nothing: the stage is done. */
export function stepsToDo(stage: PullStage, situation: Situation): Step[] {
  return stage.steps(situation).filter(step => answerTo(situation.answers, step) === undefined)
}

function list(kind: Mirrored, more: Omit<ListStep, 'do' | 'kind'> = {}): ListStep {
  return { do: 'list', kind, ...more }
}

/** Kinds with one list for each organisation. */
function listed(...kinds: readonly Mirrored[]): PullStage {
  return {
    kinds,
    steps(situation) {
      const lists = kinds.flatMap(kind => inOrganisations(kind, situation))
      return [...lists, ...kinds.flatMap(kind => readings(kind, situation))]
    },
  }
}

function inOrganisations(kind: Mirrored, situation: Situation): ListStep[] {
  return chosenOrganisations(situation).map(organisation => list(kind, { organisation }))
}

/** Rows of a kind of which the lists showed too little. */
function readings(kind: Mirrored, situation: Situation, shown = shownRows(kind, situation)): Step[] {
  const known = situation.mirror[kind]
  const needed = [...shown].filter(([id, one]) =>
    needsReading(kind, one, known.get(id), situation.round.whole),
  )
  return needed.map(([id]) => ({ do: 'read', kind, id }))
}

function catalogueSteps(situation: Situation): Step[] {
  const lists = [...inOrganisations('standards', situation), ...inOrganisations('units', situation)]
  if (!areAnswered(lists, situation.answers)) return lists
  return [...lists, ...standardsToAsk(situation).map(standard => list('units', { standard }))]
}

/** Standards of which the units are asked for: all where the units have changed, else those that are new. */
function standardsToAsk(situation: Situation): Id[] {
  const { mirror, round } = situation
  const standards = [...shownRows('standards', situation).keys()] as Id[]
  const isNew = (kind: 'standards' | 'units', id: RowId) =>
    mirror[kind].get(id)?.gone !== undefined || !mirror[kind].has(id)
  const shown = shownRows('units', situation)
  const unitsChanged = [...shown.keys()].some(id => isNew('units', id))
  return round.whole || unitsChanged ? standards : standards.filter(id => isNew('standards', id))
}

function userSteps(situation: Situation): Step[] {
  const lists = chosenOrganisations(situation).flatMap(organisation =>
    ACCOUNT_KINDS.flatMap(account => userLists(list('users', { organisation, account }), situation)),
  )
  if (!areAnswered(lists, situation.answers)) return lists
  const shown = shownRows('users', situation)
  return [...lists, ...readings('users', situation, shown), ...lookingFor('users', situation, shown)]
}

/**
 * All users of a list; or, where it was read before, who is there, and then whoever changed since. A service that refuses to
 * tell what changed is asked for all.
 */
function userLists(all: ListStep, { round, state, answers }: Situation): ListStep[] {
  const mark = state.marks[keyOf(all)]
  if (round.whole || mark === undefined) return [all]
  const there: ListStep = { ...all, there: true }
  const who = answerTo(answers, there)
  if (who?.is !== 'rows' || who.rows.length === 0) return [there]
  const since: ListStep = { ...all, since: Date.parse(mark) + 1 }
  return answerTo(answers, since)?.is === 'refused' ? [there, since, all] : [there, since]
}

/** One list for each organisation; or for each learner where the service wants to know whose. */
function learnerSteps(kind: 'aims' | 'unitSummaries', situation: Situation): Step[] {
  const lists = learnerLists(kind, situation)
  if (!areAnswered(lists, situation.answers)) return lists
  const shown = shownRows(kind, situation)
  return [...lists, ...readings(kind, situation, shown), ...lookingFor(kind, situation, shown)]
}

function learnerLists(kind: 'aims' | 'unitSummaries', situation: Situation): ListStep[] {
  const organisations = chosenOrganisations(situation)
  if (isByLearner(kind, situation)) {
    return organisations.flatMap(organisation =>
      learnersOf(organisation, situation).map(learner => list(kind, { organisation, learner })),
    )
  }
  const lists = organisations.map(organisation => list(kind, { organisation }))
  const [first, ...others] = lists
  // The first one tells whether the others are worth asking for.
  return first && areAnswered([first], situation.answers) ? [first, ...others] : lists.slice(0, 1)
}
