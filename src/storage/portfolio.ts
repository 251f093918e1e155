import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import { NO_SUBJECT, type Subject, type TargetKey, targetKey } from '../domain/target.ts'
import { DIRECTORY_CODES, KIND_WORDS, LEVEL_WORDS, ROLE_WORDS, wordFor } from './codes.ts'
import type { Db } from './db.ts'
import { IS_OPEN } from './planned.ts'
import type { Portfolios } from './portfolios.ts'
import { preparedRows } from './prepared.ts'
import type { ValueRow } from './value-rows.ts'

/** All that bears on who is beside one learner, with what their slots are about. */
interface FoundPortfolio extends Portfolios {
  organisation: Id
  subjects: ReadonlyMap<TargetKey, Subject>
  /** Whether changes beside the learner are to come, or wait for somebody. */
  hasPlanned: boolean
}

/**
 * The portfolio of one account by its id alone, whosever it is; nothing where there is no such account. It is one statement,
 * since each costs a round trip on PostgreSQL: rows of four kinds, told apart by their first value.
 */
export async function portfolioOf(db: Db, learner: Id): Promise<FoundPortfolio | undefined> {
  const rows = await portfolioRows(db, { learner })
  const of = (part: number) => rows.filter(row => row[0] === part)
  const [account] = of(PARTS.account)
  if (!account) return undefined
  const person = personFrom(account, 1, account[8] as Id)
  const organisation = person.organisation
  const held = of(PARTS.assignment).sort(bySlot)
  const aims = of(PARTS.aim).sort(byId)
  const units = of(PARTS.unit).sort(byId)
  return {
    organisation,
    hasPlanned: account[10] !== null,
    people: [person, ...held.map(row => ({ ...personFrom(row, 6, row[4] as Id), organisation }))],
    assignments: held.map(row => assignmentFrom(row, organisation, learner)),
    aims: aims.map(([, id, standard]) => ({ id: id as Id, learner, standard: standard as Id })),
    units: units.map(row => ({
      ...{ id: row[1] as Id, learner, aim: row[2] as Id },
      ...{ standard: row[3] as Id, unit: row[13] as string },
    })),
    subjects: new Map([...aims.map(aimSubject), ...units.map(unitSubject)]),
  }
}

const PARTS = { account: 0, assignment: 1, aim: 2, unit: 3 }

/** What is read of a person, but for the id: numbers, then texts. */
const PERSON = sql`kind, who.archived_at, who.delete_requested_at, who.placement_id, who.classroom_id, who.link, who.caseload_target`
const NAMES = sql`who.first_name, who.last_name, who.email_folded`

/** Columns that a part leaves empty. */
function nothing(count: number): RawBuilder<unknown> {
  return sql.raw(Array.from({ length: count }, () => 'null').join(', '))
}

const portfolioRows = preparedRows((db, { learner }: { learner: Id }) => {
  const place = sql`(select organisation_id from directory where kind = ${sql.lit(DIRECTORY_CODES.user)} and id = ${learner})`
  const of = (table: string) =>
    sql`${sql.ref(`${table}.organisation_id`)} = ${place} and ${sql.ref(`${table}.learner_id`)} = ${learner}`
  const query = sql`
    select ${sql.lit(PARTS.assignment)} as part, held.level, held.role, held.target, held.person_id, held.since,
      who.${PERSON}, ${NAMES}
    from assignments as held
    join users as who on who.organisation_id = held.organisation_id and who.id = held.person_id
    where ${of('held')}
    union all
    select ${sql.lit(PARTS.account)}, who.${PERSON}, who.id, who.organisation_id,
      (select 1 from planned_changes where organisation_id = ${place} and learner_id = ${learner} and ${IS_OPEN} limit 1),
      ${nothing(2)}, ${NAMES}
    from users as who where who.organisation_id = ${place} and who.id = ${learner}
    union all
    select ${sql.lit(PARTS.aim)}, aim.id, aim.standard_id, ${nothing(10)}, standard.title, ${nothing(2)}
    from learning_aims as aim left join standards as standard on standard.id = aim.standard_id
    where ${of('aim')}
    union all
    select ${sql.lit(PARTS.unit)}, summary.id, summary.aim_id, summary.standard_id, ${nothing(9)},
      summary.unit_id, standard.title, unit.title
    from unit_summaries as summary left join standards as standard on standard.id = summary.standard_id
    left join units as unit on unit.customer_id = standard.customer_id and unit.id = summary.unit_id
    where ${of('summary')}`
  return { compile: () => query.compile(db) }
})

/** A person whose numbers begin at a column; texts are the last three. */
function personFrom(row: ValueRow, from: number, id: Id): NamedPerson {
  const [kind, archivedAt, flaggedAt, placement, classroom, link, caseloadTarget] = row.slice(from, from + 7)
  return {
    id,
    organisation: row[9] as Id,
    kind: wordFor(KIND_WORDS, kind as number),
    firstName: row[13] as string,
    lastName: row[14] as string,
    archived: archivedAt !== null,
    flagged: flaggedAt !== null,
    placement: placement as Id | null,
    classroom: classroom as Id | null,
    link: link as Id | null,
    emailFolded: row[15] as string,
    caseloadTarget: caseloadTarget as number | null,
  }
}

function assignmentFrom([, level, role, target, person, since]: ValueRow, organisation: Id, learner: Id) {
  return {
    organisation,
    learner,
    level: wordFor(LEVEL_WORDS, level as number),
    role: wordFor(ROLE_WORDS, role as number),
    target: target as Id,
    person: person as Id,
    since: since as number,
  }
}

function aimSubject([, target, id, ...more]: ValueRow): [TargetKey, Subject] {
  const title = more[10] as string
  return [
    targetKey({ level: 'aim', target: target as Id }),
    { standard: { id: id as Id, title }, unit: null },
  ]
}

/** A unit that the catalogue does not hold has no name. */
function unitSubject(row: ValueRow): [TargetKey, Subject] {
  const key = targetKey({ level: 'unit', target: row[1] as Id })
  if (row[15] === null) return [key, NO_SUBJECT]
  return [
    key,
    {
      standard: { id: row[3] as Id, title: row[14] as string },
      unit: { id: row[13] as string, title: row[15] as string },
    },
  ]
}

/** In the order of the key of assignments: level, role, target. */
function bySlot(a: ValueRow, b: ValueRow): number {
  return [1, 2, 3].reduce((order, at) => order || (a[at] as number) - (b[at] as number), 0)
}

function byId(a: ValueRow, b: ValueRow): number {
  return (a[1] as number) - (b[1] as number)
}
