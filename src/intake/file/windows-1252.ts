import type { Source } from './bytes.ts'
import { textOf } from './fit.ts'

/** Words beyond plain ASCII that a text gives when it is read as Windows-1252. */
interface GuessSample {
  /** Words that could be names. */
  likely: string[]
  /** Words that no name is: the text is encoded otherwise. Each as it would read from a Mac. */
  doubtful: { word: string; onMac: string }[]
}

const ENOUGH = 3
/** Cells of more words are prose, in which people write quotation marks and dots as they like. */
const LONGEST_NAME = 5

/** Signs that stand beside the letters of a name in no language, though Windows-1252 has them. */
const NO_LETTER = '\u0080-\u009fƒ„…†‡ˆ‰‹›‚“”•˜™¢£¤¥¦§¨©¬®¯±¶¸¹¼½¾¿¡×÷«»€µ'
const DOUBTFUL: readonly RegExp[] = [
  new RegExp(`\\p{L}[${NO_LETTER}]\\p{Ll}`, 'u'),
  /\p{Ll}‘\p{Ll}/u,
  /\p{L}[\u0080-\u009fƒ„‚‡†ˆ‰‹˜¤¥¢£¦¬¯¶¸¾¿]$/u,
  /^[\u0080-\u009fƒ„‚†‡ˆ‰‹…™¯˜¥€]\p{L}{2}/u,
  /\p{Ll}[ŽŠŒŸÐÞ]/u,
  /^(?!(?:Mac|Mc|De|Di|Du|La|Le|Van|Von|Fitz|Ní|Uí|Ap|Al|El)\p{Lu})\p{L}*\p{Ll}[À-ÖØ-Ý]/u,
  /^[OD]Õ\p{Lu}/u,
]

/** Goes through a text as Windows-1252 until there is enough to show. */
export async function sampleOfGuess(source: Source): Promise<GuessSample> {
  const likely = new Set<string>()
  const doubtful = new Map<string, string>()
  for await (const cell of cellsOf(source)) {
    if (!/[\u0080-\uffff]/.test(cell)) continue
    const words = cell.split(/[\s()]+/).filter(word => word !== '')
    for (const word of words.filter(one => /[\u0080-\uffff]/.test(one))) {
      const isOdd = words.length <= LONGEST_NAME && DOUBTFUL.some(pattern => pattern.test(word))
      if (isOdd) doubtful.set(word, onMac(word))
      else if (likely.size < ENOUGH && /\p{L}/u.test(word)) likely.add(word)
    }
    if (doubtful.size >= ENOUGH) break
  }
  return {
    likely: [...likely],
    doubtful: [...doubtful].slice(0, ENOUGH).map(([word, mac]) => ({ word, onMac: mac })),
  }
}

/** Cells, whatever divides them. */
async function* cellsOf(source: Source): AsyncGenerator<string> {
  let rest = ''
  for await (const text of textOf(source, 'windows-1252')) {
    const cells = `${rest}${text}`.split(/[,;|\t\r\n"]+/)
    rest = cells.pop() ?? ''
    yield* cells
  }
  yield rest
}

/** The bytes that Windows-1252 has other signs for than their number. */
const BYTES = new Map(
  Array.from({ length: 128 }, (_, at) => at + 128).map(byte => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(byte)),
    byte,
  ]),
)

function onMac(word: string): string {
  const bytes = [...word].map(sign => BYTES.get(sign) ?? sign.charCodeAt(0))
  return new TextDecoder('macintosh').decode(Uint8Array.from(bytes))
}

/** What is told where the guess stands: some names, so that a person sees whether it is right. */
export function guessSentence({ likely }: GuessSample): string {
  const sample = likely.length > 0 ? `; it gives ${quoted(likely)}` : ''
  return `The file is not UTF-8 and is read as Windows-1252${sample}. If names come out wrong, export it as UTF-8 or name its encoding in the mapping, as in "encoding: macintosh".`
}

/** What is told where the guess gives names that nobody has. */
export function doubtfulSentence({ doubtful, likely }: GuessSample): string {
  const words = doubtful.length > 0 ? doubtful.map(one => one.word) : likely
  const mac = doubtful.filter(one => /^[\p{L}'’.-]+$/u.test(one.onMac)).map(one => one.onMac)
  const fromMac =
    mac.length > 0 ? ` From a Mac they would be ${quoted(mac)}: then write "encoding: macintosh".` : ''
  return `The file is not UTF-8, and read as Windows-1252 it holds ${quoted(words)}, which no name is; it comes from another system. Export it as UTF-8, or name its encoding in the mapping.${fromMac}`
}

function quoted(words: readonly string[]): string {
  const shown = words.map(word => `"${word.replace(/[\u0080-\u009f]/g, '?')}"`)
  return shown.length < 2 ? (shown[0] ?? 'bytes') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
