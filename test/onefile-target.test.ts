/** The sync's OneFile target against a practice server, without a port and without time. */
import { afterEach, describe, expect, test } from 'vitest'
import type { CreatePerson, PlannedAssignment, PlannedChange } from '../src/domain/plan.ts'
import type { Need, World, WorldAssignment } from '../src/reconcile/world/world.ts'
import { manualWork } from '../src/remote/onefile/manual.ts'
import { openOneFile } from '../src/remote/onefile/onefile.ts'
import type { Target } from '../src/remote/target.ts'
import { apply } from '../src/runs/apply/apply.ts'
import type { Journal, JournalLine } from '../src/runs/apply/journal.ts'
import { UnauthorizedError, UnavailableError } from '../src/sdk/client.ts'
import * as cast from './cast.ts'
import { type Practice, type Practising, practise } from './practising.ts'

const PLANNED = { key: 'one', organisation: cast.NORTH.id, because: [], needs: [] }

let open: Practising[] = []
afterEach(async () => {
  for (const stage of open) await stage.close()
  open = []
})

async function set(practice: Practice = {}, believed: readonly WorldAssignment[] = []) {
  const stage = await practise(practice)
  open.push(stage)
  return { ...stage, target: openOneFile(stage.client, { believed, name: 'practice' }) }
}

function need(learners: readonly { id: number }[]): Need {
  const ids = new Set(learners.map(one => one.id))
  return { aims: ids, units: ids, assignments: ids }
}

async function whole(target: Target, learners: readonly { id: number }[] = cast.LEARNERS): Promise<World> {
  return target.readLearners(await target.readPeople(), need(learners))
}

const carry = async (target: Target, change: PlannedChange, begun = false) =>
  (await target.carryOut([{ change, begun }]))[0]

const NORTHERN = cast.CAST.filter(one => one.organisation === cast.NORTH.id && !one.archived)
const present = cast.CAST.filter(one => !one.archived)
const byId = (one: { id: number }, other: { id: number }) => one.id - other.id

describe('reading the world', () => {
  test('gives everybody who is not archived, with the keys that people are matched by', async () => {
    const { target } = await set()
    const { people, shortReads } = await target.readPeople()
    expect(people.map(one => one.id).sort()).toEqual(present.map(one => one.id).sort())
    expect(people.find(one => one.id === cast.orlagh.id)).toMatchObject({
      ...{ organisation: cast.NORTH.id, kind: 'learner', misId: 'M101', uln: null },
      ...{ email: cast.orlagh.email, placement: cast.BAKERY.id, startOn: '2025-09-01' },
    })
    expect(shortReads).toEqual([])
  })

  test('gives the catalogue and the places, with who may use them', async () => {
    const { target } = await set()
    const world = await whole(target)
    const both = [cast.NORTH.id, cast.SOUTH.id]
    expect(world.organisations).toEqual(cast.ORGANISATIONS)
    expect(world.standards.map(one => [one.id, one.organisations])).toEqual(
      cast.STANDARDS.map(one => [one.id, both]),
    )
    expect(world.templates).toEqual([
      { id: 61, title: cast.BAKING_YEAR.title, items: [], organisations: both },
    ])
    expect(world.placements.map(one => one.id)).toEqual(cast.PLACEMENTS.map(one => one.id))
    const units = cast.UNITS.map(({ id, standards }) => ({ id, standards }))
    expect(world.units.map(({ id, standards }) => ({ id, standards }))).toEqual(expect.arrayContaining(units))
  })

  test('gives the aims and units of those who are asked for, and nothing of others', async () => {
    const { target } = await set()
    const { aims, summaries } = await whole(target, [cast.orlagh])
    expect(aims.map(one => one.id)).toEqual([cast.orlaghBaking.id, cast.orlaghCare.id])
    expect(summaries).toEqual(cast.SUMMARIES.filter(one => one.learner === cast.orlagh.id))
  })

  test('takes one centre where only one is wanted', async () => {
    const { client } = await set()
    const target = openOneFile(client, { believed: [], name: 'one', organisations: [cast.NORTH.id] })
    const world = await target.readPeople()
    expect(world.organisations).toEqual([cast.NORTH])
    expect(world.people.map(one => one.id).sort()).toEqual(NORTHERN.map(one => one.id).sort())
  })

  test('reads the catalogue once, and people as often as it is told', async () => {
    const { target, callsOf } = await set()
    await target.readPeople()
    const lists = 2 * 6
    expect(await callsOf(() => target.readPeople())).toBeLessThanOrEqual(lists + 2)
  })
})

describe('a server whose lists tell no more than who is who', () => {
  test('is asked for each of the staff, and for those learners who are needed', async () => {
    const { client, callsOf } = await set({ inferredFields: true })
    await client.updateUser({ user: cast.orlagh.id, defaultAssessor: cast.isolde.id })
    const pageUsers: typeof client.pageUsers = async (...given) =>
      (await client.pageUsers(...given)).map(({ id, firstName, lastName, misId }) => ({
        ...{ id, ...(firstName && { firstName }), ...(lastName && { lastName }), ...(misId && { misId }) },
      }))
    const target = openOneFile({ ...client, pageUsers }, { believed: [], name: 'bare' })
    const people = await target.readPeople()
    const mailOf = (world: World, { id }: { id: number }) => world.people.find(one => one.id === id)?.email
    expect(mailOf(people, cast.isolde)).toBe(cast.isolde.email)
    expect(mailOf(people, cast.orlagh)).toBeNull()
    const none: Need = { aims: new Set(), units: new Set(), assignments: new Set([cast.orlagh.id]) }
    const calls = await callsOf(async () => {
      const world = await target.readLearners(people, none)
      expect(mailOf(world, cast.orlagh)).toBe(cast.orlagh.email)
      expect(world.assignments).toEqual([
        { ...cast.defaultSlot(cast.orlagh, 'assessor'), person: cast.isolde.id, known: 'seen' },
      ])
    })
    expect(calls).toBe(1)
    expect(target.shows(assignment(cast.defaultSlot(cast.orlagh, 'assessor'), cast.isolde))).toBe(true)
    expect(target.shows({ ...rename, after: { email: 'new@example.org' } })).toBe(false)
    expect(target.shows(rename)).toBe(true)
  })
})

describe('who is set beside a learner', () => {
  const slot = {
    learner: cast.orlagh.id,
    level: 'aim',
    role: 'assessor',
    target: cast.orlaghBaking.id,
  } as const
  const believed: WorldAssignment = { ...slot, person: cast.isolde.id, known: 'believed' }

  test('is believed where the server shows nobody', async () => {
    const { target } = await set({}, [believed])
    expect((await whole(target)).assignments).toEqual([believed])
    expect(
      target.shows({ ...PLANNED, do: 'assign', ...slot, before: null, after: 1, reason: 'stated' }),
    ).toBe(false)
  })

  test('is seen where the server shows it, whatever is believed', async () => {
    const { target, client } = await set({ inferredFields: true }, [believed])
    await client.updateUser({ user: cast.orlagh.id, defaultAssessor: cast.hesper.id })
    const assign = { learner: cast.orlagh.id, level: 'aim', standard: cast.BAKING.id } as const
    await client.assignUser({ person: cast.tobias.id, ...assign })
    await client.assignUser({ person: cast.perpetua.id, ...assign })
    expect((await whole(target)).assignments).toEqual([
      { ...cast.defaultSlot(cast.orlagh, 'assessor'), person: cast.hesper.id, known: 'seen' },
      { ...cast.aimSlot(cast.orlaghBaking, 'assessor'), person: cast.tobias.id, known: 'seen' },
      { ...cast.aimSlot(cast.orlaghBaking, 'iqa'), person: cast.perpetua.id, known: 'seen' },
    ])
  })

  test('is not believed any more where the server shows that nobody is', async () => {
    const { target, client } = await set({ inferredFields: true }, [believed])
    const assign = { learner: cast.caspian.id, level: 'aim', standard: cast.BAKING.id } as const
    await client.assignUser({ person: cast.tobias.id, ...assign })
    expect((await whole(target)).assignments).toEqual([
      { ...cast.aimSlot(cast.caspianBaking, 'assessor'), person: cast.tobias.id, known: 'seen' },
    ])
  })

  test('is believed after it was set, an employer by default also as an additional one', async () => {
    const { target } = await set()
    const change = assignment(cast.defaultSlot(cast.orlagh, 'employer'), cast.dorcas)
    expect(await carry(target, change)).toEqual({ outcome: { outcome: 'done' } })
    expect((await whole(target)).assignments.map(({ level, person }) => [level, person])).toEqual([
      ['default', cast.dorcas.id],
      ['additional', cast.dorcas.id],
    ])
  })
})

function assignment(
  slot: {
    learner: number
    level: PlannedAssignment['level']
    role: PlannedAssignment['role']
    target: number
  },
  after: { id: number } | null,
  more: Partial<PlannedAssignment> = {},
): PlannedAssignment {
  return {
    ...PLANNED,
    do: 'assign',
    ...slot,
    before: null,
    after: after?.id ?? null,
    reason: 'stated',
    ...more,
  }
}

const wilfred: CreatePerson = {
  ...{ ...PLANNED, do: 'create-person', person: -1, kind: 'learner', defaultAssessor: cast.isolde.id },
  fields: {
    ...{ firstName: 'Wilfred', lastName: 'Hale', email: 'wilfred@example.org', misId: 'M900', uln: null },
    ...{ dateOfBirth: '2006-05-14', startOn: '2026-03-01', plannedEndDate: null },
    ...{ placement: cast.BAKERY.id, classroom: cast.AUTUMN.id },
  },
}

const rename: Extract<PlannedChange, { do: 'update-person' }> = {
  ...{ ...PLANNED, do: 'update-person', person: cast.orlagh.id },
  ...{ before: { lastName: 'Tarn' }, after: { lastName: 'Moss' } },
}

describe('carrying out a change', () => {
  const giveCare: PlannedChange = {
    ...{ ...PLANNED, do: 'give-standard', learner: cast.caspian.id, standard: cast.CARE.id, aim: -2 },
  }
  const giveSafety: PlannedChange = {
    ...{ ...PLANNED, do: 'give-unit', learner: cast.orlagh.id, standard: cast.CARE.id },
    ...{ aim: cast.orlaghCare.id, unit: cast.SAFETY.id, summary: -3 },
  }
  const archive: PlannedChange = {
    ...{ ...PLANNED, do: 'archive-person', person: cast.bryony.id, rule: 'withdrawn', leaves: [] },
  }
  const CHANGES: [string, PlannedChange][] = [
    ['a new learner with the default assessor', wilfred],
    ['a standard', giveCare],
    ['a unit', giveSafety],
    ['another name', rename],
    ['a leaver', archive],
    ['a default assessor', assignment(cast.defaultSlot(cast.orlagh, 'assessor'), cast.isolde)],
    ['a default employer', assignment(cast.defaultSlot(cast.orlagh, 'employer'), cast.dorcas)],
    [
      'an additional observer',
      assignment(cast.additionalSlot(cast.orlagh, 'observer', cast.zephyrine), cast.zephyrine),
    ],
    [
      'the IQA of an aim',
      assignment(cast.aimSlot(cast.orlaghCare, 'iqa'), cast.perpetua, { standard: cast.CARE.id }),
    ],
    [
      'the assessor of a unit held twice',
      assignment(cast.unitSlot(cast.orlaghCommCare, 'assessor'), cast.tobias, {
        ...{ standard: cast.CARE.id, unit: cast.COMMUNICATION.id },
      }),
    ],
  ]

  const plan = {
    changes: CHANGES.map(([key, change]): PlannedChange => ({ ...change, key })),
    waits: [],
  }

  test('takes one call for each', async () => {
    const { target, callsOf } = await set()
    for (const [name, change] of CHANGES) {
      const calls = await callsOf(async () => {
        expect((await carry(target, change))?.outcome, name).toEqual({ outcome: 'done' })
      })
      expect(calls, name).toBe(1)
    }
  })

  test('reads back what can be read, and believes the rest', async () => {
    const { target } = await set()
    const { outcomes, believed } = await apply(plan, target, {
      ...{ journal: journalOf(), world: await whole(target) },
    })
    expect([...outcomes.values()]).toEqual(CHANGES.map(() => ({ outcome: 'done' })))
    expect([...believed]).toEqual(CHANGES.filter(([, one]) => one.do === 'assign').map(([key]) => key))
  })

  test('is noticed where the server says so and saves nothing', async () => {
    const { target } = await set({ faults: { unsaved: 1 } })
    const { outcomes } = await apply(plan, target, { journal: journalOf(), world: await whole(target) })
    for (const [name, change] of CHANGES) {
      if (change.do === 'assign') expect(outcomes.get(name)).toEqual({ outcome: 'done' })
      else expect(outcomes.get(name), name).toMatchObject({ outcome: 'refused', code: 'not-saved' })
    }
  })

  test('gives the numbers of what was made', async () => {
    const { target, client } = await set()
    const person = await carry(target, wilfred)
    expect((await client.readUser({ user: person!.made! })).misId).toBe('M900')
    const aim = await carry(target, giveCare)
    expect((await client.readAim({ id: aim!.made! })).learner).toBe(cast.caspian.id)
  })

  test('tells what the API itself says against it, and goes on', async () => {
    const { target } = await set()
    const change = assignment(cast.defaultSlot(cast.orlagh, 'assessor'), cast.marisol)
    expect((await carry(target, change))?.outcome).toEqual({
      ...{
        outcome: 'refused',
        code: 'organisations-differ',
        sentence: expect.stringContaining('organisation'),
      },
    })
    expect((await carry(target, rename))?.outcome).toEqual({ outcome: 'done' })
  })

  test('finds a unit that is there already, after the server has refused it', async () => {
    const { target } = await set()
    const again = { ...giveSafety, unit: cast.DOUGH.id, standard: cast.BAKING.id } as PlannedChange
    expect(await carry(target, again)).toEqual({
      ...{ outcome: { outcome: 'already-so' }, made: cast.orlaghDough.id },
    })
  })

  test('gives a template to a learner without an aim, and to no other', async () => {
    const { target } = await set()
    const give = (learner: number): PlannedChange => ({
      ...PLANNED,
      do: 'give-template',
      learner,
      template: 61,
    })
    const made = (await carry(target, wilfred))!.made!
    await whole(target, [cast.orlagh])
    expect((await carry(target, give(made)))?.outcome).toEqual({ outcome: 'done' })
    expect((await carry(target, give(cast.orlagh.id)))?.outcome).toMatchObject({ code: 'template-overrides' })
  })

  test('has no call to take anybody away', async () => {
    const { target } = await set()
    for (const [, change] of CHANGES) expect(target.can(change)).toBe(true)
    const slots = [cast.defaultSlot(cast.orlagh, 'employer'), cast.aimSlot(cast.orlaghCare, 'iqa')]
    for (const slot of slots) expect(target.can(assignment(slot, null))).toBe(false)
  })
})

describe('a change that was begun and never heard of again', () => {
  test('is found where it was done: an account, by its MIS id', async () => {
    const { target, callsOf } = await set()
    const first = await carry(target, wilfred)
    const calls = await callsOf(async () => expect(await carry(target, wilfred, true)).toEqual(first))
    expect(calls).toBeLessThanOrEqual(2)
  })

  test.each([
    ['the address', { misId: null }],
    ['the ULN', { misId: null, email: null, uln: '9900000103' }],
  ])('is found by %s', async (_, keys) => {
    const { target } = await set()
    const change = { ...wilfred, fields: { ...wilfred.fields, ...keys } }
    const first = await carry(target, change)
    expect(await carry(target, change, true)).toEqual(first)
  })

  test('is done where it was not', async () => {
    const { target, client } = await set()
    const { made } = (await carry(target, wilfred, true))!
    expect((await client.readUser({ user: made! })).firstName).toBe('Wilfred')
  })

  test('is left where nobody can tell: an account known by its name alone', async () => {
    const { target, client } = await set()
    const change = { ...wilfred, fields: { ...wilfred.fields, misId: null, email: null } }
    await carry(target, change)
    expect((await carry(target, change, true))?.outcome).toMatchObject({
      ...{ outcome: 'refused', code: 'outcome-unknown', sentence: expect.stringContaining('has this name') },
    })
    expect(await client.searchUsers({ kind: 'learner', lastName: 'Hale' })).toHaveLength(1)
  })

  test('is found where it was done: a unit', async () => {
    const { target } = await set()
    const give: PlannedChange = {
      ...{ ...PLANNED, do: 'give-unit', learner: cast.orlagh.id, standard: cast.CARE.id },
      ...{ aim: cast.orlaghCare.id, unit: cast.SAFETY.id, summary: -3 },
    }
    const first = await carry(target, give)
    expect(await carry(target, give, true)).toEqual(first)
  })
})

describe('a server on a bad day', () => {
  test.each([
    ...[{ 'page-cap': 1 }, { 'page-size': 1 }, { 'page-cap': 2, 'row-come': 1 }],
    ...[{ 'session-calls': 2 }, { limit: 0.2 }],
  ])('is read whole all the same: %o', async faults => {
    const { target } = await set({ faults })
    const { people, aims, summaries, shortReads } = await whole(target)
    expect(people.map(one => one.id).sort()).toEqual(present.map(one => one.id).sort())
    expect([...aims].sort(byId)).toEqual(cast.AIMS.filter(one => one.learner !== cast.fenwick.id))
    expect(summaries).toHaveLength(cast.SUMMARIES.length - 1)
    expect(shortReads).toEqual([])
  })

  test('that loses rows between pages gives a short read', async () => {
    const { target } = await set({ faults: { 'row-gone': 1, 'page-cap': 2 } })
    const { shortReads } = await target.readPeople()
    expect(shortReads).toContainEqual({
      ...{
        organisation: cast.NORTH.id,
        what: 'people',
        read: expect.any(Number),
        expected: expect.any(Number),
      },
    })
    for (const { read, expected } of shortReads) expect(read).toBeLessThan(expected)
  })

  test('fails with a call now and then, which is then made again', async () => {
    const { target, injected } = await inFaults({ error: 0.3 })
    for (const learner of [cast.orlagh, cast.caspian]) {
      const change = assignment(cast.defaultSlot(learner, 'assessor'), cast.isolde)
      expect((await carry(target, change))?.outcome).toEqual({ outcome: 'done' })
    }
    expect(await injected('error')).toBeGreaterThan(0)
  })

  test('fails with everything, and after a few changes it is no use to go on', async () => {
    const { target } = await set({ faults: { error: 1 } })
    const change = assignment(cast.defaultSlot(cast.orlagh, 'assessor'), cast.isolde)
    for (let at = 0; at < 4; at += 1)
      expect((await carry(target, change))?.outcome).toMatchObject({
        outcome: 'refused',
        code: 'unavailable',
      })
    await expect(carry(target, change)).rejects.toThrow(UnavailableError)
  })

  test('that loses every reply to a new account gets it once', async () => {
    const { target, client, injected } = await inFaults({ lost: 1 })
    const { made, outcome } = (await carry(target, wilfred))!
    expect(outcome).toEqual({ outcome: 'done' })
    expect(await client.searchUsers({ misId: 'M900' })).toEqual([expect.objectContaining({ id: made })])
    expect(await injected('lost')).toBe(1)
  })

  test('that is gone altogether ends the run', async () => {
    const { target, server, client } = await set()
    await client.readCustomer()
    server.inject = (() => Promise.reject(new Error('connection reset'))) as unknown as typeof server.inject
    await expect(target.readPeople()).rejects.toThrow(UnavailableError)
  })

  test('whose token has ended ends the run', async () => {
    const { target, services } = await set()
    for (const { id } of await services.access.listTokens()) await services.access.revoke(id)
    const change = assignment(cast.defaultSlot(cast.orlagh, 'assessor'), cast.isolde)
    await expect(carry(target, change)).rejects.toThrow(UnauthorizedError)
  })

  test('is left at once when the run is stopped', async () => {
    const { target, callsOf } = await set()
    const stopped = AbortSignal.abort()
    const calls = await callsOf(() => expect(target.readPeople(stopped)).rejects.toThrow('stopped'))
    expect(calls).toBe(0)
  })
})

async function inFaults(faults: Practice['faults'] & object) {
  const stage = await set({ faults })
  return { ...stage, injected: async (name: string) => (await stage.report()).faults[name]!.injected }
}

function journalOf(lines: JournalLine[] = []): Journal {
  return { lines: [...lines], append: async more => void lines.push(...more) }
}

/** Three new learners, each with a standard, a unit of it, and people at every level. */
function newcomers(): PlannedChange[] {
  return [1, 2, 3].flatMap(at => {
    const [learner, aim, summary] = [-10 * at, -10 * at - 1, -10 * at - 2]
    const keys = ['person', 'aim', 'unit'].map(what => `${what} ${at}`)
    const [person, standard, unit] = keys as [string, string, string]
    const under = { learner, standard: cast.BAKING.id, aim }
    const slot = { learner, role: 'assessor' as const }
    const beside = (more: Partial<PlannedAssignment>, key: string) =>
      assignment({ ...slot, level: 'aim', target: aim }, cast.tobias, { ...more, key, needs: keys })
    return [
      { ...wilfred, key: person, person: learner, fields: { ...wilfred.fields, misId: `M90${at}` } },
      { ...PLANNED, do: 'give-standard', ...under, key: standard, needs: [person] },
      { ...PLANNED, do: 'give-unit', ...under, unit: cast.DOUGH.id, summary, key: unit, needs: [standard] },
      beside({ standard: cast.BAKING.id }, `aim assessor ${at}`),
      beside(
        { level: 'unit', target: summary, standard: cast.BAKING.id, unit: cast.DOUGH.id },
        `unit assessor ${at}`,
      ),
      beside({ level: 'additional', target: cast.tobias.id }, `additional assessor ${at}`),
    ] satisfies PlannedChange[]
  })
}

/** A journal that breaks where its length comes to a multiple of a number. */
function breaking(lines: JournalLine[], every: number): Journal {
  return {
    lines: [...lines],
    append: async more => {
      if (lines.length % every === every - 1) throw new Error('power cut')
      lines.push(...more)
    },
  }
}

describe('a run that is cut off again and again, on a bad day', () => {
  test.each([1, 2, 3])('ends with everything done, and nothing twice (seed %i)', async seed => {
    const faults = { limit: 0.05, error: 0.05, lost: 0.15, 'session-calls': 20 }
    const stage = await set({ faults, seed })
    const changes = newcomers()
    const lines: JournalLine[] = []
    for (let round = 0, left = changes.length; left > 0; round += 1) {
      expect(round).toBeLessThan(40)
      const target = openOneFile(stage.client, { believed: [], name: 'again' })
      const world = await whole(target)
      const journal = breaking(lines, 5 + (round % 4))
      const { outcomes } = await apply({ changes, waits: [] }, target, { journal, world })
      left = [...outcomes.values()].filter(
        ({ outcome }) => outcome !== 'done' && outcome !== 'already-so',
      ).length
    }
    const { storage } = stage
    const count = async (table: 'users' | 'learning_aims' | 'unit_summaries') =>
      (await storage.db.selectFrom(table).select('id').execute()).length
    expect(await count('users')).toBe(cast.CAST.length + 3)
    expect(await count('learning_aims')).toBe(cast.AIMS.length + 3)
    expect(await count('unit_summaries')).toBe(cast.SUMMARIES.length + 3)
    const assigned = await storage.db.selectFrom('assignments').select('level').execute()
    expect(assigned).toHaveLength(3 * 4)
  })
})

describe('work by hand', () => {
  test.each([
    [
      cast.aimSlot(cast.orlaghCare, 'iqa'),
      'Allocations',
      'Take IQA account 121 away from account 101, on the learning aim of standard 52.',
    ],
    [
      cast.unitSlot(cast.orlaghDough, 'assessor'),
      'Unit Allocations',
      'Take assessor account 121 away from account 101, on unit BK_DOUGH2 of standard 52.',
    ],
    [
      cast.defaultSlot(cast.orlagh, 'assessor'),
      'Allocations',
      'Choose another default assessor for account 101 in place of account 121; OneFile does not let it be empty.',
    ],
    [
      cast.additionalSlot(cast.orlagh, 'employer', cast.perpetua),
      'Assign Employers',
      'Take employer account 121 away from account 101.',
    ],
  ])('names the screen, and what to do there: %o', (slot, screen, sentence) => {
    const change = assignment(slot, null, {
      ...{ before: cast.perpetua.id, standard: cast.CARE.id, unit: cast.DOUGH.id },
    })
    expect(manualWork(change)).toEqual({ screen, sentence })
  })
})
