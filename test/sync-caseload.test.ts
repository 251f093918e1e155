/** The sync's target on a server of ours, without a port: a plan is applied there, and read back as it was imagined. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Id } from '../src/domain/id.ts'
import type { CreatePerson, PlannedAssignment, PlannedChange } from '../src/domain/plan.ts'
import { PRESETS } from '../src/domain/scope.ts'
import type { Slot } from '../src/domain/slot.ts'
import { NOTHING_OWNED } from '../src/reconcile/plan/ownership.ts'
import type { World } from '../src/reconcile/world/world.ts'
import { openCaseload } from '../src/remote/caseload/caseload.ts'
import type { Errand, Target } from '../src/remote/target.ts'
import { apply } from '../src/runs/apply/apply.ts'
import type { JournalLine } from '../src/runs/apply/journal.ts'
import { type Client, createClient, type Fetch } from '../src/sdk/client.ts'
import * as cast from './cast.ts'
import { fakeTime } from './sdk-time.ts'
import { type Stage, setStage } from './stage.ts'
import { imagine } from './sync/imagine.ts'

let stage: Stage
let calls: string[]
/** Whether the reply to a call is lost on its way, after the server has done it. */
let loses: (call: string) => boolean

beforeEach(async () => {
  stage = await setStage('sqlite')
  calls = []
  loses = () => false
})
afterEach(() => stage.close())

/** Carries requests into the server and notes each as its method and path. */
const carrying: Fetch = async (url, { method, headers, body }) => {
  const { pathname, search } = new URL(url)
  const answer = await stage.server.inject({
    ...{ method: method as 'GET', url: pathname + search, headers },
    ...(body !== undefined && { payload: body }),
  })
  const call = `${method} ${pathname.replace(/^\/api\/(v2\.1|caseload\/v1)/, '')}`
  calls.push(call)
  if (loses(call)) throw new TypeError('the connection was reset')
  const header = (name: string) => answer.headers[name]?.toString() ?? null
  return { status: answer.statusCode, headers: { get: header }, text: async () => answer.body }
}

async function clientOf(organisations: readonly Id[] | null = null): Promise<Client> {
  const wanted = {
    customer: cast.CUSTOMER.id,
    name: 'sync',
    scopes: PRESETS.all,
    organisations,
    callLimit: 300,
  }
  const made = await stage.services.access.createToken(wanted)
  if (!('secret' in made)) throw new Error(made.sentence)
  const time = fakeTime(stage.time.now, stage.time)
  return createClient({ baseUrl: 'http://caseload.test', token: made.secret, fetch: carrying, ...time })
}

async function targetOf(reason?: string) {
  return openCaseload(await clientOf(), { name: 'a test', ...(reason !== undefined && { reason }) })
}

const ALL_LEARNERS = new Set(cast.LEARNERS.map(one => one.id))
const EVERYTHING = { aims: ALL_LEARNERS, units: ALL_LEARNERS, assignments: ALL_LEARNERS }

async function worldOf(target: Target): Promise<World> {
  return target.readLearners(await target.readPeople(), EVERYTHING)
}

function base(key: string, needs: readonly string[] = []) {
  return { key, organisation: cast.NORTH.id, because: [], needs }
}

function assign(
  slot: Slot,
  [before, after]: [Id | null, Id | null],
  more: Partial<PlannedAssignment> = {},
): PlannedAssignment {
  const key = `${slot.learner}/${slot.level}/${slot.role}/${slot.target}/${after}`
  return { do: 'assign', ...base(key), ...slot, before, after, reason: 'stated', ...more }
}

const errand = (change: PlannedChange, begun = false): Errand => ({ change, begun })

const WILFRED: CreatePerson = {
  ...{ do: 'create-person', ...base('wilfred'), person: -1, kind: 'learner' },
  defaultAssessor: cast.isolde.id,
  fields: {
    ...{ firstName: 'Wilfred', lastName: 'Hale', email: 'wilfred.hale@example.org', misId: 'M9001' },
    ...{ uln: null, dateOfBirth: '2006-05-14', startOn: '2026-03-02', plannedEndDate: null },
    ...{ placement: cast.BAKERY.id, classroom: cast.AUTUMN.id },
  },
}

/** One of every kind of change, each level and a removal, some on what others make. */
const CHANGES: readonly PlannedChange[] = [
  WILFRED,
  {
    ...{ do: 'update-person', ...base('caspian'), person: cast.caspian.id },
    before: { email: cast.caspian.email, placement: cast.BAKERY.id },
    after: { email: 'c.rooke@example.org', placement: cast.MILL.id },
  },
  { do: 'give-template', ...base('template', ['wilfred']), learner: -1, template: cast.BAKING_YEAR.id },
  { do: 'give-standard', ...base('care'), learner: cast.caspian.id, standard: cast.CARE.id, aim: -2 },
  {
    ...{ do: 'give-unit', ...base('safety', ['care']), learner: cast.caspian.id, standard: cast.CARE.id },
    ...{ aim: -2, unit: cast.SAFETY.id, summary: -3 },
  },
  assign(cast.aimSlot({ ...cast.caspianBaking, id: -2 }, 'iqa'), [null, cast.perpetua.id], {
    ...{ needs: ['care'], standard: cast.CARE.id, effectiveFrom: '2026-03-01' },
  }),
  assign(cast.unitSlot({ ...cast.caspianDough, id: -3 }, 'assessor'), [null, cast.tobias.id], {
    ...{ needs: ['safety'], standard: cast.CARE.id, unit: cast.SAFETY.id },
  }),
  assign({ learner: -1, level: 'aim', role: 'iqa', target: -4 }, [null, cast.rhodri.id], {
    ...{ needs: ['template'], standard: cast.BAKING.id },
  }),
  assign(cast.defaultSlot(cast.orlagh, 'employer'), [null, cast.dorcas.id]),
  assign(cast.additionalSlot(cast.orlagh, 'observer', cast.zephyrine), [null, cast.zephyrine.id]),
  assign(cast.aimSlot(cast.orlaghBaking, 'assessor'), [cast.isolde.id, cast.tobias.id], {
    standard: cast.BAKING.id,
  }),
  assign(cast.additionalSlot(cast.orlagh, 'iqa', cast.rhodri), [cast.rhodri.id, null]),
  { do: 'archive-person', ...base('tobias'), person: cast.lucan.id, rule: 'missing', leaves: [] },
]

/** What is there before the plan. */
async function arrange(): Promise<void> {
  const client = await clientOf()
  const { learner } = { learner: cast.orlagh.id }
  await client.requestChanges({
    changes: [
      { learner, level: 'aim', standard: cast.BAKING.id, after: cast.isolde.id },
      { learner, level: 'additional', after: cast.rhodri.id },
    ],
  })
  calls = []
}

/** A world without numbers that only the target knows, so that an imagined one can be compared with it. */
function told(world: World) {
  const people = new Map(world.people.map(one => [one.id, `${one.firstName} ${one.lastName} ${one.kind}`]))
  const aims = new Map(world.aims.map(one => [one.id, `${people.get(one.learner)} ${one.standard}`]))
  const units = new Map(world.summaries.map(one => [one.id, `${aims.get(one.aim)} ${one.unit}`]))
  const about = { default: () => '', additional: () => '', aim: aims, unit: units }
  const subject = ({ level, target }: Slot) => {
    const names = about[level]
    return typeof names === 'function' ? names() : names.get(target)
  }
  return {
    people: world.people.map(({ id: _, archivedOn: _day, ...one }) => one).sort(byAddress),
    aims: [...aims.values()].sort(),
    units: [...units.values()].sort(),
    assignments: world.assignments
      .map(one =>
        [people.get(one.learner), one.level, one.role, subject(one), people.get(one.person)].join(' / '),
      )
      .sort(),
  }
}

function byAddress(one: { email: string | null; kind: string }, other: typeof one): number {
  const [left, right] = [one, other].map(({ email, kind }) => `${email} ${kind}`)
  return left! < right! ? -1 : 1
}

describe('reading', () => {
  test('shows everybody with their links and who is archived, what they have, and who is beside them', async () => {
    await arrange()
    await (await clientOf()).linkUser({ user: cast.rhodri.id, other: cast.rhodriAsAssessor.id })
    const world = await worldOf(await targetOf())
    expect(world.people.map(one => one.id).sort()).toEqual(cast.CAST.map(one => one.id).sort())
    expect(world.people.filter(one => one.archived).map(one => one.id)).toEqual([
      cast.fenwick.id,
      cast.quill.id,
    ])
    const linked = world.people.filter(one => one.link !== null)
    expect(linked.map(one => one.id)).toEqual([cast.rhodriAsAssessor.id, cast.rhodri.id])
    expect(linked[0]!.link).toBe(linked[1]!.link)
    expect(world.aims).toEqual(cast.AIMS.map(({ id, learner, standard }) => ({ id, learner, standard })))
    expect(world.summaries.map(one => one.id)).toEqual(cast.SUMMARIES.map(one => one.id))
    expect(world.assignments.map(one => [one.level, one.person, one.known])).toEqual([
      ['additional', cast.rhodri.id, 'seen'],
      ['aim', cast.isolde.id, 'seen'],
    ])
    expect(world.templates[0]!.items).toEqual(cast.BAKING_YEAR.items)
    expect(world.placements.map(one => one.name)).toEqual(cast.PLACEMENTS.map(one => one.name))
    expect(world.shortReads).toEqual([])
  })

  test('takes one call for each list, and one for each learner where that is fewer', async () => {
    const target = await targetOf()
    const people = await target.readPeople()
    expect(calls.filter(one => !one.includes('Authentication'))).toHaveLength(7)
    calls = []
    await target.readLearners(people, { ...EVERYTHING, aims: new Set([cast.orlagh.id]) })
    expect(calls).toHaveLength(4)
    expect(new Set(calls.map(one => one.split('/')[1]))).toEqual(new Set(['learners']))
    calls = []
    const many = new Set(Array.from({ length: 20 }, (_, at) => at + 1000))
    const others = [...many].map(id => ({ ...people.people[0]!, id }))
    await target.readLearners(
      { ...people, people: [...people.people, ...others] },
      { ...EVERYTHING, assignments: many },
    )
    // Aims, units and assignments of two organisations, and what is planned: to come, and waiting.
    expect(calls).toHaveLength(3 * 2 + 2)
  })

  test('of one organisation says nothing of another', async () => {
    const target = openCaseload(await clientOf(), { name: 'a test', organisations: [cast.SOUTH.id] })
    const world = await worldOf(target)
    expect(world.organisations).toEqual([{ id: cast.SOUTH.id, name: cast.SOUTH.name }])
    expect(world.people.map(one => one.id)).toEqual([cast.bryony.id, cast.marisol.id])
    expect(world.placements).toEqual([])
  })

  test('both ways of reading learners give the same', async () => {
    await arrange()
    const client = await clientOf()
    const target = openCaseload(client, { name: 'a test' })
    const people = await target.readPeople()
    const single = await target.readLearners(people, EVERYTHING)
    const crowd = Array.from({ length: 20 }, (_, at) => at + 1000)
    const crowded = {
      ...people,
      people: [...people.people, ...crowd.map(id => ({ ...people.people[0]!, id }))],
    }
    const ids = new Set([...ALL_LEARNERS, ...crowd])
    const whole = await target.readLearners(crowded, { aims: ids, units: ids, assignments: ids })
    expect(told({ ...whole, people: single.people })).toEqual(told(single))
  })
})

describe('a plan', () => {
  test('is applied, and then the server shows the world that was imagined', async () => {
    await arrange()
    const target = await targetOf('Sync of a test')
    const world = await worldOf(target)
    const applied = await apply({ changes: CHANGES, waits: [] }, target, { world, journal: journal() })
    expect([...applied.outcomes.values()]).toEqual(CHANGES.map(() => ({ outcome: 'done' })))
    const imagined = imagine(world, NOTHING_OWNED, CHANGES, { adopts: [], remember: [] })
    const { people } = await target.readPeople()
    const learners = new Set(people.filter(one => one.kind === 'learner').map(one => one.id))
    const need = { aims: learners, units: learners, assignments: learners }
    expect(told(await target.readLearners(await target.readPeople(), need))).toEqual(told(imagined.world))
  })

  test('takes one call for the assignments, one for each other change, and can be taken back run by run', async () => {
    await arrange()
    const client = await clientOf()
    const target = openCaseload(client, { name: 'a test' })
    const before = (await worldOf(target)).assignments
    const changes = CHANGES.filter(one => one.do === 'assign' && one.needs.length === 0)
    calls = []
    const carried = await target.carryOut(changes.map(one => errand(one)))
    expect(calls).toEqual(['POST /changes'])
    const runs = new Set(carried.map(one => one.run))
    expect(runs.size).toBe(1)
    for (const run of runs) await client.undoRun({ run: run! })
    expect((await worldOf(target)).assignments).toEqual(before)
  })

  test('tells each change what became of it, with a sentence', async () => {
    await arrange()
    const target = await targetOf()
    const carried = await target.carryOut(
      [
        assign(cast.defaultSlot(cast.orlagh, 'assessor'), [null, cast.isolde.id]),
        assign(cast.additionalSlot(cast.orlagh, 'iqa', cast.rhodri), [null, cast.rhodri.id]),
        assign(cast.aimSlot(cast.orlaghBaking, 'assessor'), [cast.tobias.id, cast.hesper.id], {
          standard: cast.BAKING.id,
        }),
        assign(cast.defaultSlot(cast.caspian, 'assessor'), [null, cast.quill.id]),
        assign(cast.defaultSlot(cast.caspian, 'assessor'), [null, cast.isolde.id], {
          effectiveFrom: '2027-01-01',
        }),
      ].map(one => errand(one)),
    )
    expect(carried.map(one => one.outcome)).toEqual([
      { outcome: 'done' },
      { outcome: 'already-so' },
      { outcome: 'moved-on', sentence: expect.stringContaining(`${cast.isolde.id}`) },
      { outcome: 'refused', code: 'person-archived', sentence: expect.stringContaining('archived') },
      // The server plans it, and carries it out on the day.
      { outcome: 'done' },
    ])
  })

  test('refuses what the server refuses, one by one, and goes on', async () => {
    const target = await targetOf()
    const carried = await target.carryOut([
      errand({ ...WILFRED, fields: { ...WILFRED.fields, classroom: 4711 } }),
      errand({
        do: 'give-standard',
        ...base('x'),
        learner: cast.fenwick.id,
        standard: cast.BAKING.id,
        aim: -1,
      }),
      errand(WILFRED),
    ])
    expect(carried).toMatchObject([
      { outcome: { outcome: 'refused', code: 'classroom-unknown' } },
      { outcome: { outcome: 'refused', code: 'learner-archived' } },
      { outcome: { outcome: 'done' }, made: expect.any(Number) },
    ])
  })
})

describe('what was begun before', () => {
  const unit: PlannedChange = {
    ...{ do: 'give-unit', ...base('unit'), learner: cast.orlagh.id, standard: cast.CARE.id },
    ...{ aim: cast.orlaghCare.id, unit: cast.SAFETY.id, summary: -1 },
  }
  const aim: PlannedChange = {
    ...{ do: 'give-standard', ...base('aim'), learner: cast.caspian.id, standard: cast.CARE.id, aim: -2 },
  }
  const employer = assign(cast.defaultSlot(cast.orlagh, 'employer'), [null, cast.dorcas.id])
  const begun: readonly PlannedChange[] = [WILFRED, unit, aim, employer]

  test('is not done twice, and is known again with its numbers and the run of the server', async () => {
    const first = await (await targetOf('run 7')).carryOut(begun.map(one => errand(one)))
    const again = await (await targetOf('run 7')).carryOut(begun.map(one => errand(one, true)))
    expect(again).toEqual(first)
    const { people } = await (await targetOf()).readPeople()
    expect(people.filter(one => one.misId === WILFRED.fields.misId)).toHaveLength(1)
  })

  test('is done where it never arrived', async () => {
    const carried = await (await targetOf('run 7')).carryOut(begun.map(one => errand(one, true)))
    expect(carried.map(one => one.outcome.outcome)).toEqual(['done', 'done', 'done', 'done'])
  })

  test('and whose reply was lost is looked for at once: nothing is made twice and no run is missed', async () => {
    const lost = new Set<string>()
    loses = call => {
      const isFirst = call.startsWith('POST') && !call.includes('Authentication') && !lost.has(call)
      if (isFirst) lost.add(call)
      return isFirst
    }
    const target = await targetOf('run 7')
    const carried = await target.carryOut(begun.map(one => errand(one)))
    expect(lost.size).toBe(begun.length)
    expect(carried.map(one => one.outcome.outcome)).toEqual(['done', 'done', 'done', 'done'])
    const { runs } = await (await clientOf()).listRuns({ kind: 'bulk' })
    expect(carried[3]!.run).toBe(runs[0]!.id)
    const { people } = await target.readPeople()
    expect(people.filter(one => one.misId === WILFRED.fields.misId)).toHaveLength(1)
  })
})

function journal() {
  const lines: JournalLine[] = []
  return { lines: [], append: async (more: readonly JournalLine[]) => void lines.push(...more) }
}
