import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import { NO_SUBJECT, type Subject, type TargetKey, targetKey } from '../domain/target.ts'
import { DIRECTORY_CODES, KIND_WORDS, LEVEL_WORDS, ROLE_WORDS, wordFor } from './codes.ts'
import type { Db } from './db.ts'
import { IS_OPEN } from './planned.ts'
import type { Portfolios } from './portfolios.ts'
import { preparedRows } from './prepared.ts'
import { numberOf, numberOrNull, textOf, type ValueRow } from './value-rows.ts'

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
  const organisation = numberOf(account[9])
  const person = personFrom(account, 1, { id: numberOf(account[8]), organisation })
  const held = of(PARTS.assignment).sort(bySlot)
  const aims = of(PARTS.aim).sort(byId)
  const units = of(PARTS.unit).sort(byId)
  return {
    organisation,
    hasPlanned: account[10] !== null,
    people: [person, ...held.map(row => personFrom(row, 6, { id: numberOf(row[4]), organisation }))],
    assignments: held.map(row => assignmentFrom(row, organisation, learner)),
    aims: aims.map(([, id, standard]) => ({ id: numberOf(id), learner, standard: numberOf(standard) })),
    units: units.map(row => ({
      ...{ id: numberOf(row[1]), learner, aim: numberOf(row[2]) },
      ...{ standard: numberOf(row[3]), unit: textOf(row[13]) },
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
function personFrom(row: ValueRow, from: number, who: Pick<NamedPerson, 'id' | 'organisation'>): NamedPerson {
  const [kind, archivedAt, flaggedAt, placement, classroom, link, caseloadTarget] = row.slice(from, from + 7)
  return {
    ...who,
    kind: wordFor(KIND_WORDS, numberOf(kind)),
    firstName: textOf(row[13]),
    lastName: textOf(row[14]),
    archived: archivedAt !== null,
    flagged: flaggedAt !== null,
    placement: numberOrNull(placement),
    classroom: numberOrNull(classroom),
    link: numberOrNull(link),
    emailFolded: textOf(row[15]),
    caseloadTarget: numberOrNull(caseloadTarget),
  }
}

function assignmentFrom([, level, role, target, person, since]: ValueRow, organisation: Id, learner: Id) {
  return {
    organisation,
    learner,
    level: wordFor(LEVEL_WORDS, numberOf(level)),
    role: wordFor(ROLE_WORDS, numberOf(role)),
    target: numberOf(target),
    person: numberOf(person),
    since: numberOf(since),
  }
}

function aimSubject([, target, id, ...more]: ValueRow): [TargetKey, Subject] {
  const title = textOf(more[10])
  return [
    targetKey({ level: 'aim', target: numberOf(target) }),
    { standard: { id: numberOf(id), title }, unit: null },
  ]
}

/** A unit that the catalogue does not hold has no name. */
function unitSubject(row: ValueRow): [TargetKey, Subject] {
  const key = targetKey({ level: 'unit', target: numberOf(row[1]) })
  if (row[15] === null) return [key, NO_SUBJECT]
  return [
    key,
    {
      standard: { id: numberOf(row[3]), title: textOf(row[14]) },
      unit: { id: textOf(row[13]), title: textOf(row[15]) },
    },
  ]
}

/** In the order of the key of assignments: level, role, target. */
function bySlot(a: ValueRow, b: ValueRow): number {
  return [1, 2, 3].reduce((order, at) => order || numberOf(a[at]) - numberOf(b[at]), 0)
}

function byId(a: ValueRow, b: ValueRow): number {
  return numberOf(a[1]) - numberOf(b[1])
}
