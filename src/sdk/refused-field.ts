import type { AnyEndpoint } from '../contract/endpoint.ts'
import type { Field, Fields } from '../contract/fields.ts'

/**
 * The field that a refusal of OneFile's API is about, as the wire spells it: its body has no place for it, but its
 * sentence begins with the name, or its number stands for something unknown that one field names, as -57 does for the
 * placement (docs/onefile-api.md#2.8). Nothing where neither says.
 */
export function refusedField(
  endpoint: AnyEndpoint,
  { code, sentence }: { code?: string | undefined; sentence?: string | undefined },
): string | undefined {
  return namedFirst(endpoint, sentence ?? '') ?? unknownNoun(endpoint, code ?? '')
}

function namedFirst(endpoint: AnyEndpoint, sentence: string): string | undefined {
  const first = /^["'`]?(\w+)/.exec(sentence)?.[1]?.toLowerCase()
  const fields: Field<unknown>[] = [endpoint.body, endpoint.query, endpoint.params].flatMap((part: Fields) =>
    Object.values(part),
  )
  return fields.find(({ name }) => name.toLowerCase() === first)?.name
}

function unknownNoun({ body, query }: AnyEndpoint, code: string): string | undefined {
  const noun = /^([a-z-]+)-unknown$/.exec(code)?.[1]
  if (noun === undefined) return undefined
  const word = noun.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const fields: Fields = { ...query, ...body }
  return fields[word]?.name
}
