import type { Migration } from '../migrate.ts'

/** What others are told of, to whom, and the messages that are under way. */
export const notices: Migration = {
  version: 12,
  name: 'notices',
  statements: (clustered, bytewise = '') => [
    `create table notices (
      customer_id bigint not null references customers (id),
      id text${bytewise} not null,
      organisation_id bigint,
      kind smallint not null,
      noticed_at bigint not null,
      facts text not null,
      texts text not null,
      primary key (customer_id, id))${clustered}`,
    'create index notices_time on notices (customer_id, noticed_at)',
    `create table webhooks (
      id bigint not null primary key,
      customer_id bigint not null references customers (id),
      url text not null,
      secret text not null,
      kinds text,
      organisations text,
      single_calls smallint not null check (single_calls in (0, 1)),
      texts smallint not null check (texts in (0, 1)),
      created_at bigint not null,
      ended_at bigint,
      reached text not null)`,
    `create table webhook_messages (
      webhook_id bigint not null references webhooks (id),
      id text${bytewise} not null,
      customer_id bigint not null,
      state smallint not null,
      body text not null,
      made_at bigint not null,
      attempts bigint not null,
      due_at bigint,
      leased_until bigint,
      last_result text,
      settled_at bigint,
      primary key (webhook_id, id))${clustered}`,
    'create index webhook_messages_due on webhook_messages (due_at) where due_at is not null',
    'create index webhook_messages_settled on webhook_messages (settled_at) where settled_at is not null',
    `create table digests (
      customer_id bigint not null references customers (id),
      day text not null,
      leased_until bigint,
      sent_at bigint,
      primary key (customer_id, day))${clustered}`,
  ],
}
