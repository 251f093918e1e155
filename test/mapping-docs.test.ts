/** Reads every mapping of docs/mapping.md as it is printed, plans with those that have a plan below them, and compares. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import type { FileSource } from '../src/intake/file/source.ts'
import { mappingProblemLine, NO_MAPPING, readMapping } from '../src/intake/mapping/mapping.ts'
import { openReading } from '../src/intake/read.ts'
import { EMPTY_LEDGER, ledgerOf } from '../src/reconcile/match/ledger.ts'
import { settleQuestion } from '../src/reconcile/match/question.ts'
import { Roster } from '../src/reconcile/match/roster.ts'
import { NOTHING_OWNED } from '../src/reconcile/plan/ownership.ts'
import { planReadings } from '../src/reconcile/plan/plan.ts'
import type { SyncPlan } from '../src/reconcile/plan/sync-plan.ts'
import type { PlanRules } from '../src/reconcile/resolve/rules.ts'
import { nameBook } from '../src/report/names.ts'
import { planText } from '../src/report/text.ts'
import { CENTRE, person, WORLD } from './samples/provider.ts'
import { composeReturn, learner, programme } from './samples/return.ts'
import { readSample, samplePath, TODAY } from './samples/sample.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../docs/mapping.md'), 'utf8')
const MAPPINGS = [...PAGE.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, yaml]) => yaml!)
const SECTION = /^## Which files[\s\S]*?^## /m.exec(PAGE)![0]
const PLANNED = [
  ...SECTION.matchAll(
    /^### (?:`(.+)`|(.+))\n(?:(?!^#)[\s\S])*?^```yaml\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```/gm,
  ),
].map(([, file, words, yaml, printed]) => ({ file: file ?? words!, yaml: yaml!, printed: printed! }))
const [, WRONG, TOLD] = /## When[\s\S]*?^```yaml\n([\s\S]*?)^```\n\n```text\n([\s\S]*?)^```/m.exec(PAGE)!
const FILES = [...PAGE.matchAll(/^\| `(.+?)` \| (.+?) \|$/gm)].map(([, file, needs]) => ({
  file: file!,
  needs: needs!,
}))

const skills = (titles: Record<number, string>) =>
  Object.entries(titles).map(([id, title]) => ({ id: Number(id), title, code: null, organisations: null }))

/** The centre of the samples, with the skills and the class of which they speak. */
const CENTRE_WORLD = {
  ...WORLD,
  people: [
    ...WORLD.people,
    person(7100103, 'learner', 'Zoë Brackenfrost'),
    person(7100112, 'learner', 'Lowri Varnish', { misId: 'FBW-000112' }),
  ],
  standards: [
    ...WORLD.standards,
    ...skills({ 61251: 'ICT L2', 61252: 'Application of Number L1', 61253: 'Application of Number L2' }),
  ],
  classrooms: [...WORLD.classrooms, { id: 41202, organisation: CENTRE, name: 'Adult Care L2', misId: null }],
}

const RETURN = composeReturn({
  learners: [
    learner('FBW-000102', {
      ULN: '9901001152',
      FamilyName: 'Thistlewane',
      GivenNames: 'Caspian',
      ProviderSpecLearnerMonitoring: { ProvSpecLearnMonOccur: 'A', ProvSpecLearnMon: 'IM01' },
      LearningDelivery: programme(),
    }),
    learner('FBW-000112', {
      ULN: '9999999999',
      FamilyName: 'Varnish',
      GivenNames: 'Lowri',
      LearningDelivery: programme({ CompStatus: '3', LearnActEndDate: '2026-01-10' }),
    }),
  ],
})

function sourceOf(file: string): FileSource {
  if (/ILR/.test(file))
    return { name: 'ILR-99999999-2526-20251006-120049-01.xml', bytes: Buffer.from(RETURN) }
  return { name: file, path: samplePath(file) }
}

function mappingOf(yaml: string) {
  const result = readMapping(yaml)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.mapping
}

function problemsIn(yaml: string) {
  const result = readMapping(yaml)
  return 'problems' in result ? result.problems : []
}

async function planned(file: string, rules: PlanRules): Promise<SyncPlan> {
  const reading = await openReading(sourceOf(file), { today: TODAY, mapping: rules.mapping })
  return planReadings([reading], CENTRE_WORLD, NOTHING_OWNED, rules)
}

/** The plan once everybody for whom there is one suggestion has been confirmed. */
async function confirmed(file: string, yaml: string): Promise<SyncPlan> {
  const rules = { mapping: mappingOf(yaml), ledger: EMPTY_LEDGER, today: TODAY }
  const { questions } = await planned(file, rules)
  const roster = new Roster(CENTRE_WORLD.people)
  const entries = questions.flatMap(question => {
    const settled = settleQuestion(
      question,
      { decision: 'accept' },
      { by: 'Mo Officer', today: TODAY },
      roster,
    )
    return 'entry' in settled ? [settled.entry] : []
  })
  return planned(file, { ...rules, ledger: ledgerOf(entries) })
}

describe('docs/mapping.md', () => {
  it.each(MAPPINGS.filter(yaml => yaml !== WRONG).map(yaml => [yaml]))('can be used: %s', yaml => {
    expect(readMapping(yaml)).toHaveProperty('mapping')
    expect(yaml.split('\n').length).toBeLessThan(20)
  })

  it('describes every key', () => {
    const keys = problemsIn('nothing-like-it: 1')[0]!
      .todo.replace(/^Known are |\.$/g, '')
      .split(', ')
    expect(keys).toContain('limits')
    expect(keys.filter(key => !PAGE.includes(`### \`${key}\``))).toEqual([])
  })

  test.each(PLANNED)('prints the plan for $file', async ({ file, yaml, printed }) => {
    const plan = await confirmed(file, yaml)
    const text = planText(plan, nameBook(CENTRE_WORLD, plan.changes), { colour: false })
    expect(printed.trimEnd()).toBe(text.trimEnd().replace(/^Plan [0-9a-f]+: /m, 'Plan: '))
  })

  it('shows how mistakes are told', () => {
    expect(TOLD).toBe(
      problemsIn(WRONG!)
        .map(one => `mapping.yaml, ${mappingProblemLine(one)}\n`)
        .join(''),
    )
  })

  it('names every sample with people in it', () => {
    const samples = globSync('{mis,onefile}/**/*.{csv,xlsx}', { cwd: join(import.meta.dirname, 'samples') })
    const named = FILES.map(one => one.file)
    expect(samples.filter(file => !named.includes(file))).toEqual(['mis/onefile-field-map.csv'])
    expect(named.filter(file => !samples.includes(file))).toEqual([])
  })

  test.each(FILES.filter(({ needs }) => needs.startsWith('none')))(
    '$file is read whole without any',
    async ({ file }) => {
      const { refusals, counts } = await readSample(file, NO_MAPPING)
      expect(refusals).toEqual([])
      expect(counts.stated).toBeGreaterThan(0)
      expect(counts.held).toBe(0)
    },
  )
})
