import type { Migration } from '../migrate.ts'

/**
 * Files that somebody brings to be applied. They hold people's data, and go: after a while, when the import is deleted, and when
 * a person of the customer is erased.
 */
export const importsTables: Migration = {
  version: 6,
  name: 'imports',
  statements: (clustered, bytewise = '') => [
    `create table imports (
      customer_id bigint not null references customers (id),
      id bigint not null,
      token_id bigint,
      operator_id bigint,
      made_by text not null,
      reach text,
      created_at bigint not null,
      touched_at bigint not null,
      generation bigint not null,
      job text,
      leased_until bigint not null,
      details text not null,
      primary key (customer_id, id))${clustered}`,
    'create index imports_jobs on imports (leased_until) where job is not null',
    `create table import_pieces (
      customer_id bigint not null,
      import_id bigint not null,
      file bigint not null,
      position bigint not null,
      length bigint not null,
      content text not null,
      primary key (customer_id, import_id, file, position))${clustered}`,
    `create table import_lines (
      customer_id bigint not null,
      import_id bigint not null,
      generation bigint not null,
      part text${bytewise} not null,
      position bigint not null,
      body text not null,
      primary key (customer_id, import_id, generation, part, position))${clustered}`,
  ],
}
