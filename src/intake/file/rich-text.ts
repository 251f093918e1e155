import { trouble } from '../statement/finding.ts'
import { isOn } from './workbook-styles.ts'
import { Refusal, type XmlTag } from './xml.ts'

/** A cell has at most so many signs. Source: the limits that makers of spreadsheets publish. */
const MOST_SIGNS = 32_767
/** Signs that XML cannot hold are written with seven. */
const MOST_WRITTEN = MOST_SIGNS * 7

/** Adds to the text of a cell. Throws a refusal where it grows beyond what a cell can hold. */
export function longer(text: string, piece: string): string {
  if (text.length + piece.length > MOST_WRITTEN) throw new Refusal(TOO_LONG)
  return text + piece
}

const TOO_LONG = trouble(
  'cell-too-long',
  'A cell holds more than 32,767 characters, which no spreadsheet makes; the file is damaged, or made to do harm. Export it again.',
)

/** Gathers the text of an `si` or `is`: of all its runs, without the reading aids (`rPh`) of East Asian writing. */
export class RichText {
  #written = ''
  #isInText = false
  #aids = 0
  #isStruckRun = false
  #struck = false

  begin(): void {
    this.#written = ''
    this.#isInText = false
    this.#aids = 0
    this.#struck = false
    this.#isStruckRun = false
  }

  open(name: string, { attribute }: XmlTag): void {
    if (name === 'rPh') this.#aids += 1
    if (name === 'r') this.#isStruckRun = false
    if (name === 'strike') this.#isStruckRun = isOn(attribute('val'))
    this.#isInText = name === 't' && this.#aids === 0
  }

  add(piece: string): void {
    if (!this.#isInText) return
    this.#written = longer(this.#written, piece)
    if (this.#isStruckRun && piece.trim() !== '') this.#struck = true
  }

  close(name: string): void {
    this.#isInText = false
    if (name === 'rPh') this.#aids -= 1
    if (name === 'r') this.#isStruckRun = false
  }

  /** What has been gathered: `struck` where any of it is struck through. */
  get(): { text: string; struck: boolean } {
    const text = unescapeText(this.#written)
    if (text.length > MOST_SIGNS) throw new Refusal(TOO_LONG)
    return { text, struck: this.#struck }
  }
}

/** Workbooks write signs that XML cannot hold as `_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
