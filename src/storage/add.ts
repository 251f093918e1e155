import type { Id } from '../domain/id.ts'
import { aims, unitSummaries } from './aims.ts'
import { standards, templates, units } from './catalogue.ts'
import { CHAIN_START } from './chain.ts'
import { DIRECTORY_CODES, type DirectoryKind } from './codes.ts'
import type { Db } from './db.ts'
import { erasures } from './erasures.ts'
import { assignments, changes, runs } from './history.ts'
import { customers, organisations } from './organisations.ts'
import { aimStatuses, classrooms, learnerStatuses, placements, providers } from './places.ts'
import { type AnyNoun, insert } from './records.ts'
import { syncLines } from './sync-lines.ts'
import { tokens } from './tokens.ts'
import { users } from './users.ts'
import { offTheJob, plans, reviews, timesheetEntries, visits } from './work.ts'

interface Kept {
  // biome-ignore lint/suspicious/noExplicitAny: stands for the nouns of every type
  noun: AnyNoun<any>
  /** The counter that new ids come from; nothing where ids are only ever given. */
  counter?: string
  /** How the directory calls it, where an id alone must lead to the organisation. */
  directory?: DirectoryKind
}

/** Everything that is kept, in an order in which each comes after what it refers to. */
export const KEPT = {
  customer: { noun: customers, counter: 'customer' },
  organisation: { noun: organisations, counter: 'organisation' },
  token: { noun: tokens, counter: 'token' },
  learnerStatus: { noun: learnerStatuses, counter: 'learnerStatus' },
  aimStatus: { noun: aimStatuses, counter: 'aimStatus' },
  placement: { noun: placements, counter: 'placement', directory: 'placement' },
  classroom: { noun: classrooms, counter: 'classroom', directory: 'classroom' },
  provider: { noun: providers, counter: 'provider', directory: 'provider' },
  standard: { noun: standards, counter: 'standard' },
  unit: { noun: units },
  template: { noun: templates, counter: 'template' },
  user: { noun: users, counter: 'user', directory: 'user' },
  erasure: { noun: erasures },
  aim: { noun: aims, counter: 'aim', directory: 'aim' },
  unitSummary: { noun: unitSummaries, counter: 'unitSummary', directory: 'unitSummary' },
  visit: { noun: visits, counter: 'visit', directory: 'visit' },
  review: { noun: reviews, counter: 'review', directory: 'review' },
  plan: { noun: plans, counter: 'plan', directory: 'plan' },
  timesheetEntry: { noun: timesheetEntries, counter: 'timesheetEntry', directory: 'timesheetEntry' },
  offTheJob: { noun: offTheJob },
  run: { noun: runs, counter: 'run' },
  change: { noun: changes },
  assignment: { noun: assignments },
  syncLine: { noun: syncLines },
} as const satisfies Record<string, Kept>

/** Names of all that is kept. */
export type KeptName = keyof typeof KEPT

/**
 * Adds new objects of one kind with all that goes with them: their place in the directory, the start of an
 * organisation's history, the standards of a unit. A taken id fails the statement.
 */
export async function add<T extends object>(db: Db, name: KeptName, objects: readonly T[]): Promise<void> {
  if (objects.length === 0) return
  const kept: Kept = KEPT[name]
  await insert(db, kept.noun, objects)
  if (kept.directory) await enterDirectory(db, kept.directory, objects as never)
  if (name === 'organisation') await startHistories(db, objects as never)
  if (name === 'unit') await linkUnits(db, objects as never)
}

async function enterDirectory(db: Db, kind: DirectoryKind, objects: readonly { id: Id; organisation: Id }[]) {
  const rows = objects.map(({ id, organisation }) => ({
    kind: DIRECTORY_CODES[kind],
    id,
    organisation_id: organisation,
  }))
  for (let at = 0; at < rows.length; at += 5000) {
    await db
      .insertInto('directory')
      .values(rows.slice(at, at + 5000))
      .execute()
  }
}

async function startHistories(db: Db, started: readonly { id: Id }[]): Promise<void> {
  const rows = started.map(({ id }) => ({
    organisation_id: id,
    position: 0,
    recorded_at: 0,
    hash: CHAIN_START,
  }))
  await db.insertInto('history_heads').values(rows).execute()
}

/** Makes a unit findable by each standard that holds it; what was linked before goes. */
export async function linkUnits(
  db: Db,
  linked: readonly { customer: Id; id: string; standards: readonly Id[] }[],
): Promise<void> {
  for (const { customer, id, standards: holding } of linked) {
    await db
      .deleteFrom('unit_standards')
      .where('customer_id', '=', customer)
      .where('unit_id', '=', id)
      .execute()
    const rows = holding.map(standard => ({ customer_id: customer, standard_id: standard, unit_id: id }))
    if (rows.length > 0) await db.insertInto('unit_standards').values(rows).execute()
  }
}

/** Lets the ids of a kind go on after those that were given by hand. */
export async function continueAfter(db: Db, counter: string, largest: Id): Promise<void> {
  await db
    .insertInto('id_counters')
    .values({ kind: counter, next: largest + 1 })
    .onConflict(conflict =>
      conflict
        .column('kind')
        .doUpdateSet({ next: largest + 1 })
        .where('id_counters.next', '<=', largest),
    )
    .execute()
}
