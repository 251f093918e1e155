import type { Migration } from '../migrate.ts'

/**
 * Which workbooks were made, of what and by whom (ids only; it refers to nobody, since it outlives them), and which run takes back
 * which, and how much plans may take away unseen.
 */
export const workbookNotesTable: Migration = {
  version: 17,
  name: 'workbook-notes',
  statements: clustered => [
    `create table workbook_notes (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      list smallint not null,
      person_id bigint,
      row_count bigint not null,
      made_at bigint not null,
      actor_id bigint,
      operator_id bigint,
      primary key (organisation_id, id))${clustered}`,
    'alter table customers add column limits text',
    'create index runs_that_undo on runs (organisation_id, undoes) where undoes is not null',
  ],
}
