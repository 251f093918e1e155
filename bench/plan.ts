import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NO_MAPPING } from '../src/intake/mapping/mapping.ts'
import { openReading } from '../src/intake/read.ts'
import { EMPTY_LEDGER } from '../src/reconcile/match/ledger.ts'
import { NOTHING_OWNED } from '../src/reconcile/plan/ownership.ts'
import { planReadings } from '../src/reconcile/plan/plan.ts'
import {
  EMPTY_WORLD,
  type World,
  type WorldAssignment,
  type WorldPerson,
} from '../src/reconcile/world/world.ts'
import type { Figures } from './assign.ts'

const CENTRE = 90001
const STANDARD = 61242
const SMALL = 5_000
const LARGE = 50_000
const STAFF = 300
/** One learner in so many has somebody else than the file says. */
const CHANGED = 20
const TODAY = '2026-01-01'
/** What is alive must fit into this; without a limit the runtime lets garbage lie until more than half is. */
const HEAP = ['--max-old-space-size=280', '--max-semi-space-size=8']

const HEADERS =
  'Learner Ref,First name,Last name,Main Assessor,Assessor Email,Standard ID,Aim 1,Aim 1 Assessor Email,Aim 1 IQA Email,IQA Email,Employer Contact Email,Observer Email'

const mail = (kind: string, at: number) => `${kind}${at % STAFF}@example.org`
const reference = (at: number) => `FBW-${String(at).padStart(6, '0')}`

/** A CSV file with a row and six places for each learner. */
export function sheetOf(learners: number): string {
  const rows = Array.from({ length: learners }, (_, at) =>
    [
      reference(at),
      `Given${at}`,
      `Family${at}`,
      '',
      mail('a', at),
      '',
      'ST0005',
      mail('a', at + 1),
      mail('q', at),
      mail('q', at + 1),
      mail('e', at),
      mail('o', at),
    ].join(','),
  )
  return `${HEADERS}\n${rows.join('\n')}\n`
}

function account(id: number, kind: WorldPerson['kind'], more: Partial<WorldPerson>): WorldPerson {
  return {
    id,
    kind,
    organisation: CENTRE,
    firstName: 'Given',
    lastName: 'Family',
    email: null,
    misId: null,
    uln: null,
    dateOfBirth: null,
    startOn: null,
    plannedEndDate: null,
    placement: null,
    classroom: null,
    archived: false,
    link: null,
    ...more,
  }
}

const STAFF_KINDS = { a: 'assessor', q: 'iqa', e: 'employer', o: 'observer' } as const
const staffId = (kind: keyof typeof STAFF_KINDS, at: number) =>
  1_000 * ('aqeo'.indexOf(kind) + 1) + (at % STAFF)
const learnerId = (at: number) => 1_000_000 + at
const aimId = (at: number) => 5_000_000 + at

/** The world that a file of so many learners is compared with: every twentieth learner has another assessor. */
export function worldOf(learners: number): World {
  const staff = (Object.keys(STAFF_KINDS) as (keyof typeof STAFF_KINDS)[]).flatMap(kind =>
    Array.from({ length: STAFF }, (_, at) =>
      account(staffId(kind, at), STAFF_KINDS[kind], {
        email: mail(kind, at),
        firstName: kind,
        lastName: `Staff${at}`,
      }),
    ),
  )
  const pupils = Array.from({ length: learners }, (_, at) =>
    account(learnerId(at), 'learner', {
      misId: reference(at),
      firstName: `Given${at}`,
      lastName: `Family${at}`,
    }),
  )
  return {
    ...EMPTY_WORLD,
    organisations: [{ id: CENTRE, name: 'Centre' }],
    people: [...staff, ...pupils],
    standards: [{ id: STANDARD, title: 'Adult Care Worker', code: 'ST0005', organisations: null }],
    aims: pupils.map(({ id }, at) => ({ id: aimId(at), learner: id, standard: STANDARD })),
    assignments: pupils.flatMap((_, at) => assignmentsOf(at)),
  }
}

function assignmentsOf(at: number): WorldAssignment[] {
  const learner = learnerId(at)
  const shift = at % CHANGED === 0 ? 7 : 0
  const one = (
    level: WorldAssignment['level'],
    role: WorldAssignment['role'],
    person: number,
    target: number,
  ) => ({ learner, level, role, target, person, known: 'seen' }) satisfies WorldAssignment
  const [iqa, observer] = [staffId('q', at + 1), staffId('o', at)]
  return [
    one('default', 'assessor', staffId('a', at + shift), 0),
    one('aim', 'assessor', staffId('a', at + 1), aimId(at)),
    one('aim', 'iqa', staffId('q', at), aimId(at)),
    one('additional', 'iqa', iqa, iqa),
    one('default', 'employer', staffId('e', at), 0),
    one('additional', 'observer', observer, observer),
  ]
}

interface Measured {
  seconds: number
  processor: number
  memory: number
  changes: number
  unchanged: number
}

/** Reads and plans one file; this runs in a process of its own. */
async function measure(path: string, learners: number): Promise<Measured> {
  const rules = { mapping: NO_MAPPING, ledger: EMPTY_LEDGER, today: TODAY }
  const world = worldOf(learners)
  const started = performance.now()
  const before = process.cpuUsage()
  const reading = await openReading({ name: 'plan.csv', path }, { today: TODAY, mapping: NO_MAPPING })
  const plan = await planReadings([reading], world, NOTHING_OWNED, rules)
  const seconds = (performance.now() - started) / 1000
  const memory = process.resourceUsage().maxRSS / 1024
  const { user, system } = process.cpuUsage(before)
  return {
    seconds,
    processor: (user + system) / 1e6,
    memory,
    changes: plan.changes.length,
    unchanged: plan.rows.unchanged,
  }
}

function inProcess(path: string, learners: number): Measured {
  const own = fileURLToPath(import.meta.url)
  const { stdout, status } = spawnSync(process.execPath, [...HEAP, own, path, String(learners)], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`Planning for ${learners} learners failed: ${stdout}`)
  return JSON.parse(stdout) as Measured
}

/** Planning from one CSV file against current state in memory: 50,000 learners with six places each, and how it grows. */
export async function benchPlan(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  try {
    const [small, large] = [SMALL, LARGE].map(learners => {
      const path = join(folder, `${learners}.csv`)
      writeFileSync(path, sheetOf(learners))
      return inProcess(path, learners)
    }) as [Measured, Measured]
    return {
      learners: LARGE,
      'changes planned': large.changes,
      'rows unchanged': large.unchanged,
      seconds: large.seconds,
      'processor seconds': large.processor,
      'memory at most, MB': large.memory,
      'growth, 50,000 ÷ 5,000': large.seconds / small.seconds,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const [, main, path, learners] = process.argv
if (main === fileURLToPath(import.meta.url)) {
  const figures = path === undefined ? await benchPlan() : await measure(path, Number(learners))
  console.log(JSON.stringify(figures))
}
