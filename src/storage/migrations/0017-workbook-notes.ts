import type { Migration } from '../migrate.ts'

/** Which workbooks were made, of what and by whom. Ids only; it refers to nobody, since it outlives them. */
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
  ],
}
