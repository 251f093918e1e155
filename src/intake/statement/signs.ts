/** Signs that nobody sees: controls, soft hyphens, marks of direction, blanks of no width. */
const INVISIBLE = /(?![\t\n\r])[\p{Cc}\p{Cf}]/gu
/** Joiners belong to the spelling in scripts other than Latin. */
const JOINERS = /[\u200c\u200d]/
const OTHER_SCRIPT = /(?!\p{Script=Latin})\p{L}/u

/** The text without signs that nobody sees, which exports and web pages leave in ids, dates and addresses. */
export function withoutInvisible(text: string): string {
  if (/^[\t\n\r -~]*$/.test(text)) return text
  const keepsJoiners = OTHER_SCRIPT.test(text)
  return text.replace(INVISIBLE, sign => (keepsJoiners && JOINERS.test(sign) ? sign : ''))
}
