import type { Compilable, CompiledQuery } from 'kysely'
import { certain } from '../domain/certain.ts'
import type { Db } from './db.ts'
import { readRows, type ValueRow } from './value-rows.ts'

/** What a query is asked with: values, or lists of values, by name. Its shape is which are there, and how long the lists are. */
export type QueryValues = Readonly<Record<string, Value | readonly Value[] | undefined>>
type Value = string | number | null

/** Stands for a value while a query is built. */
class Blank {
  readonly at: number
  constructor(at: number) {
    this.at = at
  }
}

/** Shapes of one query that are kept on one connection; lists in a query are filled up to few lengths (`inFullPieces`). */
const KEPT = 200

/**
 * A query whose text is built once for each shape of its values: building it costs more than most of our queries take to
 * run. `build` must use no values but those it is given, and these only as values; `form` is whatever else decides how
 * the text reads, as plain data.
 */
export function prepared<Given extends QueryValues, Row, Form extends unknown[] = []>(
  build: Build<Given, Row, Form>,
): (db: Db, values: Given, ...form: Form) => Promise<Row[]> {
  const textFor = texts(build)
  return async (db, values, ...form) => {
    const query = textFor(db, values, form)
    const { rows } = await db.executeQuery<Row>({ ...query, parameters: fillIn(query.parameters, values) })
    return rows
  }
}

/**
 * The same with rows as lists of values in the order of the columns, past the query builder's layers: what is read by the
 * thousand, or while many wait, is read so.
 */
export function preparedRows<Given extends QueryValues, Form extends unknown[] = []>(
  build: Build<Given, unknown, Form>,
): (db: Db, values: Given, ...form: Form) => Promise<ValueRow[]> {
  const textFor = texts(build)
  return async (db, values, ...form) => {
    const query = textFor(db, values, form)
    return readRows(db, query, fillIn(query.parameters, values))
  }
}

type Build<Given extends QueryValues, Row, Form extends unknown[]> = (
  db: Db,
  values: Given,
  ...form: Form
) => Compilable<Row>

/** The text of a query for each shape of its values. */
function texts<Given extends QueryValues, Row, Form extends unknown[]>(build: Build<Given, Row, Form>) {
  const built = new WeakMap<Db, Map<string, CompiledQuery<Row>>>()
  return (db: Db, values: Given, form: Form): CompiledQuery<Row> => {
    const queries = built.get(db) ?? new Map<string, CompiledQuery<Row>>()
    built.set(db, queries)
    const shape = shapeOf(values, form)
    let query = queries.get(shape)
    if (!query) {
      query = build(db, blanksFor(values) as Given, ...form).compile()
      if (queries.size >= KEPT) queries.delete(certain(queries.keys().next().value))
      giveName(query.sql)
      queries.set(shape, query)
    }
    return query
  }
}

const names = new Map<string, string>()

/** More texts than our queries have. What comes after them has no name. */
const MOST_NAMES = 2000

function giveName(text: string): void {
  if (names.size < MOST_NAMES && !names.has(text)) names.set(text, `kept_${names.size}`)
}

/** The name of the text of a query that is kept; nothing for other texts. It differs from process to process. */
export function nameOfText(text: string): string | undefined {
  return names.get(text)
}

function shapeOf(values: QueryValues, form: readonly unknown[]): string {
  let shape = form.length === 0 ? '' : JSON.stringify(form)
  for (const name in values) {
    const value = values[name]
    if (value !== undefined) shape += Array.isArray(value) ? `,${name}:${value.length}` : `,${name}`
  }
  return shape
}

function blanksFor(values: QueryValues): Record<string, unknown> {
  let at = 0
  const blank = () => {
    at += 1
    return new Blank(at - 1)
  }
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.map(blank) : blank()]),
  )
}

function fillIn(parameters: readonly unknown[], values: QueryValues): unknown[] {
  const flat: unknown[] = []
  for (const name in values) {
    const value = values[name]
    if (Array.isArray(value)) for (const one of value) flat.push(one)
    else if (value !== undefined) flat.push(value)
  }
  return parameters.map(one => (one instanceof Blank ? flat[one.at] : one))
}
