import type { XmlReader } from './xml.ts'

/** Elements in their plainest form, as nearly all cells of a workbook are. */
export interface PlainElements {
  /** One such element, wherever it is asked from: sticky. */
  element: RegExp
  /** Tags behind which such elements may stand: global. */
  behind: RegExp
  /** How many elements are open where such elements stand directly in the innermost; 0 where none may stand now. */
  level(): number
  /** Takes one. False where it is not that plain after all. */
  take(found: RegExpExecArray): boolean
}

/** What stands for itself in the text of an element. Anything else may be markup, or have to be refused. */
export const PLAIN_TEXT = '[^<&>\\]\\r]*'

/** No longer text is taken as it stands. */
export const LONGEST_PLAIN = 1000

/** Signs that XML cannot hold, and a few that it can: a piece with one of them is left to the reader. */
const ODD = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u

/** Longer than what a piece of text may end with, unless it is no plain element. */
const LONGEST_REST = 1 << 16

/**
 * A reader of XML that takes plain elements by themselves and leaves all else to the reader for all XML, which then never sees
 * them. That is right wherever the reader stands between two tags, directly in the element that they belong into: there an
 * element without prefix, declarations, entities and other elements in it can only be what it looks like.
 */
export class PlainXmlReader {
  readonly #reader: XmlReader
  readonly #plain: PlainElements
  /** The end of what was written, which may be the beginning of a plain element. */
  #rest = ''

  constructor(reader: XmlReader, plain: PlainElements) {
    this.#reader = reader
    this.#plain = plain
  }

  get broken(): XmlReader['broken'] {
    return this.#reader.broken
  }

  set broken(note: XmlReader['broken']) {
    this.#reader.broken = note
  }

  write(piece: string): void {
    const text = this.#rest + piece
    this.#rest = ''
    const isOdd = ODD.test(piece)
    const rest = isOdd ? text : text.slice(this.#taken(text))
    if (!isOdd && this.#isPlace() && rest.length < LONGEST_REST) this.#rest = rest
    else this.#reader.write(rest)
  }

  end(): void {
    this.#reader.write(this.#rest)
    this.#reader.end()
  }

  /** Takes what can be taken, and gives where the rest begins. */
  #taken(text: string): number {
    const { behind } = this.#plain
    for (let at = 0; ; at = behind.lastIndex) {
      if (this.#isPlace()) at = this.#plainFrom(text, at)
      behind.lastIndex = at
      if (this.broken || !behind.test(text)) return at
      this.#reader.write(text.slice(at, behind.lastIndex))
    }
  }

  #plainFrom(text: string, from: number): number {
    const { element } = this.#plain
    let at = from
    this.#reader.guarded(() => {
      element.lastIndex = at
      for (let found = element.exec(text); found && this.#plain.take(found); found = element.exec(text))
        at = element.lastIndex
    })
    return at
  }

  #isPlace(): boolean {
    const level = this.#plain.level()
    return level > 0 && level === this.#reader.level && this.#reader.isBetweenTags && !this.broken
  }
}
