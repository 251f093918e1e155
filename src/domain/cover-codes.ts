/** Codes of the findings about a learner's cover. */
export const COVER_CODES = [
  'no-assessor',
  'no-iqa',
  'held-by-archived',
  'assesses-and-assures',
  'employer-elsewhere',
  'trainee',
] as const

export type CoverCode = (typeof COVER_CODES)[number]
