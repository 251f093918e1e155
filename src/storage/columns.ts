/** How one property of a domain object is kept in one column. */
export interface Column<Name extends string, Value, Stored> {
  column: Name
  write(value: Value): Stored
  read(stored: Stored): Value
}

/** A property kept as it is. */
export function plain<Value>() {
  return <Name extends string>(column: Name): Column<Name, Value, Value> => ({
    column,
    write: value => value,
    read: stored => stored,
  })
}

export const id = plain<number>()
export const idOrNull = plain<number | null>()
export const number = plain<number>()
export const numberOrNull = plain<number | null>()
export const text = plain<string>()
export const textOrNull = plain<string | null>()

/** Truth as 0 or 1. */
export function truth<Name extends string>(column: Name): Column<Name, boolean, number> {
  return { column, write: value => (value ? 1 : 0), read: stored => stored === 1 }
}

/** A word as its small number. */
export function code<Word extends string>(codes: Record<Word, number>, words: ReadonlyMap<number, Word>) {
  return <Name extends string>(column: Name): Column<Name, Word, number> => ({
    column,
    write: word => codes[word],
    read: stored => words.get(stored)!,
  })
}

/** A list or object as JSON text. */
export function json<Value>() {
  return <Name extends string>(column: Name): Column<Name, Value, string> => ({
    column,
    write: value => JSON.stringify(value),
    read: stored => JSON.parse(stored) as Value,
  })
}

/** A list or object as JSON text, or nothing. */
export function jsonOrNull<Value>() {
  return <Name extends string>(column: Name): Column<Name, Value | null, string | null> => ({
    column,
    write: value => (value === null ? null : JSON.stringify(value)),
    read: stored => (stored === null ? null : (JSON.parse(stored) as Value)),
  })
}

// biome-ignore lint/suspicious/noExplicitAny: any column will do where only its name or its presence counts
type AnyColumn = Column<string, any, any>

/** The columns of a noun, one for each property that is not among its details. */
export type Columns = Record<string, AnyColumn>

/** The row that a set of columns makes. */
export type RowOf<C extends Columns> = { [K in keyof C as C[K]['column']]: ReturnType<C[K]['write']> }

/**
 * One noun of the domain as one table: the only place where its properties and its columns meet.
 * `details` are properties that no query asks about; they share one JSON column, and an absent one takes no room.
 * One that is `null` is kept as absent.
 * `derived` columns are worked out on every write, for searching.
 */
export interface Noun<T extends object, C extends Columns = Columns> {
  table: string
  key: readonly string[]
  columns: C
  details?: { column: string; properties: readonly (keyof T & string)[] } | undefined
  derived?: Record<string, (object: T) => unknown> | undefined
  /** Properties that are searched without regard to letter case, with the derived column that holds them folded. */
  folded?: Partial<Record<keyof T & string, string>> | undefined
}

type ColumnsFor<T, Detail extends keyof T> = {
  // biome-ignore lint/suspicious/noExplicitAny: how a value is stored is the column's own business
  [K in Exclude<keyof T, Detail>]-?: Column<string, Exclude<T[K], undefined>, any>
}

/** Declares a noun; a property of the domain type without a column or a place among the details does not compile. */
export function noun<T extends object>() {
  return <C extends ColumnsFor<T, Detail> & Columns, Detail extends keyof T & string = never>(declared: {
    table: string
    key: readonly string[]
    columns: C
    details?: { column: string; properties: readonly Detail[] }
    derived?: Record<string, (object: T) => unknown>
    folded?: Partial<Record<keyof T & string, string>>
  }): Noun<T, C> => declared as Noun<T, C>
}

/** Row values of an object, or of the part of it that changes. */
export function toRow<T extends object>(noun: Noun<T>, object: T): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [property, column] of Object.entries(noun.columns)) {
    row[column.column] = column.write((object as Record<string, unknown>)[property])
  }
  for (const [column, derive] of Object.entries(noun.derived ?? {})) row[column] = derive(object)
  if (noun.details) row[noun.details.column] = JSON.stringify(pick(object, noun.details.properties))
  return row
}

/** The columns of nouns by property, listed once: rows are read by the thousand. */
const listed = new WeakMap<Columns, [string, AnyColumn][]>()

function columnsOf({ columns }: { columns: Columns }): [string, AnyColumn][] {
  const known = listed.get(columns)
  if (known) return known
  const entries = Object.entries(columns)
  listed.set(columns, entries)
  return entries
}

/** The object that a row holds. */
export function fromRow<T extends object>(noun: Noun<T>, row: Record<string, unknown>): T {
  const object: Record<string, unknown> = {}
  for (const [property, column] of columnsOf(noun)) object[property] = column.read(row[column.column])
  if (noun.details) Object.assign(object, JSON.parse(row[noun.details.column] as string))
  return object as T
}

/** Names of the columns that hold the noun's properties, without the derived ones. */
export function columnNames(noun: Noun<never>): string[] {
  const names = Object.values(noun.columns).map(column => column.column)
  return noun.details ? [...names, noun.details.column] : names
}

function pick<T extends object>(object: T, properties: readonly (keyof T)[]): Partial<T> {
  const picked: Partial<T> = {}
  for (const property of properties) {
    if (object[property] !== undefined && object[property] !== null) picked[property] = object[property]
  }
  return picked
}
