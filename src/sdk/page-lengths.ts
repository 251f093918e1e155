/**
 * What a client has learnt about the pages of one list: how large they get, and which short ones were the end. A server
 * may ignore the size asked for, so a short page is the end only where a longer one was seen, or where the same length
 * has been followed by nothing before.
 */
interface PageLengths {
  /** Notes a page of so many rows. */
  saw(length: number): void
  /** Notes that a first page of so many rows was followed by nothing. */
  wasAll(length: number): void
  /** Notes that a page of so many rows, short of what was asked for, was followed by more. */
  wasCut(length: number): void
  /** Whether a page of so many rows, short of what was asked for, is the last one for certain. */
  isLast(length: number): boolean
}

/** All lists of one server. */
export interface ServerPages {
  lengthsOf(list: string): PageLengths
  /** The largest size that the server has taken; nothing until it has taken one. */
  size?: number | undefined
}

/** How often a length must have been all there was, before it is believed where no list has shown longer pages. */
const OFTEN_ENOUGH = 3

/** Makes the memory of one server. */
export function rememberPages(): ServerPages {
  let largestAnywhere = 0
  const lists = new Map<string, PageLengths>()

  const remember = (): PageLengths => {
    let largest = 0
    const all = new Map<number, number>()
    const cut = new Set<number>()
    return {
      saw(length) {
        largest = Math.max(largest, length)
        largestAnywhere = Math.max(largestAnywhere, length)
      },
      wasAll: length => void all.set(length, (all.get(length) ?? 0) + 1),
      wasCut: length => void cut.add(length),
      isLast(length) {
        const needed = length < largestAnywhere ? 1 : OFTEN_ENOUGH
        return length < largest || (!cut.has(length) && (all.get(length) ?? 0) >= needed)
      },
    }
  }

  return {
    lengthsOf(list) {
      const lengths = lists.get(list) ?? remember()
      lists.set(list, lengths)
      return lengths
    },
  }
}
