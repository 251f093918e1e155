import { assignmentsPage } from './assignments-page.ts'
import { countCaseloads } from './caseloads.ts'
import { listCatalogue } from './catalogue-list.ts'
import { datedPeople, historyBegins, learnersAfter } from './dated-people.ts'
import type { Db } from './db.ts'
import { evidenceNotesPage } from './evidence-notes.ts'
import { changesAfter } from './feed.ts'
import { formerDefaults } from './former-defaults.ts'
import { holdersAt } from './holders.ts'
import { historyAfter, historyPoint, learnerHistories } from './learner-histories.ts'
import { countLearners, learnerIds, learnersPage } from './learner-search.ts'
import { listOwned } from './list.ts'
import { liveLearners, peopleById, staffOf, staffPage } from './people.ts'
import { searchPeople } from './people-search.ts'
import {
  countPlanned,
  openBeside,
  partsOfPlannedRun,
  plannedRunPage,
  plannedRunsPage,
  plannedSlots,
} from './planned.ts'
import { plannedAround } from './planned-around.ts'
import { portfoliosOf } from './portfolios.ts'
import { changesOfRun, partsOfRun, runsPage, undosOf } from './runs.ts'
import { slotHistories } from './slot-histories.ts'
import { subjectsOf } from './subjects.ts'
import { linesPage, streamsOf } from './sync-lines.ts'
import { workbookNotesPage } from './workbook-notes.ts'
import { listWritten } from './written.ts'

/**
 * Reads that may take long, by name, so that the reader worker can run them too. Each takes the database and one plain
 * input, and gives plain data.
 */
const queries = {
  /** Proof that the database answers. */
  ping: async (db: Db, _input: null): Promise<number> =>
    (await db.selectFrom('meta').select('name').execute()).length,
  listOwned,
  listWritten,
  assignmentsPage,
  countCaseloads,
  changesAfter,
  liveLearners,
  peopleById,
  staffOf,
  staffPage,
  portfoliosOf,
  formerDefaults,
  datedPeople,
  historyBegins,
  learnersAfter,
  learnerHistories,
  historyAfter,
  historyPoint,
  evidenceNotesPage,
  workbookNotesPage,
  changesOfRun,
  partsOfRun,
  runsPage,
  undosOf,
  plannedRunsPage,
  plannedRunPage,
  partsOfPlannedRun,
  countPlanned,
  plannedAround,
  openBeside,
  plannedSlots,
  slotHistories,
  subjectsOf,
  listCatalogue,
  holdersAt,
  linesPage,
  streamsOf,
  searchPeople,
  learnersPage,
  countLearners,
  learnerIds,
}

export type Queries = typeof queries
export type QueryName = keyof Queries

/** Runs a query by its name. The input is the one that the query takes. */
export function runQuery(db: Db, name: QueryName, input: unknown): Promise<unknown> {
  const query = queries[name] as (db: Db, input: never) => Promise<unknown>
  return query(db, input as never)
}
