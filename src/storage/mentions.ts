import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import { finderOf, fragmentsOf, redact, type Traits } from '../domain/traits.ts'
import { KEPT, type KeptName } from './add.ts'
import { type Columns, columnNames, fromRow, type Noun } from './columns.ts'
import type { Db } from './db.ts'
import { update } from './records.ts'

/** A place whose text tells of somebody: never the text. */
export interface Mention {
  record: KeptName
  /** Its number; of an erasure that of the account, of a line of the sync its place in its stream. */
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

const OF_CUSTOMER: readonly Place[] = [
  { record: 'token', properties: ['name'] },
  { record: 'syncLine', properties: ['line'] },
]

/** Where a person may be mentioned: the customer, and its organisations. */
export interface Reach {
  customer: Id
  organisations: readonly Id[]
}

type Found = Record<string, unknown>

/** Whom texts are searched for. */
export interface Sought {
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
export function findMentions(db: Db, sought: Sought): Promise<Mentions> {
  return eachText(db, sought, async () => {})
}

/** The same, and takes the person out of those that are sure. */
export function redactMentions(db: Db, sought: Sought): Promise<Mentions> {
  return eachText(db, sought, (noun, changed) => update(db, noun, changed))
}

type Redacted = (noun: Noun<Found, Columns>, changed: Found) => Promise<void>

async function eachText(db: Db, { reach, traits, names }: Sought, visit: Redacted): Promise<Mentions> {
  const all = [...traits.sure, ...traits.names]
  const search = { sure: finderOf(names ? all : traits.sure), alone: finderOf(names ? [] : traits.names) }
  const [sure, alone]: [Mention[], Mention[]] = [[], []]
  for (const { record, properties, within } of placesIn(reach)) {
    const noun = KEPT[record].noun as unknown as Noun<Found, Columns>
    for (const row of await likely(db, noun, properties, within, fragmentsOf(all))) {
      const object = fromRow(noun, row)
      const place = { record, id: (object.id ?? object.user ?? object.position) as Id }
      const found = properties.map(property => ({ property, ...told(object[property], search) }))
      const changed = found.filter(one => one.without !== object[one.property])
      if (changed.length > 0) {
        await visit(noun, {
          ...object,
          ...Object.fromEntries(changed.map(one => [one.property, one.without])),
        })
      }
      sure.push(...changed.map(({ property }) => ({ ...place, property })))
      alone.push(...found.filter(one => one.named).map(({ property }) => ({ ...place, property })))
    }
  }
  return { sure, alone }
}

function placesIn({ customer, organisations }: Reach) {
  const ofOrganisation = sql`organisation_id in (${sql.join(organisations)})`
  return [
    ...OF_ORGANISATION.map(place => ({ ...place, within: ofOrganisation })),
    ...OF_CUSTOMER.map(place => ({ ...place, within: sql`customer_id = ${customer}` })),
  ]
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
  if (entries.every(([key, one]) => one === (value as Found)[key])) return value
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries)
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
