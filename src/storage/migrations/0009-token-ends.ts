import type { Migration } from '../migrate.ts'

/** A token may have an end, and says when it was used last. */
export const tokenEnds: Migration = {
  version: 9,
  name: 'token-ends',
  statements: () => [
    'alter table tokens add column expires_at bigint',
    'alter table tokens add column last_used_at bigint',
  ],
}
