import type { Migration } from '../migrate.ts'

/** What the sync remembers: streams of lines for each customer, only ever added to. */
export const syncLinesTable: Migration = {
  version: 3,
  name: 'sync-lines',
  statements: (clustered, bytewise = '') => [
    `create table sync_lines (
      customer_id bigint not null references customers (id),
      stream text${bytewise} not null,
      position bigint not null check (position > 0),
      line text not null,
      length bigint not null,
      primary key (customer_id, stream, position))${clustered}`,
  ],
}
