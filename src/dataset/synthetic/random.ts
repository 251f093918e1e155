import { certain } from '../../domain/certain.ts'
/** A source of numbers that looks random and is the same for the same seed. */
export interface Random {
  /** A number from 0 up to but not including 1. */
  next(): number
  /** A whole number from 0 up to but not including `below`. */
  below(below: number): number
  /** One of several. */
  pick<T>(from: readonly T[]): T
  /** Whether something happens that happens this often. */
  chance(share: number): boolean
}

/**
 * A random source for one thing of a kind, so that each thing can be made without those before it.
 * The generator is SplitMix32: a Weyl sequence with a mixing step, after Steele, Lea and Flood (2014).
 */
export function randomFor(seed: number, kind: number, index: number): Random {
  let state =
    (Math.imul(seed, 0x9e3779b1) ^ Math.imul(kind + 1, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, pick: from => certain(from[below(from.length)]), chance: share => next() < share }
}
