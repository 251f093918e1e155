import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as cast from '../../test/cast.ts'
import type { RecordedChange } from './change.ts'
import { coverOf } from './cover.ts'
import { type CoveredLearner, countCover, type DatedPerson, monthsOf } from './coverage-months.ts'
import { type Slot, slotKey } from './slot.ts'
import { endOf } from './time.ts'

const { caspian, isolde, quill, perpetua, caspianBaking } = cast
const day = cast.day

const dated = (one: cast.Member, createdOn = day('2025-01-01')): DatedPerson => ({
  ...one,
  createdOn,
  archivedAt: one.archived ? day('2026-02-01') : null,
})
const people = new Map(cast.CAST.map(one => [one.id, dated(one)]))

type Turn = readonly [on: string, slot: Slot, person: { id: number } | null]

function covered(...turns: Turn[]): CoveredLearner {
  const slots = new Map<string, RecordedChange[]>()
  for (const [index, [on, slot, person]] of turns.entries()) {
    const changes = slots.get(slotKey(slot)) ?? []
    slots.set(slotKey(slot), changes)
    changes.push({
      ...{
        slot,
        before: changes.at(-1)?.after ?? null,
        after: person && { person: person.id, since: day(on) },
      },
      ...{ effectiveFrom: day(on), recordedAt: day(on), undoes: null, organisation: cast.NORTH.id },
      ...{ position: index + 1, run: index + 1 },
    })
  }
  return {
    learner: dated(caspian),
    aims: [{ id: caspianBaking.id, standard: cast.BAKING.id }],
    units: [],
    slots: [...slots.values()],
    people,
  }
}

const asDefault = cast.defaultSlot(caspian, 'assessor')
const onAim = cast.aimSlot(caspianBaking, 'assessor')
const iqa = cast.additionalSlot(caspian, 'iqa', perpetua)
const NOW = day('2026-03-15')
const MONTHS = monthsOf('2025-12-10', '2026-03-15', NOW)

describe('the months of a period', () => {
  test('end with their last moment, and the last one with now', () => {
    expect(MONTHS.map(({ month }) => month)).toEqual(['2025-12', '2026-01', '2026-02', '2026-03'])
    expect(MONTHS.map(({ at }) => at)).toEqual([
      endOf('2025-12-31'),
      endOf('2026-01-31'),
      endOf('2026-02-28'),
      NOW,
    ])
    expect(monthsOf('2026-04-01', '2026-05-01', NOW)).toEqual([])
  })
})

describe('cover over time', () => {
  const counts = (learner: CoveredLearner, begins = day('2025-12-01')) =>
    countCover([learner], MONTHS, begins).map(({ learners, unknown, counts }) => [
      ...[learners, unknown, counts.withoutAssessor, counts.withoutIqa, counts.heldByArchived],
    ])

  test('counts a gap where there was one, and not where nobody knows', () => {
    expect(
      counts(
        covered(
          ['2026-01-10', asDefault, isolde],
          ['2026-01-10', iqa, perpetua],
          ['2026-03-01', asDefault, null],
        ),
      ),
    ).toEqual([
      [1, 1, 0, 0, 0],
      [1, 0, 0, 0, 0],
      [1, 0, 0, 0, 0],
      [1, 0, 1, 0, 0],
    ])
    expect(counts(covered(), day('2026-01-15')).map(([, unknown, gaps]) => [unknown, gaps])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 1],
    ])
  })

  test('counts whoever was archived by then, and learners only while they were there', () => {
    const heldByQuill = covered(['2025-12-01', asDefault, quill], ['2025-12-01', iqa, perpetua])
    expect(counts(heldByQuill).map(([, , , , archived]) => archived)).toEqual([0, 0, 1, 1])
    const newcomer = { ...heldByQuill, learner: dated(caspian, day('2026-02-10')) }
    expect(counts(newcomer).map(([learners]) => learners)).toEqual([0, 0, 1, 1])
  })

  test('is at each month end what counting by hand gives', () => {
    const turn = fc.tuple(
      fc.constantFrom('2025-12-05', '2026-01-05', '2026-01-31', '2026-02-20', '2026-03-10'),
      fc.constantFrom(asDefault, onAim, iqa),
      fc.boolean(),
    )
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 10 }), drawn => {
        const turns = drawn
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([on, slot, isSet]): Turn => [on, slot, isSet ? (slot === iqa ? perpetua : isolde) : null])
        const months = countCover([covered(...turns)], MONTHS, 0)
        for (const [index, { at }] of MONTHS.entries()) {
          const last = new Map<string, Turn>()
          for (const one of turns) if (day(one[0]) <= at) last.set(slotKey(one[1]), one)
          const heard = new Set(turns.filter(([on]) => day(on) > at).map(([, slot]) => slotKey(slot)))
          const assignments = [...last.values()].flatMap(([on, slot, person]) =>
            person ? [{ ...slot, person: person.id, since: day(on) }] : [],
          )
          const { findings } = coverOf({ ...covered(), assignments })
          const later = (slots: Slot[]) =>
            slots.some(slot => heard.has(slotKey(slot)) && !last.has(slotKey(slot)))
          const gap = (code: string) => findings.some(one => one.code === code)
          const month = months[index]!
          expect(month.counts.withoutAssessor).toBe(gap('no-assessor') && !later([asDefault, onAim]) ? 1 : 0)
          expect(month.counts.withoutIqa).toBe(gap('no-iqa') && !later([iqa]) ? 1 : 0)
        }
      }),
    )
  })
})
