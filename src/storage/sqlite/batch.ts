import type { StatementSync } from 'node:sqlite'
import type { Id } from '../../domain/id.ts'
import type { DatedChange } from '../../domain/planned.ts'
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
import type { Batch, BatchStatements, PlacedSlot } from '../database.ts'
import type { SqliteConnection } from './connection.ts'

/** The statements of a batch for SQLite: prepared once, and run row by row, since a call into the engine costs next to nothing. */
export function batchStatements({ prepare }: SqliteConnection): BatchStatements {
  return {
    accounts: async ids => rowsFor<AccountRow, Id>(prepare(ACCOUNT), ids, id => [id]).map(accountOf),
    aims: async wanted => {
      const keys = wanted.map(({ organisation, learner, standard }) => [organisation, learner, standard])
      return rowsFor<AimRow, number[]>(prepare(AIM), keys, key => key).map(aimOf)
    },
    units: async wanted =>
      wanted.flatMap(({ organisation, learner, unit }) =>
        all<UnitRow>(prepare(UNITS), [organisation, learner, unit]).map(unitOf),
      ),
    holdings: async slots => rowsFor<SlotRow, PlacedSlot>(prepare(HOLDING), slots, slotKey).map(holdingOf),
    heads: async organisations => rowsFor<HeadRow, Id>(prepare(HEAD), organisations, id => [id]).map(headOf),
    write: async batch => write(prepare, batch),
    settle: async changes => {
      const settle = prepare(SETTLE)
      return changes.reduce((sum, one) => sum + Number(settle.run(...settledValues(one)).changes), 0)
    },
  }
}

function settledValues(one: DatedChange): (number | string | null)[] {
  const { organisation, plannedRun, number, state, run, displaced, settledAt, code, due, before, after } = one
  const now = [PLANNED_CODES[state], run, displaced, settledAt, code]
  return [...now, organisation, plannedRun, number, due, before, after]
}

function slotKey({ organisation, learner, level, role, target }: PlacedSlot): number[] {
  return [organisation, learner, LEVEL_CODES[level], ROLE_CODES[role], target]
}

const ACCOUNT = `
  select u.id, u.organisation_id, u.kind, u.archived_at is not null as archived,
    u.delete_requested_at is not null as flagged, u.placement_id
  from directory d join users u on u.organisation_id = d.organisation_id and u.id = d.id
  where d.kind = ${DIRECTORY_CODES.user} and d.id = ?`

const AIM = `
  select id, learner_id, standard_id from learning_aims
  where organisation_id = ? and learner_id = ? and standard_id = ?`

const UNITS = `
  select id, learner_id, unit_id, standard_id from unit_summaries
  where organisation_id = ? and learner_id = ? and unit_id = ? order by standard_id`

const HOLDING = `
  select learner_id, level, role, target, person_id, since from assignments
  where organisation_id = ? and learner_id = ? and level = ? and role = ? and target = ?`

const HEAD =
  'select organisation_id, position, recorded_at, hash from history_heads where organisation_id = ?'

const RUN = `
  insert into runs (organisation_id, id, kind, actor_id, operator_id, reason, recorded_at, undoes, first_position,
    last_position)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const CHANGE = `
  insert into changes (organisation_id, position, run_id, learner_id, level, role, target, before_person,
    before_since, after_person, after_since, effective_from, recorded_at, undoes, hash)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const FILL = `
  insert into assignments (organisation_id, learner_id, level, role, target, person_id, since, aim_id,
    unit_summary_id)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do update set person_id = excluded.person_id, since = excluded.since`

const SETTLE = `
  update planned_changes set state = ?, run_id = ?, displaced_since = ?, settled_at = ?, code = ?
  where organisation_id = ? and planned_run_id = ? and number = ? and +state = ${PLANNED_CODES.planned} and +due = ?
    and before_person is ? and after_person is ?`

const EMPTY = `
  delete from assignments
  where organisation_id = ? and learner_id = ? and level = ? and role = ? and target = ?`

const MOVE_HEAD = 'update history_heads set position = ?, recorded_at = ?, hash = ? where organisation_id = ?'

/** A clock that was set back does not take the moment back. */
const MODIFY = 'update users set last_modified = ? where organisation_id = ? and id = ? and last_modified < ?'

/** The rows of several keys, one each. A key without a row is left out. */
function rowsFor<Row extends object, Item>(
  statement: StatementSync,
  items: readonly Item[],
  key: (item: Item) => number[],
): Row[] {
  const rows: Row[] = []
  for (const item of items) {
    const row = statement.get(...key(item))
    if (row) rows.push(row as Row)
  }
  return rows
}

/** All rows of a key. The text of the statement decides what a row is. */
function all<Row extends object>(statement: StatementSync, key: readonly (number | string)[]): Row[] {
  return statement.all(...key) as Row[]
}

function write(prepare: SqliteConnection['prepare'], batch: Batch): void {
  for (const r of batch.runs) {
    const kind = RUN_CODES[r.kind]
    const by = [r.actor, r.operator]
    prepare(RUN).run(r.organisation, r.id, kind, ...by, r.reason, r.recordedAt, r.undoes, r.first, r.last)
  }
  for (const c of batch.changes) {
    const slot = [c.learner, LEVEL_CODES[c.level], ROLE_CODES[c.role], c.target]
    const holders = [c.beforePerson, c.beforeSince, c.afterPerson, c.afterSince]
    const told = [c.effectiveFrom, c.recordedAt, c.undoes, c.hash]
    prepare(CHANGE).run(c.organisation, c.position, c.run, ...slot, ...holders, ...told)
  }
  for (const e of batch.emptied) {
    prepare(EMPTY).run(...slotKey(e))
  }
  for (const f of batch.filled) {
    const slot = slotKey(f)
    const aimId = f.level === 'aim' ? f.target : null
    const unitSummaryId = f.level === 'unit' ? f.target : null
    prepare(FILL).run(...slot, f.person, f.since, aimId, unitSummaryId)
  }
  for (const m of batch.modified) prepare(MODIFY).run(m.at, m.organisation, m.learner, m.at)
  for (const h of batch.heads) prepare(MOVE_HEAD).run(h.position, h.recordedAt, h.hash, h.organisation)
}
