import { wordFor } from './codes.ts'
import type { Tables } from './tables.ts'

/** How one property of a domain object is kept in one column. */
export interface EntityColumn<Name extends string, Value, Stored> {
  column: Name
  write(value: Value): Stored
  read(stored: Stored): Value
  /** Of a column that holds text: whose it is. */
  text?: TextKind
}

/**
 * Whose a text is, which says what erasing a person does with it. `free`: people write what they like there, so that it is
 * searched for whoever is erased. `own`: it is about the account that its row belongs to, and goes with that. `none`: it
 * is about nobody (a code, a hash, a date, a title of the catalogue).
 */
type TextKind = 'free' | 'own' | 'none'

/** A property kept as it is. */
function plain<Value>() {
  return <Name extends string>(column: Name): EntityColumn<Name, Value, Value> => ({
    column,
    write: value => value,
    read: stored => stored,
  })
}

/** A text kept as it is. Every text says whose it is, so that erasure misses none. */
function plainText<Value>() {
  return <Name extends string>(column: Name, kind: TextKind): EntityColumn<Name, Value, Value> => ({
    ...plain<Value>()(column),
    text: kind,
  })
}

export const id = plain<number>()
export const idOrNull = plain<number | null>()
export const number = plain<number>()
export const numberOrNull = plain<number | null>()
export const text = plainText<string>()
export const textOrNull = plainText<string | null>()

/** A word out of a list of ours as its text, or nothing. */
export function wordOrNull<Word extends string>() {
  return <Name extends string>(column: Name) => plainText<Word | null>()(column, 'none')
}

/** One of a few words of ours, kept as it is. */
export function word<Word extends string>() {
  return <Name extends string>(column: Name) => plainText<Word>()(column, 'none')
}

/** Truth as 0 or 1. */
export function truth<Name extends string>(column: Name): EntityColumn<Name, boolean, number> {
  return { column, write: value => (value ? 1 : 0), read: stored => stored === 1 }
}

/** A word as its small number. */
export function code<Word extends string>(codes: Record<Word, number>, words: ReadonlyMap<number, Word>) {
  return <Name extends string>(column: Name): EntityColumn<Name, Word, number> => ({
    column,
    write: word => codes[word],
    read: stored => wordFor(words, stored),
  })
}

/** A list or object as JSON text. */
export function json<Value>() {
  return <Name extends string>(column: Name, kind: TextKind): EntityColumn<Name, Value, string> => ({
    column,
    write: value => JSON.stringify(value),
    read: stored => JSON.parse(stored),
    text: kind,
  })
}

/** A list or object as JSON text, or nothing. */
export function jsonOrNull<Value>() {
  return <Name extends string>(
    column: Name,
    kind: TextKind,
  ): EntityColumn<Name, Value | null, string | null> => ({
    column,
    write: value => (value === null || value === undefined ? null : JSON.stringify(value)),
    read: stored => (stored === null ? null : JSON.parse(stored)),
    text: kind,
  })
}

// biome-ignore lint/suspicious/noExplicitAny: any column will do where only its name or its presence counts
type StoredColumn = EntityColumn<string, any, any>

/** The columns of an entity, one for each property that is not among its details. */
type EntityColumns = Record<string, StoredColumn>

/** The row that a set of columns makes. */
export type StoredRow<C extends EntityColumns> = {
  [K in keyof C as C[K]['column']]: ReturnType<C[K]['write']>
}

/** A row whatever its table. */
export type Row = Record<string, unknown>

/**
 * One noun of the domain as one table: the only place where its properties and its columns meet.
 * `details` are properties that no query asks about, each with whose text it is; they share one JSON column, and an
 * absent one takes no room. One that is `null` is kept as absent.
 * `derived` columns are worked out on every write, for searching.
 */
export interface Entity<T extends object, C extends EntityColumns = EntityColumns> {
  table: keyof Tables
  key: readonly string[]
  columns: C
  details?: EntityDetails | undefined
  derived?: Record<string, Derive<T>> | undefined
  /** Properties that are searched without regard to letter case, with the derived column that holds them folded. */
  folded?: Readonly<Record<string, string>> | undefined
}

interface EntityDetails {
  column: string
  properties: Readonly<Record<string, TextKind>>
}

/** Declared as a method, so that an entity of one type may stand where any entity will do. */
type Derive<T> = { derive(object: T): unknown }['derive']

type ColumnsFor<T, Detail extends keyof T> = {
  // biome-ignore lint/suspicious/noExplicitAny: how a value is stored is the column's own business
  [K in Exclude<keyof T, Detail>]-?: EntityColumn<string, Exclude<T[K], undefined>, any>
}

/** Declares an entity; a property of the domain type without a column or a place among the details does not compile. */
export function entity<T extends object>() {
  return <
    C extends ColumnsFor<T, Detail> & EntityColumns,
    Detail extends keyof T & string = never,
  >(declared: {
    table: keyof Tables
    key: readonly string[]
    columns: C
    details?: { column: string; properties: Record<Detail, TextKind> }
    derived?: Record<string, Derive<T>>
    folded?: Partial<Record<keyof T & string, string>>
  }): Entity<T, C> => ({ ...declared, folded: declared.folded as Entity<T, C>['folded'] })
}

/** The columns of an entity that is written or read: all of it, or the part that some properties are. */
type Shape = Pick<Entity<object>, 'columns' | 'details' | 'derived'>

/** Row values of an object. */
export function toRow<T extends object>(entity: Entity<T>, object: T): Row {
  const row: Row = {}
  const values = new Map(Object.entries(object))
  for (const [property, column] of columnsOf(entity)) row[column.column] = column.write(values.get(property))
  for (const [column, derive] of Object.entries(entity.derived ?? {})) row[column] = derive(object)
  if (entity.details) row[entity.details.column] = JSON.stringify(filled(entity.details, values))
  return row
}

/** The columns of entities by property, listed once: rows are read by the thousand. */
const listed = new WeakMap<EntityColumns, [string, StoredColumn][]>()

/** The columns of an entity with the property that each holds. */
function columnsOf({ columns }: Pick<Shape, 'columns'>): readonly [string, StoredColumn][] {
  const entries = listed.get(columns) ?? Object.entries(columns)
  listed.set(columns, entries)
  return entries
}

/** The object that a row holds. */
export function fromRow<T extends object>(entity: Entity<T>, row: Row): T {
  const object: Row = {}
  for (const [property, column] of columnsOf(entity)) object[property] = column.read(row[column.column])
  if (entity.details) Object.assign(object, JSON.parse(String(row[entity.details.column])))
  // `entity()` has seen to it that there is a column or a detail for every property.
  return object as T
}

/** Names of the columns that hold an entity's properties, without the derived ones. */
export function columnNames(entity: Pick<Shape, 'columns' | 'details'>): string[] {
  const names = columnsOf(entity).map(([, { column }]) => column)
  return entity.details ? [...names, entity.details.column] : names
}

/** The column of a property, and how a value is written to it. Throws where the property has none of its own. */
export function columnOf(
  { table, columns }: Pick<Entity<object>, 'table' | 'columns'>,
  property: string,
): StoredColumn {
  const column = columns[property]
  if (!column) throw new Error(`${table} cannot be searched by ${property}`)
  return column
}

/** Properties of an entity whose text is of a kind. */
export function textsOf(entity: Pick<Shape, 'columns' | 'details'>, kind: TextKind): string[] {
  const columns = columnsOf(entity).filter(([, { text }]) => text === kind)
  const details = Object.entries(entity.details?.properties ?? {}).filter(([, text]) => text === kind)
  return [...columns, ...details].map(([property]) => property)
}

/** Details that have a value. */
function filled({ properties }: EntityDetails, values: ReadonlyMap<string, unknown>): Row {
  const said = Object.keys(properties).map(property => [property, values.get(property) ?? undefined] as const)
  return Object.fromEntries(said.filter(([, value]) => value !== undefined))
}
