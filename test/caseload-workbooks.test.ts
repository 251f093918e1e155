/** Lists taken along as workbooks: what stands in them, how, for whom, and that it is noted. */
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { letIn } from './made-operator.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'
import { byHeader, readWorkbook } from './workbook.ts'

const { orlagh, caspian, isolde, quill, perpetua, NORTH, SOUTH } = cast

describe.each(ENGINES)('workbooks on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeAll(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session())
    await caller.post('/changes', {
      changes: [
        { learner: orlagh.id, level: 'default', after: isolde.id },
        { learner: orlagh.id, level: 'additional', after: perpetua.id },
        { learner: caspian.id, level: 'default', after: isolde.id, effectiveFrom: '2026-01-10' },
      ],
    })
  })
  afterAll(() => stage.close())

  const make = async (wish: object, by = caller) => {
    const { status, body } = await by.post('/workbooks', wish)
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    const bytes = Buffer.from(body.content, 'base64')
    return { body, bytes, sheets: await readWorkbook(bytes) }
  }
  const rowsOf = async (wish: object, by = caller) =>
    byHeader(Object.values((await make(wish, by)).sheets)[0] ?? [])

  test('the list of caseloads has a row for everybody who is on its pages, narrowed like them', async () => {
    const listed = await caller.all('/caseloads?limit=3', 'caseloads')
    const rows = await rowsOf({ list: 'caseloads' })
    expect(rows.map(row => row['Person number'])).toEqual(listed.map(({ user }) => String(user.id)))
    expect(rows.map(row => row.Learners)).toEqual(listed.map(({ learners }) => String(learners)))
    const narrowed = await rowsOf({ list: 'caseloads', organisation: NORTH.id, role: 'iqa', name: 'wolfe' })
    expect(narrowed).toMatchObject([
      { Organisation: NORTH.name, 'First name': 'Perpetua', 'Last name': 'Wolfe', Account: 'IQA' },
    ])
    expect(rows.find(row => row['Person number'] === String(quill.id))).toMatchObject({ Archived: 'yes' })
  })

  test('a caseload has a row for each slot, with days of the centre’s clock', async () => {
    const { body, sheets } = await make({ list: 'caseload', user: isolde.id })
    expect(body).toMatchObject({
      name: 'caseload-111-2026-03-02.xlsx',
      rows: byHeader(sheets.Caseload!).length,
    })
    const rows = byHeader(sheets.Caseload!)
    expect(rows).toContainEqual(
      expect.objectContaining({
        'Learner number': '102',
        'Learner reference': caspian.misId,
        'Last name': 'Rooke',
        Level: 'Default',
        Role: 'Assessor',
        Since: '2026-01-10',
      }),
    )
    expect(sheets.About).toContainEqual(['Asked for by', 'test'])
    expect(sheets.About).toContainEqual(['Person', 'Isolde Marchbank (111)'])
  })

  test('coverage has a row for each finding, narrowed to one of them', async () => {
    const learners = await caller.all('/coverage?limit=2', 'learners')
    const findings = learners.flatMap(one => one.findings)
    const rows = await rowsOf({ list: 'coverage' })
    expect(rows.map(row => row['In words'])).toEqual(findings.map(one => one.sentence))
    const gaps = await rowsOf({ list: 'coverage', finding: 'no-iqa' })
    expect(gaps.length).toBe(findings.filter(one => one.code === 'no-iqa').length)
    expect(new Set(gaps.map(row => row.Problem))).toEqual(new Set(['No IQA']))
    expect(gaps[0]).toMatchObject({ Role: 'IQA', 'Who is there': '' })
  })

  test('identifiers are texts, days are days, counts are numbers, and the header stays in sight', async () => {
    const held = await xmlOf((await make({ list: 'caseload', user: isolde.id })).bytes)
    expect(held).toMatch(/<c r="B2" s="0" t="inlineStr"><is><t[^>]*>101</)
    expect(held).toMatch(/<c r="N\d+" s="3"><v>46032<\/v>/)
    expect(held).toContain('<pane ySplit="1"')
    expect(held).toContain('state="frozen"')
    const staff = await xmlOf((await make({ list: 'caseloads' })).bytes)
    expect(staff).toMatch(/<c r="H2" s="4"><v>\d+<\/v>/)
    expect(staff).not.toContain('<f>')
    expect(staff).toMatch(/<col min="1" max="1" width="24"/)
  })

  test('a name that a spreadsheet would run is a text', async () => {
    const names = { firstName: '=HYPERLINK("x")', lastName: '@SUM(1)' }
    const made = await stage.server.inject({
      method: 'POST',
      url: '/api/v2.1/User',
      headers: { 'x-tokenid': await stage.session() },
      payload: {
        OrganisationID: SOUTH.id,
        Role: 10,
        Email: 'ann@example.org',
        FirstName: names.firstName,
        LastName: names.lastName,
      },
    })
    expect(made.statusCode, made.body).toBeLessThan(300)
    const { bytes } = await make({ list: 'caseloads', organisation: SOUTH.id })
    const xml = await xmlOf(bytes)
    expect(xml).toContain("'=HYPERLINK")
    expect(xml).toContain("'@SUM(1)")
    expect(xml).not.toContain('<f>')
  })

  test('a manager of one centre gets it alone, and nobody else’s caseload', async () => {
    const { session } = await letInWithSession(stage, [SOUTH.id])
    const south = callerWith(stage, session)
    const rows = await rowsOf({ list: 'caseloads' }, south)
    expect(new Set(rows.map(row => row.Organisation))).toEqual(new Set([SOUTH.name]))
    expect((await south.post('/workbooks', { list: 'caseload', user: isolde.id })).body.code).toBe(
      'user-unknown',
    )
    expect((await south.post('/workbooks', { list: 'coverage', organisation: NORTH.id })).body.code).toBe(
      'organisation-unknown',
    )
  })

  test('who asked is noted, once for each organisation, and shown to whoever sees it', async () => {
    const { session, name } = await letInWithSession(stage, null)
    await make({ list: 'coverage' }, callerWith(stage, session))
    for (const { id } of cast.ORGANISATIONS) {
      const { body } = await caller.get(`/workbooks?organisation=${id}&limit=1`)
      expect(body.workbooks).toMatchObject([{ organisation: id, list: 'coverage', person: null, by: name }])
    }
    const all = await caller.all('/workbooks?limit=2', 'workbooks')
    expect(all.length).toBe(new Set(all.map(one => `${one.organisation}/${one.id}`)).size)
    const refused = await caller.post('/workbooks', { list: 'caseload', user: 9999 })
    expect(refused.body.code).toBe('user-unknown')
    expect(await caller.all('/workbooks?limit=200', 'workbooks')).toEqual(all)
  })

  test.each([
    [{ list: 'caseload' }, 'field-missing', 'user'],
    [{ list: 'coverage', role: 'iqa' }, 'field-invalid', 'role'],
    [{ list: 'caseloads', user: 111 }, 'field-invalid', 'user'],
    [{ list: 'learners' }, 'field-invalid', 'list'],
  ])('%o is refused in words that name the field', async (wish, code, field) => {
    const { body } = await caller.post('/workbooks', wish)
    expect(body).toMatchObject({ code, field })
  })
})

let people = 0

/** Somebody who looks, with their name and a session. */
async function letInWithSession(stage: Stage, organisations: readonly number[] | null) {
  people += 1
  const name = `Looker ${people}`
  const { link } = await letIn(stage, { name, organisations, email: `looker${people}@example.org` })
  const answer = await stage.server.inject({
    method: 'POST',
    url: '/api/caseload/v1/console/sign-in/link',
    remoteAddress: `10.3.0.${people}`,
    payload: { link, carry: 'header' },
  })
  return { name, session: answer.json().session as string }
}

/** The first sheet as it stands in the file. */
async function xmlOf(bytes: Buffer): Promise<string> {
  return Buffer.from(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array()).toString()
}
