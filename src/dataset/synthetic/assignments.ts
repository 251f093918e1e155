import type { AccountKind } from '../../domain/account.ts'
import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import { startOf } from '../../domain/time.ts'
import { aimId, type Provider, type StaffMember, type SyntheticLearner, summaryId } from './provider.ts'
import { type Random, randomFor } from './random.ts'
import { STORY_LEARNERS } from './story.ts'

const ASSIGNMENTS = 9

/** An assignment as a record. */
interface MadeAssignment {
  organisation: Id
  learner: Id
  level: Level
  role: Role
  target: Id
  person: Id
  since: number
}

type Put = (level: Level, role: Role, target: Id, person: StaffMember | undefined) => void

/** Who is beside a learner: mostly complete, with the gaps that a provider has. */
export function assignmentsOf(provider: Provider, learner: SyntheticLearner): MadeAssignment[] {
  const made: MadeAssignment[] = []
  const put: Put = (level, role, target, person) => {
    if (person) made.push(madeOf(learner, level, role, target, person.id))
  }
  if (learner.index < STORY_LEARNERS.length) storyAssignments(provider, learner, put)
  else usualAssignments(provider, learner, put)
  return made
}

function madeOf(learner: SyntheticLearner, level: Level, role: Role, target: Id, person: Id): MadeAssignment {
  const since = startOf(learner.startOn)
  const slot = { level, role, target: level === 'additional' ? person : target }
  return { organisation: learner.organisation, learner: learner.id, ...slot, person, since }
}

/** As things stood before the sample sheet was written. */
function storyAssignments(provider: Provider, learner: SyntheticLearner, put: Put): void {
  const tobias = assessorOf(provider, learner)
  put('default', 'assessor', 0, tobias)
  for (const [at] of learner.standards.entries()) {
    put('aim', 'assessor', aimId(learner.index, at), tobias)
    put('aim', 'iqa', aimId(learner.index, at), provider.storyStaff('ap Celyn', 'iqa'))
  }
}

const ASSESSORS: readonly AccountKind[] = ['assessor', 'trainee-assessor']

/** Who assesses a learner, whether or not that has been written down as the default. */
export function assessorOf(provider: Provider, learner: SyntheticLearner): StaffMember | undefined {
  if (learner.index < STORY_LEARNERS.length) return provider.storyStaff('Quillfeather', 'assessor')
  return provider.staffFor(learner.organisation, ASSESSORS, drawsFor(provider, learner).below(1000))
}

/** Numbers for the assignments of a learner; the first chooses the assessor. */
function drawsFor({ size }: Provider, { index }: SyntheticLearner): Random {
  return randomFor(size.seed, ASSIGNMENTS, index)
}

function usualAssignments(provider: Provider, learner: SyntheticLearner, put: Put): void {
  const random = drawsFor(provider, learner)
  const assessor = provider.staffFor(learner.organisation, ASSESSORS, random.below(1000))
  const iqa = provider.staffFor(learner.organisation, ['iqa'], random.below(1000))
  if (!random.chance(0.02)) put('default', 'assessor', 0, assessor)
  for (const [at] of learner.standards.entries()) {
    if (random.chance(0.9)) put('aim', 'assessor', aimId(learner.index, at), assessor)
    if (random.chance(0.85)) put('aim', 'iqa', aimId(learner.index, at), iqa)
    putUnits(provider, learner, at, random, put)
  }
  putAround(provider, learner, random, assessor, put)
}

function putUnits(
  provider: Provider,
  { index, organisation }: SyntheticLearner,
  at: number,
  random: Random,
  put: Put,
) {
  if (random.chance(0.15)) {
    put(
      'unit',
      'assessor',
      summaryId(index, at, 0),
      provider.staffFor(organisation, ['assessor'], random.below(1000)),
    )
  }
  if (random.chance(0.08)) {
    put('unit', 'iqa', summaryId(index, at, 1), provider.staffFor(organisation, ['iqa'], random.below(1000)))
  }
}

/** Employers now and then belong to another site than the learner. */
function putAround(
  provider: Provider,
  { organisation, placement }: SyntheticLearner,
  random: Random,
  assessor: StaffMember | undefined,
  put: Put,
): void {
  const site = random.chance(0.03) ? provider.placementId(organisation, random.below(1000)) : placement
  if (random.chance(0.8)) {
    const employer = provider.employerOf(site)
    put('default', 'employer', 0, employer)
    put('additional', 'employer', 0, employer)
  }
  const second = provider.staffFor(organisation, ['assessor'], random.below(1000))
  if (random.chance(0.1) && second?.id !== assessor?.id) put('additional', 'assessor', 0, second)
  if (random.chance(0.05)) put('additional', 'observer', 0, provider.staffFor(organisation, ['observer'], 9))
}
