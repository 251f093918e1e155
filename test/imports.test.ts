/** Imports: files that the server reads, plans and applies by itself, as whoever asked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addOperator } from '../src/app/operators.ts'
import { PRESETS } from '../src/domain/scope.ts'
import { ownCalls } from '../src/http/own-calls.ts'
import { type ImportRunner, startImportRunner } from '../src/importing/runner.ts'
import { watchFolder } from '../src/importing/watch-folder.ts'
import { NO_MAPPING } from '../src/intake/mapping/mapping.ts'
import { openCaseload } from '../src/remote/caseload/caseload.ts'
import { makePlan } from '../src/runs/make-plan.ts'
import { serverLog } from '../src/runs/state/server-log.ts'
import { SyncStore } from '../src/runs/state/store.ts'
import type { Client } from '../src/sdk/client.ts'
import * as cast from './cast.ts'
import { bring, clientOn, importingOn } from './importing.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const { orlagh, caspian, bryony, isolde, tobias, marisol, perpetua } = cast

/** A sheet as an officer keeps it: a row for each learner with everybody beside them. */
function sheet(...rows: string[]): string {
  return ['Centre,Learner Ref,Learner,Assessor,Assessor Email', ...rows, ''].join('\n')
}

const centreOf = ({ organisation }: cast.Member) =>
  cast.ORGANISATIONS.find(({ id }) => id === organisation)!.name

const row = (learner: cast.Member, person: cast.Member) =>
  `${centreOf(learner)},${learner.misId},${learner.firstName} ${learner.lastName},${person.firstName} ${person.lastName},${person.email}`

const TWO = sheet(row(orlagh, isolde), row(caspian, tobias))

describe.each(ENGINES)('an import on %s', engine => {
  let stage: Stage
  let runner: ImportRunner
  let faults: Error[]
  let client: Client

  beforeEach(async () => {
    stage = await setStage(engine)
    ;({ runner, faults } = importingOn(stage))
    client = clientOn(stage, await stage.session())
  })
  afterEach(async () => {
    await runner.close()
    await stage.close()
    expect(faults).toEqual([])
  })

  async function planned(file: string, name = 'allocations.csv') {
    const id = await bring(client, [{ name, bytes: file }])
    await client.planImport({ import: id })
    await runner.settled()
    return client.readImport({ import: id })
  }

  async function applied(id: number, approveRemovals = false) {
    const { plan } = await client.readImport({ import: id })
    await client.applyImport({ import: id, plan: plan!.hash, approveRemovals })
    await runner.settled()
    return client.readImport({ import: id })
  }

  const defaultAssessor = async (learner: number) => {
    const { assignments } = await client.listAssignments()
    const held = assignments.find(
      one => one.learner === learner && one.level === 'default' && one.role === 'assessor',
    )
    return held?.person ?? null
  }

  test('is read, planned, applied and taken back, with what became of each row', async () => {
    const one = await planned(TWO)
    expect(one).toMatchObject({
      state: 'planned',
      problem: null,
      plan: { verdict: 'changes', added: 2, rows: { in: 2, planned: 2, unchanged: 0, held: 0 } },
    })
    const { lines: sheets } = await client.listImportSheets({ import: one.id })
    expect(sheets[0]?.columns.map(({ header, meaning }) => [header, meaning])).toContainEqual([
      'Assessor Email',
      'Assessor Email',
    ])
    const { lines: people } = await client.listImportChanges({ import: one.id })
    expect(people).toContainEqual(
      expect.objectContaining({
        organisationName: cast.NORTH.name,
        person: expect.objectContaining({ id: orlagh.id, reference: orlagh.misId, kind: 'learner' }),
        changes: [
          expect.objectContaining({
            does: 'added',
            sentence: `default assessor: Isolde Marchbank (${isolde.id})`,
            rows: 'row 2',
          }),
        ],
      }),
    )
    expect(await defaultAssessor(orlagh.id)).toBe(null)

    const done = await applied(one.id)
    expect(done).toMatchObject({
      state: 'applied',
      problem: null,
      applied: { run: 'run-1', done: 2, whole: true },
    })
    expect(await defaultAssessor(orlagh.id)).toBe(isolde.id)
    expect(await defaultAssessor(caspian.id)).toBe(tobias.id)
    const { lines: outcomes } = await client.listImportOutcomes({ import: one.id })
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'done'])

    await client.undoImport({ import: one.id })
    await runner.settled()
    expect(await client.readImport({ import: one.id })).toMatchObject({
      state: 'undone',
      problem: null,
      undone: { done: 2, whole: true },
    })
    expect(await defaultAssessor(orlagh.id)).toBe(null)
  })

  test('remembers what the command line remembers, and goes on with its plans', async () => {
    const one = await planned(TWO)
    const store = new SyncStore(serverLog(client))
    expect(await store.plans()).toMatchObject([
      { hash: one.plan!.hash, sources: ['allocations.csv'], madeBy: { user: 'test', machine: 'console' } },
    ])
    const other = await client.createImport({ plan: one.plan!.hash.slice(0, 12) })
    await runner.settled()
    expect((await applied(other.id)).applied).toMatchObject({ done: 2 })
    expect((await client.listSyncRuns()).runs).toMatchObject([
      { run: 'run-1', by: 'test', sources: ['allocations.csv'], ended: { done: 2, whole: true } },
    ])
    expect(await defaultAssessor(caspian.id)).toBe(tobias.id)
  })

  test('its run says from which file, how it stands and whose step is next, with a row for each problem', async () => {
    const held = row(cast.fenwick, isolde)
    const asked = `Fellside South,${bryony.misId},Bryony Sedge,Marisol Okafor,`
    const one = await planned(sheet(row(orlagh, isolde), held, asked, row(caspian, tobias)), 'week 9.csv')
    // Somebody else is quicker.
    await client.requestChanges({ changes: [{ learner: orlagh.id, level: 'default', after: tobias.id }] })
    expect((await applied(one.id)).applied).toMatchObject({ movedOn: 1, done: 1 })
    const moved = await client.readSyncRun({ run: 'run-1' })
    expect(moved).toMatchObject({ sources: ['week 9.csv'], state: 'done-in-part' })
    expect(moved.next).toEqual(['confirm', 'mend-file', 'plan-again'])
    const { problems } = await client.listSyncProblems({ run: 'run-1' })
    expect(problems).toHaveLength(moved.problems)
    expect(problems).toMatchObject([
      {
        problem: 'moved-on',
        person: expect.stringContaining('Orlagh Tarn'),
        rows: 'row 2 (column D) of week 9.csv',
      },
      { problem: 'held', rows: expect.stringContaining('row 3'), next: 'mend-file' },
      { problem: 'question', rows: expect.stringContaining('row 4'), next: 'confirm' },
    ])
    for (const { sentence, fix } of problems)
      expect([sentence, fix]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)])
    const first = await client.listSyncProblems({ run: 'run-1', limit: 2 })
    const rest = await client.listSyncProblems({ run: 'run-1', cursor: first.next!, limit: 2 })
    expect([...first.problems, ...rest.problems]).toEqual(problems)

    // The same file, planned anew, does it; the earlier run has nothing left to say.
    const again = await planned(sheet(row(orlagh, isolde)), 'week 9.csv')
    expect((await applied(again.id)).applied).toMatchObject({ run: 'run-2', done: 1 })
    const { runs } = await client.listRuns({ kind: 'plan' })
    expect(runs).toMatchObject([
      { files: ['week 9.csv'], state: 'done', problems: 0, next: [], syncRun: 'run-2', undoneBy: null },
      { files: ['week 9.csv'], state: 'done-in-part', problems: 3, next: [], syncRun: 'run-1' },
    ])
    expect((await client.readSyncRun({ run: 'run-2' })).serverRuns).toEqual([runs[0]!.id])
    expect((await client.readSyncRun({ run: 'run-1' })).next).toEqual([])
    await client.undoImport({ import: again.id })
    await runner.settled()
    const back = (await client.listRuns({ kind: 'undo' })).runs[0]!
    expect((await client.readRun({ run: runs[0]!.id })).parts).toMatchObject([
      { state: 'undone', undoneBy: back.id },
    ])
    expect(await client.readSyncRun({ run: 'run-2' })).toMatchObject({ state: 'undone', next: [] })
    await client.undoRun({ run: back.id })
    expect((await client.readRun({ run: runs[0]!.id })).parts).toMatchObject([
      { state: 'done', undoneBy: null },
    ])
    await expect(client.readSyncRun({ run: 'run-99' })).rejects.toMatchObject({ code: 'run-unknown' })
  })

  test('of one centre tells whoever sees the run its file, and only whoever covers the same what it left undone', async () => {
    const south = clientOn(stage, await stage.session(PRESETS.all, [cast.SOUTH.id]))
    const id = await bring(south, [{ name: 'south.csv', bytes: sheet(row(bryony, marisol)) }])
    await south.planImport({ import: id })
    await runner.settled()
    const { plan } = await south.readImport({ import: id })
    await south.applyImport({ import: id, plan: plan!.hash })
    await runner.settled()
    expect((await south.listRuns({ kind: 'plan' })).runs).toMatchObject([
      { files: ['south.csv'], syncRun: 'run-1' },
    ])
    expect((await client.listRuns({ kind: 'plan' })).runs).toMatchObject([
      { files: ['south.csv'], syncRun: null },
    ])
    await expect(client.listSyncProblems({ run: 'run-1' })).rejects.toMatchObject({ code: 'run-unknown' })
  })

  test('keeps to the limits that are set for every plan, as the command line does, unless its mapping says otherwise', async () => {
    await client.requestChanges({ changes: [{ learner: orlagh.id, level: 'default', after: isolde.id }] })
    const nobody = sheet(`${cast.NORTH.name},${orlagh.misId},Orlagh Tarn,none,`)
    expect((await planned(nobody)).plan).toMatchObject({ removed: 1, waits: 0 })
    const none = { count: 0, share: 0 }
    await client.replaceRemovalLimits({ organisation: none, assessor: none, level: none })
    expect(await client.readRemovalLimits()).toMatchObject({ level: none, by: 'test' })
    expect((await planned(nobody)).plan).toMatchObject({ removed: 1, waits: 1 })
    const target = await openCaseload(client, { name: 'a stage' })
    const job = { target, store: new SyncStore(serverLog(client)), today: '2026-03-02', clock: Date.now }
    const file = { name: 'none.csv', bytes: Buffer.from(nobody) }
    expect((await makePlan([file], { ...job, mapping: NO_MAPPING })).plan.waits).toHaveLength(1)
    const loose = { organisation: { count: 5 }, assessor: { count: 5 }, level: { count: 5 } }
    const { plan } = await makePlan([file], { ...job, mapping: { ...NO_MAPPING, limits: loose } })
    expect(plan.waits).toEqual([])
    const south = clientOn(stage, await stage.session(PRESETS.all, [cast.SOUTH.id]))
    expect(await south.readRemovalLimits()).toMatchObject({ level: none })
    await expect(
      south.replaceRemovalLimits({ organisation: none, assessor: none, level: none }),
    ).rejects.toMatchObject({ code: 'customer-wide' })
  })

  test('asks who is meant, side by side, and settles the answers when it is planned again', async () => {
    const one = await planned(sheet(`Fellside North,${orlagh.misId},Orlagh Tarn,Isolde Marchbank,`))
    expect(one.plan).toMatchObject({ questions: 1, rows: { held: 1 } })
    const { lines } = await client.listImportQuestions({ import: one.id })
    expect(lines).toMatchObject([
      {
        number: 1,
        neededAs: 'assessor',
        answer: null,
        suggestions: [
          {
            account: isolde.id,
            strong: true,
            traits: expect.arrayContaining([
              { trait: 'name', row: 'Isolde Marchbank', account: 'Isolde Marchbank', speaks: 'for' },
            ]),
          },
        ],
      },
    ])
    await client.answerImport({ import: one.id, strong: true })
    expect((await client.listImportQuestions({ import: one.id })).lines[0]?.answer).toEqual({
      answer: 'link',
      account: isolde.id,
    })
    await client.planImport({ import: one.id })
    await runner.settled()
    expect((await client.readImport({ import: one.id })).plan).toMatchObject({ questions: 0, added: 1 })
  })

  test('tells which answer cannot stand, and asks again', async () => {
    const one = await planned(sheet(`Fellside North,${orlagh.misId},Orlagh Tarn,Isolde Marchbank,`))
    await client.answerImport({
      import: one.id,
      answers: [{ number: 1, answer: 'hold', until: '2025-01-01', reason: 'waiting for HR' }],
    })
    await client.planImport({ import: one.id })
    await runner.settled()
    expect((await client.readImport({ import: one.id })).plan).toMatchObject({ questions: 1 })
    const { lines } = await client.listImportNotes({ import: one.id })
    expect(lines).toContainEqual(expect.objectContaining({ section: 'answer', rows: 'row 2' }))
  })

  test('takes what is said of a column, and keeps it by its name for the next file', async () => {
    const odd = TWO.replace('Assessor Email', 'Wer')
    const one = await planned(odd)
    const { lines } = await client.listImportSheets({ import: one.id })
    expect(lines[0]?.columns.find(({ header }) => header === 'Wer')).toMatchObject({ use: 'unknown' })
    const keys = { columns: { Wer: 'Assessor Email' } }
    await client.setImportMapping({ import: one.id, keys, name: 'by hand' })
    await runner.settled()
    expect((await client.readImport({ import: one.id })).plan).toMatchObject({ added: 2 })
    expect((await client.listMappings()).mappings).toMatchObject([{ name: 'by hand', keys, by: 'test' }])
    expect(await new SyncStore(serverLog(client)).mapping('by hand')).toEqual(keys)
    const next = await bring(client, [{ name: 'next.csv', bytes: odd }], { mapping: 'by hand' })
    await client.planImport({ import: next })
    await runner.settled()
    expect((await client.readImport({ import: next })).plan).toMatchObject({ added: 2 })
  })

  test('says what is wrong with a mapping, with the key, and with a file that cannot be read', async () => {
    const one = await planned(TWO)
    await client.setImportMapping({ import: one.id, keys: { columns: { Tutor: 'Nonsense' } } })
    await runner.settled()
    expect(await client.readImport({ import: one.id })).toMatchObject({
      state: 'planned',
      problem: expect.stringContaining('columns.Tutor: "Nonsense" is no column'),
    })
    const refused = await planned('%PDF-1.7 not a sheet', 'sheet.pdf')
    expect(refused.plan).toMatchObject({ verdict: 'refused' })
    await expect(client.applyImport({ import: refused.id, plan: refused.plan!.hash })).rejects.toMatchObject({
      code: 'import-not-now',
    })
  })

  test('lets removals wait for an approval, which is in the name of whoever gives it', async () => {
    await applied((await planned(TWO)).id)
    const one = await planned(
      sheet(
        `Fellside North,${orlagh.misId},Orlagh Tarn,none,`,
        `Fellside North,${caspian.misId},Caspian Rooke,none,`,
      ),
    )
    await client.setImportMapping({
      import: one.id,
      keys: { limits: { organisation: { count: 0, share: 0 } } },
    })
    await runner.settled()
    const plan = await client.readImport({ import: one.id })
    expect(plan.plan).toMatchObject({ removed: 2, waits: 2, verdict: 'stopped' })
    const without = await applied(one.id)
    expect(without.applied).toMatchObject({ done: 0, notTried: 2, whole: false })
    expect(await defaultAssessor(orlagh.id)).toBe(isolde.id)
    const approved = await applied(one.id, true)
    expect(approved).toMatchObject({ approvedBy: 'test', applied: { done: 2, whole: true } })
    expect(await defaultAssessor(orlagh.id)).toBe(null)
    const store = new SyncStore(serverLog(client))
    expect(await store.approvals(plan.plan!.hash)).toMatchObject([{ by: 'test', usedBy: 'run-2' }])
  })

  test('goes on after the server has gone in the middle of applying, and does nothing twice', async () => {
    const one = await planned(TWO)
    await runner.close()
    // A server that is cut off after the change is made and before it hears of it.
    let isCut = false
    const inside = ownCalls(stage.server)
    const cut = startImportRunner({
      services: stage.services,
      call: async call => {
        const answer = await inside(call)
        if (call.path.endsWith('/changes')) isCut = true
        return isCut ? new Promise(() => {}) : answer
      },
    })
    await client.applyImport({ import: one.id, plan: one.plan!.hash })
    await expect.poll(() => isCut, { timeout: 20_000 }).toBe(true)
    expect(await client.readImport({ import: one.id })).toMatchObject({ state: 'applying' })
    stage.time.now += 11_000
    ;({ runner, faults } = importingOn(stage))
    await runner.settled()
    expect(await client.readImport({ import: one.id })).toMatchObject({
      state: 'applied',
      applied: { run: 'run-1', done: 2, whole: true },
    })
    const { changes } = await client.listChanges({ learner: orlagh.id })
    expect(changes).toHaveLength(1)
    void cut.close().catch(() => {})
  })

  test('is done as whoever asked, who may do no more than their session', async () => {
    const reader = clientOn(stage, await stage.session(['read']))
    await expect(reader.createImport({ files: [{ name: 'a.csv', size: 1 }] })).rejects.toMatchObject({
      code: 'scope-missing',
    })
    const assigning = clientOn(stage, await stage.session(['read', 'assign']))
    const changed = `Centre,Learner Ref,Learner,Email\nFellside North,${orlagh.misId},Orlagh Tarn,o.tarn@example.org\n`
    const id = await bring(assigning, [{ name: 'mail.csv', bytes: changed }])
    await assigning.planImport({ import: id })
    await runner.settled()
    const { plan } = await assigning.readImport({ import: id })
    expect(plan).toMatchObject({ changed: 1 })
    await assigning.applyImport({ import: id, plan: plan!.hash })
    await runner.settled()
    expect((await assigning.readImport({ import: id })).applied).toMatchObject({ done: 0, refused: 1 })
    expect((await client.readUser({ user: orlagh.id })).email).toBe(orlagh.email)
  })

  test('of somebody who is limited to a centre knows nobody of another, and is not seen from there', async () => {
    const south = clientOn(stage, await stage.session(PRESETS.all, [cast.SOUTH.id]))
    const north = clientOn(stage, await stage.session(PRESETS.all, [cast.NORTH.id]))
    const id = await bring(south, [
      { name: 'south.csv', bytes: sheet(row(bryony, marisol), row(orlagh, isolde)) },
    ])
    await south.planImport({ import: id })
    await runner.settled()
    const one = await south.readImport({ import: id })
    expect(one).toMatchObject({ problem: null, plan: { added: 1, rows: { in: 2, held: 1 } } })
    const { lines } = await south.listImportChanges({ import: id })
    expect(lines.map(({ person }) => person.id)).toEqual([bryony.id])
    await south.applyImport({ import: id, plan: one.plan!.hash })
    await runner.settled()
    expect(await defaultAssessor(bryony.id)).toBe(marisol.id)
    expect((await south.listSyncRuns()).runs).toHaveLength(1)
    expect((await north.listSyncRuns()).runs).toEqual([])
    expect((await client.listSyncRuns()).runs).toEqual([])
    expect((await north.listImports()).imports).toEqual([])
    await expect(north.readImport({ import: id })).rejects.toMatchObject({ code: 'import-unknown' })
    expect((await client.listImports()).imports).toMatchObject([{ id, state: 'applied' }])
  })

  test('comes in pieces that may be sent twice, and in no other order', async () => {
    const bytes = Buffer.from(TWO)
    const { id } = await client.createImport({ files: [{ name: 'a.csv', size: bytes.length }] })
    const piece = (at: number, length: number) =>
      client.addImportPiece({
        ...{ import: id, file: 0, at },
        content: bytes.subarray(at, at + length).toString('base64'),
      })
    expect(await piece(0, 20)).toEqual({ received: 20 })
    expect(await piece(0, 20)).toEqual({ received: 20 })
    await expect(piece(30, 5)).rejects.toMatchObject({ code: 'field-invalid' })
    await expect(client.planImport({ import: id })).rejects.toMatchObject({ code: 'import-not-now' })
    expect(await client.readImport({ import: id })).toMatchObject({ state: 'uploading' })
    await piece(20, bytes.length)
    expect(await client.readImport({ import: id })).toMatchObject({ state: 'uploaded' })
    await client.planImport({ import: id })
    await runner.settled()
    expect((await client.readImport({ import: id })).plan).toMatchObject({ added: 2 })
  })

  test('gives the plan and the result as files', async () => {
    const one = await planned(TWO)
    await applied(one.id)
    const read = async (document: 'plan.csv' | 'result.csv' | 'result.xlsx' | 'result.txt') =>
      Buffer.from((await client.readImportDocument({ import: one.id, document })).content, 'base64')
    expect((await read('plan.csv')).toString()).toContain('default assessor: Isolde Marchbank (111)')
    expect((await read('result.csv')).toString()).toContain('Orlagh Tarn (101),default assessor')
    expect((await read('result.txt')).toString()).toMatch(/^run-1: plan .*2 changes, from allocations.csv\n/)
    expect((await read('result.xlsx')).subarray(0, 2).toString()).toBe('PK')
  })

  test('goes with its files when it is deleted, when nobody touches it, and when somebody is erased', async () => {
    const rows = async () => {
      const [pieces, lines] = await Promise.all(
        (['import_pieces', 'import_lines'] as const).map(table =>
          stage.storage.db.selectFrom(table).select('import_id').execute(),
        ),
      )
      return pieces!.length + lines!.length
    }
    const one = await planned(TWO)
    expect(await rows()).toBeGreaterThan(0)
    await client.deleteImport({ import: one.id })
    expect(await rows()).toBe(0)
    await planned(TWO)
    stage.time.now += 15 * 86_400_000
    client = clientOn(stage, await stage.session())
    const { id } = await client.createImport({ files: [{ name: 'b.csv', size: 4 }] })
    expect((await client.listImports()).imports).toMatchObject([{ id }])
    expect(await rows()).toBe(0)
    await planned(TWO)
    const { erasePerson } = await import('../src/app/erase-person.ts')
    await erasePerson(stage.services, {
      user: perpetua.id,
      linked: false,
      names: false,
      by: 'test',
      reason: null,
    })
    expect((await client.listImports()).imports).toEqual([])
    expect(await rows()).toBe(0)
  })

  test('of a watched folder is applied by itself in the name of a person, once for the same bytes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-watched-'))
    const email = 'ada@example.org'
    const troubles: string[] = []
    const { services, server } = stage
    const watch = watchFolder({
      ...{ services, folder, email, call: ownCalls(server), every: 3_600_000 },
      fault: error => troubles.push(error.message),
    })
    writeFileSync(join(folder, 'allocations.csv'), TWO)
    writeFileSync(join(folder, '.part'), 'half of a file')
    await watch.look()
    await watch.look()
    expect(troubles).toEqual([expect.stringContaining('--watch-as')])
    const all = { customer: cast.CUSTOMER.id, scopes: PRESETS.all, organisations: null }
    const wanted = { name: 'Ada Quillfeather', email, role: 'mis-officer' as const }
    const added = await addOperator(services, all, { ...wanted, sensitive: false, organisations: null })
    expect(added).toHaveProperty('operator')
    await watch.look()
    await runner.settled()
    expect((await client.listImports()).imports).toMatchObject([
      { state: 'applied', by: 'Ada Quillfeather', applies: true, applied: { done: 2, whole: true } },
    ])
    expect(await defaultAssessor(orlagh.id)).toBe(isolde.id)
    writeFileSync(join(folder, 'allocations.csv'), TWO)
    for (const _ of [1, 2, 3]) await watch.look()
    await runner.settled()
    expect((await client.listImports()).imports).toHaveLength(1)
    await watch.close()
    rmSync(folder, { recursive: true })
  })

  test('of a watched folder does not wait for another that is refused or empty, and these are told once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-watched-'))
    const email = 'ada@example.org'
    const troubles: string[] = []
    const { services, server } = stage
    const all = { customer: cast.CUSTOMER.id, scopes: PRESETS.all, organisations: null }
    const wanted = { name: 'Ada Quillfeather', email, role: 'mis-officer' as const }
    await addOperator(services, all, { ...wanted, sensitive: false, organisations: null })
    const watch = watchFolder({
      ...{ services, folder, email, call: ownCalls(server), every: 3_600_000 },
      fault: error => troubles.push(error.message),
    })
    writeFileSync(join(folder, 'a\u0007bell.csv'), TWO)
    writeFileSync(join(folder, 'b-empty.csv'), '')
    writeFileSync(join(folder, 'z.csv'), TWO)
    for (const _ of [1, 2, 3]) await watch.look()
    await runner.settled()
    expect((await client.listImports()).imports).toMatchObject([
      { files: [{ name: 'z.csv' }], state: 'applied' },
    ])
    expect(troubles.toSorted()).toEqual([
      expect.stringContaining('bell.csv in the watched folder was not taken: '),
      'b-empty.csv in the watched folder is empty; export it again.',
    ])
    await watch.close()
    rmSync(folder, { recursive: true })
  })
})
