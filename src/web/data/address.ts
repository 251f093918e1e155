/**
 * Filters live in the address. What stands there may be anything, so each is read by one of these; what cannot be read
 * counts as left out.
 */

/** One of these words. */
export function oneOf<const W extends string>(words: readonly W[], raw: unknown): W | undefined {
  return words.find(word => word === raw)
}

/** A whole number from 1, such as an id. */
export function idIn(raw: unknown): number | undefined {
  const number = typeof raw === 'string' && /^\d{1,15}$/.test(raw) ? Number(raw) : raw
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined
}

/** Text of at most 200 signs; digits in an address arrive as a number. */
export function textIn(raw: unknown): string | undefined {
  const text = typeof raw === 'number' ? String(raw) : raw
  return typeof text === 'string' && text.trim() !== '' ? text.slice(0, 200) : undefined
}

/** A calendar date as `YYYY-MM-DD`. */
export function dateIn(raw: unknown): string | undefined {
  return typeof raw === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw) ? raw : undefined
}

/** Leaves out what has no value, so that an address holds nothing empty. */
export function filled<T extends object>(search: T): Filled<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Filled<T>
}

type Filled<T> = { [K in keyof T]?: T[K] | undefined }
