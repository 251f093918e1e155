import { sql } from 'kysely'
import type { Assignment } from '../domain/assignment.ts'
import type { User } from '../domain/user.ts'
import { LEVEL_CODES, ROLE_CODES } from './codes.ts'
import type { Db } from './db.ts'
import { holdersAt } from './holders.ts'
import type { PageQuery } from './list.ts'

/** Users, and who is set by default beside those of them who are learners. */
export interface UsersPage {
  users: readonly User[]
  holders: readonly Assignment[]
}

/** Who is set by default beside a user, in the order of the columns that `withDefaultHolders` adds. */
export const DEFAULT_HOLDERS = ['defaultAssessor', 'defaultEmployer'] as const

/** A page of users with who is set by default beside each of them: two columns more. */
export function withDefaultHolders(query: PageQuery): PageQuery {
  return withHolder(withHolder(query, 'assessor'), 'employer')
}

function withHolder(query: PageQuery, role: 'assessor' | 'employer'): PageQuery {
  return query
    .leftJoin(`assignments as ${role}`, join =>
      join
        .onRef(`${role}.organisation_id`, '=', 'page.organisation_id')
        .onRef(`${role}.learner_id`, '=', 'page.id')
        .on(sql<boolean>`${sql.ref(`${role}.level`)} = ${sql.lit(LEVEL_CODES.default)}`)
        .on(sql<boolean>`${sql.ref(`${role}.role`)} = ${sql.lit(ROLE_CODES[role])}`),
    )
    .select(`${role}.person_id as default_${role}`)
}

/** Who is set by default beside those of some users who are learners. */
export async function defaultHolders(db: Db, users: readonly User[]): Promise<Assignment[]> {
  const learners = users.filter(user => user.kind === 'learner')
  if (learners.length === 0) return []
  return holdersAt(db, {
    organisations: [...new Set(learners.map(learner => learner.organisation))],
    learners: learners.map(learner => learner.id),
    level: 'default',
  })
}
