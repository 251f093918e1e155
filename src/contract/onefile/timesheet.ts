import { id, moment, nullable, text, truth } from '../codec.ts'
import { answersList, onefile } from '../endpoint.ts'
import { optional, required } from '../fields.ts'

/** Comments above 65,535 characters occur (docs/onefile-api.md#2.6). */
const LONGEST_COMMENT = 1_000_000

/** An entry of a learner's timesheet (docs/onefile-api.md#4.11). */
const timesheetFields = {
  category: optional('TimesheetCategory', nullable(text(500)), 'What the time was spent on.'),
  from: required('FromDate', moment, 'When it began.'),
  to: required('ToDate', moment, 'When it ended.'),
  comments: optional('Comments', nullable(text(LONGEST_COMMENT)), 'What was said of it; may be very long.'),
  isOffTheJob: required('IsOffTheJob', truth, 'Whether it counts as off-the-job training.'),
}

export const timesheet = {
  readTimesheet: onefile({
    method: 'GET',
    path: '/Timesheet/Learner/{learnerId}',
    group: 'Timesheet',
    summary: 'List the timesheet of a learner',
    access: 'read',
    params: { learner: required('learnerId', id, 'The learner.') },
    reply: answersList(
      'TimesheetEntry',
      timesheetFields,
      'All entries, in the order in which they were made.',
    ),
    problems: ['learner-unknown', 'not-a-learner'],
    repeatable: true,
    example: {
      input: { learner: 101 },
      answer: [
        {
          category: 'Workshop',
          from: Date.parse('2026-02-11T09:00:00Z'),
          to: Date.parse('2026-02-11T12:30:00Z'),
          comments: 'Sourdough, from starter to loaf.',
          isOffTheJob: true,
        },
      ],
    },
  }),
}
