/** For any file made of the kinds of the cases: the counts add up, nobody outside it is touched, nothing is made up. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonFields, PlannedChange } from '../../src/domain/plan.ts'
import type { SyncPlan } from '../../src/reconcile/plan/sync-plan.ts'
import type { WorldPerson } from '../../src/reconcile/world/world.ts'
import { person, planText, WORLD } from '../samples/provider.ts'

const gone = { archived: true, archivedOn: '2025-10-01', startOn: '2024-09-02' }

/** Learners whom a careless reader would take for each other. */
const LEARNERS = [
  person(101, 'learner', 'Ada Rooke', { misId: '00412', uln: '9901001012', dateOfBirth: '2006-03-04' }),
  person(102, 'learner', 'Ada Rooke', { misId: '412', dateOfBirth: '2006-04-03' }),
  person(103, 'learner', 'Zoë Frühwald', { misId: 'FBW-7', email: 'zoe@example.org', startOn: '2025-09-01' }),
  person(104, 'learner', 'Bran Noakes', { misId: '12E34', uln: '9276308686', email: 'family@example.org' }),
  person(105, 'learner', 'Wil Noakes', {
    misId: 'N/A-1',
    email: 'family@example.org',
    dateOfBirth: '2007-01-31',
  }),
  person(106, 'learner', 'Yestin Partlow', { ...gone, misId: 'B1' }),
  person(107, 'learner', 'Orla O’Fable', { misId: 'A-9', uln: '9901001152' }),
] as const
const STAFF = [
  person(201, 'assessor', 'Ina Stead', { misId: 'C11', email: 'ina@example.org' }),
  person(202, 'assessor', 'Ina Steed', { misId: 'C12', email: 'ina.s@example.org' }),
  person(203, 'assessor', 'Joss Tarn', { misId: 'C013', email: 'joss@example.org', archived: true }),
  person(301, 'iqa', 'Perpetua Oak', { misId: 'Q1', email: 'perpetua@example.org' }),
] as const
const PEOPLE: readonly WorldPerson[] = [...LEARNERS, ...STAFF]

const HEADERS = [
  'Learner Ref',
  'ULN',
  'First name',
  'Last name',
  'DOB',
  'Learner Email',
  'Start Date',
  'Planned End Date',
  'Learner Status',
  'Assessor Ref',
  'Assessor Email',
  'Level',
  'IQA Email',
] as const
type Row = Partial<Record<(typeof HEADERS)[number], string>>

/** What exporters, spreadsheets and people do to the text of a cell. */
const DAMAGE: readonly ((text: string) => string)[] = [
  ...Array.from({ length: 20 }, () => (text: string) => text),
  text => text.replace(/^0+/, ''),
  text => text.replace(/^(?=\d)/, '0'),
  text => `="${text}"`,
  text => `'${text}`,
  text => `${text}.0`,
  text => `\u200b${text}\u00a0`,
  text => `{${text}}`,
  text => text.replace(/[ëüo]/, '?'),
  text => text.replace('’', '&apos;'),
  text => text.slice(0, 4),
  text => text.toUpperCase(),
  text => text.replace(/^(..)\/(..)\//, '$2/$1/'),
  text => text.replace(/^\d\d/, '31'),
  text => text.replace(/\d{4}$/, '2066'),
  () => '',
  () => 'n/a',
  () => 'TBC',
  () => '#REF!',
  () => 'noemail@example.org',
  () => '9.87E+09',
]

const damaged = (text: string) => fc.constantFrom(...DAMAGE).map(change => change(text))
const british = (date: string | null) => (date ?? '').split('-').reverse().join('/')

/** A row about somebody whom the server has, or has not, with keys that may be another's. */
const row: fc.Arbitrary<Row> = fc
  .record({
    learner: fc.constantFrom(
      ...LEARNERS,
      person(0, 'learner', 'New Comer', { misId: 'X1', email: 'new@example.org' }),
    ),
    other: fc.constantFrom(...LEARNERS),
    mixes: fc.constantFrom(false, false, false, true),
    assessor: fc.constantFrom(...STAFF),
    start: fc.constantFrom('', '01/09/2025', '12/01/2026', '31/09/2025', '01/09/2040', 'Sept 2025'),
    end: fc.constantFrom('', '31/08/2026', '31/08/2020', '31/08/2099'),
    status: fc.constantFrom('', '', 'Active', 'Withdrawn', 'Completed', 'Archived'),
    level: fc.constantFrom('', 'default', 'additional', 'aim', '7'),
  })
  .chain(({ learner, other, mixes, assessor, start, end, status, level }) => {
    const keys = mixes ? other : learner
    return fc.record({
      'Learner Ref': damaged(keys.misId ?? ''),
      ULN: damaged(learner.uln ?? ''),
      'First name': damaged(learner.firstName),
      'Last name': damaged(learner.lastName),
      DOB: damaged(british(learner.dateOfBirth)),
      'Learner Email': damaged(learner.email ?? ''),
      'Start Date': damaged(start),
      'Planned End Date': damaged(end),
      'Learner Status': fc.constant(status),
      'Assessor Ref': damaged(assessor.kind === 'assessor' ? (assessor.misId ?? '') : ''),
      'Assessor Email': damaged(assessor.kind === 'assessor' ? (assessor.email ?? '') : ''),
      Level: fc.constant(level),
      'IQA Email': damaged(assessor.kind === 'iqa' ? (assessor.email ?? '') : ''),
    })
  })

const file = fc
  .tuple(fc.subarray([...HEADERS], { minLength: 3 }), fc.array(row, { minLength: 1, maxLength: 6 }))
  .map(([headers, rows]) => ({ rows: rows.map(one => only(one, headers)), text: csv(headers, rows) }))

function only(one: Row, headers: readonly (keyof Row)[]): Row {
  return Object.fromEntries(headers.map(header => [header, one[header] ?? '']))
}

function csv(headers: readonly (keyof Row)[], rows: readonly Row[]): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = rows.map(one => headers.map(header => quoted(one[header] ?? '')).join(','))
  return `${[headers.join(','), ...lines].join('\n')}\n`
}

const mapping = fc.record({
  create: fc.constantFrom([], ['learner'] as const),
  returners: fc.constantFrom('unarchive', 'hold'),
  leavers: fc.constantFrom([], [{ when: 'withdrawn', after: 0, do: 'archive' }] as const),
})
const world = { ...WORLD, people: PEOPLE }

const loose = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}@]/gu, '')
    .toLowerCase()
const bare = (text: string) =>
  loose(text)
    .replace(/^0+/, '')
    .replace(/(?<=^\d+)0$/, '')

/** Whether cells of a row give a key, or the whole name, of somebody. */
function names(one: Row, who: WorldPerson, cells: readonly (keyof Row)[]): boolean {
  const texts = cells.flatMap(cell => one[cell] || [])
  const keys = [who.misId, who.uln, who.email].flatMap(key => key || [])
  if (texts.some(text => keys.some(key => bare(text) === bare(key)))) return true
  return loose(`${one['First name']}${one['Last name']}`) === loose(`${who.firstName}${who.lastName}`)
}

const OF_LEARNER = ['Learner Ref', 'ULN', 'Learner Email'] as const
const OF_STAFF = ['Assessor Ref', 'Assessor Email', 'IQA Email'] as const

/** The accounts that a change touches, each with the cells that must name it. */
function touched(change: PlannedChange): [number, readonly (keyof Row)[]][] {
  if (change.do === 'create-person') return []
  if (change.do !== 'assign') return [['learner' in change ? change.learner : change.person, OF_LEARNER]]
  const learner: [number, readonly (keyof Row)[]] = [change.learner, OF_LEARNER]
  return change.after === null ? [learner] : [learner, [change.after, OF_STAFF]]
}

function fieldsOf(change: PlannedChange): Partial<PersonFields> {
  if (change.do === 'update-person') return change.after
  return change.do === 'create-person' ? change.fields : {}
}

/** The texts under which a value may stand in a file. */
function spellings(value: string): string[] {
  const [year, month, day] = value.split('-')
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return [value]
  const dates = [`${day}/${month}/${year}`, `${month}/${day}/${year}`]
  return [value, ...dates, ...dates.map(one => one.replace(/^0/, ''))]
}

function stands(value: unknown, rows: readonly Row[]): boolean {
  const texts = rows.flatMap(one => Object.values(one)).map(loose)
  return spellings(String(value)).some(one => texts.some(text => text.includes(loose(one))))
}

/** Every row is counted; a line that is read as a heading or a total is no row, and is told. */
function checkRows({ rows: counted, findings }: SyncPlan, rows: readonly Row[]): void {
  const filled = rows.filter(one => Object.values(one).some(text => text.trim() !== '')).length
  const told = new Set(findings.flatMap(one => one.place?.row ?? []))
  expect(counted.in).toBeLessThanOrEqual(filled)
  expect(counted.in + told.size).toBeGreaterThanOrEqual(filled)
}

function check(plan: SyncPlan, rows: readonly Row[]): void {
  for (const { in: all, planned, unchanged, held } of [plan.rows, plan.statements])
    expect(planned + unchanged + held).toBe(all)
  // Of a file that is refused, the line of column names is one that could not be read.
  if (!plan.refused) checkRows(plan, rows)
  for (const change of plan.changes) {
    expect(change.because.length, change.key).toBeGreaterThan(0)
    const asking = rows.filter((_row, at) => change.because.some(place => place.row === at + 2))
    for (const [id, cells] of touched(change)) {
      const who = PEOPLE.find(one => one.id === id)
      if (who)
        expect(
          rows.some(one => names(one, who, cells)),
          `${change.key} touches ${id}`,
        ).toBe(true)
    }
    for (const [field, value] of Object.entries(fieldsOf(change))) {
      const isOld = PEOPLE.some(
        one => touched(change)[0]?.[0] === one.id && one[field as keyof PersonFields] === value,
      )
      if (value !== null && value !== '' && !isOld)
        expect(stands(value, asking), `${change.key} ${field} ${value}`).toBe(true)
    }
  }
}

describe('any file of the kinds that people have', () => {
  it('adds up, touches nobody outside it, and writes nothing that does not stand in it', async () => {
    let changes = 0
    await fc.assert(
      fc.asyncProperty(file, mapping, async ({ rows, text }, by) => {
        const plan = await planText(text, {
          world,
          mapping: { ...by, create: [...by.create] },
          today: '2026-01-13',
        })
        check(plan, rows)
        changes += plan.changes.length
      }),
      { numRuns: 600 },
    )
    expect(changes).toBeGreaterThan(100)
  })
})
