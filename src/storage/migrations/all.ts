import type { Migration } from '../migrate.ts'
import { first } from './0001-first.ts'
import { blocks } from './0002-blocks.ts'
import { syncLinesTable } from './0003-sync-lines.ts'
import { erasure } from './0004-erasure.ts'
import { operators } from './0005-operators.ts'
import { importsTables } from './0006-imports.ts'
import { search } from './0007-search.ts'
import { tokenEnds } from './0009-token-ends.ts'
import { plannedRuns } from './0010-planned-runs.ts'
import { competencesTable } from './0011-competences.ts'
import { notices } from './0012-notices.ts'
import { evidenceNotesTable } from './0014-evidence-notes.ts'
import { workbookNotesTable } from './0017-workbook-notes.ts'

/** Every migration in order. A released one is never edited: a new one follows it. */
export const migrations: readonly Migration[] = [
  first,
  blocks,
  syncLinesTable,
  erasure,
  operators,
  importsTables,
  search,
  tokenEnds,
  plannedRuns,
  competencesTable,
  notices,
  evidenceNotesTable,
  workbookNotesTable,
]
