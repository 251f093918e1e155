import type { Migration } from '../migrate.ts'

/**
 * People who sign in: accounts, the identities of other providers they are bound to, sessions, links that work once, and
 * the browsers that an account is known to be used from. Runs carry the person, customers their own words.
 */
export const operators: Migration = {
  version: 5,
  name: 'operators',
  statements: () => [
    `create table operators (
      id bigint primary key,
      customer_id bigint not null references customers (id),
      name text not null,
      email text not null,
      email_folded text not null unique,
      role text not null,
      sensitive smallint not null check (sensitive in (0, 1)),
      organisations text,
      created_at bigint not null,
      disabled_at bigint,
      password_hash text)`,
    'create index operators_customer on operators (customer_id, id)',
    `create table operator_identities (
      issuer text not null,
      subject text not null,
      operator_id bigint not null references operators (id) on delete cascade,
      linked_at bigint not null,
      primary key (issuer, subject))`,
    'create index operator_identities_operator on operator_identities (operator_id)',
    `create table operator_sessions (
      secret_hash text primary key,
      operator_id bigint not null references operators (id) on delete cascade,
      issued_at bigint not null,
      used_at bigint not null,
      expires_at bigint not null)`,
    'create index operator_sessions_operator on operator_sessions (operator_id)',
    'create index operator_sessions_expiry on operator_sessions (expires_at)',
    `create table operator_links (
      secret_hash text primary key,
      operator_id bigint not null references operators (id) on delete cascade,
      expires_at bigint not null)`,
    'create index operator_links_operator on operator_links (operator_id)',
    `create table operator_browsers (
      secret_hash text primary key,
      operator_id bigint not null references operators (id) on delete cascade,
      expires_at bigint not null)`,
    'create index operator_browsers_operator on operator_browsers (operator_id)',
    'alter table runs add column operator_id bigint',
    'alter table customers add column terms text',
  ],
}
