import { describe, expect, it } from 'vitest'
import { CENTRE, person, planText, WORLD } from '../../../test/samples/provider.ts'
import type { WorldAssignment } from '../world/world.ts'
import { type Approval, judgeApproval, released, useUp } from './approval.ts'
import { judgeLimits } from './limits.ts'
import { DOING_CODES, LOOKING_CODES, verdictOn } from './verdict.ts'

const learners = Array.from({ length: 20 }, (_, at) =>
  person(100 + at, 'learner', `G${at} N${at}`, { misId: `A${at}` }),
)
const assessors = [person(5, 'assessor', 'Isolde Marrowby'), person(6, 'assessor', 'Tobias Quill')]
const held = (learner: number, who: number): WorldAssignment => ({
  learner,
  level: 'default',
  role: 'assessor',
  target: 0,
  person: who,
  known: 'seen',
})
const assignments = learners.map(({ id }, at) => held(id, at < 12 ? 5 : 6))
const world = { ...WORLD, people: [...assessors, ...learners], assignments }
const text = (count: number) =>
  `Learner Ref,Main Assessor\n${learners
    .slice(0, count)
    .map(one => `${one.misId},none`)
    .join('\n')}\n`
const plan = (count: number, limits = {}) => planText(text(count), { world, mapping: { limits } })

describe('limits on removals', () => {
  it('stand where both the number and the share are passed, and only there', async () => {
    expect((await plan(5)).waits).toEqual([])
    expect((await plan(6)).breaches.map(one => one.part)).toEqual(['assessor'])
    expect((await plan(11)).breaches.map(one => one.part)).toEqual(
      ['assessor', 'organisation', 'level'].sort(
        (a, b) =>
          ['organisation', 'assessor', 'level'].indexOf(a) - ['organisation', 'assessor', 'level'].indexOf(b),
      ),
    )
  })

  it('by person hold only that person’s removals', async () => {
    const { changes, waits } = await planText(`${text(6)}A19,none\n`, { world })
    expect(changes).toHaveLength(7)
    expect(waits).not.toContain('assign/119/default/assessor/0')
    expect(waits).toHaveLength(6)
  })

  it('are those of the mapping where it has some; what it leaves out has the default', async () => {
    expect((await plan(3, { organisation: { count: 1 } })).breaches).toMatchObject([
      { part: 'organisation', limit: { count: 1, share: 0.1 } },
    ])
    expect(
      (await plan(12, { organisation: { count: 99 }, assessor: { count: 99 }, level: { count: 99 } })).waits,
    ).toEqual([])
    expect(
      (await plan(12, { organisation: { share: 1 }, assessor: { share: 1 }, level: { share: 1 } })).waits,
    ).toEqual([])
  })

  it('do not count replacements, which leave nobody without', async () => {
    const rows = learners
      .slice(0, 12)
      .map(one => `${one.misId},6`)
      .join('\n')
    const replaced = await planText(`Learner Ref,AssessorID\n${rows}\n`, { world })
    expect([replaced.changes.length, replaced.waits.length]).toEqual([12, 0])
  })

  it('count archiving by accounts', () => {
    const changes = learners.slice(0, 11).map(
      ({ id }) =>
        ({
          do: 'archive-person',
          key: `archive-person/${id}`,
          person: id,
          organisation: CENTRE,
          rule: 'missing',
          leaves: [],
          because: [],
          needs: [],
        }) as const,
    )
    expect(judgeLimits(changes, world, {})).toMatchObject({
      breaches: [{ part: 'accounts', removals: 11, of: 20 }],
    })
  })
})

describe('looking and doing', () => {
  it('give the same verdict and the same class of exit code', async () => {
    for (const [count, verdict, looking, doing] of [
      [0, 'stopped', 3, 3],
      [1, 'changes', 2, 0],
      [12, 'stopped', 3, 3],
    ] as const) {
      const made = count === 0 ? await plan(12) : await plan(count)
      expect(made.verdict).toBe(verdict)
      expect(verdictOn({ ...made })).toBe(made.verdict)
      expect([LOOKING_CODES[made.verdict], DOING_CODES[made.verdict]]).toEqual([looking, doing])
    }
  })
})

describe('a purge that is meant', async () => {
  const made = await plan(12)
  const approval: Approval = { by: 'Quality Lead', hash: made.hash, at: 0 }

  it('goes with an approval by name', () => {
    const verdict = judgeApproval(made, [approval])
    expect(verdict).toEqual({ verdict: 'approved', by: 'Quality Lead' })
    expect(released(made, verdict)).toHaveLength(12)
    expect(released(made, judgeApproval(made, []))).toHaveLength(0)
  })

  it('is refused when the file was altered after the approval', async () => {
    expect(judgeApproval(await plan(13), [approval]).verdict).toBe('other-plan')
  })

  it('is refused a second time, and to nobody', () => {
    expect(judgeApproval(made, [useUp(approval, 'run 1')]).verdict).toBe('used')
    expect(judgeApproval(made, [{ ...approval, by: '  ' }]).verdict).toBe('nameless')
  })
})
