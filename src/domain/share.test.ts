import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SharedLearner, type ShareRules, share, type Taker } from './share.ts'

const ALL: ShareRules = {
  ...{ competence: true, independent: true, placement: true, classroom: true, employer: true },
}
const NONE: ShareRules = {
  ...{ competence: false, independent: false, placement: false, classroom: false, employer: false },
}

function learner(id: number, rest: Partial<SharedLearner> = {}): SharedLearner {
  return {
    ...{ learner: id, standards: [], placement: null, classroom: null, employer: null, opposite: [] },
    ...rest,
  }
}

function taker(person: number, rest: Partial<Taker> = {}): Taker {
  return { person, target: null, learners: [], competences: null, ...rest }
}

/** Learners above the target, largest first: the smaller in this order, the better the balance. */
function loads(takers: readonly Taker[], given: readonly number[]): number[] {
  const targets = takers.flatMap(({ target }) => (target ? [target] : []))
  const mean = targets.length === 0 ? 0 : Math.round(targets.reduce((a, b) => a + b, 0) / targets.length)
  return takers
    .map(({ person, target, learners }) => {
      const more = given.filter(one => one === person).length
      return learners.length + more - (target || mean)
    })
    .sort((a, b) => b - a)
}

function mayTake({ person, competences }: Taker, one: SharedLearner): boolean {
  const able = one.standards.length === 0 || one.standards.every(standard => competences?.has(standard))
  return able && !one.opposite.includes(person) && !one.apart?.includes(person)
}

/** Tries every way to share out. */
function best(learners: readonly SharedLearner[], takers: readonly Taker[]): number[] {
  let ways: number[][] = [[]]
  for (const one of learners) {
    const able = takers.filter(each => mayTake(each, one))
    if (able.length > 0) ways = ways.flatMap(way => able.map(({ person }) => [...way, person]))
  }
  return ways.map(way => loads(takers, way)).reduce((a, b) => (compare(b, a) < 0 ? b : a))
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((load, index) => load !== b[index])
  return at < 0 ? 0 : a[at]! - b[at]!
}

const place = fc.option(fc.integer({ min: 1, max: 2 }), { nil: null })
const someLearners = (from: number) =>
  fc
    .array(
      fc.record({
        standards: fc.uniqueArray(fc.integer({ min: 1, max: 2 }), { maxLength: 2 }),
        ...{ placement: place, classroom: place, employer: place },
        opposite: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 1 }),
        apart: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 1 }),
      }),
      { maxLength: 6 },
    )
    .map(all => all.map((one, at) => learner(from + at, one)))
const someTakers = fc
  .array(
    fc.record({
      target: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
      learners: someLearners(1000),
      competences: fc.option(
        fc.uniqueArray(fc.integer({ min: 1, max: 2 })).map(all => new Set(all)),
        { nil: null },
      ),
    }),
    { maxLength: 4 },
  )
  .map(all => all.map((one, at) => taker(at + 1, one)))

describe('sharing learners out', () => {
  it('is as even as the best of all ways, with all rules on', () => {
    fc.assert(
      fc.property(someLearners(1), someTakers, (learners, takers) => {
        const { shared, notShared } = share(learners, takers, ALL)
        expect(shared.length + notShared.length).toBe(learners.length)
        const placed = learners.filter(one => shared.some(each => each.learner === one.learner))
        const given = shared.map(({ to }) => to)
        expect(loads(takers, given)).toEqual(best(placed, takers))
      }),
    )
  })

  it('gives nobody what a condition forbids, and leaves out exactly those whom nobody may take', () => {
    fc.assert(
      fc.property(someLearners(1), someTakers, (learners, takers) => {
        const { shared, notShared } = share(learners, takers, ALL)
        for (const { learner: id, to } of shared) {
          const one = learners.find(each => each.learner === id)!
          expect(mayTake(takers.find(({ person }) => person === to)!, one)).toBe(true)
        }
        const nobody = learners.filter(one => !takers.some(each => mayTake(each, one)))
        expect(notShared.map(one => one.learner)).toEqual(nobody.map(one => one.learner))
      }),
    )
  })

  it('is the same for the same input', () => {
    fc.assert(
      fc.property(someLearners(1), someTakers, (learners, takers) => {
        expect(share(learners, takers, ALL)).toEqual(share(learners, takers, ALL))
      }),
    )
  })

  it('fills up to the targets first, and says so', () => {
    const takers = [taker(1, { target: 3, learners: [learner(90)] }), taker(2, { target: 1 })]
    const { shared } = share([learner(1), learner(2), learner(3)], takers, NONE)
    expect(shared).toEqual([
      { learner: 1, to: 1, because: [{ code: 'under-target', count: 1 }] },
      { learner: 2, to: 1, because: [{ code: 'under-target', count: 1 }] },
      { learner: 3, to: 2, because: [{ code: 'under-target', count: 0 }] },
    ])
  })

  it('keeps learners of one employer together where that makes nothing less even, and tells beside how many', () => {
    const takers = [
      taker(1, { learners: [learner(90, { employer: 7 })] }),
      taker(2, { learners: [learner(91)] }),
    ]
    const learners = [learner(1), learner(2, { employer: 7 }), learner(3), learner(4, { employer: 7 })]
    const { shared } = share(learners, takers, { ...NONE, employer: true })
    expect(shared.filter(({ to }) => to === 1).map(one => one.learner)).toEqual([2, 4])
    expect(shared[1]?.because).toEqual([
      { code: 'fewest', count: 1 },
      { code: 'same-employer', count: 2 },
    ])
  })

  it('prefers the same workplace and class among those with as much room', () => {
    const takers = [
      taker(1, { learners: [learner(90)] }),
      taker(2, { learners: [learner(91, { placement: 5 })] }),
    ]
    const rules = { ...NONE, placement: true, classroom: true }
    const { shared } = share([learner(1), learner(2, { placement: 5 })], takers, rules)
    expect(shared.map(({ to }) => to)).toEqual([1, 2])
  })

  it('says which condition nobody meets', () => {
    const skilled = taker(1, { competences: new Set([51]) })
    const codes = (one: SharedLearner, takers: readonly Taker[]) =>
      share([one], takers, ALL).notShared.map(({ code }) => code)
    expect(codes(learner(1, { standards: [52] }), [skilled, taker(2)])).toEqual(['nobody-competent'])
    expect(codes(learner(1, { standards: [51], opposite: [1] }), [skilled])).toEqual(['nobody-independent'])
    expect(codes(learner(1), [])).toEqual(['nobody-named'])
    expect(codes(learner(1, { apart: [1] }), [taker(1)])).toEqual(['nobody-but-apart'])
    expect(codes(learner(1, { apart: [1], opposite: [2] }), [taker(1), taker(2)])).toEqual([
      'nobody-independent',
    ])
  })
})
