import { type Problem, problem } from '../domain/problem.ts'

/** How the bytes of a body become text. */
export interface Decoding {
  /** The text, or why there is none. A letter is never replaced by a sign that stands for a lost one. */
  decode(bytes: Buffer): string | { refused: Problem }
  /** Whether every byte below 128 is itself, so that the escapes of a form can be taken apart first. */
  byBytes: boolean
}

/** Tells a refusal from text. */
export function isRefused(text: string | { refused: Problem }): text is { refused: Problem } {
  return typeof text !== 'string'
}

const decodings = new Map<string, Decoding>()

/** More labels than there are charsets are not remembered. */
const REMEMBERED = 300

/** The decoding of a body by the charset that its content type declares, UTF-8 where it says nothing. */
export function decodingOf(contentType: string | undefined): Decoding | Problem {
  const label = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase() ?? 'utf-8'
  const known = decodings.get(label)
  if (known) return known
  try {
    const made = decodingBy(new TextDecoder(label, { fatal: true }))
    if (decodings.size < REMEMBERED) decodings.set(label, made)
    return made
  } catch {
    return problem(
      'body-invalid',
      'The content type names a charset that is not known here; send the body in UTF-8.',
    )
  }
}

/** What a charset of one byte a letter leaves over for machines; as text it is always a letter of another charset. */
const MACHINE_CODES = /[\x80-\x9f]/

function decodingBy(decoder: InstanceType<typeof TextDecoder>): Decoding {
  const isUtf8 = decoder.encoding === 'utf-8'
  return {
    byBytes: !/^(utf-16|iso-2022)/.test(decoder.encoding),
    decode(bytes) {
      try {
        const text = decoder.decode(bytes)
        return !isUtf8 && MACHINE_CODES.test(text) ? { refused: undecodable(isUtf8) } : text
      } catch {
        return { refused: undecodable(isUtf8) }
      }
    },
  }
}

function undecodable(isUtf8: boolean): Problem {
  return problem(
    'body-invalid',
    isUtf8
      ? 'The body is not valid UTF-8; send text in UTF-8, or name its charset in Content-Type, such as "; charset=iso-8859-1".'
      : 'The body is not valid in the charset that its Content-Type names; send text in UTF-8, and name that.',
  )
}
