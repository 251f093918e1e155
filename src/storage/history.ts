import type { Assignment } from '../domain/assignment.ts'
import { certain } from '../domain/certain.ts'
import type { RecordedChange } from '../domain/change.ts'
import type { Id } from '../domain/id.ts'
import type { Level } from '../domain/level.ts'
import type { Role } from '../domain/role.ts'
import type { Run } from '../domain/run.ts'
import { LEVEL_CODES, LEVEL_WORDS, ROLE_CODES, ROLE_WORDS, RUN_CODES, RUN_WORDS } from './codes.ts'
import { code, entity, id, idOrNull, number, numberOrNull, text, textOrNull } from './entity.ts'

const level = code(LEVEL_CODES, LEVEL_WORDS)('level')
const role = code(ROLE_CODES, ROLE_WORDS)('role')

/** An assignment with the organisation it belongs to. */
export interface StoredAssignment extends Assignment {
  organisation: Id
}

export const assignments = entity<StoredAssignment>()({
  table: 'assignments',
  key: ['organisation_id', 'learner_id', 'level', 'role', 'target'],
  columns: {
    organisation: id('organisation_id'),
    learner: id('learner_id'),
    level,
    role,
    target: id('target'),
    person: id('person_id'),
    since: number('since'),
  },
  derived: {
    aim_id: one => (one.level === 'aim' ? one.target : null),
    unit_summary_id: one => (one.level === 'unit' ? one.target : null),
  },
})

/** A change as a row: flat, with the hash that chains it to the one before. */
export interface StoredChange {
  organisation: Id
  position: number
  run: Id
  learner: Id
  level: Level
  role: Role
  target: Id
  beforePerson: Id | null
  beforeSince: number | null
  afterPerson: Id | null
  afterSince: number | null
  effectiveFrom: number
  recordedAt: number
  undoes: number | null
  hash: string
}

export const changes = entity<StoredChange>()({
  table: 'changes',
  key: ['organisation_id', 'position'],
  columns: {
    organisation: id('organisation_id'),
    position: number('position'),
    run: id('run_id'),
    learner: id('learner_id'),
    level,
    role,
    target: id('target'),
    beforePerson: idOrNull('before_person'),
    beforeSince: numberOrNull('before_since'),
    afterPerson: idOrNull('after_person'),
    afterSince: numberOrNull('after_since'),
    effectiveFrom: number('effective_from'),
    recordedAt: number('recorded_at'),
    undoes: numberOrNull('undoes'),
    hash: text('hash', 'none'),
  },
})

export const runs = entity<Run>()({
  table: 'runs',
  key: ['organisation_id', 'id'],
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    kind: code(RUN_CODES, RUN_WORDS)('kind'),
    actor: idOrNull('actor_id'),
    operator: idOrNull('operator_id'),
    reason: textOrNull('reason', 'free'),
    recordedAt: number('recorded_at'),
    undoes: idOrNull('undoes'),
    first: number('first_position'),
    last: number('last_position'),
  },
})

/** The flat row of a recorded change. */
export function flatten(change: RecordedChange, hash: string): StoredChange {
  const { organisation, position, run, slot, before, after, effectiveFrom, recordedAt, undoes } = change
  return {
    organisation,
    position,
    run,
    ...slot,
    beforePerson: before?.person ?? null,
    beforeSince: before?.since ?? null,
    afterPerson: after?.person ?? null,
    afterSince: after?.since ?? null,
    effectiveFrom,
    recordedAt,
    undoes,
    hash,
  }
}

/** The recorded change that a flat row holds. */
export function unflatten(row: StoredChange): RecordedChange {
  const { organisation, position, run, learner, effectiveFrom, recordedAt, undoes } = row
  return {
    organisation,
    position,
    run,
    slot: { learner, level: row.level, role: row.role, target: row.target },
    before: holding(row.beforePerson, row.beforeSince),
    after: holding(row.afterPerson, row.afterSince),
    effectiveFrom,
    recordedAt,
    undoes,
  }
}

function holding(person: Id | null, since: number | null) {
  return person === null ? null : { person, since: certain(since) }
}
