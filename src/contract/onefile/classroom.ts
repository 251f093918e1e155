import { id, midnight, nullable, text, truth } from '../codec.ts'
import { optional, required } from '../fields.ts'
import { placeCalls } from './place.ts'

const autumn = { id: 31, name: 'Autumn 2025', misId: null }

/** Classes or cohorts (docs/onefile-api.md#4.6). */
const calls = placeCalls({
  group: 'Classroom',
  one: 'class',
  several: 'classes',
  path: { classroom: required('id', id, 'The class.') },
  more: {
    startOn: optional('StartOn', nullable(midnight), 'When the class starts.'),
    archive: optional('Archive', nullable(truth), 'Whether the class is archived; it stays in the lists.'),
    completionMessage: optional(
      'CompletionMessage',
      nullable(text(4000)),
      'What learners are told at the end.',
    ),
    sendCompletionMessage: optional('SendCompletionMessage', nullable(truth), 'Whether they are told.'),
    iqaFinalSignOff: optional('IVFinalSignOff', nullable(truth), 'Whether an IQA signs off the portfolio.'),
  },
  unknown: 'classroom-unknown',
  examples: {
    search: { input: { organisation: 11, name: 'autumn 2025' }, answer: [autumn] },
    page: {
      input: { page: 2, size: 1, organisation: 11 },
      answer: [{ id: 32, name: 'Spring 2026', misId: null, organisation: 11 }],
    },
    read: { input: { classroom: 31 }, answer: { ...autumn, organisation: 11 } },
    create: {
      input: { organisation: 11, name: 'Autumn 2026', startOn: '2026-09-07', iqaFinalSignOff: true },
      answer: 33,
    },
    update: { input: { classroom: 32, startOn: '2026-04-13', archive: false } },
  },
})

export const classroom = {
  searchClassrooms: calls.search,
  pageClassrooms: calls.page,
  readClassroom: calls.read,
  createClassroom: calls.create,
  updateClassroom: calls.update,
}
