import type { Role } from './role.ts'

/** What a provider calls the roles: one word each, in the singular, as it would stand inside a sentence. */
export type Terms = Readonly<Record<Role | 'learner', string>>

/** What everybody understands. */
export const USUAL_TERMS: Terms = {
  learner: 'learner',
  assessor: 'assessor',
  iqa: 'IQA',
  employer: 'employer',
  observer: 'observer',
}
