import type { Id } from '../domain/id.ts'
import type { Layout, ObjectLayout } from '../layout/layout.ts'
import { leadOf, textWriter, type WriteText } from '../layout/write.ts'
import type { Db } from './db.ts'
import { ENTITIES } from './entities.ts'
import { columnNames, columnOf, type Entity } from './entity.ts'
import { type Listing, valuesOfPage } from './list.ts'
import { DEFAULT_HOLDERS } from './users-page.ts'
import type { ValueRow } from './value-rows.ts'

/** A list as it stands on the wire, written where it was read: a JSON array. */
interface Written {
  /** Bytes in UTF-8 where they came from another thread, else text. */
  json: Uint8Array | string
  count: number
  /** The id of the last object. */
  last: Id | undefined
  /** How many of the objects have a value in one of the properties that were to be counted. */
  counted: number
}

/** What is to be written: which objects, and how each stands on the wire. */
interface WrittenListing extends Omit<Listing, 'properties'> {
  /** The `Layout` of a record, as JSON: a text crosses threads faster than an object, and finds what was made for it before. */
  layout: string
  /** Whether learners are shown with who is set by default beside them. */
  withDefaults?: boolean
  /** Details of which it is counted how many objects have one. */
  count?: readonly string[]
}

/** Lists objects of one kind as they stand on the wire: no object is made of a row. */
export async function listWritten(db: Db, wanted: WrittenListing): Promise<Written> {
  const { name, layout, withDefaults = false, count = [] } = wanted
  const writer = writerFor({ name, layout, withDefaults, count })
  const rows = await valuesOfPage(db, wanted, writer.columns, withDefaults)
  return { ...writer.write(rows), count: rows.length, last: rows.at(-1)?.[writer.idAt] as Id | undefined }
}

interface RowsWriter {
  /** The columns that are read, in their order; who is set by default comes after them. */
  columns: readonly string[]
  idAt: number
  write(rows: readonly ValueRow[]): Pick<Written, 'json' | 'counted'>
}

type WantedSlot = Required<Pick<WrittenListing, 'name' | 'layout' | 'withDefaults' | 'count'>>

const writers = new Map<string, RowsWriter>()

/** The writer of rows, made once: layouts are few, since they follow from the contract. */
function writerFor(wanted: WantedSlot): RowsWriter {
  const key = `${wanted.name} ${wanted.withDefaults} ${wanted.count.length} ${wanted.layout}`
  const found = writers.get(key) ?? makeWriter(wanted)
  writers.set(key, found)
  return found
}

function makeWriter({ name, layout, withDefaults, count }: WantedSlot): RowsWriter {
  const { entity }: { entity: Entity<object> } = ENTITIES[name]
  const record = recordOf(JSON.parse(layout))
  const columns = columnNames({ ...entity, columns: columnsOf(entity, record) })
  const detailsAt = entity.details ? columns.indexOf(entity.details.column) : -1
  const places = placesOf(entity, columns, withDefaults)
  const full = stepsOf(record, places)
  const bare = stepsOf(record, new Map([...places].filter(([, place]) => !('detail' in place))))
  return {
    columns,
    idAt: columns.indexOf('id'),
    write(rows) {
      let text = ''
      let counted = 0
      for (const row of rows) {
        const details = detailsAt < 0 ? NO_DETAILS : detailsOf(row[detailsAt] as string)
        if (count.some(word => details[word] !== undefined)) counted += 1
        const steps = details === NO_DETAILS ? bare : full
        text += `${text === '' ? '[' : ','}${writeRow(steps, row, details)}`
      }
      return { json: `${text === '' ? '[' : text}]`, counted }
    },
  }
}

function recordOf(layout: Layout): ObjectLayout {
  if (layout.kind !== 'object' || layout.absent !== 'null') throw new Error('Only records are listed so.')
  return layout
}

/** The columns of an entity that a record shows, and the id. */
function columnsOf(entity: Entity<object>, { fields }: ObjectLayout): Entity<object>['columns'] {
  const shown = new Set(['id', ...fields.map(field => field.word)])
  return Object.fromEntries(Object.entries(entity.columns).filter(([property]) => shown.has(property)))
}

type Details = Readonly<Record<string, unknown>>

const NO_DETAILS: Details = {}

function detailsOf(stored: string): Details {
  return stored === '{}' ? NO_DETAILS : JSON.parse(stored)
}

/** Where the value of a property stands in a row. */
type WrittenPlace = { at: number; read(stored: unknown): unknown } | { detail: string }

function placesOf(entity: Entity<object>, columns: readonly string[], withDefaults: boolean) {
  const places = new Map<string, WrittenPlace>()
  for (const property of Object.keys(entity.columns)) {
    const { column, read } = columnOf(entity, property)
    places.set(property, { at: columns.indexOf(column), read })
  }
  for (const detail of Object.keys(entity.details?.properties ?? {})) places.set(detail, { detail })
  if (withDefaults)
    for (const [at, property] of DEFAULT_HOLDERS.entries())
      places.set(property, { at: columns.length + at, read: stored => stored })
  return places
}

/** A stretch of a row's text: what is the same in every row, and then a value. */
interface WrittenStep {
  lead: string
  place: WrittenPlace
  write: WriteText
}

interface WrittenSteps {
  steps: readonly WrittenStep[]
  tail: string
}

/** A property without a place has no value, so that its `null` is part of what is the same in every row. */
function stepsOf({ fields }: ObjectLayout, places: ReadonlyMap<string, WrittenPlace>): WrittenSteps {
  const steps: WrittenStep[] = []
  let lead = ''
  for (const [at, { word, name, of }] of fields.entries()) {
    lead += leadOf(name, at)
    const place = places.get(word)
    if (place) {
      steps.push({ lead, place, write: textWriter(of) })
      lead = ''
    } else lead += 'null'
  }
  return { steps, tail: `${lead}}` }
}

function writeRow({ steps, tail }: WrittenSteps, row: ValueRow, details: Details): string {
  let text = ''
  for (const { lead, place, write } of steps) {
    const value = ('at' in place ? place.read(row[place.at]) : details[place.detail]) ?? null
    text += value === null ? `${lead}null` : lead + write(value)
  }
  return text + tail
}
