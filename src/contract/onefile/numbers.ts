import type { AccountKind } from '../../domain/account.ts'
import type { Level } from '../../domain/level.ts'

/** Role numbers of the wire (docs/onefile-api.md#4.1). */
export const ROLE_NUMBERS: Readonly<Record<AccountKind, number>> = {
  learner: 1,
  'trainee-assessor': 4,
  assessor: 5,
  iqa: 10,
  employer: 40,
  observer: 45,
}

/** Level numbers of an assign (docs/onefile-api.md#5.1). The default has calls of its own. */
export const LEVEL_NUMBERS: Readonly<Record<Exclude<Level, 'default'>, number>> = {
  additional: 1,
  unit: 2,
  aim: 3,
}
