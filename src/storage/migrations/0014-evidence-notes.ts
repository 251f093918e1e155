import type { Migration } from '../migrate.ts'

/** Which files of evidence were made, for what and by whom. Ids only; it refers to nobody, since it outlives them. */
export const evidenceNotesTable: Migration = {
  version: 14,
  name: 'evidence-notes',
  statements: clustered => [
    `create table evidence_notes (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      learner_id bigint,
      from_day text not null,
      to_day text not null,
      format smallint not null,
      row_count bigint not null,
      position bigint not null,
      hash text not null,
      made_at bigint not null,
      actor_id bigint,
      operator_id bigint,
      primary key (organisation_id, id))${clustered}`,
  ],
}
