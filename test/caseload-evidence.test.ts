/** Who was responsible, as a file for an audit: made out of the history, noted, and checked against it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareEvidence } from '../src/domain/evidence-check.ts'
import type { EvidenceDocument } from '../src/domain/evidence-document.ts'
import { readEvidenceFile } from '../src/evidence/file.ts'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const { orlagh, caspian, isolde, tobias, perpetua } = cast
const DAY = 86_400_000

describe.each(ENGINES)('evidence on %s', engine => {
  let stage: Stage
  let caller: Caller

  beforeAll(async () => {
    stage = await setStage(engine)
    const change = async (...changes: object[]) =>
      callerWith(stage, await stage.session()).post('/changes', { changes })
    await change(
      { learner: orlagh.id, level: 'default', after: isolde.id },
      { learner: orlagh.id, level: 'additional', after: perpetua.id },
      { learner: caspian.id, level: 'default', after: isolde.id },
    )
    stage.time.now += 3 * DAY
    await change({ learner: orlagh.id, level: 'default', after: tobias.id })
    stage.time.now += 3 * DAY
    caller = callerWith(stage, await stage.session())
  })
  afterAll(() => stage.close())

  const period = 'from=2026-03-01&to=2026-03-31'
  const make = async (wish: object): Promise<{ status: number; bytes: Buffer; body: { name: string } }> => {
    const { status, body } = await caller.post('/evidence/files', {
      from: '2026-03-01',
      to: '2026-03-31',
      ...wish,
    })
    return { status, body, bytes: Buffer.from(body.content ?? '', 'base64') }
  }
  /** What the history says today of a file's question. */
  const askAgain = async ({ question }: EvidenceDocument): Promise<EvidenceDocument> => {
    const { organisation, learner, point, madeAt } = question
    const whom = learner === null ? `organisation=${organisation.id}` : `learner=${learner}`
    const at = `position=${point.position}&madeAt=${new Date(madeAt).toISOString()}`
    const rows = await caller.all(`/evidence?${whom}&${period}&${at}&limit=1`, 'rows')
    const { body } = await caller.get(`/evidence?${whom}&${period}&${at}`)
    const moments = ['from', 'to', 'since', 'recordedAt']
    const read = (row: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          moments.includes(name) && value !== null ? Date.parse(String(value)) : value,
        ]),
      )
    const asked = { ...body.question, point: { ...body.question.point } }
    return { question: asked, rows: rows.map(read) as never }
  }

  test('says who was responsible from when to when, and that the history goes no further back', async () => {
    const { body } = await caller.get(`/evidence?learner=${orlagh.id}&${period}`)
    expect(body.question).toMatchObject({ learner: orlagh.id, by: 'test', point: { position: 4 } })
    const assessors = body.rows.filter(
      (row: { role: string; subject: string }) => row.role === 'assessor' && row.subject === 'learner',
    )
    const at = new Date(cast.NOW).toISOString()
    const later = new Date(cast.NOW + 3 * DAY).toISOString()
    expect(assessors).toMatchObject([
      { known: false, person: null, from: '2026-03-01T00:00:00.000Z', to: at },
      {
        known: true,
        person: isolde.id,
        personName: 'Isolde Marchbank',
        because: 'default',
        from: at,
        to: later,
      },
      { person: tobias.id, from: later, to: new Date(cast.NOW + 6 * DAY).toISOString(), position: 4 },
    ])
  })

  test.each(['pdf', 'csv'])(
    'is the same %s whenever it is asked for at one moment, and holds what was said',
    async format => {
      const first = await make({ organisation: cast.NORTH.id, format })
      const second = await make({ organisation: cast.NORTH.id, format })
      expect(first.status).toBe(201)
      expect(first.body.name).toBe(`evidence-organisation-11-2026-03-01-2026-03-31.${format}`)
      expect(first.bytes.equals(second.bytes)).toBe(true)
      const read = await readEvidenceFile(first.bytes)
      expect(read).toMatchObject({ format, asWritten: true })
      expect(compareEvidence(read.document, await askAgain(read.document))).toEqual({
        against: [],
        remarks: [],
      })
    },
  )

  test.each(['pdf', 'csv'])(
    'of more learners than one %s holds comes in parts that each agree with the history',
    async format => {
      const whole = await make({ organisation: cast.NORTH.id, format })
      const { document } = await readEvidenceFile(whole.bytes)
      const parts: EvidenceDocument[] = []
      let next: object | null = {}
      while (next !== null) {
        const answer = await caller.post('/evidence/files', {
          ...{
            organisation: cast.NORTH.id,
            from: '2026-03-01',
            to: '2026-03-31',
            format,
            learners: 1,
            ...next,
          },
        })
        expect(answer.status).toBe(201)
        const read = await readEvidenceFile(Buffer.from(answer.body.content, 'base64'))
        expect(read).toMatchObject({ format, asWritten: true })
        expect(answer.body.name).toContain(`-learners-${read.document.question.part?.first}-to-`)
        parts.push(read.document)
        next = answer.body.next
        stage.time.now += 1000
      }
      expect(parts.length).toBeGreaterThan(1)
      expect(parts.flatMap(({ rows }) => rows)).toEqual(document.rows)
      expect(new Set(parts.map(({ question }) => `${question.madeAt} ${question.point.hash}`)).size).toBe(1)
    },
  )

  test('still agrees with the history after more has happened', async () => {
    const { bytes } = await make({ learner: orlagh.id, format: 'pdf' })
    await caller.post('/changes', {
      changes: [{ learner: orlagh.id, level: 'default', after: isolde.id, effectiveFrom: '2026-03-03' }],
    })
    const { document } = await readEvidenceFile(bytes)
    expect(compareEvidence(document, await askAgain(document)).against).toEqual([])
  })

  test('shows in words what was altered, left out or added', async () => {
    const { bytes } = await make({ learner: orlagh.id, format: 'csv' })
    const { document } = await readEvidenceFile(bytes)
    const [first, ...others] = document.rows
    const history = await askAgain(document)
    const altered = {
      ...document,
      rows: document.rows.map(row => ({ ...row, person: row.person && tobias.id })),
    }
    expect(compareEvidence(altered, history).against).toContainEqual(
      expect.stringMatching(
        /^Of the assessor of learner 101 from .* the file says that the person is 112; the history says 111\.$/,
      ),
    )
    expect(compareEvidence({ ...document, rows: others }, history).against).toEqual([
      expect.stringContaining('The file leaves out the assessor of learner 101'),
    ])
    expect(compareEvidence({ ...document, rows: [...document.rows, first!] }, history).against).toEqual([
      expect.stringContaining('more than once'),
    ])
    const renamed = document.rows.map(row => ({ ...row, learnerName: 'Orla Tarn' }))
    expect(compareEvidence({ ...document, rows: renamed }, history)).toEqual({
      against: [],
      remarks: [
        'Learner 101 is "Orla Tarn" in the file and "Orlagh Tarn" now; names are not in the history.',
      ],
    })
  })

  test('a PDF whose pages were altered, and a CSV that was saved anew, are told from what was written', async () => {
    const { bytes } = await make({ learner: orlagh.id, format: 'pdf' })
    const touched = Buffer.from(bytes)
    touched[touched.length - 20] = 0x20
    expect((await readEvidenceFile(touched)).asWritten).toBe(false)
    const { bytes: csv } = await make({ learner: orlagh.id, format: 'csv' })
    const saved = Buffer.from(csv.toString('utf8').replaceAll('\r\n', '\n').replace('\ufeff', ''))
    const read = await readEvidenceFile(saved)
    expect(read.asWritten).toBe(false)
    expect(compareEvidence(read.document, await askAgain(read.document)).against).toEqual([])
    await expect(readEvidenceFile(Buffer.from('a,b\n1,2\n'))).rejects.toThrow(
      'does not begin as a file of evidence',
    )
    await expect(readEvidenceFile(Buffer.from('%PDF-1.4 nothing'))).rejects.toThrow('does not hold its rows')
  })

  test('it is noted who asked, for what', async () => {
    await make({ learner: caspian.id, format: 'csv' })
    const { body } = await caller.get(`/evidence/files?organisation=${cast.NORTH.id}&limit=1`)
    expect(body.files).toMatchObject([
      { learner: caspian.id, from: '2026-03-01', to: '2026-03-31', format: 'csv', operator: null },
    ])
    expect(body.files[0].actor).toEqual(expect.any(Number))
    const { body: older } = await caller.get(
      `/evidence/files?organisation=${cast.NORTH.id}&cursor=${body.next}`,
    )
    expect(older.files.length).toBeGreaterThan(0)
  })

  test('the history is followed change by change, and what was altered is found', async () => {
    const chain = async (more = '') =>
      (await caller.get(`/evidence/chain?organisation=${cast.NORTH.id}${more}`)).body
    expect(await chain()).toMatchObject({ intact: true, brokenAt: null })
    expect(await chain('&position=2')).toMatchObject({ intact: true, point: { position: 2 } })
    const alter = (position: number, person: number) =>
      stage.services.writer.run({
        organisations: [],
        work: ({ db }) =>
          db.updateTable('changes').set({ after_person: person }).where('position', '=', position).execute(),
      })
    await alter(2, tobias.id)
    expect(await chain()).toMatchObject({ intact: false, brokenAt: 2 })
    expect(await chain('&position=1')).toMatchObject({ intact: true })
    await alter(2, perpetua.id)
    expect(await chain()).toMatchObject({ intact: true })
  })

  test.each([
    [`${period}`, 'learner'],
    [`learner=101&organisation=11&${period}`, 'learner'],
    ['learner=101&from=2026-03-02&to=2026-03-01', 'to'],
    [`learner=101&${period}&position=999`, 'position'],
  ])('a question that cannot be answered is refused: %s', async (query, field) => {
    expect((await caller.get(`/evidence?${query}`)).body).toMatchObject({ code: 'field-invalid', field })
  })

  test('nobody gets evidence of whom they do not see', async () => {
    const south = callerWith(stage, await stage.session(['read'], [cast.SOUTH.id]))
    expect((await south.get(`/evidence?learner=${orlagh.id}&${period}`)).body.code).toBe('learner-unknown')
    expect((await south.get(`/evidence?organisation=11&${period}`)).body.code).toBe('organisation-unknown')
    expect((await south.get('/evidence/chain?organisation=11')).body.code).toBe('organisation-unknown')
  })
})
