import { trouble } from '../statement/finding.ts'
import { FILE_LIMITS, moreThan } from './file-limits.ts'
import { Refusal } from './xml.ts'

/** The texts of a workbook are no longer than this together, or it is made to fill the memory. */
const MOST_BYTES = 2 ** 28

/**
 * The texts that the cells of a workbook share, outside the heap and without one object for each:
 * a sheet of 100,000 rows has some 400,000 of them.
 */
export class SharedStrings {
  #bytes = Buffer.alloc(1 << 16)
  #used = 0
  readonly #ends: number[] = []
  readonly #struck = new Set<number>()

  /** Adds the next text. Throws a refusal where they grow beyond any real workbook. */
  add({ text, struck }: { text: string; struck: boolean }): void {
    const length = Buffer.byteLength(text)
    if (this.#used + length > MOST_BYTES) throw new Refusal(TOO_MUCH)
    if (this.#ends.length === FILE_LIMITS.sharedTexts)
      throw new Refusal(moreThan(FILE_LIMITS.sharedTexts, 'texts of cells'))
    if (this.#used + length > this.#bytes.length) this.#grow(this.#used + length)
    this.#bytes.write(text, this.#used)
    this.#used += length
    if (struck) this.#struck.add(this.#ends.length)
    this.#ends.push(this.#used)
  }

  at(index: number): string | undefined {
    const end = this.#ends[index]
    if (end === undefined) return undefined
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], end)
  }

  /** Whether a text, or a part of it, is struck through. */
  isStruck(index: number): boolean {
    return this.#struck.has(index)
  }

  #grow(needed: number): void {
    const larger = Buffer.alloc(Math.max(needed, this.#bytes.length * 2))
    this.#bytes.copy(larger, 0, 0, this.#used)
    this.#bytes = larger
  }
}

const TOO_MUCH = trouble(
  'cell-too-long',
  'The workbook holds more text than any real one (256 MB); save the sheet that is meant in a file of its own.',
)
