import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as cast from '../../test/cast.ts'
import { applyChange, type Holdings } from './change.ts'
import { carryOut } from './due.ts'
import type { Id } from './id.ts'
import { judge } from './judge.ts'
import { type DatedRequest, daysOf, judgeDated } from './plan-ahead.ts'
import { comingOf, type DatedChange, heldThen, unexpected } from './planned.ts'
import { slotKey } from './slot.ts'
import type { Instant } from './time.ts'
import { USUAL_ZONE } from './zone.ts'

const { NOW } = cast
const DAY = 86_400_000

/** Plans requests, each as a planned run of its own, in a world that stays as it is. */
function planAll(world: Holdings, requests: readonly DatedRequest[]): DatedChange[] {
  const planned: DatedChange[] = []
  for (const [at, request] of requests.entries()) {
    const prospect = {
      ...{ facts: cast.factsOf(world), zone: USUAL_ZONE, coming: comingOf(planned), now: NOW },
    }
    const verdict = judgeDated(request, daysOf(request, USUAL_ZONE, NOW), prospect)
    if (verdict.outcome !== 'planned') continue
    let number = 0
    for (const { start, end } of verdict.pairs) {
      number += 1
      const place = { organisation: cast.NORTH.id, plannedRun: at + 1 }
      planned.push({ ...place, ...start, number, ends: null })
      if (end) planned.push({ ...place, ...end, number: number + 1, ends: number })
      if (end) number += 1
    }
  }
  return planned
}

/** Carries out all that is due at each of these moments, one after another. */
function carryOutAt(world: Holdings, planned: readonly DatedChange[], moments: readonly Instant[]) {
  let [now, changes] = [world, [...planned]]
  for (const moment of moments) {
    const due = changes.filter(one => one.state === 'planned' && one.due <= moment)
    const byKey = new Map(changes.map(one => [`${one.plannedRun}/${one.number}`, one]))
    const startOf = (end: DatedChange) => byKey.get(`${end.plannedRun}/${end.ends}`)
    for (const { change, record } of carryOut(due, startOf, cast.factsOf(now), moment)) {
      for (const one of record) now = applyChange(now, one)
      byKey.set(`${change.plannedRun}/${change.number}`, change)
    }
    changes = [...byKey.values()]
  }
  return { world: now, changes }
}

const people = fc.constantFrom<Id | null>(cast.isolde.id, cast.tobias.id, cast.hesper.id, null)
const wish = fc.record({
  learner: fc.constantFrom(cast.orlagh.id, cast.caspian.id),
  level: fc.constant('default' as const),
  role: fc.constant('assessor' as const),
  after: people,
  effectiveFrom: fc.integer({ min: 1, max: 60 }).map(days => cast.day('2026-03-02') + days * DAY),
})
const days = fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 8 })
const LATE = NOW + 200 * DAY

describe('planned changes', () => {
  it('give the state of doing them by hand on their days, whenever the server looks', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), days, (wishes, looks) => {
        // Planned in the order of their days, so that each is meant to follow the one before it.
        const requests = wishes.toSorted((a, b) => a.effectiveFrom - b.effectiveFrom)
        const planned = planAll(new Map(), requests)
        const moments = [...looks.sort((a, b) => a - b).map(at => NOW + at * DAY), LATE]
        const carried = carryOutAt(new Map(), planned, moments)
        let byHand: Holdings = new Map()
        for (const request of requests) {
          const verdict = judge(request, cast.factsOf(byHand), LATE)
          if (verdict.outcome === 'done') for (const one of verdict.changes) byHand = applyChange(byHand, one)
        }
        // An instant of a bare date is midnight in London, an hour earlier in summer: who is there is what counts.
        expect(whoIn(carried.world)).toEqual(whoIn(byHand))
        expect(carried.changes.map(one => one.state)).not.toContain('planned')
      }),
    )
  })

  it('in whatever order they were planned are carried out in the order of time, and as foreseen', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), days, (wishes, looks) => {
        const planned = planAll(new Map(), wishes)
        const moments = [...looks.sort((a, b) => a - b).map(at => NOW + at * DAY), LATE]
        const { world, changes } = carryOutAt(new Map(), planned, moments)
        const coming = comingOf(planned)
        const foreseen = [...coming.values()].map(([first]) => [
          slotKey(first!.slot),
          heldThen(first!.slot, null, coming, LATE)?.person ?? null,
        ])
        expect(foreseen).toEqual(foreseen.map(([key]) => [key, world.get(key as string)?.person ?? null]))
        const odd = unexpected(coming, () => null)
        const waiting = changes.filter(one => one.state === 'waiting').map(one => one.plannedRun)
        // What is foreseen as unexpected waits, unless the one who is wanted is there already.
        const foreseenOdd = new Set([...odd].map(one => one.plannedRun))
        expect(waiting.filter(run => !foreseenOdd.has(run))).toEqual([])
      }),
    )
  })

  it('carried out once are not carried out again, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), days, (wishes, looks) => {
        const planned = planAll(new Map(), wishes)
        const wild = looks.map(at => NOW + at * DAY)
        const once = carryOutAt(new Map(), planned, wild)
        const again = carryOutAt(once.world, once.changes, wild)
        expect(again).toEqual(once)
      }),
    )
  })

  it('with an end bring back whoever was there, since when they had been, whenever the server looks', () => {
    const cover = fc.record({
      after: fc.constantFrom<Id | null>(cast.tobias.id, cast.hesper.id, null),
      first: fc.integer({ min: 1, max: 40 }),
      length: fc.integer({ min: 0, max: 20 }),
    })
    fc.assert(
      fc.property(fc.array(cover, { minLength: 1, maxLength: 5 }), days, (covers, looks) => {
        const before = cast.worldOf(cast.held(cast.defaultSlot(cast.orlagh, 'assessor'), cast.isolde))
        let free = 1
        const requests = covers.map(({ after, first, length }): DatedRequest => {
          const from = free + first
          free = from + length + 1
          return {
            ...{ learner: cast.orlagh.id, level: 'default', role: 'assessor', after },
            effectiveFrom: cast.day('2026-03-02') + from * DAY,
            effectiveTo: cast.day('2026-03-02') + (from + length) * DAY,
          }
        })
        const planned = planAll(before, requests)
        expect(planned).toHaveLength(2 * covers.length)
        const moments = [...looks.sort((a, b) => a - b).map(at => NOW + at * DAY), NOW + 400 * DAY]
        const { world, changes } = carryOutAt(before, planned, moments)
        expect(world).toEqual(before)
        expect(new Set(changes.map(one => one.state))).toEqual(new Set(['done']))
      }),
    )
  })
})

function whoIn(world: Holdings): [string, Id][] {
  return [...world].map(([key, { person }]): [string, Id] => [key, person]).sort()
}

describe('an end', () => {
  const slot = cast.defaultSlot(cast.orlagh, 'assessor')
  const before = cast.worldOf(cast.held(slot, cast.isolde))
  const cover: DatedRequest = {
    ...{ learner: cast.orlagh.id, level: 'default', role: 'assessor', after: cast.tobias.id },
    ...{ effectiveFrom: cast.day('2026-04-01'), effectiveTo: cast.day('2026-04-30') },
  }

  it('waits where its beginning was not carried out', () => {
    const planned = planAll(before, [cover])
    const moved = cast.worldOf(cast.held(slot, cast.hesper))
    const { world, changes } = carryOutAt(moved, planned, [LATE])
    expect(world).toEqual(moved)
    expect(changes.map(({ state, code }) => [state, code])).toEqual([
      ['waiting', 'moved-on'],
      ['waiting', 'start-not-made'],
    ])
  })

  it('waits where somebody else has come meanwhile, and also where the same person has left and come again', () => {
    const planned = planAll(before, [cover])
    const begun = carryOutAt(before, planned, [cast.day('2026-04-02')])
    for (const someone of [cast.hesper, cast.tobias]) {
      const moved = cast.worldOf(cast.held(slot, someone, cast.day('2026-04-10')))
      expect(carryOutAt(moved, begun.changes, [LATE]).changes.at(-1)).toMatchObject({
        ...{ state: 'waiting', code: 'moved-on' },
      })
    }
  })

  it('waits where whoever should come back may not', () => {
    const gone = [...cast.CAST.filter(one => one !== cast.isolde), { ...cast.isolde, archived: true }]
    const { world, changes } = carryOutAt(before, planAll(before, [cover]), [cast.day('2026-04-02')])
    const [, end] = changes
    const [carried] = carryOut([end!], () => changes[0], cast.factsOf(world, gone), LATE)
    expect(carried?.change).toMatchObject({ state: 'waiting', code: 'person-archived' })
  })

  it('cannot come before its beginning, nor without one', () => {
    const prospect = { facts: cast.factsOf(before), zone: USUAL_ZONE, coming: new Map(), now: NOW }
    const judged = (request: DatedRequest) => judgeDated(request, daysOf(request, USUAL_ZONE, NOW), prospect)
    expect(judged({ ...cover, effectiveTo: cast.day('2026-03-20') })).toMatchObject({
      problem: { code: 'field-invalid', about: 'effectiveTo' },
    })
    expect(judged({ ...cover, after: cast.isolde.id })).toMatchObject({
      problem: { code: 'end-without-start' },
    })
  })
})
