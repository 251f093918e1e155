/** Signs that nobody sees: of no width, of direction, soft hyphens, control characters. */
const UNSEEN = /[\p{Cf}\p{Cc}]/gu

/** A reference without what exports add to it or change about it: letter case, braces, signs that nobody sees, outer spaces. */
export function foldReference(reference: string): string {
  return reference
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase()
}

/**
 * What is left of a reference when a spreadsheet takes it for a number: without the zeros before it and the decimals behind it.
 * Nothing for a reference that is no number.
 */
export function numberIn(reference: string): string | undefined {
  return /^0*(\d+?)(?:\.0+)?$/.exec(foldReference(reference))?.[1]
}
