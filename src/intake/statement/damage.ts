import type { PersonName } from './statement.ts'

/** What exports put where they have no sign for a letter. */
export const LOST_SIGNS = '?\u00bf\ufffd\u25a1\u001a'
const LOST_LETTER = new RegExp(`\\p{L}[${LOST_SIGNS}]|[${LOST_SIGNS}]+\\p{L}`, 'u')

/** Whether a sign stands in a name where a letter was: exports write `?` for letters that their encoding does not have. */
export function hasLostLetter(text: string): boolean {
  return LOST_LETTER.test(text)
}

/** Signs that follow the first byte of a letter in UTF-8 when it is read as Windows-1252. */
const FOLLOWERS = '\u0080-\u009f\u00a1-\u00bf€‚ƒ„…†‡ˆ‰‹“”•˜™›'
const GARBLED: readonly RegExp[] = [
  /Ã[\u0080-\u00bf\u0152-\u2122]|Â[\u0080-\u00bf]|â€/,
  new RegExp(`[\u00c2-\u00df][${FOLLOWERS}]`),
  /[ÄÅ][ŠŒŽšœžŸ’‘]/,
  // UTF-8 read as Windows-1250, as a Mac's own encoding, and as that of DOS.
  /[ĂĹ][©±¶§¤‚„›»\u00ad]|√[\u0080-\uffff]|‚Ä|[├┬┴╔]/,
  /&(?:#\d+|#x[0-9a-f]+|amp|apos|quot|lt|gt|nbsp);/i,
  // Letters of HTML by name, and letters as programs, addresses and mail write them: `&eacute;`, `\u00e9`, `%C3%A9`, `=C3=A9`.
  /&[a-z]{1,7}(?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron|lig|strok|dot|macr|ogon|breve);|&(?:szlig|thorn|eth|[lr]squo);/i,
  /\\u\{?[0-9a-f]{4}|\\x[0-9a-f]{2}|<?U\+[0-9a-f]{4}>?|%u[0-9a-f]{4}/i,
  /%[2-9A-Fa-f][0-9A-Fa-f]|(?:=[89A-F][0-9A-F]){2}|=\?[\w-]+\?[BQ]\?/,
]
/** What is left of `&amp;` where an exporter has made its first sign a letter or taken it away. */
const BROKEN_ENTITY = /(?:^|[\s\p{L}])(?:amp|apos|quot|lt|gt|nbsp|#\d+);/iu

/** Whether text was decoded by a wrong encoding, or has HTML left in it. */
export function isGarbled(text: string): boolean {
  return GARBLED.some(pattern => pattern.test(text))
}

/** Whether a name has what a broken exporter leaves of HTML, such as `aamp;` for `&`. */
export function hasBrokenEntity(text: string): boolean {
  return BROKEN_ENTITY.test(text)
}

/** Whether any part of a name shows by itself that it was damaged on its way. */
export function isDamagedName({ given = '', family = '', full = '' }: PersonName): boolean {
  return [given, family, full].some(part => hasLostLetter(part) || isGarbled(part) || hasBrokenEntity(part))
}
