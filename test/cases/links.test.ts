/** Links that are kept: to whom they may go, when they hold, and how they are taken back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type IdentityLedger, type LedgerEntry, ledgerOf } from '../../src/reconcile/match/ledger.ts'
import { type Decision, settleQuestion } from '../../src/reconcile/match/question.ts'
import { Roster } from '../../src/reconcile/match/roster.ts'
import type { World, WorldPerson } from '../../src/reconcile/world/world.ts'
import { answerIn } from '../../src/report/answers.ts'
import { openFileLog } from '../../src/runs/state/file-log.ts'
import { linesOf, person, planText, WORLD } from '../samples/provider.ts'
import { openProvider } from './provider.ts'

const by = { by: 'Mo', on: '2026-07-01' }
const decider = { by: 'Mo', today: '2026-07-01' }
const ina = person(5, 'assessor', 'Ina Stead', { email: 'ina.stead@example.org' })
const world = (...people: WorldPerson[]): World => ({ ...WORLD, people: [...people, ina] })

/** Answers every question of a text in one way, and plans again. */
async function answered(text: string, there: World, decision: Decision, before: LedgerEntry[] = []) {
  const { questions } = await planText(text, { world: there, ledger: ledgerOf(before) })
  const roster = new Roster(there.people)
  const settled = questions.map(question => settleQuestion(question, decision, decider, roster))
  const entries = settled.flatMap(one => ('entry' in one ? [one.entry] : []))
  const problems = settled.flatMap(one => ('problem' in one ? [one.problem] : []))
  const plan = await planText(text, { world: there, ledger: ledgerOf([...before, ...entries]) })
  return { entries, problems, lines: linesOf(plan), codes: plan.questions.map(one => one.code) }
}

describe('a link to an account that is only about to be made', async () => {
  const provider = await openProvider('01-link-to-an-account-that-is-not-there-yet')
  const mapping = ['--mapping', provider.file('mapping.yaml')]
  const give = (name: string, ...given: string[]) => provider.give(name, ...given, ...mapping)
  const newcomers = async (file: string) => {
    const { json } = await provider.plan(file, ...mapping)
    return {
      made: json.changes.map((one: { fields: { lastName: string } }) => one.fields.lastName),
      held: json.held.map(({ place, code }: { place: { row: number }; code: string }) => [place.row, code]),
    }
  }

  test('is not kept by --accept-all', async () => {
    const { stderr } = await give('match', provider.file('staff-1.csv'), '--accept-all')
    expect(stderr).not.toMatch(/Taken|kept/)
    expect((await provider.give('match', '--list')).stderr).toContain('Nothing has been confirmed')
  })

  test.each(['accept', 'link -1', 'link -2', 'link 99'])(
    'is not kept from a sheet that says %s',
    async word => {
      const sheet = join(provider.folder, 'who.csv')
      await give('match', provider.file('staff-2.csv'), '--sheet', sheet)
      const [decision, account = ''] = word.split(' ')
      const text = readFileSync(sheet, 'utf8').replace(/,,,,(?=\r\n)/g, `,${decision},${account},,`)
      const { stderr } = await give(
        'match',
        provider.file('staff-2.csv'),
        '--answers',
        provider.write('b.csv', text),
      )
      expect(stderr).toMatch(/row 2: (This person is only about to be made|There is no account 99)/)
      expect(stderr).not.toContain('answer kept')
    },
  )

  test('the shared mailbox holds both rows, and the other one is made', async () => {
    expect(await newcomers('staff-1.csv')).toEqual({
      made: ['Abbott'],
      held: [
        [3, 'newcomers-share-key'],
        [4, 'newcomers-share-key'],
      ],
    })
  })

  test('three newcomers of a second file are three people, whatever older versions have kept', async () => {
    const three = { made: ['Marchmont', 'Jessop', 'Crane'], held: [[5, 'person-unknown']] }
    expect(await newcomers('staff-2.csv')).toEqual(three)
    const entry = { says: 'link', who: '90001 assessor email:frontdesk@example.org', account: -2, ...by }
    const log = openFileLog(join(provider.folder, 'state'))
    await log.append('links', [entry])
    log.close()
    expect(await newcomers('staff-2.csv')).toEqual(three)
  })
})

describe('an answer at the terminal', () => {
  const there = world(person(1, 'learner', 'Orla Fable', { misId: 'A1' }), person(6, 'assessor', 'Ida Stead'))
  const text = 'Learner Ref,Assessor\nA1,I. Stead\n'
  const roster = new Roster(there.people)
  const asked = planText(text, { world: there }).then(plan => plan.questions[0]!)

  test.each([
    ['y', { decision: 'accept' }],
    ['N', { decision: 'reject' }],
    ['2', { decision: 'link', account: 6 }],
    ['6', { decision: 'link', account: 6 }],
    ['link Ida Stead', { decision: 'link', account: 6 }],
    ['link ina.stead@example.org', { decision: 'link', account: 5 }],
    ['hold 2026-12-31 waiting for HR', { decision: 'hold', until: '2026-12-31', reason: 'waiting for HR' }],
  ])('%s', async (answer, decision) => {
    expect(answerIn(answer, await asked, roster, '2026-07-01')).toEqual(decision)
  })

  test.each(['link Stead', 'link', 'perhaps', 'hold', 'link Nobody Known'])(
    '%s is asked again',
    async answer => {
      expect(answerIn(answer, await asked, roster, '2026-07-01')).toHaveProperty('problem')
    },
  )

  test.each([-3, 0, 99, 1])('link %i is refused with the reason', async account => {
    const settled = settleQuestion(await asked, { decision: 'link', account }, decider, roster)
    expect(settled).toEqual({ problem: expect.stringMatching(/about to be made|no account|kind learner/) })
  })

  test('y chooses nobody where there are several', async () => {
    expect(settleQuestion(await asked, { decision: 'accept' }, decider, roster)).toHaveProperty('problem')
  })
})

describe('two learners of one name', () => {
  const twins = [
    person(1, 'learner', 'Hadley Ashcombe-Vale', { dateOfBirth: '2006-12-19' }),
    person(2, 'learner', 'Hadley Ashcombe-Vale', { dateOfBirth: '2006-04-11' }),
  ]
  const there = world(...twins)
  const text = readFileSync(join(import.meta.dirname, 'sheets/twins.csv'), 'utf8').replaceAll(
    'hadley.barrowmere.24@example.org',
    'ina.stead@example.org',
  )

  test('are two questions, and each answer is for its own row', async () => {
    const { entries, lines } = await answered(text, there, { decision: 'accept' })
    expect(entries.map(one => one.says === 'link' && one.account)).toEqual([1, 2])
    expect(lines).toEqual(['1 default assessor : nobody > 5', '2 default assessor : nobody > 5'])
  })

  test('a link of a name alone, as it was kept before, takes nobody born on another day', async () => {
    const older: LedgerEntry = {
      says: 'link',
      who: '90001 learner name:hadley ashcombe-vale',
      account: 1,
      ...by,
    }
    const plan = await planText(text, { world: there, ledger: ledgerOf([older]) })
    expect(linesOf(plan)).toEqual(['1 default assessor : nobody > 5'])
    expect(plan.questions.map(one => one.suggestions[0]?.account)).toEqual([2])
  })

  test('two rows that give two birth dates are never one account, even if both are linked to it', async () => {
    const alone = world(person(1, 'learner', 'Hadley Ashcombe-Vale'))
    const { lines, entries } = await answered(text, alone, { decision: 'link', account: 1 })
    expect(entries).toHaveLength(2)
    expect(lines).toEqual([])
  })
})

describe('a kept link', () => {
  const text =
    'Learner Ref,First name,Last name,DOB,ULN,Assessor Email\nX1,Abe,Rudge,2006-04-04,9901001012,ina.stead@example.org\n'
  const abe = person(1, 'learner', 'Abraham Rudge')
  const kept = answered(text, world(abe), { decision: 'link', account: 1 }).then(({ entries }) => entries)

  test('holds as long as nothing contradicts it', async () => {
    const plan = await planText(text, { world: world(abe), ledger: ledgerOf(await kept) })
    expect(linesOf(plan).at(-1)).toBe('1 default assessor : nobody > 5')
  })

  test.each([
    ['another MIS id', { misId: 'Z9' }],
    ['another ULN', { uln: '9901001152' }],
    ['another date of birth', { dateOfBirth: '1999-12-24' }],
  ])('is held and asked anew where the account has %s since', async (_what, more) => {
    const plan = await planText(text, { world: world({ ...abe, ...more }), ledger: ledgerOf(await kept) })
    expect([linesOf(plan), plan.questions[0]?.code]).toEqual([[], 'link-contradicted'])
  })

  test('is held where the reference is another account’s since', async () => {
    const other = person(2, 'learner', 'Zachary Quill', { misId: 'X1' })
    const plan = await planText(text, { world: world(abe, other), ledger: ledgerOf(await kept) })
    expect([linesOf(plan), plan.questions[0]?.code]).toEqual([[], 'link-contradicted'])
  })

  test('is not used for a row that differs in a key', async () => {
    const row = text.replace('9901001012', '9901001152')
    const plan = await planText(row, { world: world(abe), ledger: ledgerOf(await kept) })
    expect(linesOf(plan)).toEqual([])
  })

  test('is used where the row gives one key more', async () => {
    const more = text.replace('ULN,', 'ULN,Email,').replace('9901001012,', '9901001012,abe@example.org,')
    const plan = await planText(more, { world: world(abe), ledger: ledgerOf(await kept) })
    expect(linesOf(plan).at(-1)).toBe('1 default assessor : nobody > 5')
  })

  test.each([
    ['90001 learner mis:x1', 1],
    ['90001 learner uln:9901001012', 1],
  ])('of an older version is read: %s', async (who, account) => {
    const plan = await planText(text, {
      world: world(abe),
      ledger: ledgerOf([{ says: 'link', who, account, ...by }]),
    })
    expect(linesOf(plan).at(-1)).toBe('1 default assessor : nobody > 5')
  })

  test('of an older version by address and name is read', async () => {
    const who = '90001 learner email:abe@example.org+abe rudge'
    const row = 'First name,Last name,Email,Assessor Email\nAbe,Rudge,abe@example.org,ina.stead@example.org\n'
    const plan = await planText(row, {
      world: world(abe),
      ledger: ledgerOf([{ says: 'link', who, account: 1, ...by }]),
    })
    expect(linesOf(plan).at(-1)).toBe('1 default assessor : nobody > 5')
  })

  test('cannot be made where MIS id, ULN or birth date are others, and says so', async () => {
    const born = person(1, 'learner', 'Abe Rudge', { misId: 'Z9' })
    const { problems, lines } = await answered(text, world(born), { decision: 'link', account: 1 })
    expect(lines).toEqual([])
    expect(problems[0]).toMatch(/another MIS id \(X1, the account has Z9\)/)
  })
})

describe('a kept link where the account or the key has become somebody else’s', () => {
  const oona = person(1, 'learner', 'Oona Pell', { misId: 'M1' })
  const staff = person(7, 'assessor', 'Joss Tarn', { email: 'joss.tarn@example.org' })
  const there = (...people: WorldPerson[]): World => ({ ...WORLD, people: [oona, ...people] })
  const linkTo = async (text: string, account: number) => {
    const plan = await planText(text, { world: there(staff) })
    const roster = new Roster(there(staff).people)
    const decision = { decision: 'link', account } as const
    const outcome = settleQuestion(plan.questions[0]!, decision, { by: 'Mo', today: '2026-07-01' }, roster)
    return ledgerOf('entry' in outcome ? [outcome.entry] : [])
  }
  const asked = async (text: string, ledger: IdentityLedger, ...people: WorldPerson[]) => {
    const plan = await planText(text, { world: there(...people), ledger })
    return plan.questions.map(one => one.code)
  }
  const byName = 'Learner Ref,Assessor\nM1,Joss Tarn\n'
  const byMail = 'Learner Ref,Assessor Email\nM1,j.tarn@example.org\n'

  test('an account that has another name altogether is asked about, one of a marriage is not', async () => {
    const ledger = await linkTo(byName, 7)
    const married = { ...staff, lastName: 'Hartwell' }
    const reused = { ...staff, firstName: 'Zeb', lastName: 'Moss' }
    expect(await asked(byName, ledger, married)).toEqual([])
    expect(await asked(byName, ledger, reused)).toEqual(['link-contradicted'])
  })

  test('a name by which somebody goes stays linked', async () => {
    const text = 'Learner Ref,Assessor\nM1,Bunny\n'
    expect(await asked(text, await linkTo(text, 7), staff)).toEqual([])
  })

  test('an address without a name is asked about where it comes with another name, or is another account’s', async () => {
    const ledger = await linkTo(byMail, 7)
    expect(await asked(byMail, ledger, staff)).toEqual([])
    const named = (name: string) => `Learner Ref,Assessor,Assessor Email\nM1,${name},j.tarn@example.org\n`
    expect(await asked(named('Joss Tarn'), ledger, staff)).toEqual([])
    expect(await asked(named('Zeb Moss'), ledger, staff)).toEqual(['link-contradicted'])
    const other = person(8, 'assessor', 'Jude Tarn', { email: 'j.tarn@example.org' })
    expect(await asked(byMail, ledger, staff, other)).toEqual(['link-contradicted'])
  })
})

describe('what has been confirmed', async () => {
  const provider = await openProvider('31-who-else-it-could-have-been')
  const list = async () => (await provider.give('match', '--list')).stdout.trim().split('\n')

  test('is listed with whom it is about, by whom and when, and taken back by number or words', async () => {
    for (const file of ['mis.csv', 'want.csv'])
      await provider.give('match', provider.file(file), '--accept-all', '--by', 'Mo Officer')
    const lines = await list()
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(
      /^1 {2}link: learner reference wh1, .*abe rudge.* is Abe Rudge \(1001\).*\(Mo Officer, /,
    )
    expect(await provider.give('match', '--forget', 'ina stead 2001')).toMatchObject({ code: 0 })
    expect(await list()).toEqual(lines.slice(0, 1))
    expect((await provider.give('match', '--forget', '7')).stderr).toContain('Nothing in the list is "7"')
    expect(await provider.give('match', '--forget', '1')).toMatchObject({ code: 0 })
    expect((await provider.plan('mis.csv')).json.changes).toEqual([])
  })

  test('is refused to be forgotten where the words fit several', async () => {
    for (const file of ['mis.csv', 'want.csv'])
      await provider.give('match', provider.file(file), '--accept-all')
    const { code, stderr } = await provider.give('match', '--forget', 'link')
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/fits several.*1 {2}link.*2 {2}link/s),
    })
  })

  test('needs files or --list', async () => {
    expect(await provider.give('match')).toMatchObject({ code: 1, stderr: expect.stringContaining('--list') })
  })
})
