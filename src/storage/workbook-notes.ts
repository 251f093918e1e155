import type { Id } from '../domain/id.ts'
import { WORKBOOK_LISTS, type WorkbookNote } from '../domain/workbook-note.ts'
import type { Db } from './db.ts'
import { code, entity, fromRow, id, idOrNull, number } from './entity.ts'
import { type PlaceAcross, pageAcross } from './pieces.ts'

const LIST_CODES = { caseloads: 0, caseload: 1, coverage: 2 } as const
const LIST_WORDS = new Map(WORKBOOK_LISTS.map(word => [LIST_CODES[word] as number, word]))

export const workbookNotes = entity<WorkbookNote>()({
  table: 'workbook_notes',
  key: ['organisation_id', 'id'],
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    list: code(LIST_CODES, LIST_WORDS)('list'),
    person: idOrNull('person_id'),
    rows: number('row_count'),
    madeAt: number('made_at'),
    actor: idOrNull('actor_id'),
    operator: idOrNull('operator_id'),
  },
})

/** A page of the workbooks that were made, the last one of each organisation first. */
export function workbookNotesPage(
  db: Db,
  {
    organisations,
    from,
    limit,
  }: { organisations: readonly Id[]; from: PlaceAcross<Id> | undefined; limit: number },
): Promise<WorkbookNote[]> {
  return pageAcross(organisations, from, limit, async (organisation, before, room) => {
    let query = db.selectFrom('workbook_notes').selectAll().where('organisation_id', '=', organisation)
    if (before !== undefined) query = query.where('id', '<', before)
    const rows = await query.orderBy('id', 'desc').limit(room).execute()
    return rows.map(row => fromRow(workbookNotes, row))
  })
}
