import type { Migration } from '../migrate.ts'

/** People can be erased. The list of them refers to nothing, since it outlives what it is about. */
export const erasure: Migration = {
  version: 4,
  name: 'erasure',
  statements: clustered => [
    'alter table users add column erased_at bigint',
    `create table erasures (
      organisation_id bigint not null,
      user_id bigint not null,
      account_created_on bigint not null,
      erased_at bigint not null,
      erased_by text not null,
      reason text,
      names smallint not null check (names in (0, 1)),
      primary key (organisation_id, user_id))${clustered}`,
    'create index visits_learner on visits (organisation_id, learner_id, id)',
    'create index reviews_visit on reviews (organisation_id, visit_id) where visit_id is not null',
  ],
}
