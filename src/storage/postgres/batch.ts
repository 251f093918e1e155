import type { ClientBase } from 'pg'
import type { Id } from '../../domain/id.ts'
import type { DatedChange } from '../../domain/planned.ts'
import type { AssignRequest } from '../../domain/request.ts'
import {
  type AccountRow,
  type AimRow,
  accountOf,
  aimOf,
  type HeadRow,
  headOf,
  holdingOf,
  type SlotRow,
  type UnitRow,
  unitOf,
} from '../batch-rows.ts'
import { DIRECTORY_CODES, LEVEL_CODES, PLANNED_CODES, ROLE_CODES, RUN_CODES } from '../codes.ts'
import type { Batch, BatchStatements, Head, PlacedSlot, PrefetchedFacts } from '../database.ts'
import { type AskPostgres, asArray, together, transpose } from './ask.ts'
import { prefetch } from './prefetch.ts'

/** What PostgreSQL has beside the statements of a batch that both engines have. */
export interface PostgresStatements extends BatchStatements {
  /** Locks the histories of these organisations, and of those that these learners are in. Gives their heads. */
  lock(organisations: readonly Id[], learners: readonly Id[]): Promise<Head[]>
  prefetch(requests: readonly AssignRequest[]): Promise<PrefetchedFacts>
}

/** The statements of a batch for PostgreSQL: each takes its whole batch as arrays, since every call is a round trip. */
export function batchStatements(client: () => ClientBase): PostgresStatements {
  const ask: AskPostgres = async <Row extends object>(name: string, text: string, values: unknown[]) =>
    (await client().query<Row>({ name, text, values })).rows
  const statements = sharedStatements(ask)
  return {
    ...statements,
    lock: async (organisations, learners) =>
      (await ask<HeadRow>('lock', LOCK, [asArray(organisations), asArray(learners)])).map(headOf),
    prefetch: requests => prefetch(ask, statements, requests),
  }
}

function sharedStatements(ask: AskPostgres): BatchStatements {
  return {
    accounts: async ids => (await ask<AccountRow>('accounts', ACCOUNTS, [asArray(ids)])).map(accountOf),
    aims: async wanted => {
      const columns = transpose(wanted, one => [one.organisation, one.learner, one.standard], 3)
      return (await ask<AimRow>('aims', AIMS, columns)).map(aimOf)
    },
    units: async wanted => {
      const columns = transpose(wanted, one => [one.organisation, one.learner, one.unit], 3)
      return (await ask<UnitRow>('units', UNITS, columns)).map(unitOf)
    },
    holdings: async slots => (await ask<SlotRow>('holdings', HOLDINGS, slotColumns(slots))).map(holdingOf),
    heads: async organisations => (await ask<HeadRow>('heads', HEADS, [organisations])).map(headOf),
    write: batch => write(ask, batch),
    settle: async changes => (await ask('settle', SETTLE, transpose(changes, settledValues, 11))).length,
  }
}

const ACCOUNTS = `
  select u.id, u.organisation_id, u.kind, (u.archived_at is not null)::int as archived,
    (u.delete_requested_at is not null)::int as flagged, u.placement_id
  from unnest($1::bigint[]) as wanted (id)
  join directory d on d.kind = ${DIRECTORY_CODES.user} and d.id = wanted.id
  join users u on u.organisation_id = d.organisation_id and u.id = d.id`

const AIMS = `
  select a.id, a.learner_id, a.standard_id
  from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as wanted (organisation, learner, standard)
  join learning_aims a on a.organisation_id = wanted.organisation and a.learner_id = wanted.learner
    and a.standard_id = wanted.standard`

const UNITS = `
  select u.id, u.learner_id, u.unit_id, u.standard_id
  from unnest($1::bigint[], $2::bigint[], $3::text[]) as wanted (organisation, learner, unit)
  join unit_summaries u on u.organisation_id = wanted.organisation and u.learner_id = wanted.learner
    and u.unit_id = wanted.unit
  order by u.standard_id`

const SLOTS = `unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::smallint[], $5::bigint[])
    as wanted (organisation, learner, level, role, target)`

const SAME_SLOT = `a.organisation_id = wanted.organisation and a.learner_id = wanted.learner
    and a.level = wanted.level and a.role = wanted.role and a.target = wanted.target`

const HOLDINGS = `
  select a.learner_id, a.level, a.role, a.target, a.person_id, a.since
  from ${SLOTS} join assignments a on ${SAME_SLOT}`

/** Locking the heads in one order lets servers that share the database take turns without deadlock. */
const HEADS = `
  select organisation_id, position, recorded_at, hash from history_heads
  where organisation_id = any ($1::bigint[]) order by organisation_id for update`

const LOCK = `
  select organisation_id, position, recorded_at, hash from history_heads
  where organisation_id = any (array(
    select unnest($1::bigint[])
    union
    select d.organisation_id from unnest($2::bigint[]) as learner (id)
    join directory d on d.kind = ${DIRECTORY_CODES.user} and d.id = learner.id))
  order by organisation_id for update`

/** Everything that a batch writes goes in one round trip. No part touches what another does. */
const WRITE = `
  with new_runs as (
    insert into runs (organisation_id, id, kind, actor_id, operator_id, reason, recorded_at, undoes, first_position,
      last_position)
    select * from unnest($1::bigint[], $2::bigint[], $3::smallint[], $4::bigint[], $39::bigint[], $5::text[],
      $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])),
  new_changes as (
    insert into changes (organisation_id, position, run_id, learner_id, level, role, target, before_person,
      before_since, after_person, after_since, effective_from, recorded_at, undoes, hash)
    select * from unnest($10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::smallint[],
      $15::smallint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[],
      $22::bigint[], $23::bigint[], $24::text[])),
  filled as (
    insert into assignments (organisation_id, learner_id, level, role, target, person_id, since, aim_id,
      unit_summary_id)
    select organisation, learner, level, role, target, person, since,
      case when level = ${LEVEL_CODES.aim} then target end, case when level = ${LEVEL_CODES.unit} then target end
    from unnest($25::bigint[], $26::bigint[], $27::smallint[], $28::smallint[], $29::bigint[], $30::bigint[],
      $31::bigint[]) as wanted (organisation, learner, level, role, target, person, since)
    on conflict (organisation_id, learner_id, level, role, target)
      do update set person_id = excluded.person_id, since = excluded.since),
  modified as (
    update users u set last_modified = wanted.at
    from unnest($36::bigint[], $37::bigint[], $38::bigint[]) as wanted (organisation, learner, at)
    where u.organisation_id = wanted.organisation and u.id = wanted.learner and u.last_modified < wanted.at)
  update history_heads h set position = wanted.position, recorded_at = wanted.recorded_at, hash = wanted.hash
  from unnest($32::bigint[], $33::bigint[], $34::bigint[], $35::text[])
    as wanted (organisation, position, recorded_at, hash)
  where h.organisation_id = wanted.organisation`

const EMPTY = `delete from assignments a using ${SLOTS} where ${SAME_SLOT}`

/** By its key alone, as the sums see to: without statistics PostgreSQL would look through all that is due for each of them. */
const SETTLE = `
  update planned_changes p set state = wanted.state, run_id = wanted.run, displaced_since = wanted.displaced,
    settled_at = wanted.settled, code = wanted.code
  from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::bigint[], $6::bigint[], $7::bigint[],
    $8::text[], $9::bigint[], $10::bigint[], $11::bigint[])
    as wanted (organisation, planned_run, number, state, run, displaced, settled, code, due, before, after)
  where p.organisation_id = wanted.organisation and p.planned_run_id = wanted.planned_run and p.number = wanted.number
    and p.state + 0 = ${PLANNED_CODES.planned} and p.due + 0 = wanted.due
    and p.before_person is not distinct from wanted.before and p.after_person is not distinct from wanted.after
  returning 1`

function settledValues(one: DatedChange): unknown[] {
  const { organisation, plannedRun, number, state, run, displaced, settledAt, code, due, before, after } = one
  const now = [PLANNED_CODES[state], run, displaced, settledAt, code]
  return [organisation, plannedRun, number, ...now, due, before, after]
}

function slotValues(slot: PlacedSlot): number[] {
  return [slot.organisation, slot.learner, LEVEL_CODES[slot.level], ROLE_CODES[slot.role], slot.target]
}

function slotColumns(slots: readonly PlacedSlot[]): unknown[] {
  return transpose(slots, slotValues, 5)
}

async function write(ask: AskPostgres, batch: Batch): Promise<void> {
  const { runs, changes, filled, emptied, heads, modified } = batch
  await together([
    emptied.length > 0 && ask('empty', EMPTY, slotColumns(emptied)),
    ask('write', WRITE, [
      ...transpose(runs, runValues, 9),
      ...transpose(changes, changeValues, 15),
      ...transpose(filled, one => [...slotValues(one), one.person, one.since], 7),
      ...transpose(heads, one => [one.organisation, one.position, one.recordedAt, one.hash], 4),
      ...transpose(modified, one => [one.organisation, one.learner, one.at], 3),
      runs.map(run => run.operator),
    ]),
  ])
}

function runValues(r: Batch['runs'][number]): unknown[] {
  return [r.organisation, r.id, RUN_CODES[r.kind], r.actor, r.reason, r.recordedAt, r.undoes, r.first, r.last]
}

function changeValues(c: Batch['changes'][number]): unknown[] {
  const slot = [c.learner, LEVEL_CODES[c.level], ROLE_CODES[c.role], c.target]
  const holders = [c.beforePerson, c.beforeSince, c.afterPerson, c.afterSince]
  return [
    c.organisation,
    c.position,
    c.run,
    ...slot,
    ...holders,
    c.effectiveFrom,
    c.recordedAt,
    c.undoes,
    c.hash,
  ]
}
