import type { ProblemCode } from '../../domain/problem.ts'
import { id, nullable, text } from '../codec.ts'
import {
  answersList,
  answersNothing,
  answersRecord,
  answersValue,
  type Example,
  onefile,
} from '../endpoint.ts'
import { type Fields, maybe, optional, orZero, required } from '../fields.ts'
import type { Group } from '../groups.ts'
import { paging } from './paging.ts'

/** What is particular about one kind of place: a class, a workplace, a sub-contractor. */
interface WirePlaceKind<Path extends Fields, More extends Fields> {
  /** As paths have it. */
  group: Group
  /** As sentences have it: one, and several. */
  one: string
  several: string
  /** The id in a path. */
  path: Path
  /** What is said of it beside its name and key; all of it may be left out. */
  more: More
  unknown: ProblemCode
  examples: Record<'search' | 'page' | 'read' | 'create' | 'update', Example>
}

const organisation = required('OrganisationID', id, 'The organisation that it belongs to.')
const name = required('Name', text(200, { least: 1 }), 'Its name.')
const misId = required('MISID', nullable(text(100)), 'Key in the outside management information system.')

const filters = {
  organisation: maybe(organisation),
  name: optional('Name', text(200), 'The whole name, in any letter case.'),
}

/** The five calls that classes, placements and providers have alike (docs/onefile-api.md#3.3). */
export function placeCalls<Path extends Fields, More extends Fields>({
  group,
  one,
  several,
  path,
  more,
  unknown,
  examples,
}: WirePlaceKind<Path, More>) {
  const identifying = { id: required('ID', id, `The ${one}.`), name, misId }
  const whole = { ...identifying, organisation, ...more }
  return {
    search: onefile({
      method: 'POST',
      path: `/${group}/Search`,
      group,
      summary: `List ${several}`,
      about:
        'Gives all that fit, with the fields that tell them apart; the paged search gives the others too. A name fits as a whole, in any letter case.',
      access: 'read',
      body: filters,
      reply: answersList(`${group}Listed`, identifying, `The ${several}, in the order of their ids.`),
      problems: ['organisation-unknown'],
      repeatable: true,
      example: examples.search,
    }),
    page: onefile({
      method: 'POST',
      path: `/${group}/Search/{page}/{size}`,
      group,
      summary: `List ${several}, by page`,
      access: 'read',
      params: paging,
      body: filters,
      reply: answersList(group, whole, `The ${several} of the page, in the order of their ids.`),
      problems: ['organisation-unknown', 'page-invalid'],
      repeatable: true,
      example: examples.page,
    }),
    read: onefile({
      method: 'GET',
      path: `/${group}/{id}`,
      group,
      summary: `Read a ${one}`,
      access: 'read',
      params: path,
      reply: answersRecord(group, whole, `The ${one}.`),
      problems: [unknown],
      repeatable: true,
      example: examples.read,
    }),
    create: onefile({
      method: 'POST',
      path: `/${group}`,
      group,
      summary: `Create a ${one}`,
      about:
        'Answers the id as a bare number. OrganisationID may be left out where the token covers one organisation only.',
      access: 'manage',
      body: { ...orZero({ organisation: maybe(organisation) }), name, misId: maybe(misId), ...more },
      reply: answersValue(id, `Id of the new ${one}.`),
      problems: ['organisation-unknown', 'organisation-missing'],
      repeatable: false,
      example: examples.create,
    }),
    update: onefile({
      method: 'POST',
      path: `/${group}/{id}`,
      group,
      summary: `Change a ${one}`,
      about: `Only what is sent changes; empty text and null clear. A ${one} stays in its organisation.`,
      access: 'manage',
      params: path,
      body: {
        id: maybe(identifying.id),
        organisation: maybe(organisation),
        name: maybe(name),
        misId: maybe(misId),
        ...more,
      },
      reply: answersNothing('Changed, or so already.'),
      problems: [unknown, 'organisation-change'],
      repeatable: true,
      example: examples.update,
    }),
  }
}
