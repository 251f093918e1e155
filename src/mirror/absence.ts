import type { Id } from '../domain/id.ts'
import {
  answerTo,
  keyOf,
  type ListStep,
  type Mirrored,
  type MirrorRow,
  type RowId,
  type Step,
} from './row.ts'
import { isByLearner, listsOf, type PullSituation, type Situation } from './situation.ts'

/** Why a row is in no list: its list was not read, cannot be trusted, or really has it no more. */
type Missing = 'not-read' | 'held' | 'gone'

/** Rows of a list of which this many may be missing at once, whatever its length. */
const FEW = 5

/** Share of a list that may be missing at once. More looks as though the list had been cut short. */
const SHARE = 0.2

/** Judges why known rows of a kind are in none of the lists of a round. */
export class AbsenceJudge {
  readonly kind: Mirrored
  readonly #situation: Situation
  readonly #byLearner: boolean
  /** Rows that are missing, of those known, by the list they belong to. */
  readonly #losses = new Map<string, { known: number; missing: number }>()
  readonly #unsettled: ReadonlySet<string>

  constructor(kind: Mirrored, situation: Situation, shown: ReadonlyMap<RowId, PullSituation>) {
    this.kind = kind
    this.#situation = situation
    this.#byLearner = isByLearner(kind, situation)
    this.#unsettled = unsettledLists(kind, situation)
    for (const row of situation.mirror[kind].values())
      if (row.gone === undefined && !this.#hasGoneLearner(row)) this.#count(row, !shown.has(row.id))
  }

  /** Why a row that no list showed is not there. Ask only of rows that are not gone already. */
  judge(row: MirrorRow): Missing {
    if (this.#hasGoneLearner(row)) return 'gone'
    const lists = this.#listsOf(row)
    if (lists.length === 0 || !lists.every(list => this.#wasRead(list))) return 'not-read'
    const trusted = lists.every(list => !this.#unsettled.has(keyOf(list)) && !this.#looksCut(groupOf(list)))
    return trusted ? 'gone' : 'held'
  }

  #count(row: MirrorRow, missing: boolean): void {
    for (const group of new Set(this.#listsOf(row).map(groupOf))) {
      const so = this.#losses.get(group) ?? { known: 0, missing: 0 }
      this.#losses.set(group, { known: so.known + 1, missing: so.missing + (missing ? 1 : 0) })
    }
  }

  /** What only a learner has goes with the learner. */
  #hasGoneLearner({ learner }: MirrorRow): boolean {
    return this.#situation.mirror.users.get(learner as Id)?.gone !== undefined
  }

  #wasRead(list: ListStep): boolean {
    const { answers } = this.#situation
    const found = answerTo(answers, list) ?? answerTo(answers, { ...list, there: true })
    return found?.is === 'rows'
  }

  #looksCut(group: string): boolean {
    const { known, missing } = this.#losses.get(group) ?? { known: 0, missing: 0 }
    if (this.#situation.wishes.acceptGone || missing === 0) return false
    // Each user who is missing is looked for by id, so a short list of them may well end.
    const isEmpty = this.kind !== 'users' && missing === known && known > 1
    return isEmpty || (missing > FEW && missing > known * SHARE)
  }

  /** The lists that must have shown a row if it is still there. */
  #listsOf(row: MirrorRow): ListStep[] {
    const kind = this.kind
    const organisation = row.organisation as Id
    switch (kind) {
      case 'customers':
      case 'organisations':
        return [{ do: 'list', kind }]
      case 'standards':
      case 'units':
      case 'templates':
        return (row.organisations as Id[]).map(one => ({ do: 'list', kind, organisation: one }))
      case 'users':
        return [{ do: 'list', kind, organisation, account: row.kind as never }]
      case 'aims':
      case 'unitSummaries':
        return [{ do: 'list', kind, organisation, ...(this.#byLearner && { learner: row.learner as Id }) }]
      default:
        return [{ do: 'list', kind, organisation }]
    }
  }
}

/** Lists of learners count together: one learner has too few rows to tell a short list from a change. */
function groupOf({ learner: _, ...list }: ListStep): string {
  return keyOf(list)
}

function unsettledLists(kind: Mirrored, { answers }: Situation): Set<string> {
  const lists = [...listsOf(kind, answers)]
  const unsettled = lists.filter(({ answer }) => answer.is === 'rows' && !answer.settled)
  return new Set(unsettled.map(({ step: { there: _, since: __, ...list } }) => keyOf(list)))
}

/**
 * What to ask for before rows count as gone that their list has no more. Archived users are in no list and can be read by their
 * id (docs/onefile-api.md#q10). Unit summaries have no search without pages that would show whether one was lost between two of them,
 * so that the learner's own are asked for.
 */
export function lookingFor(
  kind: Mirrored,
  situation: Situation,
  shown: ReadonlyMap<RowId, PullSituation>,
): Step[] {
  const judge = new AbsenceJudge(kind, situation, shown)
  const known = [...situation.mirror[kind].values()]
  const missing = known.filter(row => row.gone === undefined && !shown.has(row.id))
  return missing.filter(row => judge.judge(row) === 'gone').flatMap(row => lookOf(kind, row, situation) ?? [])
}

/** Whether a row that looks gone was also looked for, and not found, where such rows have to be. */
export function wasLookedFor(kind: Mirrored, row: MirrorRow, situation: Situation): boolean {
  const look = lookOf(kind, row, situation)
  const answer = look && answerTo(situation.answers, look)
  return look === undefined || answer?.is === 'absent' || (answer?.is === 'rows' && answer.settled)
}

function lookOf(
  kind: Mirrored,
  { id, organisation, learner }: MirrorRow,
  situation: Situation,
): Step | undefined {
  if (kind === 'users') return { do: 'read', kind, id }
  if (kind !== 'unitSummaries' || isByLearner(kind, situation)) return undefined
  return { do: 'list', kind, organisation: organisation as Id, learner: learner as Id }
}
