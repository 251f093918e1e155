import { certain } from '../../domain/certain.ts'
import { type Charset, charsetNamed } from '../statement/charset.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import { firstBytes, type Source } from './bytes.ts'
import { type Fit, firstMisfit, fitOf, type Spot, textOf } from './fit.ts'
import { doubtfulSentence, guessSentence, sampleOfGuess } from './windows-1252.ts'

/** How the bytes of a text are to be decoded, and what is to be told of it. */
export interface Encoding {
  /** A label that `TextDecoder` knows. */
  label: string
  remark?: Note
  /** The text is damaged: nothing of it may be believed. */
  refusal?: Note
  /** The line of the damage. */
  line?: number
  /** Nothing in the file says that it is encoded so: names are shown, and nobody is made or renamed by them. */
  isGuess?: true
}

/** UTF-8, which is what a text is in unless it says otherwise. */
export const UTF_8: Charset = certain(charsetNamed('utf-8'))
const WINDOWS_1252: Charset = certain(charsetNamed('windows-1252'))

/**
 * Finds out how a text is encoded: by its mark, by its zeros, by what the mapping says, else by whether all of it is UTF-8.
 * XML says it itself: `xmlEncodingOf`.
 */
export async function encodingOf(source: Source, named?: string): Promise<Encoding> {
  const head = await firstBytes(source, 4096)
  const wide = wideEncoding(head)
  if (wide) return checked(source, certain(charsetNamed(wide)))
  const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  if (isMarked) return checked(source, UTF_8)
  return named === undefined ? guessed(source) : checked(source, certain(charsetNamed(named)))
}

/** UTF-16 by its mark, or by the zeros of plain letters. */
export function wideEncoding(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const pairs = Math.floor(head.length / 2)
  let even = 0
  let odd = 0
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) even += 1
    if (head[at + 1] === 0) odd += 1
  }
  if (odd > pairs * 0.6 && even < pairs * 0.1) return 'utf-16le'
  return even > pairs * 0.6 && odd < pairs * 0.1 ? 'utf-16be' : undefined
}

/** An encoding that is known, with a refusal where the bytes do not fit it. */
export async function checked(source: Source, charset: Charset): Promise<Encoding> {
  const fit = await fitOf(source, charset)
  const { label } = charset
  if (fit === 'whole') return { label }
  if (fit !== 'broken') return { label, refusal: REFUSALS[fit] }
  const spot = await firstMisfit(source, charset)
  return { label, refusal: broken(charset, spot), line: spot.line }
}

function broken({ name }: Charset, { line, byte, learner }: Spot): Note {
  const near = learner === undefined ? '' : `, near learner ${learner}`
  return trouble(
    'encoding-broken',
    `The file is not valid ${name}: line ${line} (byte ${byte} of the file)${near} holds a byte that ${name} does not have there. Nothing of the file is used; export it again as UTF-8.`,
  )
}

/**
 * A text that is not UTF-8 throughout may be Windows-1252, unless part of it is UTF-8 beyond plain ASCII: then it was put
 * together from two sources, or damaged. Names that could not be so show that it is something else.
 */
async function guessed(source: Source): Promise<Encoding> {
  const fit = await fitOf(source, UTF_8)
  if (fit === 'whole') return { label: 'utf-8' }
  if (fit !== 'broken') return { label: 'utf-8', refusal: REFUSALS[fit] }
  if (await hasUtf8BeyondAscii(source)) return { label: 'utf-8', refusal: MIXED }
  const isPossible = (await fitOf(source, WINDOWS_1252)) === 'whole'
  const sample = await sampleOfGuess(source)
  if (isPossible && sample.doubtful.length === 0) {
    const note = remark('encoding-windows-1252', guessSentence(sample))
    return { label: 'windows-1252', remark: note, isGuess: true }
  }
  return { label: 'windows-1252', refusal: trouble('encoding-doubtful', doubtfulSentence(sample)) }
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
const REFUSALS: Record<Exclude<Fit, 'whole' | 'broken'>, Note> = { cut: CUT, zeros: ZEROS }

async function hasUtf8BeyondAscii(source: Source): Promise<boolean> {
  for await (const text of textOf(source, 'utf-8')) {
    if (/[\u0080-\ufffc\ufffe-\uffff]/.test(text)) return true
  }
  return false
}
