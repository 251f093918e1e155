/**
 * How a value stands on the wire, as plain data: a thread that knows nothing of the contract can be told it and write the
 * same bytes. It follows from a codec (`src/contract/layout.ts`).
 */
export type Layout =
  /** As JSON has it. */
  | { kind: 'same' }
  /** Milliseconds, written as a moment in UTC. */
  | { kind: 'moment' }
  /** A calendar date, written as its midnight in UTC. */
  | { kind: 'midnight' }
  /** A word, written as its number. */
  | { kind: 'word'; numbers: Readonly<Record<string, number>> }
  | { kind: 'nullable' | 'list'; of: Layout }
  | ObjectLayout

/** An object: its fields in their order. */
export interface ObjectLayout {
  kind: 'object'
  /** What becomes of a field without a value: it is not there, or it is `null`, as in OneFile's records. */
  absent: 'left-out' | 'null'
  fields: readonly FieldLayout[]
}

/** One field: our word for it, its name on the wire, and how its value stands there. */
interface FieldLayout {
  word: string
  name: string
  of: Layout
  optional: boolean
}

/** A list that is written already, as a JSON array. */
export class WrittenList {
  /** Bytes in UTF-8, or text. */
  readonly json: Uint8Array | string
  readonly count: number
  constructor({ json, count }: { json: Uint8Array | string; count: number }) {
    this.json = json
    this.count = count
  }
}
