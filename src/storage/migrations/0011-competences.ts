import type { Migration } from '../migrate.ts'

/** Which standards somebody may assess or assure. */
export const competencesTable: Migration = {
  version: 11,
  name: 'competences',
  statements: clustered => [
    `create table competences (
      organisation_id bigint not null,
      user_id bigint not null,
      standard_id bigint not null references standards (id),
      primary key (organisation_id, user_id, standard_id),
      foreign key (organisation_id, user_id) references users (organisation_id, id))${clustered}`,
  ],
}
