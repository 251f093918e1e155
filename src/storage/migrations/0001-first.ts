import type { Migration } from '../migrate.ts'

/**
 * The first schema. Every table that grows has its organisation first in its key.
 * Types are chosen so that one text serves both engines: `bigint` and `smallint` are INTEGER to SQLite,
 * moments are milliseconds, dates and lists are text, truth is 0 or 1.
 */
export const first: Migration = {
  version: 1,
  name: 'first',
  statements: (clustered, bytewise = '') => [
    ...foundations(clustered),
    ...places(clustered),
    ...catalogue(clustered, bytewise),
    ...users(clustered),
    ...progress(clustered),
    ...assignments(clustered),
    ...history(clustered),
    ...work(clustered),
    ...hours(clustered),
  ],
}

/** Customers, tokens, heads of the history, and where an id belongs. */
function foundations(clustered: string): string[] {
  return [
    'create table meta (name text primary key, value text not null)',
    'create table id_counters (kind text primary key, next bigint not null check (next > 0))',
    'create table customers (id bigint primary key, name text not null)',
    `create table organisations (
      id bigint primary key,
      customer_id bigint not null references customers (id),
      name text not null,
      keychain_for_new_users smallint not null check (keychain_for_new_users in (0, 1)),
      keychain_email_suppressed smallint not null check (keychain_email_suppressed in (0, 1)))`,
    'create index organisations_customer on organisations (customer_id, id)',
    `create table history_heads (
      organisation_id bigint primary key references organisations (id),
      position bigint not null check (position >= 0),
      recorded_at bigint not null,
      hash text not null)`,
    `create table tokens (
      id bigint primary key,
      customer_id bigint not null references customers (id),
      name text not null,
      secret_hash text not null unique,
      scopes text not null,
      organisations text,
      call_limit bigint not null check (call_limit > 0),
      created_at bigint not null,
      revoked_at bigint)`,
    `create table sessions (
      secret_hash text primary key,
      token_id bigint not null references tokens (id) on delete cascade,
      issued_at bigint not null,
      expires_at bigint not null)`,
    'create index sessions_expiry on sessions (expires_at)',
    `create table directory (
      kind smallint not null,
      id bigint not null,
      organisation_id bigint not null references organisations (id),
      primary key (kind, id))${clustered}`,
  ]
}

/** Where learners are, and their statuses. */
function places(clustered: string): string[] {
  return [
    `create table placements (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      name text not null,
      name_folded text not null,
      mis_id text,
      active smallint not null check (active in (0, 1)),
      details text not null,
      primary key (organisation_id, id))${clustered}`,
    'create index placements_name on placements (organisation_id, name_folded, id)',
    `create table classrooms (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      name text not null,
      name_folded text not null,
      mis_id text,
      details text not null,
      primary key (organisation_id, id))${clustered}`,
    'create index classrooms_name on classrooms (organisation_id, name_folded, id)',
    `create table providers (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      name text not null,
      name_folded text not null,
      mis_id text,
      primary key (organisation_id, id))${clustered}`,
    `create table learner_statuses (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      name text not null,
      primary key (organisation_id, id))${clustered}`,
    `create table aim_statuses (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      name text not null,
      primary key (organisation_id, id))${clustered}`,
  ]
}

/** Standards, units and templates. */
function catalogue(clustered: string, bytewise: string): string[] {
  return [
    `create table standards (
      id bigint primary key,
      customer_id bigint not null references customers (id),
      title text not null,
      title_folded text not null,
      code text,
      organisations text)`,
    'create index standards_customer on standards (customer_id, id)',
    `create table units (
      customer_id bigint not null references customers (id),
      id text${bytewise} not null,
      title text not null,
      title_folded text not null,
      ndaq_code text,
      display text,
      standards text not null,
      organisations text,
      primary key (customer_id, id))${clustered}`,
    `create table unit_standards (
      customer_id bigint not null,
      standard_id bigint not null references standards (id),
      unit_id text${bytewise} not null,
      primary key (customer_id, standard_id, unit_id),
      foreign key (customer_id, unit_id) references units (customer_id, id) on delete cascade)${clustered}`,
    `create table templates (
      id bigint primary key,
      customer_id bigint not null references customers (id),
      title text not null,
      items text not null,
      organisations text)`,
    'create index templates_customer on templates (customer_id, id)',
  ]
}

/** All accounts, learners and staff alike. */
function users(clustered: string): string[] {
  return [
    `create table users (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      kind smallint not null check (kind in (1, 4, 5, 10, 40, 45)),
      username text not null,
      first_name text not null,
      first_name_folded text not null,
      last_name text not null,
      last_name_folded text not null,
      email text,
      email_folded text not null,
      mis_id text,
      mis_id_folded text not null,
      uln text,
      placement_id bigint,
      classroom_id bigint,
      provider_id bigint,
      learner_status_id bigint,
      created_on bigint not null,
      date_of_birth text,
      start_on text,
      planned_end_date text,
      progress double precision,
      last_modified bigint not null,
      archived_at bigint,
      delete_requested_at bigint,
      link bigint,
      caseload_target bigint check (caseload_target >= 0),
      profile text not null,
      primary key (organisation_id, id),
      foreign key (organisation_id, placement_id) references placements (organisation_id, id),
      foreign key (organisation_id, classroom_id) references classrooms (organisation_id, id),
      foreign key (organisation_id, provider_id) references providers (organisation_id, id),
      foreign key (organisation_id, learner_status_id) references learner_statuses (organisation_id, id))${clustered}`,
    'create index users_kind on users (organisation_id, kind, id) where archived_at is null',
    'create index users_last_name on users (organisation_id, last_name_folded, first_name_folded, id)',
    'create index users_first_name on users (organisation_id, first_name_folded, id)',
    "create index users_email on users (organisation_id, email_folded, id) where email_folded <> ''",
    "create index users_mis_id on users (organisation_id, mis_id_folded, id) where mis_id_folded <> ''",
    'create index users_username on users (organisation_id, username)',
    'create index users_modified on users (organisation_id, last_modified, id)',
    'create index users_staff on users (organisation_id, kind, id) where kind <> 1',
    'create index users_link on users (link) where link is not null',
    'create index users_placement on users (organisation_id, placement_id) where placement_id is not null',
    'create index users_classroom on users (organisation_id, classroom_id) where classroom_id is not null',
  ]
}

/** Learning aims and unit summaries of learners. */
function progress(clustered: string): string[] {
  return [
    `create table learning_aims (
      organisation_id bigint not null,
      id bigint not null,
      learner_id bigint not null,
      standard_id bigint not null references standards (id),
      status bigint not null,
      progress double precision not null,
      start_date text,
      planned_end text,
      registration_number text,
      registration_date text,
      certificate_applied_date text,
      certificate_received_date text,
      achieved_date text,
      primary key (organisation_id, id),
      unique (organisation_id, learner_id, standard_id),
      unique (organisation_id, learner_id, id),
      foreign key (organisation_id, learner_id) references users (organisation_id, id))${clustered}`,
    `create table unit_summaries (
      organisation_id bigint not null,
      id bigint not null,
      learner_id bigint not null,
      aim_id bigint not null,
      standard_id bigint not null,
      unit_id text not null,
      start_date text,
      planned_end text,
      weighting double precision,
      progress double precision not null,
      signed_off_on text,
      primary key (organisation_id, id),
      unique (organisation_id, learner_id, unit_id, standard_id),
      unique (organisation_id, learner_id, id),
      foreign key (organisation_id, learner_id, aim_id)
        references learning_aims (organisation_id, learner_id, id))${clustered}`,
    'create index unit_summaries_aim on unit_summaries (organisation_id, learner_id, aim_id)',
  ]
}

/** Who holds each slot now. */
function assignments(clustered: string): string[] {
  return [
    `create table assignments (
      organisation_id bigint not null,
      learner_id bigint not null,
      level smallint not null check (level between 0 and 3),
      role smallint not null check (role between 0 and 3),
      target bigint not null,
      person_id bigint not null,
      since bigint not null,
      aim_id bigint,
      unit_summary_id bigint,
      primary key (organisation_id, learner_id, level, role, target),
      foreign key (organisation_id, learner_id) references users (organisation_id, id),
      foreign key (organisation_id, person_id) references users (organisation_id, id),
      foreign key (organisation_id, learner_id, aim_id)
        references learning_aims (organisation_id, learner_id, id),
      foreign key (organisation_id, learner_id, unit_summary_id)
        references unit_summaries (organisation_id, learner_id, id),
      check ((level = 0 and role in (0, 2) and target = 0 and aim_id is null and unit_summary_id is null)
        or (level = 1 and target = person_id and aim_id is null and unit_summary_id is null)
        or (level = 2 and role in (0, 1) and aim_id is not null and target = aim_id and unit_summary_id is null)
        or (level = 3 and role in (0, 1) and unit_summary_id is not null and target = unit_summary_id
          and aim_id is null)),
      check (person_id <> learner_id))${clustered}`,
    'create index assignments_person on assignments (organisation_id, person_id, learner_id)',
  ]
}

/** Runs and their changes. */
function history(clustered: string): string[] {
  return [
    `create table runs (
      organisation_id bigint not null references organisations (id),
      id bigint not null,
      kind smallint not null,
      actor_id bigint,
      reason text,
      recorded_at bigint not null,
      undoes bigint,
      first_position bigint not null,
      last_position bigint not null,
      primary key (organisation_id, id),
      check (last_position >= first_position))${clustered}`,
    'create index runs_recorded on runs (organisation_id, recorded_at, first_position)',
    `create table changes (
      organisation_id bigint not null references organisations (id),
      position bigint not null check (position > 0),
      run_id bigint not null,
      learner_id bigint not null,
      level smallint not null,
      role smallint not null,
      target bigint not null,
      before_person bigint,
      before_since bigint,
      after_person bigint,
      after_since bigint,
      effective_from bigint not null,
      recorded_at bigint not null,
      undoes bigint,
      hash text not null,
      primary key (organisation_id, position),
      check ((before_person is null) = (before_since is null)),
      check ((after_person is null) = (after_since is null)),
      check (effective_from <= recorded_at))${clustered}`,
    'create index changes_slot on changes (organisation_id, learner_id, level, role, target, position)',
    'create index changes_before on changes (organisation_id, before_person, position) where before_person is not null',
    'create index changes_after on changes (organisation_id, after_person, position) where after_person is not null',
  ]
}

/** Visits, reviews and plans of learners. */
function work(clustered: string): string[] {
  return [
    `create table visits (
      organisation_id bigint not null,
      id bigint not null,
      learner_id bigint not null,
      assessor_id bigint,
      starts_at bigint not null,
      ends_at bigint not null,
      visit_type bigint not null,
      sms_reminder smallint not null check (sms_reminder in (0, 1)),
      primary key (organisation_id, id),
      foreign key (organisation_id, learner_id) references users (organisation_id, id))${clustered}`,
    `create table reviews (
      organisation_id bigint not null,
      id bigint not null,
      learner_id bigint not null,
      status smallint not null,
      scheduled_for bigint,
      assessor_id bigint,
      employer_id bigint,
      visit_id bigint,
      progress double precision,
      created_on bigint not null,
      started_on bigint,
      assessor_signed_on bigint,
      learner_signed_on bigint,
      employer_signed_on bigint,
      end_time bigint,
      primary key (organisation_id, id),
      foreign key (organisation_id, learner_id) references users (organisation_id, id),
      foreign key (organisation_id, visit_id) references visits (organisation_id, id))${clustered}`,
    'create index reviews_learner on reviews (organisation_id, learner_id, id)',
    `create table plans (
      organisation_id bigint not null,
      id bigint not null,
      learner_id bigint not null,
      title text,
      plan_on bigint,
      assessor_signed_on bigint,
      learner_signed_on bigint,
      primary key (organisation_id, id),
      foreign key (organisation_id, learner_id) references users (organisation_id, id))${clustered}`,
    'create index plans_learner on plans (organisation_id, learner_id, id)',
  ]
}

/** Timesheets and hours off the job, and what a server has leased of the calls. */
function hours(clustered: string): string[] {
  return [
    `create table timesheet_entries (
      organisation_id bigint not null,
      id bigint not null,
      learner_id bigint not null,
      category text,
      starts_at bigint not null,
      ends_at bigint not null,
      comments text,
      is_off_the_job smallint not null check (is_off_the_job in (0, 1)),
      primary key (organisation_id, id),
      foreign key (organisation_id, learner_id) references users (organisation_id, id))${clustered}`,
    'create index timesheet_entries_learner on timesheet_entries (organisation_id, learner_id, id)',
    `create table off_the_job (
      organisation_id bigint not null,
      learner_id bigint not null,
      contracted_hours double precision,
      target_percentage double precision,
      planned_hours double precision,
      duration_weeks double precision,
      method text,
      minimum_hours double precision,
      percent_of_planned double precision,
      actual_hours double precision,
      primary key (organisation_id, learner_id),
      foreign key (organisation_id, learner_id) references users (organisation_id, id))${clustered}`,

    `create table call_leases (
      token_id bigint not null,
      second bigint not null,
      taken bigint not null,
      primary key (token_id, second))${clustered}`,
  ]
}
