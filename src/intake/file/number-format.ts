import { certain } from '../../domain/certain.ts'

/** One piece of a number format: a place for a digit, or text that is shown as it stands. */
type FormatPiece = { place: '0' | '#' | '?' } | { text: string } | { cell: true }

/** What a number format makes of a cell. */
export interface NumberFormat {
  isDate: boolean
  /** What is shown for a number that is not negative; nothing where that is a matter of more than digits and text. */
  number: readonly FormatPiece[] | undefined
  /** What is shown around text. */
  text: readonly FormatPiece[]
}

/** How a cell looks on the sheet. */
interface Look {
  text: string
  /**
   * `plain`: nothing but the digits; `zeros`: zeros stand before them that the format alone has added; `words`: the format
   * has added text; `unknown`: it shows something else than the digits, and what is not worked out.
   */
  how: 'plain' | 'zeros' | 'words' | 'unknown'
}

const AS_IT_IS: readonly FormatPiece[] = [{ cell: true }]
const PLAIN: NumberFormat = { isDate: false, number: AS_IT_IS, text: AS_IT_IS }
const DATE: NumberFormat = { isDate: true, number: AS_IT_IS, text: AS_IT_IS }

/** Numbers of the formats that every workbook has and none describes, and that show a date. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
}

/** Understands a number format by its id, or by its code where the workbook gives one. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInDate(id) ? DATE : PLAIN
  const sections = sectionsOf(code)
  if (isDateCode(certain(sections[0]))) return DATE
  const words = sections.find(section => piecesOf(section)?.some(isText) && section.includes('@'))
  return {
    isDate: false,
    number: numberPieces(sections),
    text: (words && piecesOf(words)) || AS_IT_IS,
  }
}

/** How a number looks that is written with these digits and is not negative. */
export function lookOfNumber({ number: pieces }: NumberFormat, written: string): Look {
  const isWhole = /^\d+$/.test(written)
  if (!pieces || (!isWhole && pieces.some(isText))) return { text: written, how: 'unknown' }
  if (!isWhole) return { text: written, how: 'plain' }
  const places = pieces.filter(piece => 'place' in piece)
  const shown = textWith(pieces, written, filled(places, written)).trim()
  if (shown === written) return { text: written, how: 'plain' }
  return { text: shown, how: pieces.some(isText) ? 'words' : 'zeros' }
}

/** How a text looks: only a section for text changes it. */
export function lookOfText({ text }: NumberFormat, written: string): string {
  return textWith(text, written)
}

/** The digits that stand in each place, from the right; the first place takes all that are left. */
function filled(places: readonly { place: '0' | '#' | '?' }[], digits: string): string[] {
  const missing = Math.max(0, places.length - digits.length)
  const extra = Math.max(0, digits.length - places.length)
  return places.map(({ place }, at) => {
    if (at < missing) return FILLERS[place]
    const from = at - missing + extra
    return digits.slice(at === 0 ? 0 : from, from + 1)
  })
}

const FILLERS = { '0': '0', '#': '', '?': ' ' } as const

function textWith(pieces: readonly FormatPiece[], cell: string, digits: readonly string[] = []): string {
  const left = digits.values()
  return pieces
    .map(piece => ('cell' in piece ? cell : 'text' in piece ? piece.text : certain(left.next().value)))
    .join('')
}

function isText(piece: FormatPiece): piece is { text: string } {
  return 'text' in piece && piece.text.trim() !== ''
}

/** Quoted text, an escaped sign, a space or a filler as wide as a sign, what stands in brackets, `General`, any sign. */
const TOKENS = /"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(general|standard)|(.)/gis

function sectionsOf(code: string): string[] {
  const sections = ['']
  for (const [token] of code.matchAll(TOKENS)) {
    if (token === ';') sections.push('')
    else sections[sections.length - 1] += token
  }
  return sections
}

/** Decimal points and the like leave the digits as they are, unless there is text among them or it depends on the number. */
function numberPieces(sections: readonly string[]): readonly FormatPiece[] | undefined {
  const pieces = sections.some(hasCondition) ? undefined : piecesOf(certain(sections[0]))
  return pieces ?? (sections.some(hasWords) ? undefined : AS_IT_IS)
}

function hasWords(section: string): boolean {
  return [...section.matchAll(TOKENS)].some(
    ([, quoted, escaped, , , sign]) => /\S/.test(quoted ?? escaped ?? '') || /[a-df-z]/i.test(sign ?? ''),
  )
}

function hasCondition(section: string): boolean {
  return [...section.matchAll(TOKENS)].some(([, , , bracket]) => /^[<>=]/.test(bracket ?? ''))
}

function isDateCode(section: string): boolean {
  const signs = [...section.matchAll(TOKENS)].map(([, , , , , sign]) => sign ?? ' ').join('')
  return /[yd]/i.test(signs) || /mmm/i.test(signs)
}

/** The pieces of a section; nothing where it has more than digits and text: a decimal point, a share, a fraction. */
function piecesOf(section: string): FormatPiece[] | undefined {
  const pieces: FormatPiece[] = []
  for (const [, quoted, escaped, bracket, general, sign] of section.matchAll(TOKENS)) {
    if (general !== undefined || sign === '@') pieces.push({ cell: true })
    else if (bracket !== undefined) pieces.push({ text: /^\$([^-]*)/.exec(bracket)?.[1] ?? '' })
    else if (sign === '0' || sign === '#' || sign === '?') pieces.push({ place: sign })
    else if (sign !== undefined && /[.,%/a-z]/i.test(sign)) return undefined
    else pieces.push({ text: quoted ?? escaped ?? sign ?? '' })
  }
  return pieces
}
