import type { Layout } from '../layout/layout.ts'
import type { AnyCodec, Shown } from './codec.ts'
import type { Field } from './fields.ts'

/** How what a codec writes stands on the wire, as far as a caller is shown it. */
export function layoutOf(codec: AnyCodec, shown: Shown): Layout {
  const { parts } = codec
  if (!parts) return codec.layout ?? SAME
  switch (parts.kind) {
    case 'object':
      return {
        kind: 'object',
        absent: parts.everyField ? 'null' : 'left-out',
        fields: Object.entries(parts.fields as Record<string, Field<unknown>>)
          .filter(([, { shownWith }]) => !parts.everyField || shownWith === undefined || shown[shownWith])
          .map(([word, { name, codec: of, optional }]) => ({
            word,
            name,
            of: layoutOf(of, shown),
            optional,
          })),
      }
    default:
      return { kind: parts.kind, of: layoutOf(parts.of, shown) }
  }
}

const SAME: Layout = { kind: 'same' }
