import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { Import, ImportJob } from '../domain/import.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from './db.ts'
import { entity, id, idOrNull, json, jsonOrNull, number, text, wordOrNull } from './entity.ts'
import { find, insert, select, update } from './records.ts'

/** Files that somebody has brought. What is in them is kept in pieces, and what was found in lines. */
const imports = entity<Import>()({
  table: 'imports',
  key: ['customer_id', 'id'],
  columns: {
    customer: id('customer_id'),
    id: id('id'),
    token: idOrNull('token_id'),
    operator: idOrNull('operator_id'),
    by: text('made_by', 'free'),
    organisations: jsonOrNull<readonly Id[]>()('reach', 'none'),
    createdAt: number('created_at'),
    touchedAt: number('touched_at'),
    generation: number('generation'),
    job: wordOrNull<ImportJob>()('job'),
    leasedUntil: number('leased_until'),
  },
  details: {
    column: 'details',
    properties: {
      files: 'free',
      keptPlan: 'none',
      applies: 'none',
      mapping: 'free',
      approval: 'free',
      progress: 'none',
      problem: 'free',
      plan: 'none',
      applied: 'free',
      undone: 'free',
    },
  },
})

export type ImportsTable = typeof imports

/** A piece of a file, as base64. */
interface Piece {
  customer: Id
  import: Id
  file: number
  /** Its first byte's place in the file. */
  position: number
  /** In bytes. */
  length: number
  content: string
}

const pieces = entity<Piece>()({
  table: 'import_pieces',
  key: ['customer_id', 'import_id', 'file', 'position'],
  columns: {
    customer: id('customer_id'),
    import: id('import_id'),
    file: number('file'),
    position: number('position'),
    length: number('length'),
    content: text('content', 'free'),
  },
})

export type PiecesTable = typeof pieces

/** Something that was found in an import, or came of it: one line of a list that is shown page by page. */
export interface KeptImportLine {
  part: string
  position: number
  body: unknown
}

interface StoredLine extends KeptImportLine {
  customer: Id
  import: Id
  generation: number
}

const lines = entity<StoredLine>()({
  table: 'import_lines',
  key: ['customer_id', 'import_id', 'generation', 'part', 'position'],
  columns: {
    customer: id('customer_id'),
    import: id('import_id'),
    generation: number('generation'),
    part: text('part', 'none'),
    position: number('position'),
    body: json<unknown>()('body', 'free'),
  },
})

export type LinesTable = typeof lines

/** Names one import. */
export interface ImportName {
  customer: Id
  id: Id
}

/** One import; nothing where there is none. */
export async function findImport(db: Db, { customer, id }: ImportName): Promise<Import | undefined> {
  const found = await find(db, imports, { customer, id })
  return found && whole(found)
}

/** Details that have no value are absent. */
function whole(one: Import): Import {
  const nothing = {
    keptPlan: null,
    applies: false,
    approval: null,
    progress: null,
    problem: null,
    plan: null,
    applied: null,
    undone: null,
  }
  return { ...nothing, ...one }
}

export function insertImport(db: Db, one: Import): Promise<void> {
  return insert(db, imports, [one])
}

/** Replaces what is known of an import. */
export function updateImport(db: Db, one: Import): Promise<void> {
  return update(db, imports, one)
}

/** Imports of a customer, the newest first. */
export async function importsOf(
  db: Db,
  { customer, before, limit }: { customer: Id; before: Id; limit: number },
): Promise<Import[]> {
  const rows = await db
    .selectFrom('imports')
    .select('id')
    .where('customer_id', '=', customer)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  if (rows.length === 0) return []
  const found = await select(db, imports, { customer, id: rows.map(row => row.id) })
  return found.map(whole).toReversed()
}

/** Bytes that the files of all imports of a customer take, as far as they have come. */
export async function bytesHeld(db: Db, customer: Id): Promise<number> {
  const row = await db
    .selectFrom('import_pieces')
    .select(({ fn }) => fn.sum<number>('length').as('sum'))
    .where('customer_id', '=', customer)
    .executeTakeFirst()
  return Number(row?.sum ?? 0)
}

/** Adds a piece of a file. */
export function insertPiece(db: Db, piece: Piece): Promise<void> {
  return insert(db, pieces, [piece])
}

/** A piece that has come already. */
export function findPiece(
  db: Db,
  wanted: Pick<Piece, 'customer' | 'import' | 'file' | 'position'>,
): Promise<Piece | undefined> {
  return find(db, pieces, wanted)
}

/** The pieces of a file in their order. */
export function piecesOf(db: Db, wanted: Pick<Piece, 'customer' | 'import' | 'file'>): Promise<Piece[]> {
  return select(db, pieces, wanted)
}

/** Adds lines. */
export function insertLines(
  db: Db,
  { customer, id }: ImportName,
  generation: number,
  added: readonly KeptImportLine[],
): Promise<void> {
  return insert(
    db,
    lines,
    added.map(line => ({ ...line, customer, import: id, generation })),
  )
}

/** Lines of a part after a position. */
export async function linesOf(
  db: Db,
  { customer, id, generation }: ImportName & { generation: number },
  part: string,
  { after = 0, limit = 1_000_000 }: { after?: number; limit?: number } = {},
): Promise<KeptImportLine[]> {
  const rows = await db
    .selectFrom('import_lines')
    .select(['position', 'body'])
    .where('customer_id', '=', customer)
    .where('import_id', '=', id)
    .where('generation', '=', generation)
    .where('part', '=', part)
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(row => ({ part, position: row.position, body: JSON.parse(row.body) }))
}

/** Removes parts of what is kept of a generation. */
export async function removeLines(
  db: Db,
  { customer, id, generation }: ImportName & { generation: number },
  parts: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('import_lines')
    .where('customer_id', '=', customer)
    .where('import_id', '=', id)
    .where('generation', '=', generation)
    .where('part', 'in', parts)
    .execute()
}

/** Removes what is kept of all other generations. */
export async function removeOtherGenerations(
  db: Db,
  { customer, id, generation }: ImportName & { generation: number },
): Promise<void> {
  await db
    .deleteFrom('import_lines')
    .where('customer_id', '=', customer)
    .where('import_id', '=', id)
    .where('generation', '<>', generation)
    .execute()
}

/** Removes an import with all that is kept of it. */
export async function removeImport(db: Db, name: ImportName): Promise<void> {
  await removeContents(db, name)
  await db.deleteFrom('imports').where('customer_id', '=', name.customer).where('id', '=', name.id).execute()
}

async function removeContents(db: Db, { customer, id }: ImportName): Promise<void> {
  for (const table of ['import_pieces', 'import_lines'] as const) {
    await db.deleteFrom(table).where('customer_id', '=', customer).where('import_id', '=', id).execute()
  }
}

/** Removes imports that nobody has touched since a moment and that nothing is done with. */
export async function removeImportsBefore(db: Db, moment: Instant): Promise<void> {
  const old = await db
    .selectFrom('imports')
    .select(['customer_id', 'id'])
    .where('touched_at', '<', moment)
    .where('job', 'is', null)
    .execute()
  for (const { customer_id: customer, id } of old) await removeImport(db, { customer, id })
}

/**
 * Removes what imports of a customer hold of people: no row of a file can be looked into for one person. What is being applied
 * goes on, for its plan and its journal are kept with the sync.
 */
export async function forgetImports(db: Db, customer: Id): Promise<void> {
  for (const one of await select(db, imports, { customer })) {
    if (one.job === 'apply' || one.job === 'undo') await removeContents(db, one)
    else await removeImport(db, one)
  }
}

/** Imports for which a server is sought, those that have waited longest first. */
export async function importsWaiting(db: Db, now: Instant, limit: number): Promise<ImportName[]> {
  const rows = await db
    .selectFrom('imports')
    .select(['customer_id', 'id'])
    .where('job', 'is not', null)
    .where('leased_until', '<=', now)
    .orderBy('leased_until')
    .limit(limit)
    .execute()
  return rows.map(row => ({ customer: row.customer_id, id: row.id }))
}

/** Takes over the job of an import until a moment; false where another server was faster. */
export async function leaseImport(
  db: Db,
  { customer, id }: ImportName,
  { from, now, until }: { from: Instant; now: Instant; until: Instant },
): Promise<boolean> {
  const result = await db
    .updateTable('imports')
    .set({ leased_until: until })
    .where('customer_id', '=', customer)
    .where('id', '=', id)
    .where('job', 'is not', null)
    .where(sql<boolean>`leased_until = ${from} and leased_until <= ${now}`)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
