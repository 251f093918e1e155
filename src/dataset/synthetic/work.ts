import type { RecordName } from '../../contract/dataset.ts'
import { startOf } from '../../domain/time.ts'
import { assessorOf } from './assignments.ts'
import type { Provider, SyntheticLearner } from './provider.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

/** Kinds of work that some learners have. */
type WorkKind = 'visit' | 'review' | 'plan' | 'timesheetEntry' | 'offTheJob'

/** The records of one kind of work of a learner: none, one or two. */
export function* workOf(
  kind: WorkKind,
  provider: Provider,
  learner: SyntheticLearner,
): Generator<[RecordName, object]> {
  for (const record of RECORDS[kind](provider, learner)) yield [kind, record]
}

const RECORDS: Record<WorkKind, (provider: Provider, learner: SyntheticLearner) => object[]> = {
  visit: (provider, learner) => {
    if (learner.index % 4 !== 0) return []
    const from = startOf(provider.today) + (10 + (learner.index % 20)) * DAY + 9 * HOUR
    const whom = { assessor: assessorOf(provider, learner)?.id ?? null, visitType: 2, smsReminder: false }
    return [{ ...owned(learner), from, to: from + HOUR, ...whom }]
  },
  review: (provider, learner) => {
    const signed = learner.index % 3 === 0
    const scheduledFor = startOf(provider.today) + ((learner.index % 60) - (signed ? 90 : 0)) * DAY
    return [
      {
        ...owned(learner),
        status: signed ? 4 : 1,
        scheduledFor,
        assessor: assessorOf(provider, learner)?.id ?? null,
        employer: provider.employerOf(learner.placement).id,
        visit: learner.index % 4 === 0 ? learner.index + 1 : null,
        createdOn: startOf(learner.startOn),
        assessorSignedOn: signed ? scheduledFor : null,
        learnerSignedOn: signed ? scheduledFor : null,
      },
    ]
  },
  plan: (provider, learner) => {
    if (learner.index % 3 !== 0) return []
    return [
      {
        ...owned(learner),
        title: 'Next steps',
        planOn: startOf(provider.today) - (learner.index % 30) * DAY,
      },
    ]
  },
  timesheetEntry: (provider, learner) => {
    if (learner.index % 5 !== 0) return []
    const from = startOf(provider.today) - 7 * DAY + 9 * HOUR
    return [
      {
        ...owned(learner),
        category: 'Off the job',
        from,
        to: from + 3 * HOUR,
        comments: learner.index % 10 === 0 ? null : 'Workshop with the team, and what was learned there.',
        isOffTheJob: true,
      },
    ]
  },
  offTheJob: (_provider, { id, organisation, index }) => {
    if (index % 2 !== 0) return []
    const hours = { contractedHours: 30, targetPercentage: 20, plannedHours: 300, durationWeeks: 52 }
    const done = {
      method: index % 7 === 0 ? null : 'Contracted hours',
      minimumHours: index % 7 === 0 ? null : 278,
      percentOfPlanned: index % 101,
      actualHours: index % 300,
    }
    return [{ learner: id, organisation, ...hours, ...done }]
  },
}

function owned({ id, index, organisation }: SyntheticLearner) {
  return { id: index + 1, organisation, learner: id }
}
