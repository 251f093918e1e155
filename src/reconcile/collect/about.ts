import type { AccountKind } from '../../domain/account.ts'
import { type Role, roleOf } from '../../domain/role.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { ReadFinding } from '../../intake/statement/finding.ts'
import type { Naming, PersonStatement, Statement } from '../../intake/statement/statement.ts'
import type { Placeable } from './centre.ts'

/** The learner whom a statement is about; nobody for staff, workplaces and archived accounts. */
export function learnerOf(statement: Statement): Naming | undefined {
  if (statement.says === 'workplace' || statement.says === 'competence') return undefined
  if (statement.says !== 'person') return statement.learner
  return statement.account === 'learner' && !statement.archived ? statement.who : undefined
}

/** The role of staff whom a list names live; nothing for anybody else. */
export function staffRole(statement: Statement): Role | undefined {
  const isStaff = statement.says === 'person' && statement.account !== 'other' && !statement.archived
  return isStaff ? roleOf(statement.account as AccountKind) : undefined
}

/** What a row tells of somebody whom it names. */
export function factsOn(who: Naming, statements: readonly Statement[]): PersonStatement | undefined {
  return statements.find(
    (statement): statement is PersonStatement => statement.says === 'person' && statement.who === who,
  )
}

/** The date of birth that a row gives somebody. */
export function birthIn(statements: readonly Statement[], who: Naming): CalendarDate | undefined {
  return factsOn(who, statements)?.facts.birth
}

/** Somebody whom a statement is about and who is looked for among the accounts of an organisation. */
export function placeableOf(statement: Statement, statements: readonly Statement[]): Placeable | undefined {
  if (statement.says === 'competence') return { who: statement.who, facts: undefined }
  const isStaff = statement.says === 'person' && staffRole(statement) !== undefined
  const who = learnerOf(statement) ?? (isStaff ? statement.who : undefined)
  return who && { who, facts: factsOn(who, statements)?.facts }
}

/**
 * The cells of a row that could not be read and that a plan would have made something of. A month without a day is how some
 * exports write dates: it counts only where the row says nothing else.
 */
export function unreadIn(findings: readonly ReadFinding[], statements: readonly Statement[]): ReadFinding[] {
  const unread = findings.filter(({ holds, code }) => holds === 'cell' && code !== 'nino-invalid')
  return statements.some(saysMore) ? unread.filter(({ code }) => code !== 'date-month-only') : unread
}

/** Whether a statement says more than that somebody is there. */
function saysMore(statement: Statement): boolean {
  return statement.says !== 'person' || Object.keys(statement.facts).length > 0
}

/** Whether a statement may tell enough of a learner to make one. */
export function canTell(statement: Statement): boolean {
  return statement.says === 'person' && Boolean(statement.who.name.given && statement.who.name.family)
}
