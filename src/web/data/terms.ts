import type { Role } from '../../domain/role.ts'
import { type Terms, USUAL_TERMS } from '../../domain/terms.ts'

let terms: Terms = USUAL_TERMS

/** Takes over what the provider calls the roles. No page is drawn before it is known who is signed in, and so this. */
export function keepTerms(words: Terms): void {
  terms = words
}

/** What the provider calls a role, in the singular, such as "tutor" for an assessor. */
export function roleWord(role: Role): string {
  return terms[role]
}
