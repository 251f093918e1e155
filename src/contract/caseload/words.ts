import { ACCOUNT_KINDS } from '../../domain/account.ts'
import { COVER_CODES } from '../../domain/cover.ts'
import { LEVELS } from '../../domain/level.ts'
import { NEXT_STEPS, RUN_STATES } from '../../domain/next-step.ts'
import { ROLE_NAMES } from '../../domain/role.ts'
import { RUN_KINDS } from '../../domain/run.ts'
import {
  type Codec,
  id,
  integer,
  list,
  moment,
  named,
  nullable,
  text,
  truth,
  unitId,
  word,
} from '../codec.ts'
import { object, optional, required } from '../fields.ts'

export const level = named('Level', word(LEVELS), 'Where an assignment sits.')
export const role = named('Role', word(ROLE_NAMES), 'What a slot asks for.')
export const kind = named('AccountKind', word(ACCOUNT_KINDS), 'What an account is.')
export const runKind = named('RunKind', word(RUN_KINDS), 'Why changes were made together.')

export const runState = named('RunState', word(RUN_STATES), 'How a run stands.')
export const nextStep = named(
  'NextStep',
  word(NEXT_STEPS),
  'A step that a run leaves: "go-on" for whoever began it, "confirm" (who is meant) and "by-hand" for an MIS officer, "approve" (removals) for a manager, "mend-file" for whoever keeps the file, "plan-again" for whoever runs the sync.',
)

/** A list in an answer, as long as it is. */
export function many<T>(codec: Codec<T>): Codec<readonly T[]> {
  return list(codec, Number.MAX_SAFE_INTEGER)
}

/** A list in a request, of at most 10,000 items. */
export function several<T>(codec: Codec<T>, most?: number): Codec<readonly T[]> {
  return list(codec, most)
}

/** Somebody, as people want to see them. */
export const person = named(
  'Person',
  object({
    id: required('id', id, 'The user.'),
    kind: required('kind', kind, 'What the account is; a trainee assessor is marked as one here.'),
    firstName: required('firstName', text(200), 'First name.'),
    lastName: required('lastName', text(200), 'Last name.'),
    archived: required('archived', truth, 'Whether the account is archived.'),
    flagged: required(
      'flagged',
      truth,
      'Whether the account is flagged for deletion: given nothing, and to nobody.',
    ),
  }),
  'Somebody, as people want to see them.',
)

/** A learner with where they are. */
export const learner = named(
  'Learner',
  object({
    id: required('id', id, 'The learner.'),
    organisation: required('organisation', id, 'The organisation.'),
    firstName: required('firstName', text(200), 'First name.'),
    lastName: required('lastName', text(200), 'Last name.'),
    archived: required('archived', truth, 'Whether the learner is archived.'),
    flagged: required(
      'flagged',
      truth,
      'Whether the learner is flagged for deletion: given nothing, and to nobody.',
    ),
    placement: required('placement', nullable(id), 'Where the learner works.'),
    classroom: required('classroom', nullable(id), 'The class.'),
  }),
  'A learner with where they are.',
)

const target = required(
  'target',
  integer(0, Number.MAX_SAFE_INTEGER),
  'The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default".',
)

/** A slot beside a known learner. */
export const place = {
  level: required('level', level, 'Where the slot sits.'),
  role: required('role', role, 'What the slot asks for.'),
  target,
}

/** A slot. */
export const slot = { learner: required('learner', id, 'The learner.'), ...place }

/** A standard with its title. */
export const standardTitle = named(
  'StandardTitle',
  object({
    id: required('id', id, 'The standard.'),
    title: required('title', text(1000), 'Its title.'),
  }),
  'A standard with its title.',
)

/** What a slot is about, by name. */
export const subject = {
  standard: required('standard', nullable(standardTitle), 'The standard, at "aim" and "unit".'),
  unit: required(
    'unit',
    nullable(
      named(
        'UnitTitle',
        object({
          id: required('id', unitId, 'The unit.'),
          title: required('title', text(1000), 'Its title.'),
        }),
        'A unit with its title.',
      ),
    ),
    'The unit, at "unit".',
  ),
}

/** Somebody in a slot since a moment, or nobody. */
export const holding = nullable(
  named(
    'Holding',
    object({
      person: required('person', id, 'Who.'),
      since: required('since', moment, 'Since when.'),
    }),
    'Somebody in a slot since a moment.',
  ),
)

/** Something to tell a person. */
export const finding = named(
  'Finding',
  object({
    code: required('code', text(100), 'Stable code.'),
    sentence: required('sentence', text(2000), 'What was found and what to do.'),
    candidates: optional('candidates', many(id), 'People or things it may be about.'),
  }),
  'Something to tell a person.',
)

export const findings = required('findings', many(finding), 'What somebody should know.')

/** Something amiss with who is beside a learner, and where. */
export const coverFindings = required(
  'findings',
  many(
    named(
      'CoverFinding',
      object({
        code: required(
          'code',
          named('CoverCode', word(COVER_CODES), 'What may be amiss with a learner.'),
          'Stable code.',
        ),
        sentence: required('sentence', text(2000), 'What was found and what to do.'),
        candidates: optional('candidates', many(id), 'People it is about.'),
        slot: optional(
          'slot',
          named(
            'SlotAmiss',
            object({
              ...place,
              standard: required('standard', nullable(id), 'The standard, at "aim" and "unit".'),
              unit: required('unit', nullable(unitId), 'The unit, at "unit".'),
              person: required('person', nullable(id), 'Who is in it; null where it is a gap.'),
            }),
            'The slot that a finding is about: what POST /changes is to fill, or to give to somebody else.',
          ),
          'The slot; left out where it is about the learner as a whole.',
        ),
      }),
      'Something amiss with who is beside a learner, and where.',
    ),
  ),
  'What is amiss.',
)

/** The organisation that a list is narrowed to. */
export const organisation = optional(
  'organisation',
  id,
  'Only this organisation; all that the token covers where left out.',
)
