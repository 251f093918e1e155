import type { Migration } from '../migrate.ts'

/**
 * The indexes that lead from a person to changes begin with a block of the history (`storage/with-person.ts`). One that
 * began with the person would have a page of its own to write for almost every change; in this order the newest changes
 * share a few.
 */
export const blocks: Migration = {
  version: 2,
  name: 'blocks',
  statements: () => [
    'drop index changes_before',
    'drop index changes_after',
    `create index changes_before on changes (organisation_id, (position / 1024), before_person, position)
      where before_person is not null`,
    `create index changes_after on changes (organisation_id, (position / 1024), after_person, position)
      where after_person is not null`,
  ],
}
