/** What an OpenAPI document says, for tests that hold something against it. */
import type { Document } from '../src/http/openapi.ts'
import { checkerOf } from './checker.ts'

/** What stands at a JSON pointer, such as `#/components/schemas/User`. */
export function at(document: Document, pointer: string): unknown {
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inside, key) => (inside as Record<string, unknown>)[key], document)
  if (found === undefined) throw new Error(`The document has nothing at ${pointer}.`)
  return found
}

/** A part of a document, or what it refers to. */
export function resolved(document: Document, part: object): object {
  return '$ref' in part ? (at(document, part.$ref as string) as object) : part
}

const whole = new WeakMap<object, object>()

/** Checks values against a schema of a document, whose references lead into it. */
export function checkerIn(document: Document, schema: object): (value: unknown) => string | undefined {
  const self = whole.get(schema) ?? { ...schema, components: { schemas: document.components.schemas } }
  whole.set(schema, self)
  return checkerOf(self)
}
