import { type Codec, integer, jsonObject, named, Refusal, text } from '../codec.ts'
import { answersNothing, answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { next, paging } from './paging.ts'
import { many, several } from './words.ts'

const GROUP = 'Sync'
const FOR_ALL =
  'It speaks of all organisations of the customer, so a token that is limited to some of them is refused.'

/** Longest line of a stream, in characters as JSON. */
const LONGEST_LINE = 256_000

const NAME = /^[a-z0-9]+([.-][a-z0-9]+)*$/

/** Name of a stream: words of small letters and digits with dots and hyphens between them. */
const streamName: Codec<string> = {
  ...text(100),
  schema: { type: 'string', minLength: 1, maxLength: 100, pattern: NAME.source },
  read(raw) {
    const fits = typeof raw === 'string' && raw.length <= 100 && NAME.test(raw)
    return fits
      ? raw
      : new Refusal('must be at most 100 small letters and digits, with single dots or hyphens between them')
  },
}

const params = { stream: required('stream', streamName, 'The stream.') }
const count = required('count', integer(0, Number.MAX_SAFE_INTEGER), 'Lines of the stream by now.')

/** What the sync remembers from run to run, shared by all who run it. */
export const sync = {
  listStreams: caseload({
    method: 'GET',
    path: '/sync',
    group: GROUP,
    summary: 'Streams that the sync keeps',
    about: FOR_ALL,
    access: 'read',
    query: paging,
    reply: answersObject(
      'StreamsPage',
      {
        streams: required(
          'streams',
          many(
            named(
              'Stream',
              object({ stream: required('stream', streamName, 'Its name.'), count }),
              'A stream of lines.',
            ),
          ),
          'The streams, by name.',
        ),
        next,
      },
      'A page of streams.',
    ),
    problems: ['customer-wide', 'cursor-invalid'],
    repeatable: true,
    example: { input: { limit: 50 } },
  }),

  readStream: caseload({
    method: 'GET',
    path: '/sync/{stream}',
    group: GROUP,
    summary: 'Lines of a stream, from the first',
    about: `A stream that nobody has written to has no lines. A page may be short where lines are long. ${FOR_ALL}`,
    access: 'read',
    params,
    query: {
      cursor: paging.cursor,
      limit: optional('limit', integer(1, 10_000), 'Lines at most; 100 where left out.'),
    },
    reply: answersObject(
      'StreamPage',
      { lines: required('lines', many(jsonObject(LONGEST_LINE)), 'The lines in their order.'), count, next },
      'A page of lines.',
    ),
    problems: ['customer-wide', 'cursor-invalid'],
    repeatable: true,
    example: { input: { stream: 'links', limit: 1000 } },
  }),

  appendToStream: caseload({
    method: 'POST',
    path: '/sync/{stream}',
    group: GROUP,
    summary: 'Add lines to a stream',
    about: `All of them or none. They are on the disk once it answers. ${FOR_ALL}`,
    access: 'assign',
    params,
    body: {
      lines: required(
        'lines',
        several(jsonObject(LONGEST_LINE)),
        `JSON objects of at most ${LONGEST_LINE} characters each; at most 10,000.`,
      ),
      after: optional(
        'after',
        integer(0, Number.MAX_SAFE_INTEGER),
        'Lines that you have seen; where there are others, nothing is added.',
      ),
    },
    reply: answersObject('StreamLength', { count }, 'The lines are kept.'),
    problems: ['customer-wide', 'sync-moved-on', 'beyond-own'],
    repeatable: false,
    bulk: true,
    example: {
      input: { stream: 'links', lines: [{ person: 111, key: 'misId', value: 'M111' }], after: 0 },
      answer: { count: 1 },
    },
  }),

  deleteStream: caseload({
    method: 'DELETE',
    path: '/sync/{stream}',
    group: GROUP,
    summary: 'Forget a stream',
    about: `Streams may hold names of people, such as in plans that were kept. ${FOR_ALL}`,
    access: 'manage',
    params,
    reply: answersNothing('The stream is gone, or was never there.'),
    problems: ['customer-wide'],
    repeatable: true,
    example: { input: { stream: 'plan.0f3c' } },
  }),
}
