import type { AccountKind } from '../../src/domain/account.ts'
import type { PlannedChange } from '../../src/domain/plan.ts'
import type { Mapping } from '../../src/intake/mapping/mapping.ts'
import { NO_MAPPING } from '../../src/intake/mapping/mapping.ts'
import { openReading } from '../../src/intake/read.ts'
import { EMPTY_LEDGER, type IdentityLedger } from '../../src/reconcile/match/ledger.ts'
import { NOTHING_OWNED, type Owned } from '../../src/reconcile/plan/ownership.ts'
import { planReadings } from '../../src/reconcile/plan/plan.ts'
import type { SyncPlan } from '../../src/reconcile/plan/sync-plan.ts'
import type { PlanRules } from '../../src/reconcile/resolve/rules.ts'
import { EMPTY_WORLD, type World, type WorldPerson } from '../../src/reconcile/world/world.ts'
import { type Imagined, imagine } from '../sync/imagine.ts'
import { TODAY } from './sample.ts'

/** The centre where these people are. */
export const CENTRE = 90001

/** An account of the centre, with what a test cares about. */
export function person(
  id: number,
  kind: AccountKind,
  name: string,
  more: Partial<WorldPerson> = {},
): WorldPerson {
  const [firstName = '', ...rest] = name.split(' ')
  return {
    id,
    kind,
    firstName,
    lastName: rest.join(' '),
    organisation: CENTRE,
    archived: false,
    link: null,
    email: null,
    misId: null,
    uln: null,
    dateOfBirth: null,
    startOn: null,
    plannedEndDate: null,
    placement: null,
    classroom: null,
    ...more,
  }
}

/** The people of allocation-matrix.csv, as the centre has them before anybody is assigned. */
export const PEOPLE: readonly WorldPerson[] = [
  person(7100101, 'learner', 'Orlagh Wrenfold', { misId: 'P2526-0417-000101', placement: 51301 }),
  person(7100102, 'learner', 'Caspian Thistlewane', { misId: 'FBW-000102', placement: 51301 }),
  person(7100110, 'learner', 'D’Shaun Oyelaran-Smythe-Featherington', { misId: 'FBW-000110' }),
  person(7200101, 'assessor', 'Isolde Marrowby', { email: 'isolde.marrowby@example.org', misId: 'IM01' }),
  person(7200102, 'assessor', 'Tobias Quillfeather', { email: 't.quillfeather@example.org' }),
  person(7200103, 'assessor', 'Rhodri ap Celyn', { email: 'rhodri.ap.celyn@example.org', misId: 'RC01' }),
  person(7200105, 'assessor', 'Hesper Nightjar', { email: 'hesper.nightjar@example.org' }),
  person(7300101, 'iqa', 'Perpetua Oakenshaw-Bligh', { email: 'perpetua@example.org' }),
  person(7300103, 'iqa', 'Rhodri ap Celyn', { email: 'rhodri.ap.celyn@example.org' }),
  person(7200501, 'observer', 'Zephyrine Lumb', { email: 'z.lumb@example.org' }),
  person(7400101, 'employer', 'Dorcas Penhallock', {
    email: 'dorcas.penhallock@example.com',
    placement: 51301,
  }),
]

/** The centre with its catalogue. */
export const WORLD: World = {
  ...EMPTY_WORLD,
  organisations: [{ id: CENTRE, name: 'Fablewick Main' }],
  people: PEOPLE,
  standards: [
    { id: 61242, title: 'Adult Care Worker', code: 'ST0005', organisations: null },
    { id: 61250, title: 'Maths L2', code: '60135547', organisations: null },
    { id: 61384, title: 'Commis Chef', code: 'ST0384', organisations: null },
  ],
  units: [
    { id: 'U1', title: 'Unit 1', ndaqCode: 'T/616/7383', standards: [61242], organisations: null },
    { id: 'U2', title: 'Shared', ndaqCode: null, standards: [61242, 61384], organisations: null },
  ],
  placements: [{ id: 51301, organisation: CENTRE, name: 'Fablewick Main Site', misId: '154549452' }],
  classrooms: [{ id: 41201, organisation: CENTRE, name: 'Adult Care L3', misId: null }],
}

/** What a plan in a test goes by, where it is not the usual. */
export interface Given {
  world?: World
  owned?: Owned
  mapping?: Partial<Mapping>
  ledger?: IdentityLedger
  today?: string
}

/** The rules that a test gives. */
export function rulesOf({ mapping, ledger = EMPTY_LEDGER, today = TODAY }: Given): PlanRules {
  return { mapping: { ...NO_MAPPING, ...mapping }, ledger, today }
}

/** Plans from the text of a CSV file. */
export async function planText(text: string | Uint8Array, given: Given = {}): Promise<SyncPlan> {
  const rules = rulesOf(given)
  const source = { name: 'sheet.csv', bytes: Buffer.from(text) }
  const reading = await openReading(source, { today: rules.today, mapping: rules.mapping })
  return planReadings([reading], given.world ?? WORLD, given.owned ?? NOTHING_OWNED, rules)
}

/** The world after all changes of a plan. */
export function worldAfter(plan: SyncPlan, { world = WORLD, owned = NOTHING_OWNED }: Given = {}): Imagined {
  return imagine(world, owned, plan.changes, plan)
}

/** Changes as short lines, to compare by eye. */
export function linesOf({ changes }: SyncPlan): string[] {
  return changes.map(lineOf)
}

function lineOf(one: PlannedChange): string {
  switch (one.do) {
    case 'create-person':
      return `+ ${one.kind} ${one.fields.firstName} ${one.fields.lastName}`
    case 'update-person':
      return `~ ${one.person} ${JSON.stringify(one.after)}`
    case 'plan-leaver':
      return `- ${one.person} leaves on ${one.on}`
    case 'set-competences':
      return `~ ${one.person} may assess +${one.add} -${one.remove}`
    case 'archive-person':
      return `archive ${one.person} ${one.rule}`
    case 'unarchive-person':
      return `unarchive ${one.person}`
    case 'give-template':
      return `+ template ${one.template} for ${one.learner}`
    case 'give-standard':
      return `+ standard ${one.standard} for ${one.learner}`
    case 'give-unit':
      return `+ unit ${one.unit} for ${one.learner}`
    case 'plan-ahead':
    case 'take-back': {
      const days = `${one.effectiveFrom}${one.effectiveTo === undefined ? '' : ` to ${one.effectiveTo}`}`
      return `${one.do} ${one.learner} ${one.level} ${one.role}: ${one.before ?? 'nobody'} > ${one.after ?? 'nobody'}, ${days}`
    }
    case 'assign': {
      const what = one.unit ?? one.standard ?? ''
      return `${one.learner} ${one.level} ${one.role} ${what}: ${one.before ?? 'nobody'} > ${one.after ?? 'nobody'}`
    }
  }
}

/** What is held, as `row code`, with the row that stands in the way. */
export function heldIn({ held }: SyncPlan): string[] {
  return held.map(({ place, code, blockedBy }) =>
    [place.row, code, blockedBy ? `blocked by ${blockedBy.row}` : ''].join(' ').trim(),
  )
}
