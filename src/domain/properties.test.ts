/**
 * What holds for any history of requests over the cast, however odd: people are asked for, taken away, backdated
 * and taken back in random order. The seed is fixed, so a failure here fails everywhere.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AIMS,
  additionalSlot,
  CAST,
  defaultSlot,
  dorcas,
  factsOf,
  LEARNERS,
  lucan,
  type Member,
  NOBODY,
  NORTH,
  NOW,
  STAFF,
  STANDARDS,
  SUMMARIES,
  UNITS,
} from '../../test/cast.ts'
import type { Holding } from './assignment.ts'
import { applyChange, type Change, type Holdings, inverse, type RecordedChange } from './change.ts'
import type { Id } from './id.ts'
import { judge, type Verdict } from './judge.ts'
import { LEVELS } from './level.ts'
import { isProblem } from './problem.ts'
import type { AssignRequest } from './request.ts'
import { qualifies, ROLE_NAMES, type Role, roleOf } from './role.ts'
import { type SlotKey, slotKey } from './slot.ts'
import { type Instant, startOf } from './time.ts'
import { heldAt } from './timeline.ts'
import { judgeUndo } from './undo.ts'

const MINUTE = 60_000
const DAY = startOf('1970-01-02')

// Who asks for what.

/** Either one request, or a run to take back, counted from the first. */
type Step = { ask: AssignRequest } | { takeBack: number }

const anyLearner = mostly(LEARNERS)
const anyPerson = mostly(STAFF)
/** How many days ago it counts from, if not from now. */
const anyDelay = fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined, freq: 4 })

/** Mostly people who are at work in North, so that most requests are accepted; now and then somebody else. */
function mostly(people: readonly Member[]): fc.Arbitrary<Id> {
  const atWork = people.filter(one => one.organisation === NORTH.id && !one.archived)
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...atWork.map(one => one.id)) },
    { weight: 1, arbitrary: fc.constantFrom(...people.map(one => one.id)) },
  )
}

function peopleAs(...roles: Role[]): fc.Arbitrary<Id> {
  return mostly(STAFF.filter(one => roles.includes(roleOf(one.kind)!)))
}

const askDefault = fc.record<AssignRequest>({
  learner: anyLearner,
  level: fc.constant('default'),
  after: peopleAs('assessor', 'employer'),
})
const clearDefault = fc.record<AssignRequest>({
  learner: anyLearner,
  level: fc.constant('default'),
  role: fc.constantFrom('assessor', 'employer'),
  after: fc.constant(null),
})
const askAdditional = fc.record<AssignRequest>({
  learner: anyLearner,
  level: fc.constant('additional'),
  after: anyPerson,
})
const removeAdditional = fc.record<AssignRequest>({
  learner: anyLearner,
  level: fc.constant('additional'),
  before: anyPerson,
  after: fc.constant(null),
})
const anyPlace = fc.oneof(
  fc.constantFrom(...AIMS).map(({ learner, standard }) => ({ learner, level: 'aim' as const, standard })),
  fc
    .constantFrom(...SUMMARIES)
    .map(({ learner, standard, unit }) => ({ learner, level: 'unit' as const, standard, unit })),
)
const askPlace = fc
  .tuple(anyPlace, peopleAs('assessor', 'iqa'))
  .map(([place, after]) => ({ ...place, after }))
const clearPlace = fc
  .tuple(anyPlace, fc.constantFrom<Role>('assessor', 'iqa'))
  .map(([place, role]) => ({ ...place, role, after: null }))

/** Requests as people make them: most are accepted. */
const sensibleRequest: fc.Arbitrary<AssignRequest> = fc
  .tuple(fc.oneof(askDefault, clearDefault, askAdditional, removeAdditional, askPlace, clearPlace), anyDelay)
  .map(([request, delay]) =>
    delay === undefined ? request : { ...request, effectiveFrom: NOW - delay * DAY },
  )

const anyId = fc.oneof(
  fc.constantFrom(...CAST.map(one => one.id), ...AIMS.map(one => one.id), NOBODY),
  fc.integer(),
)

/** Requests that no face would send: any ids anywhere, fields missing or too many. */
const wildRequest: fc.Arbitrary<AssignRequest> = fc.record(
  {
    learner: anyId,
    level: fc.constantFrom(...LEVELS),
    role: fc.constantFrom(...ROLE_NAMES),
    standard: fc.oneof(fc.constantFrom(...STANDARDS.map(one => one.id)), anyId),
    unit: fc.oneof(fc.constantFrom(...UNITS.map(one => one.id)), fc.string()),
    target: anyId,
    after: fc.option(anyId),
    before: fc.option(anyId),
    effectiveFrom: fc.integer({ min: NOW - 400 * DAY, max: NOW + 2 * DAY }),
  },
  { requiredKeys: ['learner', 'level', 'after'] },
)

const anyRequest = fc.oneof({ weight: 4, arbitrary: sensibleRequest }, { weight: 1, arbitrary: wildRequest })
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: anyRequest.map(ask => ({ ask })) },
  { weight: 1, arbitrary: fc.nat().map(takeBack => ({ takeBack })) },
)
const anyHistory = fc.array(anyStep, { maxLength: 40, size: 'max' })

// A ledger as simple as can be: what is so now, and how it came to be.

class Ledger {
  now: Instant = NOW
  readonly state = new Map<SlotKey, Holding>()
  readonly history: RecordedChange[] = []
  runs = 0

  get facts() {
    return factsOf(this.state)
  }

  /** One run of one request. */
  ask(request: AssignRequest): Verdict {
    this.#begin()
    return this.#carryOut(request)
  }

  /** One run of several requests; each finds what the ones before it made. */
  askTogether(requests: readonly AssignRequest[]): void {
    this.#begin()
    for (const request of requests) this.#carryOut(request)
  }

  /** One run that takes back what it can of another, the latest change first. */
  takeBack(run: number): void {
    this.#begin()
    for (const change of this.history.filter(one => one.run === run).reverse()) {
      const verdict = judgeUndo(change, this.facts, this.now)
      if (verdict.outcome === 'done') this.#record(verdict.change, verdict.undoes)
    }
  }

  play(steps: readonly Step[]): this {
    for (const step of steps) {
      if ('ask' in step) this.ask(step.ask)
      else if (this.runs > 0) this.takeBack((step.takeBack % this.runs) + 1)
    }
    return this
  }

  #begin(): void {
    this.now += MINUTE
    this.runs += 1
  }

  #carryOut(request: AssignRequest): Verdict {
    const verdict = judge(request, this.facts, this.now)
    if (verdict.outcome === 'done') for (const change of verdict.changes) this.#record(change, null)
    return verdict
  }

  #record(change: Change, undoes: number | null): void {
    const position = this.history.length + 1
    const run = this.runs
    this.history.push({
      ...change,
      ...{ organisation: NORTH.id, position, run, recordedAt: this.now, undoes },
    })
    if (change.after === null) this.state.delete(slotKey(change.slot))
    else this.state.set(slotKey(change.slot), change.after)
  }
}

function ledgerOf(steps: readonly Step[]): Ledger {
  return new Ledger().play(steps)
}

function replay(history: readonly Change[]): Holdings {
  return history.reduce(applyChange, new Map() as Holdings)
}

function ofSlot(history: readonly RecordedChange[], key: SlotKey): RecordedChange[] {
  return history.filter(one => slotKey(one.slot) === key)
}

function holds<T extends [unknown, ...unknown[]]>(property: fc.IPropertyWithHooks<T>): void {
  fc.assert(property, { seed: 20260302, numRuns: 300 })
}

describe('the rules, whatever is asked', () => {
  it('always give one answer and never break', () => {
    holds(
      fc.property(anyHistory, wildRequest, (steps, request) => {
        const verdict = ledgerOf(steps).ask(request)
        expect(['done', 'already-so', 'moved-on', 'refused']).toContain(verdict.outcome)
        if (verdict.outcome === 'done') expect(verdict.changes.length).toBeGreaterThan(0)
        if (verdict.outcome !== 'refused') return
        expect(isProblem(verdict.problem)).toBe(true)
        expect(verdict.problem.sentence).toMatch(/^[A-Z].*\.$/)
      }),
    )
  })

  it('accept most of what people sensibly ask, so that what follows says something', () => {
    const ledger = new Ledger()
    const verdicts = fc
      .sample(sensibleRequest, { seed: 20260302, numRuns: 1000 })
      .map(request => ledger.ask(request).outcome)
    expect(verdicts.filter(one => one === 'done').length).toBeGreaterThan(400)
    expect(new Set(verdicts)).toEqual(new Set(['done', 'already-so', 'refused']))
  })

  it('let nobody in who does not qualify, is of another organisation or archived', () => {
    holds(
      fc.property(anyHistory, steps => {
        for (const { slot, after: holding } of ledgerOf(steps).history) {
          if (holding === null) continue
          const learner = CAST.find(one => one.id === slot.learner)!
          const person = CAST.find(one => one.id === holding.person)!
          expect(learner).toMatchObject({ kind: 'learner', archived: false })
          expect(person).toMatchObject({ organisation: learner.organisation, archived: false })
          expect(qualifies(person.kind, slot.role)).toBe(true)
          if (slot.level === 'default') expect(slot.target).toBe(0)
          if (slot.level === 'additional') expect(slot.target).toBe(person.id)
        }
      }),
    )
  })

  it('count nothing from a moment after its recording', () => {
    holds(
      fc.property(anyHistory, steps => {
        for (const change of ledgerOf(steps).history) {
          expect(change.effectiveFrom).toBeLessThanOrEqual(change.recordedAt)
        }
      }),
    )
  })

  it('find an accepted request already so when it is repeated', () => {
    holds(
      fc.property(anyHistory, anyRequest, (steps, request) => {
        const ledger = ledgerOf(steps)
        if (ledger.ask(request).outcome !== 'done') return
        const settled = new Map(ledger.state)
        expect(ledger.ask(request).outcome).toBe('already-so')
        expect(ledger.state).toEqual(settled)
      }),
    )
  })
})

describe('a change', () => {
  it('and then its inverse leave the world as it was, since when included', () => {
    holds(
      fc.property(anyHistory, anyRequest, (steps, request) => {
        const { state, facts, now } = ledgerOf(steps)
        const verdict = judge(request, facts, now)
        if (verdict.outcome !== 'done') return
        for (const change of verdict.changes) {
          expect(applyChange(applyChange(state, change), inverse(change, now))).toEqual(state)
        }
      }),
    )
  })

  it('of an aim or unit replaces one role and leaves everything else', () => {
    const ofAimOrUnit = anyRequest.filter(({ level }) => level === 'aim' || level === 'unit')
    holds(
      fc.property(anyHistory, ofAimOrUnit, (steps, request) => {
        const ledger = ledgerOf(steps)
        const world = new Map(ledger.state)
        const verdict = ledger.ask(request)
        if (verdict.outcome !== 'done') return
        expect(verdict.changes).toHaveLength(1)
        const { slot } = verdict.changes[0]!
        expect(slot).toMatchObject({ learner: request.learner, level: request.level })
        const named = CAST.find(one => one.id === (request.after ?? request.before))
        expect(slot.role).toBe(request.role ?? roleOf(named!.kind))
        expect(without(ledger.state, slotKey(slot))).toEqual(without(world, slotKey(slot)))
      }),
    )
  })

  it('that adds an additional person removes nobody', () => {
    const adds = anyRequest.filter(({ level, after: wanted }) => level === 'additional' && wanted !== null)
    holds(
      fc.property(anyHistory, adds, (steps, request) => {
        const ledger = ledgerOf(steps)
        const world = new Map(ledger.state)
        if (ledger.ask(request).outcome === 'done') expect(ledger.state.size).toBe(world.size + 1)
        for (const [key, holding] of world) expect(ledger.state.get(key)).toEqual(holding)
      }),
    )
  })

  it('that makes an employer the default leaves the employer additional too', () => {
    const employs = askDefault.filter(one => [dorcas.id, lucan.id].includes(one.after as Id))
    holds(
      fc.property(anyHistory, employs, (steps, request) => {
        const ledger = ledgerOf(steps)
        if (ledger.ask(request).outcome === 'refused') return
        const learner = { id: request.learner }
        const beside = additionalSlot(learner, 'employer', { id: request.after! })
        expect(ledger.state.get(slotKey(defaultSlot(learner, 'employer')))?.person).toBe(request.after)
        expect(ledger.state.get(slotKey(beside))?.person).toBe(request.after)
      }),
    )
  })
})

describe('a history', () => {
  it('replayed in order gives the world as it is', () => {
    holds(
      fc.property(anyHistory, steps => {
        const { history, state } = ledgerOf(steps)
        expect(replay(history)).toEqual(state)
      }),
    )
  })

  it('says of every slot, of each moment as it was known then, what was so', () => {
    holds(
      fc.property(anyHistory, steps => {
        const { history, now } = ledgerOf(steps)
        const moments = [...new Set(history.map(one => one.recordedAt)), now]
        for (const moment of moments) {
          const world = replay(history.filter(one => one.recordedAt <= moment))
          for (const key of new Set(history.map(one => slotKey(one.slot)))) {
            const told = heldAt(ofSlot(history, key), moment, moment)
            expect(told.known ? told.holding : null).toEqual(world.get(key) ?? null)
          }
        }
      }),
    )
  })

  it('tells of the past the same before a change was made as after it was taken back', () => {
    holds(
      fc.property(anyHistory, sensibleRequest, fc.integer({ min: 0, max: 100 }), (steps, request, days) => {
        const ledger = ledgerOf(steps)
        const told = [...ledger.history]
        if (ledger.ask(request).outcome !== 'done') return
        const moment = ledger.now - 1 - days * DAY
        ledger.takeBack(ledger.runs)
        const key = slotKey(ledger.history.at(-1)!.slot)
        expect(heldAt(ofSlot(ledger.history, key), moment, ledger.now)).toEqual(
          heldAt(ofSlot(told, key), moment, ledger.now),
        )
      }),
    )
  })
})

describe('taking back a run', () => {
  const manyRequests = fc.array(anyRequest, { minLength: 1, maxLength: 20, size: 'max' })

  it('at once leaves the world as it was before the run', () => {
    holds(
      fc.property(anyHistory, manyRequests, (steps, requests) => {
        const ledger = ledgerOf(steps)
        const world = new Map(ledger.state)
        ledger.askTogether(requests)
        ledger.takeBack(ledger.runs)
        expect(ledger.state).toEqual(world)
      }),
    )
  })

  it('twice is taking it back once', () => {
    holds(
      fc.property(anyHistory, manyRequests, (steps, requests) => {
        const ledger = ledgerOf(steps)
        ledger.askTogether(requests)
        const run = ledger.runs
        ledger.takeBack(run)
        const world = new Map(ledger.state)
        ledger.takeBack(run)
        expect(ledger.state).toEqual(world)
      }),
    )
  })

  it('and taking that back leaves the world as the run had made it', () => {
    holds(
      fc.property(anyHistory, manyRequests, (steps, requests) => {
        const ledger = ledgerOf(steps)
        ledger.askTogether(requests)
        const world = new Map(ledger.state)
        ledger.takeBack(ledger.runs)
        ledger.takeBack(ledger.runs)
        expect(ledger.state).toEqual(world)
      }),
    )
  })

  it('that made an employer the default takes the link away only if that run made it', () => {
    const employed = fc.constantFrom(dorcas, lucan)
    const north = fc.constantFrom(...LEARNERS.filter(one => one.organisation === NORTH.id && !one.archived))
    holds(
      fc.property(anyHistory, north, employed, (steps, learner, employer) => {
        const ledger = ledgerOf(steps)
        const link = slotKey(additionalSlot(learner, 'employer', employer))
        const linkBefore = ledger.state.get(link)
        ledger.ask({ learner: learner.id, level: 'default', after: employer.id })
        expect(ledger.state.has(link)).toBe(true)
        ledger.takeBack(ledger.runs)
        expect(ledger.state.get(link)).toEqual(linkBefore)
      }),
    )
  })
})

function without(world: Holdings, key: SlotKey): Holdings {
  return new Map([...world].filter(([other]) => other !== key))
}
