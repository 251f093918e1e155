import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import { finderOf, fragmentsOf, redact, type Trait } from '../domain/traits.ts'
import { KEPT, type KeptName } from './add.ts'
import { type Columns, columnNames, fromRow, type Noun } from './columns.ts'
import type { Db } from './db.ts'
import { update } from './records.ts'

/** A place whose text tells of somebody: never the text. */
export interface Mention {
  record: KeptName
  /** Its number; of an erasure that of the account. */
  id: Id
  property: string
}

interface Place {
  record: KeptName
  properties: readonly string[]
}

/** Where people write what they like, and what may name somebody else. */
const OF_ORGANISATION: readonly Place[] = [
  { record: 'run', properties: ['reason'] },
  { record: 'plan', properties: ['title'] },
  { record: 'timesheetEntry', properties: ['category', 'comments'] },
  {
    record: 'placement',
    properties: ['name', 'misId', 'address', 'contact', 'email', 'fax', 'telephone', 'web'],
  },
  { record: 'classroom', properties: ['name', 'misId', 'completionMessage'] },
  { record: 'provider', properties: ['name', 'misId'] },
  { record: 'erasure', properties: ['by', 'reason'] },
]

const OF_CUSTOMER: readonly Place[] = [{ record: 'token', properties: ['name'] }]

/** Where a person may be mentioned: the customer, and its organisations. */
export interface Reach {
  customer: Id
  organisations: readonly Id[]
}

type Found = Record<string, unknown>

/** Places that mention any of the traits, also once others have been taken out. */
export async function findMentions(
  db: Db,
  reach: Reach,
  traits: readonly Trait[],
  takenOut: readonly Trait[] = [],
): Promise<Mention[]> {
  const mentions: Mention[] = []
  const visit: Visit = async (_noun, _changed, found) => void mentions.push(...found)
  await eachMention(db, reach, { traits, takenOut }, visit)
  return mentions
}

/** Takes the traits out of every text that mentions them. Gives the places. */
export async function redactMentions(db: Db, reach: Reach, traits: readonly Trait[]): Promise<Mention[]> {
  const mentions: Mention[] = []
  await eachMention(db, reach, { traits, takenOut: [] }, async (noun, changed, found) => {
    await update(db, noun, changed)
    mentions.push(...found)
  })
  return mentions
}

type Visit = (noun: Noun<Found, Columns>, changed: Found, found: Mention[]) => Promise<void>

interface Sought {
  traits: readonly Trait[]
  takenOut: readonly Trait[]
}

async function eachMention(db: Db, reach: Reach, { traits, takenOut }: Sought, visit: Visit): Promise<void> {
  const before = finderOf(takenOut)
  const finder = finderOf(traits)
  if (!finder) return
  const within = sql`organisation_id in (${sql.join(reach.organisations)})`
  const places = [
    ...OF_ORGANISATION.map(place => ({ ...place, within })),
    ...OF_CUSTOMER.map(place => ({ ...place, within: sql`customer_id = ${reach.customer}` })),
  ]
  for (const { record, properties, within } of places) {
    const noun = KEPT[record].noun as unknown as Noun<Found, Columns>
    for (const row of await likely(db, noun, properties, within, fragmentsOf(traits))) {
      const object = fromRow(noun, row)
      const changed = Object.fromEntries(
        properties.flatMap(property => redacted(object[property], property, finder, before)),
      )
      const found = Object.keys(changed).map(property => ({
        record,
        id: (object.id ?? object.user) as Id,
        property,
      }))
      if (found.length > 0) await visit(noun, { ...object, ...changed }, found)
    }
  }
}

function redacted(
  value: unknown,
  property: string,
  finder: RegExp,
  before: RegExp | undefined,
): [string, string][] {
  if (typeof value !== 'string') return []
  const text = before ? redact(value, before) : value
  const without = redact(text, finder)
  return without === text ? [] : [[property, without]]
}

/** Rows that hold one of the fragments: few enough to be read closely. */
async function likely(
  db: Db,
  noun: Noun<Found, Columns>,
  properties: readonly string[],
  within: RawBuilder<unknown>,
  fragments: readonly string[],
): Promise<Found[]> {
  const columns = new Set(properties.map(one => noun.columns[one]?.column ?? noun.details!.column))
  const any = [...columns].flatMap(column =>
    fragments.map(fragment => sql`lower(${sql.ref(column)}) like ${`%${fragment}%`}`),
  )
  const { rows } = await sql<Found>`
    select ${sql.join(columnNames(noun).map(name => sql.ref(name)))} from ${sql.table(noun.table)}
    where ${within} and (${sql.join(any, sql` or `)})`.execute(db)
  return rows
}
