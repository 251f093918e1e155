import type { LearningAim, UnitSummary } from '../domain/aim.ts'
import type { Standard, Template, Unit } from '../domain/catalogue.ts'
import type { Competence } from '../domain/competence.ts'
import type { Customer, Organisation } from '../domain/customer.ts'
import type { Erasure } from '../domain/erasure.ts'
import type { EvidenceNote } from '../domain/evidence-note.ts'
import type { Id } from '../domain/id.ts'
import type { Message } from '../domain/message.ts'
import type { Notice } from '../domain/notice.ts'
import type { Classroom, Placement, Provider, Status } from '../domain/place.ts'
import type { PlannedRun } from '../domain/planned.ts'
import type { Run } from '../domain/run.ts'
import type { User } from '../domain/user.ts'
import type { Webhook } from '../domain/webhook.ts'
import type { ActionPlan, OffTheJob, Review, TimesheetEntry, Visit } from '../domain/work.ts'
import type { WorkbookNote } from '../domain/workbook-note.ts'
import { aims, unitSummaries } from './aims.ts'
import { standards, templates, units } from './catalogue.ts'
import { CHAIN_START } from './chain.ts'
import { DIRECTORY_CODES, type DirectoryKind } from './codes.ts'
import { competences } from './competences.ts'
import { type Db, untyped } from './db.ts'
import { type Entity, type Row, toRow } from './entity.ts'
import { erasures } from './erasures.ts'
import { evidenceNotes } from './evidence-notes.ts'
import { assignments, changes, runs, type StoredAssignment, type StoredChange } from './history.ts'
import { operators, type StoredOperator } from './operators.ts'
import { customers, organisations } from './organisations.ts'
import { aimStatuses, classrooms, learnerStatuses, placements, providers } from './places.ts'
import { plannedChanges, plannedRuns, type StoredPlanned } from './planned.ts'
import { insert } from './records.ts'
import { type SyncLine, syncLines } from './sync-lines.ts'
import { type StoredToken, tokens } from './tokens.ts'
import { users } from './users.ts'
import { notices, webhookMessages, webhooks } from './webhooks.ts'
import { offTheJob, plans, reviews, timesheetEntries, visits } from './work.ts'
import { workbookNotes } from './workbook-notes.ts'

/** What is stored, by its name. */
export interface Stored {
  customer: Customer
  organisation: Organisation
  token: StoredToken
  operator: StoredOperator
  learnerStatus: Status
  aimStatus: Status
  placement: Placement
  classroom: Classroom
  provider: Provider
  standard: Standard
  unit: Unit
  template: Template
  user: User
  erasure: Erasure
  aim: LearningAim
  unitSummary: UnitSummary
  visit: Visit
  review: Review
  plan: ActionPlan
  timesheetEntry: TimesheetEntry
  offTheJob: OffTheJob
  run: Run
  change: StoredChange
  assignment: StoredAssignment
  competence: Competence
  plannedRun: PlannedRun
  plannedChange: StoredPlanned
  evidenceNote: EvidenceNote
  workbookNote: WorkbookNote
  syncLine: SyncLine
  notice: Notice
  webhook: Webhook
  webhookMessage: Message
}

/** Names of all that is stored. */
export type EntityName = keyof Stored

interface Kept<T extends object> {
  entity: Entity<T>
  /** The counter that new ids come from; nothing where ids are only ever given. */
  counter?: string
  /** How the directory calls it, where an id alone must lead to the organisation. */
  directory?: DirectoryKind
}

/** Everything that is stored, in an order in which each comes after what it refers to. */
export const ENTITIES: { readonly [Name in EntityName]: Kept<Stored[Name]> } = {
  customer: { entity: customers, counter: 'customer' },
  organisation: { entity: organisations, counter: 'organisation' },
  token: { entity: tokens, counter: 'token' },
  operator: { entity: operators, counter: 'operator' },
  learnerStatus: { entity: learnerStatuses, counter: 'learnerStatus' },
  aimStatus: { entity: aimStatuses, counter: 'aimStatus' },
  placement: { entity: placements, counter: 'placement', directory: 'placement' },
  classroom: { entity: classrooms, counter: 'classroom', directory: 'classroom' },
  provider: { entity: providers, counter: 'provider', directory: 'provider' },
  standard: { entity: standards, counter: 'standard' },
  unit: { entity: units },
  template: { entity: templates, counter: 'template' },
  user: { entity: users, counter: 'user', directory: 'user' },
  erasure: { entity: erasures },
  aim: { entity: aims, counter: 'aim', directory: 'aim' },
  unitSummary: { entity: unitSummaries, counter: 'unitSummary', directory: 'unitSummary' },
  visit: { entity: visits, counter: 'visit', directory: 'visit' },
  review: { entity: reviews, counter: 'review', directory: 'review' },
  plan: { entity: plans, counter: 'plan', directory: 'plan' },
  timesheetEntry: { entity: timesheetEntries, counter: 'timesheetEntry', directory: 'timesheetEntry' },
  offTheJob: { entity: offTheJob },
  run: { entity: runs, counter: 'run' },
  change: { entity: changes },
  assignment: { entity: assignments },
  competence: { entity: competences },
  plannedRun: { entity: plannedRuns, counter: 'plannedRun' },
  plannedChange: { entity: plannedChanges },
  evidenceNote: { entity: evidenceNotes, counter: 'evidenceNote' },
  workbookNote: { entity: workbookNotes, counter: 'workbookNote' },
  syncLine: { entity: syncLines },
  notice: { entity: notices },
  webhook: { entity: webhooks, counter: 'webhook' },
  webhookMessage: { entity: webhookMessages },
}

/** All that is stored with its name, in the same order. */
export const ENTITY_NAMES = Object.keys(ENTITIES) as EntityName[]

/**
 * Adds new objects of one kind with all that goes with them: their place in the directory, the start of an
 * organisation's history, the standards of a unit. A taken id fails the statement.
 */
export function add<Name extends EntityName>(
  db: Db,
  name: Name,
  objects: readonly Stored[Name][],
): Promise<void> {
  return addRecords(db, name, objects)
}

/** The same for objects whose properties something else has checked, such as the records of a data set. */
export async function addRecords(db: Db, name: EntityName, objects: readonly object[]): Promise<void> {
  if (objects.length === 0) return
  const { entity, directory }: Kept<object> = ENTITIES[name]
  await insert(db, entity, objects)
  const rows = objects.map(object => toRow(entity, object))
  if (directory) await enterDirectory(db, directory, rows)
  if (name === 'organisation') await startHistories(db, rows)
  if (name === 'unit') await linkUnits(db, objects.map(asUnit))
}

/** A unit whose properties have been checked. */
function asUnit(object: object): Unit {
  return object as Unit
}

async function enterDirectory(db: Db, kind: DirectoryKind, entered: readonly Row[]): Promise<void> {
  const rows = entered.map(({ id, organisation_id }) => ({
    kind: DIRECTORY_CODES[kind],
    id,
    organisation_id,
  }))
  for (let at = 0; at < rows.length; at += 5000) {
    await untyped(db)
      .insertInto('directory')
      .values(rows.slice(at, at + 5000))
      .execute()
  }
}

async function startHistories(db: Db, started: readonly Row[]): Promise<void> {
  const rows = started.map(({ id }) => ({
    organisation_id: id,
    position: 0,
    recorded_at: 0,
    hash: CHAIN_START,
  }))
  await untyped(db).insertInto('history_heads').values(rows).execute()
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
