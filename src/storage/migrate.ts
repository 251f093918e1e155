import { randomUUID } from 'node:crypto'
import { certain } from '../domain/certain.ts'
import { migrations } from './migrations/all.ts'

/** One step of the schema, upward only. */
export interface Migration {
  version: number
  name: string
  /**
   * `clustered` is what an engine adds to a table that is kept in the order of its key, and `bytewise` what it adds to
   * text whose order must not depend on a language.
   */
  statements: (clustered: string, bytewise?: string) => readonly string[]
  /** Fills what was made out of what is there already, where statements cannot. */
  fill?(connection: MigrationConnection): Promise<void>
}

/** The least that a migration needs of an engine: inside one transaction that nobody else shares. */
export interface MigrationConnection {
  clustered: string
  bytewise: string
  execute(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>
}

/** Raised when the database was made by a newer Caseload. */
class NewerSchema extends Error {
  constructor(found: number, known: number) {
    super(
      `The database has schema ${found}, and this Caseload knows schemas up to ${known}. Start the newer version again, or restore a backup made before the upgrade.`,
    )
    this.name = 'NewerSchema'
  }
}

/** Makes the table that says which migrations have run. */
export const MIGRATIONS_TABLE =
  'create table if not exists schema_migrations (version bigint primary key, name text not null, applied_at bigint not null)'

/** The newest schema that this code knows. */
export const SCHEMA_VERSION = certain(migrations.at(-1)).version

/**
 * Brings a database up to the newest schema. The caller holds a lock and has begun a transaction.
 * Throws NewerSchema when the database is ahead of the code.
 */
export async function migrate(connection: MigrationConnection, now: number): Promise<void> {
  await connection.execute(MIGRATIONS_TABLE)
  const current = await currentVersion(connection)
  if (current > SCHEMA_VERSION) throw new NewerSchema(current, SCHEMA_VERSION)
  for (const migration of migrations) {
    if (migration.version > current) await apply(connection, migration, now)
  }
  if (current === 0) await nameEpoch(connection)
}

async function currentVersion(connection: MigrationConnection): Promise<number> {
  const rows = await connection.execute('select max(version) as version from schema_migrations')
  return Number(rows[0]?.version ?? 0)
}

async function apply(connection: MigrationConnection, migration: Migration, now: number): Promise<void> {
  const { clustered, bytewise } = connection
  for (const statement of migration.statements(clustered, bytewise)) await connection.execute(statement)
  await migration.fill?.(connection)
  await connection.execute(
    `insert into schema_migrations (version, name, applied_at) values (${migration.version}, '${migration.name}', ${now})`,
  )
}

/** A new epoch makes cursors from another epoch of the data useless, as they must be. */
async function nameEpoch(connection: MigrationConnection): Promise<void> {
  await connection.execute(`insert into meta (name, value) values ('epoch', '${randomUUID()}')`)
}
