import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import { type AssignRequest, peopleOf } from '../../domain/request.ts'
import { aimOf, holdingOf, type SlotRow, unitOf } from '../batch-rows.ts'
import { DIRECTORY_CODES, LEVEL_CODES } from '../codes.ts'
import type { BatchStatements, PrefetchedFacts } from '../database.ts'
import { type AskPostgres, together, transpose } from './ask.ts'

/**
 * Reads what judging requests may look at, all of it sent at once: each statement finds by itself what another one would
 * have told it, and reads all roles of a place, since which one it is the accounts decide.
 */
export async function prefetch(
  ask: AskPostgres,
  { accounts }: BatchStatements,
  requests: readonly AssignRequest[],
): Promise<PrefetchedFacts> {
  const [people, aimRows, unitRows, rows] = await together([
    accounts([...new Set(requests.flatMap(peopleOf))]),
    askFor<AimSlotRow>(ask, 'aim slots', AIM_SLOTS, requests.flatMap(aimWanted)),
    askFor<UnitSlotRow>(ask, 'unit slots', UNIT_SLOTS, requests.flatMap(unitWanted)),
    askFor<SlotRow>(ask, 'slots', SLOTS, requests.flatMap(placesOf)),
  ])
  return {
    requests,
    accounts: people,
    aims: aimRows.map(row => aimOf({ ...row, id: row.target })),
    units: once(unitRows).map(row => unitOf({ ...row, id: row.target })),
    holdings: [...held(aimRows), ...held(unitRows), ...rows].map(holdingOf),
  }
}

/** A slot with its holder, or with nobody. */
type MaybeHeld = Omit<SlotRow, 'role' | 'person_id' | 'since'> & {
  [Column in 'role' | 'person_id' | 'since']: number | null
}
type AimSlotRow = MaybeHeld & { standard_id: number }
type UnitSlotRow = AimSlotRow & { unit_id: string }

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
async function askFor<Row extends object>(
  ask: AskPostgres,
  name: string,
  text: string,
  wanted: unknown[][],
): Promise<Row[]> {
  const [first] = wanted
  return first
    ? ask<Row>(
        name,
        text,
        transpose(wanted, row => row, first.length),
      )
    : []
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
function once<Row extends MaybeHeld>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map(row => [row.target, row])).values()]
}

/** Rows of slots that somebody holds. */
function held(rows: readonly MaybeHeld[]): SlotRow[] {
  return rows.flatMap(({ role, person_id, since, ...slot }) =>
    role === null || person_id === null || since === null ? [] : [{ ...slot, role, person_id, since }],
  )
}
