import { describe, expect, it } from 'vitest'
import {
  additionalSlot,
  CAST,
  day,
  defaultSlot,
  factsOf,
  held,
  hesper,
  isolde,
  NORTH,
  NOW,
  orlagh,
  tobias,
  worldOf,
} from '../../test/cast.ts'
import type { RecordedChange } from './change.ts'
import type { Person } from './person.ts'
import { judgeUndo, judgeUndoOfRun } from './undo.ts'

const slot = defaultSlot(orlagh, 'assessor')
const isoldeBefore = { person: isolde.id, since: day('2026-01-10') }
const tobiasAfter = { person: tobias.id, since: day('2026-02-20') }
const replacement: RecordedChange = {
  slot,
  before: isoldeBefore,
  after: tobiasAfter,
  effectiveFrom: day('2026-02-20'),
  organisation: NORTH.id,
  position: 7,
  run: 3,
  recordedAt: day('2026-02-20'),
  undoes: null,
}
const addition: RecordedChange = { ...replacement, before: null }
const tobiasHolds = worldOf(held(slot, tobias, tobiasAfter.since))

function without(person: Person): Person[] {
  return CAST.filter(one => one.id !== person.id)
}

function archiving(person: Person): Person[] {
  return [...without(person), { ...person, archived: true }]
}

describe('taking back a replacement', () => {
  it('puts back who was there, since when they were', () => {
    expect(judgeUndo(replacement, factsOf(tobiasHolds), NOW)).toEqual({
      outcome: 'done',
      undoes: 7,
      change: { slot, before: tobiasAfter, after: isoldeBefore, effectiveFrom: NOW },
    })
  })

  it('that was taken back already is already so', () => {
    const isoldeHolds = worldOf(held(slot, isolde, isoldeBefore.since))
    expect(judgeUndo(replacement, factsOf(isoldeHolds), NOW)).toEqual({ outcome: 'already-so', undoes: 7 })
  })

  it('is refused as moved on when somebody else is there now, or nobody', () => {
    const hesperHolds = worldOf(held(slot, hesper))
    expect(judgeUndo(replacement, factsOf(hesperHolds), NOW)).toEqual({
      outcome: 'moved-on',
      undoes: 7,
      holder: hesper.id,
    })
    expect(judgeUndo(replacement, factsOf(), NOW)).toEqual({ outcome: 'moved-on', undoes: 7, holder: null })
  })

  it('is refused as moved on when the same person was taken away and put there again', () => {
    const tobiasAgain = worldOf(held(slot, tobias, day('2026-02-25')))
    expect(judgeUndo(replacement, factsOf(tobiasAgain), NOW)).toMatchObject({ outcome: 'moved-on' })
  })

  it('is refused when who would come back is archived meanwhile', () => {
    expect(judgeUndo(replacement, factsOf(tobiasHolds, archiving(isolde)), NOW)).toMatchObject({
      outcome: 'refused',
      undoes: 7,
      problem: { code: 'person-archived' },
    })
  })

  it('is refused when who would come back is no longer there', () => {
    expect(judgeUndo(replacement, factsOf(tobiasHolds, without(isolde)), NOW)).toMatchObject({
      outcome: 'refused',
      problem: {
        code: 'user-unknown',
        sentence: 'User 111 is no longer there, so the change cannot be taken back.',
        about: 'person',
      },
    })
  })

  it('is refused when the learner is archived meanwhile, or no longer there', () => {
    expect(judgeUndo(replacement, factsOf(tobiasHolds, archiving(orlagh)), NOW)).toMatchObject({
      outcome: 'refused',
      problem: {
        code: 'learner-archived',
        sentence:
          'Learner 101 is archived, so nobody can be added, replaced or put back; unarchive the learner first.',
        about: 'learner',
      },
    })
    expect(judgeUndo(replacement, factsOf(tobiasHolds, without(orlagh)), NOW)).toMatchObject({
      outcome: 'refused',
      problem: { code: 'user-unknown', sentence: expect.stringContaining(`User ${orlagh.id}`) },
    })
  })
})

describe('taking back an addition', () => {
  it('leaves nobody there', () => {
    expect(judgeUndo(addition, factsOf(tobiasHolds), NOW)).toMatchObject({
      outcome: 'done',
      change: { before: tobiasAfter, after: null },
    })
  })

  it('is done for archived people and learners too, for it only removes', () => {
    const facts = factsOf(
      tobiasHolds,
      archiving(orlagh).filter(one => one.id !== tobias.id),
    )
    expect(judgeUndo(addition, facts, NOW)).toMatchObject({ outcome: 'done' })
  })

  it('is already so when nobody is there', () => {
    expect(judgeUndo(addition, factsOf(), NOW)).toEqual({ outcome: 'already-so', undoes: 7 })
  })
})

it('taking back a removal puts the person back beside the learner', () => {
  const beside = additionalSlot(orlagh, 'assessor', isolde)
  const removal: RecordedChange = { ...replacement, slot: beside, after: null }
  expect(judgeUndo(removal, factsOf(), NOW)).toMatchObject({
    outcome: 'done',
    change: { slot: beside, before: null, after: isoldeBefore },
  })
})

describe('taking back a run in which a slot occurs twice', () => {
  const first: RecordedChange = { ...replacement, position: 7, before: null, after: isoldeBefore }
  const second: RecordedChange = { ...replacement, position: 8, before: isoldeBefore, after: tobiasAfter }

  it('goes from the last change to the first', () => {
    expect(judgeUndoOfRun([first, second], factsOf(tobiasHolds), NOW)).toMatchObject([
      { outcome: 'done', undoes: 8, change: { before: tobiasAfter, after: isoldeBefore } },
      { outcome: 'done', undoes: 7, change: { before: isoldeBefore, after: null } },
    ])
  })

  it('is already so when the slot is as before the run', () => {
    const outcomes = judgeUndoOfRun([first, second], factsOf(), NOW).map(one => one.outcome)
    expect(outcomes).toEqual(['already-so', 'already-so'])
  })

  it('leaves the slot alone when somebody else is there now', () => {
    const hesperHolds = worldOf(held(slot, hesper))
    const outcomes = judgeUndoOfRun([first, second], factsOf(hesperHolds), NOW).map(one => one.outcome)
    expect(outcomes).toEqual(['moved-on', 'moved-on'])
  })
})
