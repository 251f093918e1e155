import {
  addPiece,
  answerImport,
  applyImport,
  createImport,
  deleteImport,
  listImportLines,
  listImportQuestions,
  listImports,
  planImport,
  readImport,
  readImportDocument,
  setImportMapping,
  undoImport,
} from '../../app/imports.ts'
import { listKeptPlans } from '../../app/kept-plans.ts'
import { listMappings } from '../../app/mappings.ts'
import { listSyncProblems, listSyncRuns, readSyncRun } from '../../app/sync-runs.ts'
import type { imports } from '../../contract/caseload/imports.ts'
import { isProblem } from '../../domain/problem.ts'
import { COLUMNS } from '../../intake/column/columns.ts'
import type { Context, Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

type LinesAsked = { import: number; cursor?: string | undefined; limit?: number | undefined }

/** A page of lines of a part. They are kept in the shape in which the contract has them. */
function linesOf(part: string) {
  return async <Line>(asked: LinesAsked, { services, caller }: Context) => {
    const page = await listImportLines(services, caller, part, asked)
    if (isProblem(page)) return page
    return { lines: page.rows.map(({ body }) => body as Line), next: page.next }
  }
}

export const importsHandlers: Handlers<typeof imports> = {
  listImports: async (asked, { services, caller }) =>
    paged('imports', await listImports(services, caller, asked)),
  createImport: (asked, { services, caller }) => createImport(services, caller, asked),
  readImport: (asked, { services, caller }) => readImport(services, caller, asked.import),
  deleteImport: (asked, { services, caller }) => deleteImport(services, caller, asked.import),
  addImportPiece: (asked, { services, caller }) => addPiece(services, caller, asked),
  planImport: (asked, { services, caller }) => planImport(services, caller, asked),
  setImportMapping: (asked, { services, caller }) => setImportMapping(services, caller, asked),
  listMappings: (_asked, { services, caller }) => listMappings(services, caller),
  listImportSheets: linesOf('sheet'),
  listImportChanges: linesOf('block'),
  listImportNotes: linesOf('note'),
  listImportQuestions: async (asked, { services, caller }) => {
    const page = await listImportQuestions(services, caller, asked)
    if (isProblem(page)) return page
    return { lines: page.rows.map(({ body }) => body as never), next: page.next }
  },
  listImportOutcomes: linesOf('outcome'),
  answerImport: (asked, { services, caller }) => answerImport(services, caller, asked),
  applyImport: (asked, { services, caller }) => applyImport(services, caller, asked),
  undoImport: (asked, { services, caller }) => undoImport(services, caller, asked.import),
  readImportDocument: (asked, { services, caller }) => readImportDocument(services, caller, asked),
  listColumns: async ({ name: wanted }) => ({
    columns: COLUMNS.filter(({ name }) => wanted === undefined || name === wanted).map(({ name, help }) => ({
      name,
      help,
    })),
  }),
  listKeptPlans: (asked, { services, caller }) => listKeptPlans(services, caller, asked),
  readSyncRun: ({ run }, { services, caller }) => readSyncRun(services, caller, run),
  listSyncProblems: async (asked, { services, caller }) =>
    paged('problems', await listSyncProblems(services, caller, asked)),
  listSyncRuns: (asked, { services, caller }) => listSyncRuns(services, caller, asked),
}
