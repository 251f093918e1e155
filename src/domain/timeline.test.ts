import { describe, expect, it } from 'vitest'
import { day, defaultSlot, hesper, isolde, NORTH, orlagh, tobias } from '../../test/cast.ts'
import type { Holding } from './assignment.ts'
import type { RecordedChange } from './change.ts'
import { heldAt } from './timeline.ts'

const TODAY = day('2026-12-31')

/** A change of Orlagh's default assessor, in the order in which it is told. */
interface Told {
  recorded: string
  from?: string
  to: Holding | null
  undoes?: number
}

function history(...told: Told[]): RecordedChange[] {
  return told.map(({ recorded, from, to, undoes }, index) => ({
    slot: defaultSlot(orlagh, 'assessor'),
    before: told[index - 1]?.to ?? null,
    after: to,
    effectiveFrom: day(from ?? recorded),
    organisation: NORTH.id,
    position: index + 1,
    run: index + 1,
    recordedAt: day(recorded),
    undoes: undoes ?? null,
  }))
}

function since(person: { id: number }, date: string): Holding {
  return { person: person.id, since: day(date) }
}

function whoAt(changes: RecordedChange[], date: string, asKnownOn?: string): number | null | 'unknown' {
  const held = heldAt(changes, day(date), asKnownOn === undefined ? TODAY : day(asKnownOn))
  return held.known ? (held.holding?.person ?? null) : 'unknown'
}

const isoldeInJanuary = { recorded: '2026-01-10', to: since(isolde, '2026-01-10') }

describe('a slot whose changes counted at once', () => {
  const changes = history(
    isoldeInJanuary,
    { recorded: '2026-02-10', to: since(tobias, '2026-02-10') },
    { recorded: '2026-03-10', to: null },
  )

  it('is unknown before its first record, never empty', () => {
    expect(whoAt(changes, '2026-01-09')).toBe('unknown')
    expect(whoAt([], '2026-01-09')).toBe('unknown')
    expect(heldAt([], TODAY, TODAY)).toEqual({ known: false })
  })

  it('is held by each in turn, from the moment of the change on', () => {
    expect(whoAt(changes, '2026-01-10')).toBe(isolde.id)
    expect(whoAt(changes, '2026-02-09')).toBe(isolde.id)
    expect(whoAt(changes, '2026-02-10')).toBe(tobias.id)
  })

  it('is known to be empty once somebody was taken away', () => {
    expect(whoAt(changes, '2026-03-10')).toBeNull()
  })

  it('says since when', () => {
    expect(heldAt(changes, day('2026-02-20'), TODAY)).toEqual({
      known: true,
      holding: since(tobias, '2026-02-10'),
    })
  })
})

describe('a change that was recorded late, to count from an earlier day', () => {
  const changes = history(isoldeInJanuary, {
    recorded: '2026-03-10',
    from: '2026-02-01',
    to: since(tobias, '2026-02-01'),
  })

  it('counts from the earlier day', () => {
    expect(whoAt(changes, '2026-01-31')).toBe(isolde.id)
    expect(whoAt(changes, '2026-02-01')).toBe(tobias.id)
  })

  it('was not known before it was recorded', () => {
    expect(whoAt(changes, '2026-02-20', '2026-03-09')).toBe(isolde.id)
    expect(whoAt(changes, '2026-02-20', '2026-03-10')).toBe(tobias.id)
  })

  it('overrides what was recorded before it for a later day', () => {
    const overriding = history(
      isoldeInJanuary,
      { recorded: '2026-02-10', to: since(hesper, '2026-02-10') },
      { recorded: '2026-03-10', from: '2026-01-20', to: since(tobias, '2026-01-20') },
    )
    expect(whoAt(overriding, '2026-01-15')).toBe(isolde.id)
    expect(whoAt(overriding, '2026-02-20')).toBe(tobias.id)
    expect(whoAt(overriding, '2026-02-20', '2026-03-01')).toBe(hesper.id)
  })

  it('may tell of a time before the first record', () => {
    const early = history({ recorded: '2026-03-10', from: '2026-01-01', to: since(tobias, '2026-01-01') })
    expect(whoAt(early, '2026-01-01')).toBe(tobias.id)
    expect(whoAt(early, '2025-12-31')).toBe('unknown')
    expect(whoAt(early, '2026-02-01', '2026-02-01')).toBe('unknown')
  })
})

describe('a late change that was taken back', () => {
  const changes = history(
    isoldeInJanuary,
    { recorded: '2026-03-10', from: '2026-02-01', to: since(tobias, '2026-02-01') },
    { recorded: '2026-04-10', to: isoldeInJanuary.to, undoes: 2 },
  )

  it('never counted for the time before its recording', () => {
    expect(whoAt(changes, '2026-02-20')).toBe(isolde.id)
  })

  it('did count from its recording until it was taken back', () => {
    expect(whoAt(changes, '2026-03-20')).toBe(tobias.id)
    expect(whoAt(changes, '2026-04-10')).toBe(isolde.id)
  })

  it('was still believed before it was taken back', () => {
    expect(whoAt(changes, '2026-02-20', '2026-04-09')).toBe(tobias.id)
  })

  it('gives the person back since when they were there', () => {
    expect(heldAt(changes, day('2026-05-01'), TODAY)).toEqual({ known: true, holding: isoldeInJanuary.to })
  })

  it('leaves the time before the first record unknown, if it was the first', () => {
    const first = history(
      { recorded: '2026-03-10', from: '2026-02-01', to: since(tobias, '2026-02-01') },
      { recorded: '2026-04-10', to: null, undoes: 1 },
    )
    expect(whoAt(first, '2026-02-20')).toBe('unknown')
    expect(whoAt(first, '2026-03-20')).toBe(tobias.id)
    expect(whoAt(first, '2026-05-01')).toBeNull()
  })
})

describe('an undo that was taken back itself', () => {
  const changes = history(
    isoldeInJanuary,
    { recorded: '2026-03-10', from: '2026-02-01', to: since(tobias, '2026-02-01') },
    { recorded: '2026-04-10', to: isoldeInJanuary.to, undoes: 2 },
    { recorded: '2026-05-10', to: since(tobias, '2026-02-01'), undoes: 3 },
  )

  it('makes the first change stand again, from the day it had claimed', () => {
    expect(whoAt(changes, '2026-02-20')).toBe(tobias.id)
    expect(whoAt(changes, '2026-06-01')).toBe(tobias.id)
  })

  it('did count while it stood', () => {
    expect(whoAt(changes, '2026-04-20')).toBe(isolde.id)
  })

  it('was believed until it was taken back', () => {
    expect(whoAt(changes, '2026-02-20', '2026-05-09')).toBe(isolde.id)
  })

  it('may be followed by another undo of the first change', () => {
    const again = [
      ...changes,
      ...history(...[isoldeInJanuary, isoldeInJanuary, isoldeInJanuary, isoldeInJanuary], {
        recorded: '2026-06-10',
        to: isoldeInJanuary.to,
        undoes: 2,
      }).slice(4),
    ]
    expect(whoAt(again, '2026-02-20')).toBe(isolde.id)
    expect(whoAt(again, '2026-03-20')).toBe(tobias.id)
    expect(whoAt(again, '2026-04-20')).toBe(isolde.id)
    expect(whoAt(again, '2026-05-20')).toBe(tobias.id)
    expect(whoAt(again, '2026-07-01')).toBe(isolde.id)
  })
})
