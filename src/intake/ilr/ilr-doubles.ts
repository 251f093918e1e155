import { foldCase } from '../../domain/folding.ts'
import { type Element, textIn } from './ilr-learner.ts'

interface Seen {
  digest: string
  lines: number[]
  differs: boolean
}

/** References that a return gives to several records with different facts: which of them is right cannot be told. */
export class Doubles {
  readonly #seen = new Map<string, Seen>()

  /** Notes a record, in a first look through the return. */
  add(learner: Element): void {
    const reference = referenceOf(learner)
    if (reference === undefined) return
    const digest = digestOf(contentOf(learner))
    const first = this.#seen.get(reference)
    if (!first) this.#seen.set(reference, { digest, lines: [learner.line], differs: false })
    else {
      first.lines.push(learner.line)
      first.differs ||= first.digest !== digest
    }
  }

  /** The lines of all records with a learner's reference, where they say different things. */
  linesOf(learner: Element): readonly number[] | undefined {
    const seen = this.#seen.get(referenceOf(learner) ?? '')
    return seen?.differs ? seen.lines : undefined
  }
}

function referenceOf(learner: Element): string | undefined {
  const reference = textIn(learner, 'LearnRefNumber')
  return reference === undefined ? undefined : foldCase(reference)
}

/** What an element says, whatever its lines and spaces. */
function contentOf({ name, text, children }: Element): string {
  const inside = children.length > 0 ? children.map(contentOf).join() : JSON.stringify(text.trim())
  return `${name}(${inside})`
}

/** Two sums of 32 bits: a large return is not kept in memory to compare a few records. */
function digestOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1000193]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x1000193)
    b = Math.imul(b + code, 0x5bd1e995) ^ (b >>> 15)
  }
  return `${a >>> 0} ${b >>> 0}`
}
