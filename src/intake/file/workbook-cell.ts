import type { Cell } from '../column/cell.ts'
import { dateOfSerial } from '../column/dates.ts'
import { lookOfNumber, lookOfText } from './number-format.ts'
import { unescapeText } from './rich-text.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { CellStyle } from './workbook-styles.ts'

/** A cell as it is stored. */
export interface RawCell {
  type: string
  style: number
  /** What stands in `v`. */
  value: string
  hasFormula: boolean
  /** What stands in `is`, if there is one. */
  inline?: { text: string; struck: boolean }
}

/** A cell that is not there. */
export const BLANK: Cell = { text: '', kind: 'text' }

/** Makes of a stored cell what the spreadsheet shows. */
export class CellReader {
  readonly #strings: SharedStrings
  readonly #styles: readonly CellStyle[]
  readonly #epoch1904: boolean

  constructor(strings: SharedStrings, styles: readonly CellStyle[], epoch1904: boolean) {
    this.#strings = strings
    this.#styles = styles
    this.#epoch1904 = epoch1904
  }

  cell(raw: RawCell): Cell {
    const style = this.#styles[raw.style]
    const cell = this.#plain(raw, style)
    const isStruck =
      style?.struck || raw.inline?.struck || (raw.type === 's' && this.#isStruckText(raw.value))
    return isStruck && cell !== BLANK ? { ...cell, struck: true } : cell
  }

  #plain({ type, value, hasFormula, inline }: RawCell, style: CellStyle | undefined): Cell {
    if (type === 'inlineStr') return this.#text(inline?.text ?? unescapeText(value), style)
    if (type === 'str') return this.#text(unescapeText(value), style)
    const written = value.trim()
    if (written === '') return inline ? this.#text(inline.text, style) : withoutValue(type, hasFormula)
    if (type === 's') return this.#shared(written, style)
    if (type === 'e') return { text: written, kind: 'error' }
    if (type === 'b') return { text: written === '0' || written === 'false' ? 'FALSE' : 'TRUE', kind: 'text' }
    if (type === 'd') return { text: written, kind: 'date' }
    return this.#number(written, style)
  }

  #text(written: string, style: CellStyle | undefined): Cell {
    if (written === '') return BLANK
    const text = style ? lookOfText(style.format, written) : written
    return this.#epoch1904 ? { text, kind: 'text', epoch1904: true } : { text, kind: 'text' }
  }

  /** Grid components write -1 for a cell without text. Any other number that is none is damage. */
  #shared(index: string, style: CellStyle | undefined): Cell {
    if (/^-\d+$/.test(index)) return BLANK
    const text = /^\d+$/.test(index) ? this.#strings.at(Number(index)) : undefined
    return text === undefined ? { text: `shared text ${index}`, kind: 'error' } : this.#text(text, style)
  }

  #isStruckText(value: string): boolean {
    return this.#strings.isStruck(Number(value.trim() || -1))
  }

  #number(written: string, style: CellStyle | undefined): Cell {
    const number = Number(written)
    if (!NUMBER.test(written) || !Number.isFinite(number)) return { text: written, kind: 'error' }
    if (style?.format.isDate) return this.#date(number)
    const digits = plainDigits(written, number)
    const { text, how } = style ? lookOfNumber(style.format, digits) : { text: digits, how: 'plain' }
    if (how === 'words') return { text, kind: 'text' }
    return {
      text,
      kind: 'number',
      ...(this.#epoch1904 ? { epoch1904: true } : {}),
      ...(how === 'zeros' ? { zeros: true } : {}),
      ...(how === 'unknown' ? { look: 'unknown' } : {}),
    }
  }

  /** What stands for no date is left as it is, to be read as in any other file. */
  #date(serial: number): Cell {
    if (serial >= 0 && serial < 3) return { text: String(Math.floor(serial)), kind: 'date' }
    const date = dateOfSerial(serial, this.#epoch1904)
    return date === undefined ? { text: `day ${serial}`, kind: 'error' } : { text: date, kind: 'date' }
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function withoutValue(type: string, hasFormula: boolean): Cell {
  if (hasFormula) return { text: '', kind: 'formula' }
  return type === 'e' ? { text: '#?', kind: 'error' } : BLANK
}

/** Whole numbers with all their digits. Beyond 15 a spreadsheet has dropped some: then as it stands, to be refused. */
function plainDigits(value: string, number: number): string {
  if (!Number.isInteger(number) || Math.abs(number) >= 1e15) return lossy(value, number)
  return String(number)
}

function lossy(value: string, number: number): string {
  return Number.isInteger(number) ? number.toExponential() : value
}
