import type { StatementSync } from 'node:sqlite'
import type { Account } from '../../domain/account.ts'
import type { Id } from '../../domain/id.ts'
import { DIRECTORY_CODES, KIND_WORDS, LEVEL_CODES, ROLE_CODES, RUN_CODES } from '../codes.ts'
import type { Batch, Head, HotStatements } from '../database.ts'
import type { Connection } from './connection.ts'

type Row = Record<string, number>

/** The hot statements for SQLite: prepared once, and run row by row, since a call into the engine costs next to nothing. */
export function hotStatements({ prepare }: Connection): HotStatements {
  return {
    accounts: async ids => rowsFor(prepare(ACCOUNT), ids, id => [id]).map(account),
    aims: async wanted =>
      rowsFor(prepare(AIM), wanted, one => [one.organisation, one.learner, one.standard]).map(aim),
    units: async wanted =>
      wanted.flatMap(one => {
        const found = prepare(UNITS).all(one.organisation, one.learner, one.unit) as Row[]
        return found.map(row => ({
          id: row.id!,
          unit: one.unit,
          standard: row.standard_id!,
          learner: one.learner,
        }))
      }),
    holdings: async slots =>
      slots.flatMap(slot => {
        const { organisation, learner, level, role, target } = slot
        const key = [organisation, learner, LEVEL_CODES[level], ROLE_CODES[role], target]
        const row = prepare(HOLDING).get(...key) as Row | undefined
        return row ? [{ learner, level, role, target, person: row.person_id!, since: row.since! }] : []
      }),
    heads: async organisations => rowsFor(prepare(HEAD), organisations, id => [id]).map(head),
    write: async batch => write(prepare, batch),
  }
}

const ACCOUNT = `
  select u.id, u.organisation_id, u.kind, u.archived_at is not null as archived, u.placement_id
  from directory d join users u on u.organisation_id = d.organisation_id and u.id = d.id
  where d.kind = ${DIRECTORY_CODES.user} and d.id = ?`

const AIM = `
  select id, learner_id, standard_id from learning_aims
  where organisation_id = ? and learner_id = ? and standard_id = ?`

const UNITS = `
  select id, standard_id from unit_summaries
  where organisation_id = ? and learner_id = ? and unit_id = ? order by standard_id`

const HOLDING = `
  select person_id, since from assignments
  where organisation_id = ? and learner_id = ? and level = ? and role = ? and target = ?`

const HEAD =
  'select organisation_id, position, recorded_at, hash from history_heads where organisation_id = ?'

const RUN = `
  insert into runs (organisation_id, id, kind, actor_id, reason, recorded_at, undoes, first_position, last_position)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?)`

const CHANGE = `
  insert into changes (organisation_id, position, run_id, learner_id, level, role, target, before_person,
    before_since, after_person, after_since, effective_from, recorded_at, undoes, hash)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const FILL = `
  insert into assignments (organisation_id, learner_id, level, role, target, person_id, since, aim_id,
    unit_summary_id)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict do update set person_id = excluded.person_id, since = excluded.since`

const EMPTY = `
  delete from assignments
  where organisation_id = ? and learner_id = ? and level = ? and role = ? and target = ?`

const MOVE_HEAD = 'update history_heads set position = ?, recorded_at = ?, hash = ? where organisation_id = ?'

/** A clock that was set back does not take the moment back. */
const MODIFY = 'update users set last_modified = ? where organisation_id = ? and id = ? and last_modified < ?'

function rowsFor<T>(statement: StatementSync, items: readonly T[], key: (item: T) => number[]): Row[] {
  const rows: Row[] = []
  for (const item of items) {
    const row = statement.get(...key(item)) as Row | undefined
    if (row) rows.push(row)
  }
  return rows
}

function account(row: Row): Account {
  return {
    id: row.id!,
    organisation: row.organisation_id!,
    kind: KIND_WORDS.get(row.kind!)!,
    archived: row.archived === 1,
    placement: row.placement_id ?? null,
  }
}

function aim(row: Row): { id: Id; learner: Id; standard: Id } {
  return { id: row.id!, learner: row.learner_id!, standard: row.standard_id! }
}

function head(row: Row): Head {
  const hash = row.hash as unknown as string
  return { organisation: row.organisation_id!, position: row.position!, recordedAt: row.recorded_at!, hash }
}

function write(prepare: Connection['prepare'], batch: Batch): void {
  for (const r of batch.runs) {
    const kind = RUN_CODES[r.kind]
    prepare(RUN).run(r.organisation, r.id, kind, r.actor, r.reason, r.recordedAt, r.undoes, r.first, r.last)
  }
  for (const c of batch.changes) {
    const slot = [c.learner, LEVEL_CODES[c.level], ROLE_CODES[c.role], c.target]
    const holders = [c.beforePerson, c.beforeSince, c.afterPerson, c.afterSince]
    const told = [c.effectiveFrom, c.recordedAt, c.undoes, c.hash]
    prepare(CHANGE).run(c.organisation, c.position, c.run, ...slot, ...holders, ...told)
  }
  for (const e of batch.emptied) {
    prepare(EMPTY).run(e.organisation, e.learner, LEVEL_CODES[e.level], ROLE_CODES[e.role], e.target)
  }
  for (const f of batch.filled) {
    const slot = [f.organisation, f.learner, LEVEL_CODES[f.level], ROLE_CODES[f.role], f.target]
    const aimId = f.level === 'aim' ? f.target : null
    const unitSummaryId = f.level === 'unit' ? f.target : null
    prepare(FILL).run(...slot, f.person, f.since, aimId, unitSummaryId)
  }
  for (const m of batch.modified) prepare(MODIFY).run(m.at, m.organisation, m.learner, m.at)
  for (const h of batch.heads) prepare(MOVE_HEAD).run(h.position, h.recordedAt, h.hash, h.organisation)
}
