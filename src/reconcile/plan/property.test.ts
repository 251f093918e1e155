import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CENTRE, person, rulesOf, WORLD } from '../../../test/samples/provider.ts'
import { imagine } from '../../../test/sync/imagine.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import { isRemoval } from '../../domain/plan.ts'
import { hasLevel, ROLE_NAMES } from '../../domain/role.ts'
import { slotKey } from '../../domain/slot.ts'
import type { ReadItem } from '../../intake/row/reading.ts'
import type {
  AimWords,
  AssignmentStatement,
  Naming,
  PersonKeys,
  Statement,
} from '../../intake/statement/statement.ts'
import { nameBook } from '../../report/names.ts'
import { planText } from '../../report/text.ts'
import type { World, WorldAssignment } from '../world/world.ts'
import { NOTHING_OWNED, type Owned, type Ownership } from './ownership.ts'
import { plan } from './plan.ts'
import type { SyncPlan } from './sync-plan.ts'

// Any rows, against any world of a small cast in which people share keys, names and addresses.

const NAMES = ['Orla Fable', 'Orla Fäble', 'Orlagh Fable', 'Zed Quill', 'Zed Nightjar']
const MIS_IDS = ['A1', 'a1', 'A2', 'A3']
const ULNS = ['9901001012', '9276308686', '9999999999']
const MAILS = ['one@example.org', 'TWO@example.org', 'two@example.org']

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null })
const people = fc
  .array(
    fc.record({
      kind: fc.constantFrom(
        'learner',
        'learner',
        'assessor',
        'trainee-assessor',
        'iqa',
        'employer',
        'observer',
      ),
      name: fc.constantFrom(...NAMES),
      misId: maybe(MIS_IDS),
      uln: maybe(ULNS),
      email: maybe(MAILS),
      archived: fc.nat(4).map(one => one === 0),
      archivedOn: fc.constantFrom('2025-08-01', '2025-09-15', null),
      startOn: maybe(['2024-09-01', '2025-09-01']),
      organisation: fc.constantFrom(CENTRE, CENTRE, CENTRE, 90002),
      plannedEndDate: maybe(['2026-01-01', '2027-01-01']),
      placement: fc.constantFrom(51301, null),
    } as const),
    { minLength: 2, maxLength: 10 },
  )
  .map(list => list.map(({ kind, name, ...more }, index) => person(index + 1, kind, name, more)))

const world: fc.Arbitrary<World> = people.chain(list => {
  const learners = list.filter(one => one.kind === 'learner')
  const staff = list.filter(one => one.kind !== 'learner')
  const aims = learners.flatMap(({ id }) => [{ id: 1000 + id, learner: id, standard: 61242 }])
  const summaries = learners.map(({ id }) => ({
    id: 2000 + id,
    learner: id,
    aim: 1000 + id,
    standard: 61242,
    unit: 'U1',
  }))
  const assignment = fc
    .tuple(
      fc.nat(),
      fc.nat(),
      fc.constantFrom('default', 'additional', 'aim', 'unit'),
      fc.constantFrom(...ROLE_NAMES),
    )
    .map(([at, who, level, role]): WorldAssignment[] => {
      const [learner, holder] = [learners[at % (learners.length || 1)], staff[who % (staff.length || 1)]]
      if (!learner || !holder || !hasLevel(role, level)) return []
      const target = { default: 0, additional: holder.id, aim: 1000 + learner.id, unit: 2000 + learner.id }[
        level
      ]
      return [{ learner: learner.id, level, role, target, person: holder.id, known: 'seen' }]
    })
  return fc.array(assignment, { maxLength: 12 }).map(all => {
    const slots = new Map(all.flat().map(one => [slotKey(one), one]))
    const placements = WORLD.placements
    const organisations = [
      { id: CENTRE, name: 'Here' },
      { id: 90002, name: 'There' },
    ]
    return {
      ...WORLD,
      organisations,
      placements,
      people: list,
      aims,
      summaries,
      assignments: [...slots.values()],
    }
  })
})

const naming: fc.Arbitrary<Naming> = fc
  .tuple(
    maybe([1, 2, 3, 99]),
    maybe([...MIS_IDS, 'X9']),
    maybe([...ULNS, '1061484016']),
    maybe([...MAILS.map(one => one.toLowerCase()), 'new@example.org']),
    fc.constantFrom(...NAMES, 'New Person', ''),
  )
  .map(([onefileId, misId, uln, email, name]) => {
    const [given = '', family = ''] = name.split(' ')
    const keys: PersonKeys = {
      ...(onefileId === null ? {} : { onefileId }),
      ...(misId === null ? {} : { misId }),
      ...(uln === null ? {} : { uln }),
      ...(email === null ? {} : { email }),
    }
    return { keys, name: name === '' ? {} : { given, family }, place: {} }
  })

const aim = fc.constantFrom<AimWords>(
  { words: 'ST0005', kind: 'st-reference' },
  { words: 'ST0384', kind: 'st-reference' },
  { words: 'Nonesuch', kind: 'title' },
)
const unit = fc.constantFrom<AimWords>({ words: 'U1', kind: 'title' }, { words: 'U2', kind: 'title' })

const statement = (learner: Naming, place: SourceLocation): fc.Arbitrary<Statement> =>
  fc.oneof(
    fc
      .record({
        start: maybe(['2025-09-01', '2025-10-01']),
        state: maybe(['active', 'completed', 'withdrawn'] as const),
      })
      .map(
        ({ start, state }): Statement => ({
          says: 'person',
          who: learner,
          account: 'learner',
          facts: { ...(start ? { start } : {}), ...(state ? { state } : {}) },
          place,
        }),
      ),
    fc.tuple(aim, maybe(['continuing', 'completed'] as const)).map(
      ([words, state]): Statement => ({
        says: 'aim',
        learner,
        aim: words,
        place,
        ...(state ? { state } : {}),
      }),
    ),
    fc
      .tuple(
        fc.constantFrom(...ROLE_NAMES),
        fc.constantFrom('default', 'additional', 'aim', 'unit'),
        fc.option(naming, { nil: null }),
        fc.constantFrom('hold', 'hold', 'remove'),
        aim,
        unit,
        maybe(['2026-01-01', '2027-01-01']),
      )
      .map(([role, level, who, want, words, part, from]): Statement => {
        const fits = hasLevel(role, level) ? level : 'additional'
        const one: AssignmentStatement = {
          says: 'assignment',
          want: who === null ? 'remove' : (want as 'hold' | 'remove'),
          learner,
          role,
          level: fits,
          who,
          place,
          ...(fits === 'aim' ? { aim: words } : {}),
          ...(fits === 'unit' ? { unit: part } : {}),
          ...(from ? { effectiveFrom: from } : {}),
        }
        return one
      }),
  )

const items: fc.Arbitrary<ReadItem[]> = fc
  .array(
    fc
      .tuple(naming, fc.nat(8))
      .chain(([learner, kind]) =>
        fc
          .array(statement(learner, { file: 'any.csv' }), { minLength: 1, maxLength: 5 })
          .map(list => ({ list, kind })),
      ),
    { maxLength: 8 },
  )
  .map(rows =>
    rows.map(({ list, kind }, index): ReadItem => {
      const place = { file: 'any.csv', row: index + 2 }
      if (kind === 0) return { outcome: 'layout', place, statements: [], findings: [] }
      if (kind === 1) return { outcome: 'held', place, statements: [], findings: [] }
      return { outcome: 'stated', place, statements: list.map(one => ({ ...one, place })), findings: [] }
    }),
  )

const rules = fc
  .record({
    create: fc.constantFrom([], ['learner', 'employer', 'assessor'] as const),
    complete: fc.constantFrom(
      [],
      (['learner', ...ROLE_NAMES] as const).map(kind => ({ organisation: CENTRE, kind })),
    ),
    leavers: fc.constantFrom(
      [],
      (['withdrawn', 'completed', 'missing'] as const).map(when => ({
        when,
        after: 0,
        do: 'archive' as const,
      })),
    ),
  })
  .map(mapping => rulesOf({ mapping: { ...mapping, organisation: CENTRE } }))

const ownedIn = ({ assignments }: World): Owned => ({
  ...NOTHING_OWNED,
  assignments: new Map(
    assignments.map(one => [slotKey(one), { as: 'managed', person: one.person } satisfies Ownership]),
  ),
})

/** Rows in = planned + unchanged + held, of rows and of single statements, and everything planned is somewhere. */
function addsUp(made: SyncPlan, read: readonly ReadItem[]): void {
  const rows = read.filter(one => one.outcome === 'stated' || one.outcome === 'held')
  expect(made.rows.in).toBe(rows.length)
  for (const { in: all, planned, unchanged, held } of [made.rows, made.statements]) {
    expect(planned + unchanged + held).toBe(all)
  }
  expect(made.held.length).toBe(made.statements.held)
  expect(made.rows.planned === 0 || made.changes.length > 0).toBe(true)
  expect(made.rows.planned === 0 || made.statements.planned > 0).toBe(true)
}

describe('for any rows and any world', () => {
  const runs = { numRuns: 1500, seed: 20261125 }

  it('in = planned + unchanged + held', () => {
    fc.assert(
      fc.property(items, world, rules, (read, current, by) =>
        addsUp(plan({ items: read }, current, ownedIn(current), by), read),
      ),
      runs,
    )
  })

  it('after applying a plan there is nothing left to plan', () => {
    fc.assert(
      fc.property(items, world, rules, (read, current, by) => {
        const owned = ownedIn(current)
        const first = plan({ items: read }, current, owned, by)
        const then = imagine(current, owned, first.changes, first)
        expect(plan({ items: read }, then.world, then.owned, by).changes).toEqual([])
      }),
      runs,
    )
  })

  it('planning twice gives the same plan', () => {
    fc.assert(
      fc.property(items, world, rules, (read, current, by) => {
        const twice = [1, 2].map(() => plan({ items: read }, current, ownedIn(current), by))
        expect(twice[0]).toEqual(twice[1])
      }),
      { numRuns: 300 },
    )
  })

  it('without ownership nothing is removed but what a row takes away', () => {
    fc.assert(
      fc.property(items, world, rules, (read, current, by) => {
        const made = plan({ items: read }, current, NOTHING_OWNED, by)
        const silent = made.changes.filter(
          one => one.do === 'assign' && one.after === null && one.because.length === 0,
        )
        expect(silent).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('each change comes after what it needs, which is in the plan', () => {
    fc.assert(
      fc.property(items, world, rules, (read, current, by) => {
        const done = new Set<string>()
        for (const change of plan({ items: read }, current, ownedIn(current), by).changes) {
          expect(change.needs.filter(key => !done.has(key))).toEqual([])
          expect(done.has(change.key)).toBe(false)
          done.add(change.key)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('nobody is made and nothing taken away where the target was not read whole', () => {
    fc.assert(
      fc.property(items, world, rules, (read, current, by) => {
        const shortReads = [{ organisation: CENTRE, what: 'people' as const, read: 50, expected: 101 }]
        const { changes } = plan({ items: read }, { ...current, shortReads }, ownedIn(current), by)
        const here = changes.filter(one => one.organisation === CENTRE)
        expect(here.filter(one => isRemoval(one) || one.do === 'create-person')).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('can be shown', () => {
    fc.assert(
      fc.property(items, world, rules, (read, current, by) => {
        const made = plan({ items: read }, current, ownedIn(current), by)
        const text = planText(made, nameBook(current, made.changes), { colour: true })
        expect(text).not.toMatch(/undefined|NaN|\[object/)
      }),
      { numRuns: 300 },
    )
  })
})
