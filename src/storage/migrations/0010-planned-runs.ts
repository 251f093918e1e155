import type { Migration } from '../migrate.ts'

/**
 * Changes with a day to come stand beside the history. States: 0 planned, 1 waiting, then those that are over. An
 * organisation says in which zone its days begin.
 */
export const plannedRuns: Migration = {
  version: 10,
  name: 'planned-runs',
  statements: clustered => [
    'alter table organisations add column time_zone text',
    `create table planned_runs (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      kind smallint not null,
      actor_id bigint,
      operator_id bigint,
      reason text,
      created_at bigint not null,
      archives bigint,
      archive_from bigint,
      archived_at bigint,
      primary key (organisation_id, id))${clustered}`,
    `create index planned_runs_archiving on planned_runs (organisation_id, archive_from)
      where archives is not null and archived_at is null`,
    `create table planned_changes (
      organisation_id bigint not null,
      planned_run_id bigint not null,
      number bigint not null check (number > 0),
      learner_id bigint not null,
      level smallint not null,
      role smallint not null,
      target bigint not null,
      before_person bigint,
      after_person bigint,
      due bigint not null,
      ends bigint,
      state smallint not null,
      code text,
      run_id bigint,
      displaced_since bigint,
      settled_at bigint,
      primary key (organisation_id, planned_run_id, number),
      foreign key (organisation_id, planned_run_id) references planned_runs (organisation_id, id),
      foreign key (organisation_id, learner_id) references users (organisation_id, id),
      foreign key (organisation_id, before_person) references users (organisation_id, id),
      foreign key (organisation_id, after_person) references users (organisation_id, id))${clustered}`,
    'create index planned_changes_due on planned_changes (organisation_id, due) where state = 0',
    'create index planned_changes_learner on planned_changes (organisation_id, learner_id) where state < 2',
    'create index planned_changes_before on planned_changes (organisation_id, before_person) where state < 2',
    'create index planned_changes_after on planned_changes (organisation_id, after_person) where state < 2',
    'create index planned_changes_run on planned_changes (organisation_id, run_id) where run_id is not null',
  ],
}
