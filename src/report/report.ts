import { type ChangeKey, type Outcome, type PlannedChange, rootCause } from '../domain/plan.ts'
import { calledBy } from '../reconcile/world/world.ts'
import type { NameBook } from './names.ts'
import { describe } from './text.ts'

/** What a report tells of. */
export interface Reported {
  run: string
  plan: string
  changes: readonly PlannedChange[]
  outcomes: ReadonlyMap<ChangeKey, Outcome>
  believed: ReadonlySet<ChangeKey>
  counts: Readonly<Record<string, number>>
  resumed: boolean
}

/** A run report for programs: counts that add up, and every change with what became of it. */
export function reportJson({ outcomes, believed, changes, ...report }: Reported): object {
  return {
    ...report,
    believed: believed.size,
    changes: changes.map(change => ({
      ...change,
      ...outcomes.get(change.key),
      ...(believed.has(change.key) && { believed: true }),
    })),
  }
}

/**
 * A run report for people: what was done in numbers, and every change that was not done, with the reason. Those that wait for
 * another one stand with it as a number.
 */
export function reportText(report: Reported, names: NameBook): string[] {
  const { run, plan, changes, counts, believed, resumed } = report
  const head = `${run}${resumed ? ', gone on with' : ''}: plan ${plan.slice(0, 12)}, ${changes.length} changes`
  const numbers = [
    `${counts.done} done`,
    `${counts['already-so']} already so`,
    `${counts['moved-on']} moved on`,
    `${counts.refused} refused`,
    `${counts['not-tried']} not tried`,
  ]
  return [head, numbers.join(', '), ...believedLine(believed.size), ...troubles(report, names)]
}

function believedLine(count: number): string[] {
  return count === 0 ? [] : [`${count} of them believed: the server has no call that shows them.`]
}

function troubles({ changes, outcomes }: Reported, names: NameBook): string[] {
  const blocked = new Map<ChangeKey, number>()
  for (const [key, outcome] of outcomes) {
    if (!('by' in outcome)) continue
    const root = rootCause(key, outcomes)
    blocked.set(root, (blocked.get(root) ?? 0) + 1)
  }
  return changes.flatMap(change => {
    const why = whyNot(outcomes.get(change.key))
    const waiting = blocked.get(change.key) ?? 0
    const others = waiting > 0 ? ` ${waiting} more wait for this.` : ''
    return why === undefined ? [] : [`  ${whom(change, names)}: ${describe(change, names)}. ${why}${others}`]
  })
}

function whom(change: PlannedChange, names: NameBook): string {
  const id = 'learner' in change ? change.learner : change.person
  const person = names.person(id)
  return person ? calledBy(person) : names.called(id)
}

/** What waits for another change is told there, and work by hand has a list of its own. */
const NOT_TRIED = {
  waits: 'Not tried: it waits for an approval.',
  stopped: 'Not tried: the run was stopped; run it again.',
  unsupported: undefined,
  blocked: undefined,
} as const

function whyNot(outcome: Outcome | undefined): string | undefined {
  switch (outcome?.outcome) {
    case 'moved-on':
      return `Moved on: ${outcome.sentence}`
    case 'refused':
      return `Refused (${outcome.code}): ${outcome.sentence}`
    case 'not-tried':
      return NOT_TRIED[outcome.why]
    default:
      return undefined
  }
}
