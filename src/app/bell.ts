/** Tells whoever does the work that there is some. */
export interface Bell {
  ring(): void
  /** Has something done at every ring from now on; gives what ends that. */
  onRing(work: () => void): () => void
}

export function createBell(): Bell {
  const listeners = new Set<() => void>()
  return {
    ring() {
      for (const work of listeners) work()
    },
    onRing(work) {
      listeners.add(work)
      return () => void listeners.delete(work)
    },
  }
}
