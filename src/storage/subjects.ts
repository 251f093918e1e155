import type { Id } from '../domain/id.ts'
import type { Level } from '../domain/level.ts'
import { type Subject, type TargetKey, targetKey } from '../domain/target.ts'
import type { Db } from './db.ts'
import { inFullPieces } from './pieces.ts'
import { prepared } from './prepared.ts'

/** Slots of which the subject is wanted. */
interface SubjectsWanted {
  organisations: readonly Id[]
  slots: readonly { level: Level; target: Id }[]
}

/** What slots at `aim` and `unit` are about, by name. */
export async function subjectsOf(
  db: Db,
  { organisations, slots }: SubjectsWanted,
): Promise<Map<TargetKey, Subject>> {
  const targets = (level: Level) => [
    ...new Set(slots.filter(slot => slot.level === level).map(slot => slot.target)),
  ]
  const aims = await inFullPieces(targets('aim'), ids => aimSubjects(db, organisations, ids))
  const units = await inFullPieces(targets('unit'), ids => unitSubjects(db, organisations, ids))
  return new Map([...aims, ...units])
}

type FoundSubject = readonly [TargetKey, Subject]
type SubjectAsked = { organisations: readonly Id[]; ids: readonly Id[] }

const aimsWithStandards = prepared((db, { organisations, ids }: SubjectAsked) =>
  db
    .selectFrom('learning_aims as aim')
    .innerJoin('standards as standard', 'standard.id', 'aim.standard_id')
    .select(['aim.id as target', 'standard.id as id', 'standard.title as title'])
    .where('aim.organisation_id', 'in', organisations)
    .where('aim.id', 'in', ids),
)

const summariesWithUnits = prepared((db, { organisations, ids }: SubjectAsked) =>
  db
    .selectFrom('unit_summaries as summary')
    .innerJoin('standards as standard', 'standard.id', 'summary.standard_id')
    .innerJoin('units as unit', join =>
      join.onRef('unit.customer_id', '=', 'standard.customer_id').onRef('unit.id', '=', 'summary.unit_id'),
    )
    .select([
      'summary.id as target',
      'standard.id as standard',
      'standard.title as standardTitle',
      'unit.id as unit',
      'unit.title as unitTitle',
    ])
    .where('summary.organisation_id', 'in', organisations)
    .where('summary.id', 'in', ids),
)

async function aimSubjects(
  db: Db,
  organisations: readonly Id[],
  ids: readonly Id[],
): Promise<FoundSubject[]> {
  const rows = await aimsWithStandards(db, { organisations, ids })
  return rows.map(({ target, id, title }) => [
    targetKey({ level: 'aim', target }),
    { standard: { id, title }, unit: null },
  ])
}

async function unitSubjects(
  db: Db,
  organisations: readonly Id[],
  ids: readonly Id[],
): Promise<FoundSubject[]> {
  const rows = await summariesWithUnits(db, { organisations, ids })
  return rows.map(row => [
    targetKey({ level: 'unit', target: row.target }),
    {
      standard: { id: row.standard, title: row.standardTitle },
      unit: { id: row.unit, title: row.unitTitle },
    },
  ])
}
