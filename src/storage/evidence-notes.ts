import type { EvidenceNote } from '../domain/evidence-note.ts'
import { EVIDENCE_FORMATS } from '../domain/evidence-note.ts'
import type { Id } from '../domain/id.ts'
import type { Db } from './db.ts'
import { code, entity, fromRow, id, idOrNull, number, text } from './entity.ts'
import { type PlaceAcross, pageAcross } from './pieces.ts'

const FORMAT_CODES = { pdf: 0, csv: 1 } as const
const FORMAT_WORDS = new Map(EVIDENCE_FORMATS.map(word => [FORMAT_CODES[word] as number, word]))

export const evidenceNotes = entity<EvidenceNote>()({
  table: 'evidence_notes',
  key: ['organisation_id', 'id'],
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    learner: idOrNull('learner_id'),
    from: text('from_day', 'none'),
    to: text('to_day', 'none'),
    format: code(FORMAT_CODES, FORMAT_WORDS)('format'),
    rows: number('row_count'),
    position: number('position'),
    hash: text('hash', 'none'),
    madeAt: number('made_at'),
    actor: idOrNull('actor_id'),
    operator: idOrNull('operator_id'),
  },
})

/** A page of the files that were made, the last one of each organisation first. */
export function evidenceNotesPage(
  db: Db,
  {
    organisations,
    from,
    limit,
  }: { organisations: readonly Id[]; from: PlaceAcross<Id> | undefined; limit: number },
): Promise<EvidenceNote[]> {
  return pageAcross(organisations, from, limit, async (organisation, before, room) => {
    let query = db.selectFrom('evidence_notes').selectAll().where('organisation_id', '=', organisation)
    if (before !== undefined) query = query.where('id', '<', before)
    const rows = await query.orderBy('id', 'desc').limit(room).execute()
    return rows.map(row => fromRow(evidenceNotes, row))
  })
}
