import type { Charset } from '../statement/charset.ts'
import { bytesOf, type Source } from './bytes.ts'

/** Where a byte stands that does not fit the encoding of a text. */
export interface Spot {
  line: number
  /** Counted from 1, from the start of the file. */
  byte: number
  /** The learner of a return whose reference stands before it. */
  learner?: string
}

/** What is the matter with the bytes of a text, if anything. */
export type Fit = 'whole' | 'broken' | 'cut' | 'zeros'

/** Whether all bytes fit, some do not, or only the last character is incomplete; text never holds zeros. */
export async function fitOf(source: Source, { label, misfits }: Charset): Promise<Fit> {
  const decoder = new TextDecoder(label, { fatal: true })
  try {
    for await (const bytes of bytesOf(source)) {
      const text = decoder.decode(bytes, { stream: true })
      if (text.includes('\u0000')) return 'zeros'
      if (misfits.test(text)) return 'broken'
    }
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

const REFERENCE = /LearnRefNumber>\s*([^<]{1,50}?)\s*</g
/** Longer than the element of a reference, so that one that two pieces share is found. */
const OVERLAP = 200

/** Finds the first byte that does not fit. Call it only for a text of which `fitOf` says that it is broken. */
export async function firstMisfit(source: Source, charset: Charset): Promise<Spot> {
  const sought = new RegExp(`\ufffd|${charset.misfits.source}`)
  const spot: Spot = { line: 1, byte: 1 }
  let tail = ''
  for await (const text of textOf(source, charset.label, true)) {
    const at = text.search(sought)
    const before = at < 0 ? text : text.slice(0, at)
    spot.line += linesIn(before)
    spot.byte += lengthIn(before, charset)
    const learner = [...`${tail}${before}`.matchAll(REFERENCE)].at(-1)?.[1]
    if (learner !== undefined) spot.learner = learner
    if (at >= 0) break
    tail = text.slice(-OVERLAP)
  }
  return spot
}

function linesIn(text: string): number {
  return text.split('\n').length - 1
}

function lengthIn(text: string, { label }: Charset): number {
  if (label === 'utf-8') return Buffer.byteLength(text)
  return label.startsWith('utf-16') ? text.length * 2 : text.length
}

/** The text of a source in pieces, without its byte order mark unless it is asked for. */
export async function* textOf(source: Source, label: string, ignoreBOM = false): AsyncGenerator<string> {
  const decoder = new TextDecoder(label, { ignoreBOM })
  for await (const bytes of bytesOf(source)) yield decoder.decode(bytes, { stream: true })
  yield decoder.decode()
}
