import { Compile } from 'typebox/schema'

const compiled = new WeakMap<object, (value: unknown) => string | undefined>()

/** What checks values against a JSON Schema: it gives the first objection, or nothing. */
export function checkerOf(schema: object): (value: unknown) => string | undefined {
  const known = compiled.get(schema)
  if (known) return known
  const validator = Compile(schema)
  const check = (value: unknown) => {
    if (validator.Check(value)) return undefined
    const [, errors] = validator.Errors(value)
    return errors.map(({ instancePath, message }) => `${instancePath || 'the value'} ${message}`).join('; ')
  }
  compiled.set(schema, check)
  return check
}
