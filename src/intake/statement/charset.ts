/** An encoding that is read: the label by which Node.js decodes it, and the signs that a text in it cannot have. */
export interface Charset {
  label: string
  /** The name for people. */
  name: string
  misfits: RegExp
}

/** What a refusal names when it asks for another encoding. */
export const CHARSETS_READ =
  'UTF-8, UTF-16, ISO-8859-1 to ISO-8859-16, Windows-1250 to Windows-1258 and Macintosh'

const READABLE = /^(?:utf-8|utf-16le|utf-16be|iso-8859-\d+(?:-i)?|windows-\d+|macintosh)$/
const ASCII = /ascii|ansi_x3|iso646/i
const ISO_8859 = /8859|latin|^l\d$|819|iso-?ir/i

/** The control characters that a byte between 80 and 9F comes to where an encoding has no sign for it. */
const CONTROLS = '\u0080-\u009f'

/**
 * The encoding of a name such as `ISO-8859-2` or `cp1252`; nothing where it is not read.
 * The decoders of the web take ISO-8859-1 for Windows-1252, which has signs where ISO-8859-1 has none: those bytes do not fit.
 */
export function charsetNamed(name: string): Charset | undefined {
  const label = canonicalLabel(name.trim())
  if (label === undefined || !READABLE.test(label)) return undefined
  if (label.startsWith('utf-')) return { label, name: label.toUpperCase(), misfits: /(?!)/ }
  if (ASCII.test(name)) return narrowed(label, 'US-ASCII', 0x80, 0xff)
  if (ISO_8859.test(name)) return narrowed(label, name.trim().toUpperCase(), 0x80, 0x9f)
  return { label, name: label === 'macintosh' ? 'Macintosh' : titled(label), misfits: anyOf(CONTROLS) }
}

function canonicalLabel(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding
  } catch {
    return undefined
  }
}

function titled(label: string): string {
  return label.replace(/^w/, 'W')
}

function narrowed(label: string, name: string, from: number, to: number): Charset {
  const decoder = new TextDecoder(label)
  const bytes = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  const signs = bytes.map(byte => decoder.decode(Uint8Array.of(byte))).join('')
  return { label, name, misfits: anyOf(`${CONTROLS}${signs.replaceAll('\ufffd', '')}`) }
}

function anyOf(signs: string): RegExp {
  return new RegExp(`[${signs.replace(/[\\\]^]/g, '\\$&')}]`)
}
