import { type Allotment, type Give, planAllocation } from '../domain/allocation.ts'
import { certain } from '../domain/certain.ts'
import type { Change } from '../domain/change.ts'
import type { Finding } from '../domain/finding.ts'
import type { Id } from '../domain/id.ts'
import { judge, type Verdict } from '../domain/judge.ts'
import type { NamedPerson } from '../domain/person.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Slot } from '../domain/slot.ts'
import { type Subject, withSubject } from '../domain/target.ts'
import type { Instant } from '../domain/time.ts'
import type { Tx } from '../storage/database.ts'
import { peopleById } from '../storage/people.ts'
import { subjectsOf } from '../storage/subjects.ts'
import type { Ledger } from '../writer/ledger.ts'
import { tellMovedOn, tellRefusal } from './changes.ts'
import { chosenBy, type LearnersAsked } from './find-learners.ts'
import { countsOf, type PersonCounts } from './person-counts.ts'
import type { Caller, Services } from './services.ts'
import { hashOf, stale } from './transfer.ts'

/** Learners to whom the same is given. */
interface AllocationAsked {
  learners?: readonly Id[] | undefined
  where?: LearnersAsked | undefined
  give: readonly Give[]
  effectiveFrom?: Instant | undefined
  reason: string | null
  dryRun: boolean
  preview?: string | undefined
}

type GivenSlot = Slot & Subject & { before: Id | null; after: Id | null }

/** What an allocation does or would do. */
interface Allocation {
  preview: string
  applied: boolean
  run: Id | null
  chosen: number
  changes: readonly GivenSlot[]
  leftOut: readonly { learner: Id; give: number; code: string; sentence: string }[]
  learners: readonly NamedPerson[]
  people: readonly PersonCounts[]
  findings: readonly Finding[]
}

/** Learners of one allocation at most. */
const MOST_LEARNERS = 10_000

/**
 * Gives the same to many learners, named or chosen by a filter. A preview says what changes, what does not and why, and names
 * the exact changes by a hash; applying needs that hash and makes all of them in one run, or none where the world has changed.
 */
export async function allocate(
  services: Services,
  caller: Caller,
  asked: AllocationAsked,
): Promise<Allocation | Problem> {
  const against = whyNotAsked(asked)
  if (against) return against
  const learners = await learnersOf(services, caller, asked)
  if (isProblem(learners)) return learners
  const homes = await services.storage.organisationsOf('user', learners)
  const organisations = [...new Set(homes.values())].filter(one => caller.sees.has(one))
  return services.writer.run<Allocation | Problem>({
    organisations,
    work: (tx, ledger, now) => carryOut(tx, ledger, { caller, asked, learners, now }),
  })
}

function whyNotAsked({ learners, where, give, dryRun, preview }: AllocationAsked): Problem | undefined {
  if ((learners === undefined) === (where === undefined)) {
    return problem('field-invalid', 'Name "learners", or say "where" they are: one of the two.', 'learners')
  }
  if (give.length === 0) return problem('field-invalid', 'give says nothing; say what is given.', 'give')
  if (dryRun || preview !== undefined) return undefined
  return problem(
    'field-missing',
    'Send it with "dryRun": true first, look at the answer, and send its "preview" to have exactly that done.',
    'preview',
  )
}

async function learnersOf(
  services: Services,
  caller: Caller,
  { learners, where }: AllocationAsked,
): Promise<readonly Id[] | Problem> {
  if (learners !== undefined) return [...new Set(learners)]
  const chosen = await chosenBy(services, caller, where ?? {})
  if (isProblem(chosen)) return chosen
  const ids = await services.storage.read('learnerIds', { ...chosen, limit: MOST_LEARNERS + 1 })
  return ids.length <= MOST_LEARNERS ? ids : tooMany()
}

interface Task {
  caller: Caller
  asked: AllocationAsked
  learners: readonly Id[]
  now: Instant
}

async function carryOut(tx: Tx, ledger: Ledger, task: Task): Promise<Allocation | Problem> {
  const { caller, asked, learners, now } = task
  const allotments = planAllocation(learners, asked.give).map(one => dated(one, asked.effectiveFrom))
  await ledger.load(allotments.map(one => one.request))
  const facts = ledger.factsFor(caller.sees)
  const strange = asked.give.flatMap(give => give.to).find(id => !facts.account(id))
  if (strange !== undefined) return unknownPerson(strange)
  const takeBack: (() => void)[] = []
  const verdicts = allotments.map(({ request }) => {
    const verdict = judge(request, facts, now)
    if (verdict.outcome === 'done') takeBack.push(ledger.foresee(verdict.changes))
    return verdict
  })
  const changes = verdicts.flatMap(one => (one.outcome === 'done' ? one.changes : []))
  const preview = hashOf(asked, changes)
  const against = whyNotApplied(asked, preview, changes)
  if (asked.dryRun || against) for (const undo of takeBack.reverse()) undo()
  if (against) return against
  const purpose = { kind: 'bulk', ...caller.by, reason: asked.reason } as const
  const run = asked.dryRun ? null : await ledger.record(purpose, changes)
  const shown = await show(tx, task, allotments, verdicts, changes)
  return { preview, applied: !asked.dryRun, run, chosen: learners.length, ...shown }
}

function whyNotApplied(
  { dryRun, preview }: AllocationAsked,
  now: string,
  changes: readonly Change[],
): Problem | undefined {
  if (dryRun) return undefined
  if (preview !== now) return stale()
  return changes.length === 0 ? nothingToDo() : undefined
}

function dated(one: Allotment, effectiveFrom: Instant | undefined): Allotment {
  return effectiveFrom === undefined ? one : { ...one, request: { ...one.request, effectiveFrom } }
}

async function show(
  { db }: Tx,
  { caller, asked, learners }: Task,
  allotments: readonly Allotment[],
  verdicts: readonly Verdict[],
  changes: readonly Change[],
) {
  const organisations = [...caller.sees]
  const slots = changes.map(({ slot, before, after }) => ({
    ...slot,
    before: before?.person ?? null,
    after: after?.person ?? null,
  }))
  const subjects = await subjectsOf(db, { organisations, slots })
  const people = asked.give.flatMap(give => [...give.to, ...(give.from === undefined ? [] : [give.from])])
  return {
    changes: withSubject(slots, subjects),
    leftOut: verdicts.flatMap((verdict, at) => whyLeftOut(certain(allotments[at]), verdict)),
    learners: await peopleById(db, { organisations, ids: learners }),
    people: await countsOf(db, { organisations, people, changes }),
    findings: verdicts.flatMap(one => (one.outcome === 'done' ? one.findings : [])),
  }
}

function whyLeftOut({ learner, give, request }: Allotment, verdict: Verdict) {
  const why = (code = '', sentence = '') => [{ learner, give, code, sentence }]
  switch (verdict.outcome) {
    case 'done':
      return []
    case 'already-so':
      return why('already-so', 'The slot is like that already.')
    case 'moved-on': {
      const { code, sentence } = tellMovedOn(verdict.holder)
      return why(code, request.before === null ? 'Somebody is in the slot already.' : sentence)
    }
    case 'refused': {
      const { code, sentence } = tellRefusal(verdict.problem)
      return why(code, sentence)
    }
  }
}

function unknownPerson(id: Id): Problem {
  return problem('user-unknown', `There is no user ${id} that this token may see.`, 'give')
}

function tooMany(): Problem {
  return problem('field-invalid', `More than ${MOST_LEARNERS} learners fit; choose fewer at a time.`, 'where')
}

function nothingToDo(): Problem {
  return problem('nothing-selected', 'Nothing changes; the preview says why for each learner.', 'give')
}
