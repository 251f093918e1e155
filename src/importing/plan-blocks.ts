import type { AccountKind } from '../domain/account.ts'
import type { Id } from '../domain/id.ts'
import { isIrreversible, type PlannedChange } from '../domain/plan.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import type { NameBook } from '../report/names.ts'
import { describe, rowsLine } from '../report/text.ts'
import { partOf } from '../report/totals.ts'

/** What a plan changes of one person, for people. */
interface PlanBlock {
  organisation: Id
  organisationName: string
  person: { id: Id; name: string; reference: string | null; kind: AccountKind | null }
  changes: readonly {
    does: 'added' | 'changed' | 'removed'
    sentence: string
    /** The rows that ask for it; empty where a rule does. */
    rows: string
    waits: boolean
    forGood: boolean
  }[]
}

/** A plan by organisation and person, as data. */
export function planBlocks(
  { changes, waits }: Pick<SyncPlan, 'changes' | 'waits'>,
  names: NameBook,
): PlanBlock[] {
  const waiting = new Set(waits)
  const byPerson = Map.groupBy(changes, change => `${change.organisation} ${subjectOf(change)}`)
  const blocks = [...byPerson.values()].flatMap(own => {
    const [first] = own
    return first ? [blockOf(first, own, waiting, names)] : []
  })
  // The centres in the order in which the plan first speaks of them.
  return [...Map.groupBy(blocks, block => block.organisation).values()].flat()
}

function subjectOf(change: PlannedChange): Id {
  return 'learner' in change ? change.learner : change.person
}

function blockOf(
  first: PlannedChange,
  own: readonly PlannedChange[],
  waiting: ReadonlySet<string>,
  names: NameBook,
): PlanBlock {
  const id = subjectOf(first)
  const person = names.person(id)
  return {
    organisation: first.organisation,
    organisationName: names.organisation(first.organisation),
    person: { id, name: names.called(id), reference: person?.misId ?? null, kind: person?.kind ?? null },
    changes: own.map(change => ({
      does: partOf(change),
      sentence: describe(change, names),
      rows: rowsLine(change.because),
      waits: waiting.has(change.key),
      forGood: isIrreversible(change),
    })),
  }
}
