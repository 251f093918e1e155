const PERSON =
  /^\p{Lu}[\p{L}'’.-]+(?:\s+(?:\p{Lu}[\p{L}'’.-]*|ap|ab|de|da|di|van|von|der|den|la|le|al|bin|ibn)){1,3}$/u
const NO_PERSON =
  /\b(?:level|adult|care|team|leader|sheet|row|lane|street|road|centre|center|campus|college|house|park|north|south|east|west|business|health|childcare|learners?|students?|apprentices?|main|list|january|february|march|april|may|june|july|august|september|october|november|december|week|month|year|new|current|active)\b/i

/** Whether a text looks like the name of one person: two to four words with capital letters, none of them a word of the trade. */
export function isPersonLike(text: string): boolean {
  return PERSON.test(text.trim()) && !NO_PERSON.test(text)
}
