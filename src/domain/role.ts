import type { AccountKind } from './account.ts'
import type { Level } from './level.ts'

interface RoleRule {
  /** Accounts that qualify. A trainee assessor stands wherever an assessor may. */
  accounts: readonly AccountKind[]
  /** Levels at which the role has slots. Only `additional` holds many. */
  levels: readonly Level[]
}

/** What a slot asks for. Source: docs/onefile-api.md#5.1. */
export const ROLES = {
  assessor: { accounts: ['assessor', 'trainee-assessor'], levels: ['default', 'additional', 'aim', 'unit'] },
  iqa: { accounts: ['iqa'], levels: ['additional', 'aim', 'unit'] },
  employer: { accounts: ['employer'], levels: ['default', 'additional'] },
  observer: { accounts: ['observer'], levels: ['additional'] },
} as const satisfies Record<string, RoleRule>

export type Role = keyof typeof ROLES

/** What people call each role. */
export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  assessor: 'assessor',
  iqa: 'IQA',
  employer: 'employer',
  observer: 'observer',
}

export const ROLE_NAMES = Object.keys(ROLES) as Role[]

/** The role an account is assigned in; nothing for a learner. */
export function roleOf(kind: AccountKind): Role | undefined {
  return ROLE_NAMES.find(role => qualifies(kind, role))
}

/** Whether an account of this kind may stand in this role. */
export function qualifies(kind: AccountKind, role: Role): boolean {
  return (ROLES[role].accounts as readonly AccountKind[]).includes(kind)
}

/** Whether the role has slots at the level. */
export function hasLevel(role: Role, level: Level): boolean {
  return (ROLES[role].levels as readonly Level[]).includes(level)
}

/** Roles that can be filled at the level. */
export function rolesAt(level: Level): Role[] {
  return ROLE_NAMES.filter(role => hasLevel(role, level))
}
