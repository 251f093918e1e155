import { type Note, remark, trouble } from '../statement/finding.ts'
import { bytesOf, firstBytes, type Source } from './bytes.ts'

/** How the bytes of a text are to be decoded, and what is to be told of it. */
export interface Encoding {
  label: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
  remark?: Note
  /** The text is damaged: nothing of it may be believed. */
  refusal?: Note
}

/** Finds out how a text is encoded: by its mark, by its zeros, else by whether all of it is UTF-8. */
export async function encodingOf(source: Source): Promise<Encoding> {
  const head = await firstBytes(source, 4096)
  const wide = wideEncoding(head)
  if (wide) return checkWide(source, wide)
  return checkUtf8(source)
}

function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const pairs = Math.floor(head.length / 2)
  let even = 0
  let odd = 0
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) even++
    if (head[at + 1] === 0) odd++
  }
  if (odd > pairs * 0.6 && even < pairs * 0.1) return 'utf-16le'
  return even > pairs * 0.6 && odd < pairs * 0.1 ? 'utf-16be' : undefined
}

async function checkWide(source: Source, label: 'utf-16le' | 'utf-16be'): Promise<Encoding> {
  const check = await decodes(source, label)
  return check === 'whole' ? { label } : { label, refusal: REFUSALS[check] }
}

/**
 * A text that is not UTF-8 throughout is Windows-1252, unless part of it is UTF-8 beyond plain ASCII:
 * then it was put together from two sources, or damaged.
 */
async function checkUtf8(source: Source): Promise<Encoding> {
  const check = await decodes(source, 'utf-8')
  if (check === 'whole') return { label: 'utf-8' }
  if (check === 'cut' || check === 'zeros') return { label: 'utf-8', refusal: REFUSALS[check] }
  if (await hasUtf8BeyondAscii(source)) return { label: 'utf-8', refusal: MIXED }
  return { label: 'windows-1252', remark: LATIN }
}

const CUT = trouble('file-cut-short', 'The file ends in the middle of a character; export it again.')
const MIXED = trouble(
  'encoding-mixed',
  'Part of the file is UTF-8 and part is not, so names would come out wrong; export it again as UTF-8.',
)
const ZEROS = trouble(
  'file-damaged',
  'The file holds zero bytes, as after a crash or in UTF-32; export it again as UTF-8.',
)
const REFUSALS = { cut: CUT, broken: MIXED, zeros: ZEROS }
const LATIN = remark('encoding-windows-1252', 'The file is not UTF-8 and is read as Windows-1252.')

/** Whether all bytes decode, some do not, or only the last character is incomplete; text never holds zeros. */
async function decodes(source: Source, label: string): Promise<'whole' | 'broken' | 'cut' | 'zeros'> {
  const decoder = new TextDecoder(label, { fatal: true })
  try {
    for await (const bytes of bytesOf(source))
      if (decoder.decode(bytes, { stream: true }).includes('\u0000')) return 'zeros'
  } catch {
    return 'broken'
  }
  try {
    decoder.decode()
    return 'whole'
  } catch {
    return 'cut'
  }
}

async function hasUtf8BeyondAscii(source: Source): Promise<boolean> {
  for await (const text of textOf(source, 'utf-8')) {
    if (/[\u0080-\ufffc\ufffe-\uffff]/.test(text)) return true
  }
  return false
}

/** The text of a source in pieces, without its byte order mark. */
export async function* textOf(source: Source, label: Encoding['label']): AsyncGenerator<string> {
  const decoder = new TextDecoder(label)
  for await (const bytes of bytesOf(source)) yield decoder.decode(bytes, { stream: true })
  yield decoder.decode()
}
