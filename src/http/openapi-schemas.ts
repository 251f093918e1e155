import type { JsonSchema } from '../contract/codec.ts'

type JsonObject = Record<string, unknown>

/** Schemas by the names under which a document keeps them. */
type NamedSchemas = Record<string, JsonSchema>

/**
 * A part of a document with a reference in place of every schema that has a name (its `title`), and those schemas.
 * Throws where two schemas have one name, since a reader would take them for the same.
 */
export function nameSchemas<P extends JsonObject>(part: P): { part: P; schemas: NamedSchemas } {
  const schemas: NamedSchemas = {}
  const named = walk(part, schemas) as P
  return { part: named, schemas: Object.fromEntries(Object.entries(schemas).sort(byName)) }
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}

/** Looks for schemas outside of examples, which hold values. */
function walk(part: unknown, schemas: NamedSchemas): unknown {
  if (Array.isArray(part)) return part.map(item => walk(item, schemas))
  if (typeof part !== 'object' || part === null) return part
  return mapped(part as JsonObject, (key, value) => {
    if (key === 'example' || key === 'examples') return value
    return key === 'schema' ? refer(value as JsonSchema, schemas) : walk(value, schemas)
  })
}

function refer(schema: JsonSchema, schemas: NamedSchemas): JsonSchema {
  const { title, ...rest } = schema
  const inner = mapped(rest, (key, value) => referIn(key, value, schemas))
  if (typeof title === 'string') return keep(title, inner, schemas)
  const [only, ...others] = Array.isArray(inner.allOf) ? inner.allOf : []
  if (others.length > 0 || only === undefined) return inner
  const { allOf: _, ...beside } = inner
  return { ...only, ...beside }
}

/** What stands under a keyword, if that holds schemas. */
function referIn(keyword: string, value: unknown, schemas: NamedSchemas): unknown {
  switch (keyword) {
    case 'properties':
      return mapped(value as JsonObject, (_, schema) => refer(schema as JsonSchema, schemas))
    case 'items':
      return refer(value as JsonSchema, schemas)
    case 'anyOf':
    case 'allOf':
      return (value as JsonSchema[]).map(schema => refer(schema, schemas))
    default:
      return value
  }
}

function keep(name: string, schema: JsonSchema, schemas: NamedSchemas): JsonSchema {
  const known = schemas[name]
  if (known && JSON.stringify(known) !== JSON.stringify(schema))
    throw new Error(`Two schemas are called ${name}; a name stands for one.`)
  schemas[name] = schema
  return { $ref: `#/components/schemas/${name}` }
}

function mapped(object: JsonObject, change: (key: string, value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]))
}
