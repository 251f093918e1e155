import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import type { Db } from '../src/storage/db.ts'
import type { EngineName } from '../src/storage/open.ts'
import { engineOf, openStorage } from '../src/storage/open.ts'
import { connect } from '../src/storage/sqlite/connection.ts'
import type { Tables } from '../src/storage/tables.ts'
import { CUSTOMER, STANDARDS, UNITS } from './world.ts'

/** Learners beside one assessor in a large world. */
export const BESIDE_ONE = 60
export const CENTRES = 3

const FIRST_STAFF = 1000
const FIRST_LEARNER = 1_000_000
/** Kinds of thing in the directory. */
const USER = 1
const AIM = 2
const SUMMARY = 3

/** Moment of everything in a large world. */
export const FILLED_AT = Date.UTC(2026, 0, 5)

/** How many of one thing a statement makes, so that no transaction holds everything. */
const STEP = 100_000

/** The learner with a number from 0, as every bench names them. */
export const largeLearner = (at: number) => FIRST_LEARNER + at
/** Whoever is beside that learner: sixty learners of one centre have the same. */
export const largeAssessor = (at: number) => FIRST_STAFF + CENTRES * blockOf(at) + (at % CENTRES)
/** The first aim of that learner. */
export const largeAim = (at: number) => 1 + at * STANDARDS.length

const blockOf = (at: number) => Math.floor(Math.floor(at / CENTRES) / BESIDE_ONE)

/** Staff of a large world. */
export const staffOfLarge = (learners: number) => CENTRES * Math.ceil(learners / CENTRES / BESIDE_ONE)

/**
 * Fills an empty database with learners that have two aims, four units and two assignments each, the history of them
 * included, by statements that make the rows where they lie. Searching is slow until it ends: indexes come last.
 */
export async function fillLarge(db: Db, engine: EngineName, learners: number): Promise<void> {
  if (engine === 'sqlite') await sql`pragma foreign_keys = off`.execute(db)
  const indexes = await dropIndexes(db, engine)
  await fillCatalogue(db)
  const staff = staffOfLarge(learners)
  await inSteps(staff, (from, to) => insertUsers(db, from, to, { kind: 5, first: FIRST_STAFF }))
  await inSteps(learners, (from, to) => insertUsers(db, from, to, { kind: 1, first: FIRST_LEARNER }))
  await inSteps(learners, (from, to) => insertAims(db, from, to))
  await inSteps(learners, (from, to) => insertSummaries(db, from, to))
  await inSteps(learners, (from, to) => insertHistory(db, from, to))
  await finishHistory(db, learners)
  await sql`insert into id_counters values ('user', ${FIRST_LEARNER + learners})`.execute(db)
  for (const statement of indexes) await sql.raw(statement).execute(db)
  if (engine === 'postgres') await sql`vacuum analyze`.execute(db)
  else await sql`pragma wal_checkpoint(truncate)`.execute(db)
}

/** Fills the database at an address, unless it was filled before. */
export async function ensureLarge(address: string, learners: number): Promise<void> {
  const storage = await openStorage(address, Date.now())
  const engine: EngineName = engineOf(address).isFile ? 'sqlite' : 'postgres'
  const filled = await storage.db.selectFrom('meta').selectAll().where('name', '=', 'bench').execute()
  await storage.close()
  if (filled.length > 0) return
  const db = engine === 'sqlite' ? connect(address, 'write').db : pooled(address)
  await fillLarge(db, engine, learners)
  await sql`insert into meta values ('bench', ${String(learners)})`.execute(db)
  await db.destroy()
}

/** One connection to PostgreSQL, which must see what it changed itself. */
function pooled(connectionString: string): Db {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: new Pool({ connectionString, max: 1 }) }),
  })
}

async function inSteps(count: number, work: (from: number, to: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += STEP) await work(from, Math.min(count, from + STEP))
}

/** Indexes are made at once from what is there, which is quicker than keeping them while rows come. */
async function dropIndexes(db: Db, engine: EngineName): Promise<string[]> {
  const { rows } = await (engine === 'sqlite'
    ? sql<{ name: string; definition: string }>`
        select name, sql as definition from sqlite_schema where type = 'index' and sql is not null
        and tbl_name in ('users', 'changes', 'assignments', 'unit_summaries', 'runs')`
    : sql<{ name: string; definition: string }>`
        select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public'
        and tablename in ('users', 'changes', 'assignments', 'unit_summaries', 'runs')
        and indexname not like '%_key' and indexname not like '%_pkey'`
  ).execute(db)
  for (const { name } of rows) await sql.raw(`drop index ${name}`).execute(db)
  return rows.map(row => row.definition)
}

async function fillCatalogue(db: Db): Promise<void> {
  await sql`insert into customers (id, name) values (${CUSTOMER}, 'Bench')`.execute(db)
  for (let centre = 1; centre <= CENTRES; centre += 1) {
    await sql`insert into organisations (id, customer_id, name, keychain_for_new_users, keychain_email_suppressed)
      values (${centre}, ${CUSTOMER}, ${`Centre ${centre}`}, 0, 0)`.execute(db)
    await sql`insert into history_heads (organisation_id, position, recorded_at, hash)
      values (${centre}, 0, 0, '')`.execute(db)
  }
  for (const id of STANDARDS) {
    await sql`insert into standards values (${id}, ${CUSTOMER}, ${`Standard ${id}`}, ${`standard ${id}`}, null, null)`.execute(
      db,
    )
  }
  for (const id of UNITS) {
    await sql`insert into units values (${CUSTOMER}, ${id}, ${id}, ${id.toLowerCase()}, null, null,
      ${JSON.stringify(STANDARDS)}, null)`.execute(db)
  }
}

/** Numbers from one to before another, in an order that keeps the rows of a centre together. */
const numbers = (from: number, to: number) => sql`(
  with recursive n (at) as (
    select cast(${from} as bigint) union all select at + 1 from n where at + 1 < cast(${to} as bigint))
  select at, at % ${sql.lit(CENTRES)} as centre from n order by centre, at) as n`

const organisation = sql`1 + n.centre`
const learner = sql`${sql.lit(FIRST_LEARNER)} + n.at`
const assessor = sql`${sql.lit(FIRST_STAFF)} + ${sql.lit(CENTRES)} * (n.at / ${sql.lit(CENTRES)} / ${sql.lit(BESIDE_ONE)}) + n.centre`
const standards = sql`(select 0 as k union all select 1) as s`
const fourUnits = sql`(select 0 as k union all select 1 union all select 2 union all select 3) as s`

async function insertUsers(
  db: Db,
  from: number,
  to: number,
  { kind, first }: { kind: number; first: number },
): Promise<void> {
  const id = sql`${sql.lit(first)} + n.at`
  await sql`insert into users (organisation_id, id, kind, username, first_name, first_name_folded, last_name,
      last_name_folded, email, email_folded, mis_id, mis_id_folded, created_on, start_on, last_modified, profile, search_text)
    select ${organisation}, ${id}, ${sql.lit(kind)}, 'U' || (${id}), 'First' || (n.at % 997), 'first' || (n.at % 997),
      'Last' || (n.at % 8999), 'last' || (n.at % 8999), 'u' || (${id}) || '@example.org',
      'u' || (${id}) || '@example.org', 'M' || (${id}), 'm' || (${id}), 0, '2026-01-01', 0, '{}',
      ' last' || (n.at % 8999) || ' first' || (n.at % 997) || ' u' || (${id}) || '@example.org m' || (${id}) || ' '
    from ${numbers(from, to)}`.execute(db)
  await sql`insert into directory select ${sql.lit(USER)}, ${id}, ${organisation} from ${numbers(from, to)} order by 2`.execute(
    db,
  )
}

async function insertAims(db: Db, from: number, to: number): Promise<void> {
  const id = sql`1 + n.at * 2 + s.k`
  await sql`insert into learning_aims (organisation_id, id, learner_id, standard_id, status, progress)
    select ${organisation}, ${id}, ${learner}, 1 + s.k, 0, 0 from ${numbers(from, to)} cross join ${standards}
    order by 1, 2`.execute(db)
  await sql`insert into directory select ${sql.lit(AIM)}, ${id}, ${organisation} from ${numbers(from, to)}
    cross join ${standards} order by 2`.execute(db)
}

async function insertSummaries(db: Db, from: number, to: number): Promise<void> {
  const id = sql`1 + n.at * 4 + s.k`
  await sql`insert into unit_summaries (organisation_id, id, learner_id, aim_id, standard_id, unit_id, progress)
    select ${organisation}, ${id}, ${learner}, 1 + n.at * 2 + s.k % 2, 1 + s.k % 2, 'BENCH/' || (s.k + 1), 0
    from ${numbers(from, to)} cross join ${fourUnits} order by 1, 2`.execute(db)
  await sql`insert into directory select ${sql.lit(SUMMARY)}, ${id}, ${organisation} from ${numbers(from, to)}
    cross join ${fourUnits} order by 2`.execute(db)
}

/** Each learner has the same assessor as default and on the first aim, put there by a run of two changes. */
async function insertHistory(db: Db, from: number, to: number): Promise<void> {
  const isAim = sql`s.k = 1`
  const level = sql`case when ${isAim} then 2 else 0 end`
  const target = sql`case when ${isAim} then 1 + n.at * 2 else 0 end`
  const position = sql`1 + n.at / ${sql.lit(CENTRES)} * 2 + s.k`
  const at = sql.lit(FILLED_AT)
  await sql`insert into assignments (organisation_id, learner_id, level, role, target, person_id, since, aim_id)
    select ${organisation}, ${learner}, ${level}, 0, ${target}, ${assessor}, ${at}, case when ${isAim} then ${target} end
    from ${numbers(from, to)} cross join ${standards} order by 1, 2, 3`.execute(db)
  await sql`insert into changes (organisation_id, position, run_id, learner_id, level, role, target, after_person,
      after_since, effective_from, recorded_at, hash)
    select ${organisation}, ${position}, 1 + n.at, ${learner}, ${level}, 0, ${target}, ${assessor}, ${at}, ${at}, ${at},
      ${'0'.repeat(64)}
    from ${numbers(from, to)} cross join ${standards} order by 1, 2`.execute(db)
  await sql`insert into runs (organisation_id, id, kind, recorded_at, first_position, last_position)
    select ${organisation}, 1 + n.at, 1, ${at}, 1 + n.at / ${sql.lit(CENTRES)} * 2, 2 + n.at / ${sql.lit(CENTRES)} * 2
    from ${numbers(from, to)}`.execute(db)
}

async function finishHistory(db: Db, learners: number): Promise<void> {
  await sql`update history_heads set recorded_at = ${sql.lit(FILLED_AT)}, hash = ${'0'.repeat(64)},
    position = (select max(position) from changes where organisation_id = history_heads.organisation_id)`.execute(
    db,
  )
  await sql`insert into id_counters values ('run', ${learners + 1})`.execute(db)
}
