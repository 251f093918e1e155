import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import { finderOf, fragmentsOf, redact, type Traits } from '../domain/traits.ts'
import type { Db } from './db.ts'
import { ENTITIES, ENTITY_NAMES, type EntityName } from './entities.ts'
import { columnNames, type Entity, fromRow, type Row, textsOf } from './entity.ts'
import { update } from './records.ts'

/** A place whose text tells of somebody: never the text. */
export interface Mention {
  record: EntityName
  /** Its number; of an erasure that of the account, of a line of the sync its place in its stream. */
  id: Id
  property: string
}

/** An entity with the properties in which people write what they like, and which may name somebody. */
interface FreeTexts {
  record: EntityName
  entity: Entity<object>
  properties: readonly string[]
}

/** Every free text there is: the columns say of themselves that they are one. */
const FREE_TEXTS: readonly FreeTexts[] = ENTITY_NAMES.map(record => {
  const { entity }: { entity: Entity<object> } = ENTITIES[record]
  return { record, entity, properties: textsOf(entity, 'free') }
}).filter(({ properties }) => properties.length > 0)

/** Where a person may be mentioned: the customer, and its organisations. */
export interface Reach {
  customer: Id
  organisations: readonly Id[]
}

type FoundRow = Row

/** Whom texts are searched for. */
interface SoughtPerson {
  reach: Reach
  traits: Traits
  /** Takes names that stand alone for the person, too. */
  names: boolean
}

/** Places whose texts tell of a person, and others in which a name stands alone. */
export interface Mentions {
  sure: readonly Mention[]
  alone: readonly Mention[]
}

/** Finds texts that tell of a person, in one reading. */
export function findMentions(db: Db, sought: SoughtPerson): Promise<Mentions> {
  return eachText(db, sought, async () => {})
}

/** The same, and takes the person out of those that are sure. */
export function redactMentions(db: Db, sought: SoughtPerson): Promise<Mentions> {
  return eachText(db, sought, (entity, changed) => update(db, entity, changed))
}

type Redacted = (entity: Entity<object>, changed: FoundRow) => Promise<void>

async function eachText(db: Db, { reach, traits, names }: SoughtPerson, visit: Redacted): Promise<Mentions> {
  const all = [...traits.sure, ...traits.names]
  const search = { sure: finderOf(names ? all : traits.sure), alone: finderOf(names ? [] : traits.names) }
  const [sure, alone]: [Mention[], Mention[]] = [[], []]
  for (const texts of FREE_TEXTS) {
    const { record, entity, properties } = texts
    for (const row of await likely(db, texts, withinReach(entity, reach), fragmentsOf(all))) {
      const object: FoundRow = { ...fromRow(entity, row) }
      const place = { record, id: Number(object.id ?? object.user ?? object.position) }
      const found = properties.map(property => ({ property, ...told(object[property], search) }))
      const changed = found.filter(({ property, without }) => without !== object[property])
      if (changed.length > 0) {
        await visit(entity, {
          ...object,
          ...Object.fromEntries(changed.map(({ property, without }) => [property, without])),
        })
      }
      sure.push(...changed.map(({ property }) => ({ ...place, property })))
      alone.push(...found.filter(({ named }) => named).map(({ property }) => ({ ...place, property })))
    }
  }
  return { sure, alone }
}

/** Rows of the organisations where an entity belongs to one, else of the customer. */
function withinReach({ columns }: Entity<object>, { customer, organisations }: Reach) {
  return 'organisation' in columns
    ? sql`organisation_id in (${sql.join(organisations)})`
    : sql`customer_id = ${customer}`
}

/** Texts without what is sure, and whether a name still stands alone in them. */
function told(
  value: unknown,
  { sure, alone }: { sure: RegExp | undefined; alone: RegExp | undefined },
): { without: unknown; named: boolean } {
  const without = sure ? inTexts(value, text => redact(text, sure)) : value
  return { without, named: alone !== undefined && inTexts(without, text => redact(text, alone)) !== without }
}

/** The value with its texts changed, however deep they are; the same value where none has. */
function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => [key, inTexts(one, change)] as const)
  if (entries.every(([key, one]) => one === (value as FoundRow)[key])) return value
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries)
}

/** Rows that hold one of the fragments: few enough to be read closely. */
async function likely(
  db: Db,
  { entity, properties }: FreeTexts,
  within: RawBuilder<unknown>,
  fragments: readonly string[],
): Promise<Row[]> {
  const columns = new Set(
    properties.map(property => entity.columns[property]?.column ?? entity.details?.column ?? property),
  )
  const any = [...columns].flatMap(column =>
    fragments.map(fragment => sql`lower(${sql.ref(column)}) like ${`%${fragment}%`}`),
  )
  const { rows } = await sql<Row>`
    select ${sql.join(columnNames(entity).map(name => sql.ref(name)))} from ${sql.table(entity.table)}
    where ${within} and (${sql.join(any, sql` or `)})`.execute(db)
  return rows
}
