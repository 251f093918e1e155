import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnyCodec, Shown } from '../src/contract/codec.ts'
import { contract } from '../src/contract/contract.ts'
import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import { layoutOf } from '../src/contract/layout.ts'
import type { Layout } from '../src/layout/layout.ts'
import { textWriter } from '../src/layout/write.ts'

/** Texts with all that JSON escapes, halves of surrogates included. */
const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '\\', '\n', '\u0001', '\u007f', '\ud800', '😀', '’'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
})

/** Milliseconds from year −3000 to beyond 9999. */
const moments = fc.oneof(
  fc.integer({ min: 0, max: 4_102_444_800_000 }),
  fc.integer({ min: -156_000_000_000_000, max: 300_000_000_000_000 }),
)

/** Any value that an answer of this layout may hold. */
function valuesOf(layout: Layout): fc.Arbitrary<unknown> {
  switch (layout.kind) {
    case 'same':
      return fc.oneof(texts, fc.double(), fc.integer(), fc.boolean(), fc.dictionary(texts, texts))
    case 'moment':
      return moments
    case 'midnight':
      return fc.constantFrom('2026-02-28', '1899-12-31', '9999-01-01')
    case 'word':
      return fc.constantFrom(...Object.keys(layout.numbers))
    case 'nullable':
      return fc.option(valuesOf(layout.of), { nil: null })
    case 'list':
      return fc.array(valuesOf(layout.of), { maxLength: 3 })
    case 'object':
      return fc.record(Object.fromEntries(layout.fields.map(field => [field.word, fieldValues(field)])))
  }
}

function fieldValues({ of, optional }: { of: Layout; optional: boolean }): fc.Arbitrary<unknown> {
  const values = valuesOf(of)
  return optional ? fc.oneof(values, fc.constantFrom(null, undefined)) : values
}

const ANSWERS = Object.entries(contract as Record<string, AnyEndpoint>).flatMap(([name, { reply }]) =>
  reply.kind === 'none' ? [] : [[name, reply.codec as AnyCodec] as const],
)

const SHOWN: readonly Shown[] = [true, false].flatMap(inferred =>
  [true, false].map(sensitive => ({ inferred, sensitive })),
)

describe('what is put together as text', () => {
  test.each(ANSWERS)('%s is byte for byte what its codec writes', (_name, codec) => {
    for (const shown of SHOWN) {
      const layout = layoutOf(codec, shown)
      const write = textWriter(layout)
      fc.assert(
        fc.property(valuesOf(layout), value => {
          const written = codec.writeFor ? codec.writeFor(value, shown) : codec.write(value)
          expect(write(value)).toBe(JSON.stringify(written))
        }),
        { numRuns: 30 },
      )
    }
  })

  test('a layout is plain data, so that it can be told to another thread', () => {
    for (const [, codec] of ANSWERS) {
      const layout = layoutOf(codec, { inferred: true, sensitive: true })
      expect(structuredClone(layout)).toEqual(layout)
      expect(JSON.parse(JSON.stringify(layout))).toEqual(layout)
    }
  })
})
