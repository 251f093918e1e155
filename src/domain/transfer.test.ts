import { describe, expect, it } from 'vitest'
import {
  AUTUMN,
  additionalSlot,
  aimSlot,
  BAKERY,
  caspian,
  defaultSlot,
  dorcas,
  factsOf,
  fenwick,
  held,
  hesper,
  isolde,
  LEARNERS,
  lucan,
  MILL,
  NOW,
  orlagh,
  orlaghBaking,
  orlaghCommCare,
  rhodriAsAssessor,
  SPRING,
  tobias,
  unitSlot,
  worldOf,
} from '../../test/cast.ts'
import type { Assignment } from './assignment.ts'
import { applyChange, type Holdings } from './change.ts'
import type { Id } from './id.ts'
import { judge } from './judge.ts'
import { slotKey } from './slot.ts'
import { type Movable, type Move, planTransfer, type TransferPlan } from './transfer.ts'

function movable(assignment: Assignment): Movable {
  const { placement, classroom } = LEARNERS.find(one => one.id === assignment.learner)!
  return { ...assignment, placement, classroom }
}

const orlaghDefault = movable(held(defaultSlot(orlagh, 'assessor'), isolde))
const orlaghAim = movable(held(aimSlot(orlaghBaking, 'assessor'), isolde))
const orlaghUnit = movable(held(unitSlot(orlaghCommCare, 'assessor'), isolde))
const caspianDefault = movable(held(defaultSlot(caspian, 'assessor'), isolde))
const caspianBeside = movable(held(additionalSlot(caspian, 'assessor', isolde), isolde))
const fenwickDefault = movable(held(defaultSlot(fenwick, 'assessor'), isolde))

/** All that Isolde holds on the Friday she leaves. */
const caseload = [orlaghDefault, orlaghAim, orlaghUnit, caspianDefault, caspianBeside, fenwickDefault]

function taken({ handovers }: TransferPlan, by: { id: Id }): Movable[] {
  return handovers.filter(one => one.to === by.id).map(one => one.assignment)
}

function moved(move: Omit<Move, 'to'>): Movable[] {
  return taken(planTransfer(caseload, [{ ...move, to: [tobias.id] }]), tobias)
}

describe('a whole caseload', () => {
  it('goes to one person, and nothing is left out', () => {
    const plan = planTransfer(caseload, [{ to: [tobias.id] }])
    expect(taken(plan, tobias)).toEqual(caseload)
    expect(plan.notSelected).toEqual([])
  })

  it('is shared out in turn, each learner whole', () => {
    const plan = planTransfer(caseload, [{ to: [tobias.id, hesper.id] }])
    expect(taken(plan, tobias)).toEqual([orlaghDefault, orlaghAim, orlaghUnit, fenwickDefault])
    expect(taken(plan, hesper)).toEqual([caspianDefault, caspianBeside])
  })

  it('stays where it is when nobody is named to take it, or no move is given', () => {
    expect(planTransfer(caseload, [{ to: [] }])).toEqual({ handovers: [], notSelected: caseload })
    expect(planTransfer(caseload, [])).toEqual({ handovers: [], notSelected: caseload })
  })
})

describe('part of a caseload', () => {
  it('is chosen by level', () => {
    expect(moved({ levels: ['aim', 'unit'] })).toEqual([orlaghAim, orlaghUnit])
  })

  it('is chosen by role', () => {
    const dorcasBeside = movable(held(additionalSlot(orlagh, 'employer', dorcas), dorcas))
    const plan = planTransfer([dorcasBeside, orlaghDefault], [{ to: [lucan.id], roles: ['employer'] }])
    expect(taken(plan, lucan)).toEqual([dorcasBeside])
    expect(plan.notSelected).toEqual([orlaghDefault])
  })

  it('is chosen by placement, which leaves out learners who have none', () => {
    expect(moved({ placements: [BAKERY.id] })).toEqual(caseload.filter(one => one !== fenwickDefault))
    expect(moved({ placements: [MILL.id] })).toEqual([])
  })

  it('is chosen by class', () => {
    expect(moved({ classrooms: [SPRING.id] })).toEqual([caspianDefault, caspianBeside])
    expect(moved({ classrooms: [SPRING.id, AUTUMN.id] })).toHaveLength(5)
  })

  it('is chosen by learner', () => {
    expect(moved({ learners: [fenwick.id] })).toEqual([fenwickDefault])
  })

  it('is what fits every choice, and the rest is told', () => {
    const plan = planTransfer(caseload, [
      { to: [tobias.id], levels: ['default'], placements: [BAKERY.id], classrooms: [AUTUMN.id] },
    ])
    expect(taken(plan, tobias)).toEqual([orlaghDefault])
    expect(plan.notSelected).toEqual(caseload.filter(one => one !== orlaghDefault))
  })

  it('goes with the first move that chooses it', () => {
    const plan = planTransfer(caseload, [
      { to: [hesper.id], learners: [caspian.id] },
      { to: [tobias.id], levels: ['default'] },
    ])
    expect(taken(plan, hesper)).toEqual([caspianDefault, caspianBeside])
    expect(taken(plan, tobias)).toEqual([orlaghDefault, fenwickDefault])
    expect(plan.notSelected).toEqual([orlaghAim, orlaghUnit])
  })
})

describe('what is asked of the rules', () => {
  function requests(assignment: Movable, to: { id: Id }) {
    return planTransfer([assignment], [{ to: [to.id] }]).handovers[0]!.requests
  }

  it('is one replacement at every level but additional', () => {
    expect(requests(orlaghUnit, tobias)).toEqual([
      {
        learner: orlagh.id,
        level: 'unit',
        role: 'assessor',
        target: orlaghCommCare.id,
        before: isolde.id,
        after: tobias.id,
      },
    ])
  })

  it('is an addition and then a removal at additional', () => {
    const place = { learner: caspian.id, level: 'additional', role: 'assessor' }
    expect(requests(caspianBeside, tobias)).toEqual([
      { ...place, after: tobias.id },
      { ...place, before: isolde.id, after: null },
    ])
  })

  it('never takes away what somebody is dealt of their own', () => {
    for (const own of caseload) {
      const world = worldOf(own)
      const outcomes = requests(own, isolde).map(one => judge(one, factsOf(world), NOW).outcome)
      expect(outcomes).toEqual(['already-so'])
    }
  })
})

it('a transfer carried out leaves nothing that moved with the one who leaves', () => {
  const rhodriBeside = movable(held(additionalSlot(caspian, 'assessor', rhodriAsAssessor), rhodriAsAssessor))
  let world: Holdings = worldOf(...[orlaghAim, caspianDefault, caspianBeside, rhodriBeside].map(bare))
  const plan = planTransfer([orlaghAim, caspianDefault, caspianBeside], [{ to: [rhodriAsAssessor.id] }])
  for (const request of plan.handovers.flatMap(one => one.requests)) {
    const verdict = judge(request, factsOf(world), NOW)
    if (verdict.outcome === 'done') for (const change of verdict.changes) world = applyChange(world, change)
  }
  const rhodris = { person: rhodriAsAssessor.id, since: NOW }
  expect(world).toEqual(
    new Map([
      [slotKey(orlaghAim), rhodris],
      [slotKey(caspianDefault), rhodris],
      [slotKey(rhodriBeside), { person: rhodriAsAssessor.id, since: rhodriBeside.since }],
    ]),
  )
})

function bare({ placement: _, classroom: __, ...assignment }: Movable): Assignment {
  return assignment
}

it('choosing goes through the lists of a move once, however large the caseload is', () => {
  let looked = 0
  const learners = new Proxy(
    Array.from({ length: 1_000 }, (_, at) => at + 1_000_000),
    {
      get: (target, key, own) => {
        looked += 1
        return Reflect.get(target, key, own)
      },
    },
  )
  const moves = [{ to: [isolde.id], learners }]
  planTransfer([orlaghAim], moves)
  const once = looked
  looked = 0
  planTransfer(Array<Movable>(1_000).fill(orlaghAim), moves)
  expect(looked).toBe(once)
})
