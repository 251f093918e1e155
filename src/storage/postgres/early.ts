import type { Holding } from '../../domain/assignment.ts'
import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import { type AssignRequest, peopleOf } from '../../domain/request.ts'
import type { Slot } from '../../domain/slot.ts'
import { DIRECTORY_CODES, LEVEL_CODES, LEVEL_WORDS, ROLE_WORDS } from '../codes.ts'
import type { EarlyFacts, HotStatements } from '../database.ts'
import { type Ask, type Row, together, transpose } from './ask.ts'

/**
 * Reads what judging requests may look at, all of it sent at once: each statement finds by itself what another one would
 * have told it, and reads all roles of a place, since which one it is the accounts decide.
 */
export async function readEarly(
  ask: Ask,
  { accounts }: HotStatements,
  requests: readonly AssignRequest[],
): Promise<EarlyFacts> {
  const [people, aimRows, unitRows, rows] = await together([
    accounts([...new Set(requests.flatMap(peopleOf))]),
    askFor(ask, 'aim slots', AIM_SLOTS, requests.flatMap(aimWanted)),
    askFor(ask, 'unit slots', UNIT_SLOTS, requests.flatMap(unitWanted)),
    askFor(ask, 'slots', SLOTS, requests.flatMap(placesOf)),
  ])
  return {
    requests,
    accounts: people,
    aims: aimRows.map(row => ({ id: row.target!, learner: row.learner_id!, standard: row.standard_id! })),
    units: once(unitRows).map(row => ({
      id: row.target!,
      learner: row.learner_id!,
      standard: row.standard_id!,
      unit: row.unit_id as unknown as string,
    })),
    holdings: [aimRows, unitRows, rows].flatMap(found => found.filter(isHeld).map(holding)),
  }
}

const OF_LEARNER = `join directory d on d.kind = ${DIRECTORY_CODES.user} and d.id = wanted.learner`

const SLOTS_THERE = `assignments a on a.organisation_id = d.organisation_id and a.learner_id = d.id`

const AIM_SLOTS = `
  select aim.learner_id, aim.standard_id, ${LEVEL_CODES.aim} as level, aim.id as target, a.role, a.person_id, a.since
  from unnest($1::bigint[], $2::bigint[]) as wanted (learner, standard)
  ${OF_LEARNER}
  join learning_aims aim on aim.organisation_id = d.organisation_id and aim.learner_id = d.id
    and aim.standard_id = wanted.standard
  left join ${SLOTS_THERE} and a.level = ${LEVEL_CODES.aim} and a.target = aim.id`

const UNIT_SLOTS = `
  select u.learner_id, u.unit_id, u.standard_id, ${LEVEL_CODES.unit} as level, u.id as target, a.role, a.person_id, a.since
  from unnest($1::bigint[], $2::text[]) as wanted (learner, unit)
  ${OF_LEARNER}
  join unit_summaries u on u.organisation_id = d.organisation_id and u.learner_id = d.id and u.unit_id = wanted.unit
  left join ${SLOTS_THERE} and a.level = ${LEVEL_CODES.unit} and a.target = u.id
  order by u.standard_id`

const SLOTS = `
  select a.learner_id, a.level, a.role, a.target, a.person_id, a.since
  from unnest($1::bigint[], $2::smallint[], $3::bigint[]) as wanted (learner, level, target)
  ${OF_LEARNER}
  join ${SLOTS_THERE} and a.level = wanted.level and a.target = wanted.target`

/** Asks once for everything that is wanted, or not at all. */
async function askFor(ask: Ask, name: string, text: string, wanted: unknown[][]): Promise<Row[]> {
  return wanted.length === 0
    ? []
    : ask(
        name,
        text,
        transpose(wanted, row => row, wanted[0]!.length),
      )
}

function aimWanted({ level, learner, standard, target }: AssignRequest): unknown[][] {
  return level === 'aim' && standard !== undefined && target === undefined ? [[learner, standard]] : []
}

function unitWanted({ level, learner, unit, target }: AssignRequest): unknown[][] {
  return level === 'unit' && unit !== undefined && target === undefined ? [[learner, unit]] : []
}

/** Slots, whatever their role, that do not depend on an aim or a unit by name. */
function placesOf({ level, learner, target, after, before }: AssignRequest): unknown[][] {
  const place = (at: Level, id: Id) => [learner, LEVEL_CODES[at], id]
  if (level === 'additional') return [place(level, after ?? before ?? 0)]
  // A default employer is an additional one, too.
  if (level === 'default') return [place(level, 0), ...(after === null ? [] : [place('additional', after)])]
  return target === undefined ? [] : [place(level, target)]
}

/** A summary comes once for each of its slots that is held, and the same unit may be asked for more than once. */
function once(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map(row => [row.target, row])).values()]
}

function isHeld(row: Row): boolean {
  return row.person_id !== null
}

/** The slot and its holder, of a row of assignments. */
export function holding(row: Row): Slot & Holding {
  return {
    learner: row.learner_id!,
    level: LEVEL_WORDS.get(row.level!)!,
    role: ROLE_WORDS.get(row.role!)!,
    target: row.target!,
    person: row.person_id!,
    since: row.since!,
  }
}
