import type { aims, unitSummaries } from './aims.ts'
import type { standards, templates, units } from './catalogue.ts'
import type { competences } from './competences.ts'
import type { Entity, StoredRow } from './entity.ts'
import type { erasures } from './erasures.ts'
import type { evidenceNotes } from './evidence-notes.ts'
import type { assignments, changes, runs } from './history.ts'
import type { ImportsTable, LinesTable, PiecesTable } from './imports.ts'
import type { operators } from './operators.ts'
import type { customers, organisations } from './organisations.ts'
import type { aimStatuses, classrooms, learnerStatuses, placements, providers } from './places.ts'
import type { plannedChanges, plannedRuns } from './planned.ts'
import type { syncLines } from './sync-lines.ts'
import type { tokens } from './tokens.ts'
import type { users } from './users.ts'
import type { notices, webhookMessages, webhooks } from './webhooks.ts'
import type { offTheJob, plans, reviews, timesheetEntries, visits } from './work.ts'
import type { workbookNotes } from './workbook-notes.ts'

// biome-ignore lint/suspicious/noExplicitAny: the domain type plays no part in the row
type TableRow<N> = N extends Entity<any, infer C> ? StoredRow<C> : never

interface NamedPlace {
  name_folded: string
  details: string
}

/** The tables as queries see them. Rows follow from the entities; what queries search by is added here. */
export interface Tables {
  meta: { name: string; value: string }
  id_counters: { kind: string; next: number }
  directory: { kind: number; id: number; organisation_id: number }
  history_heads: { organisation_id: number; position: number; recorded_at: number; hash: string }
  sessions: { secret_hash: string; token_id: number; issued_at: number; expires_at: number }
  operator_identities: { issuer: string; subject: string; operator_id: number; linked_at: number }
  operator_sessions: {
    secret_hash: string
    operator_id: number
    issued_at: number
    used_at: number
    expires_at: number
  }
  operator_links: { secret_hash: string; operator_id: number; expires_at: number }
  operator_browsers: { secret_hash: string; operator_id: number; expires_at: number }
  call_leases: { token_id: number; second: number; taken: number }
  unit_standards: { customer_id: number; standard_id: number; unit_id: string }
  customers: TableRow<typeof customers>
  organisations: TableRow<typeof organisations>
  tokens: TableRow<typeof tokens>
  operators: TableRow<typeof operators> & { email_folded: string }
  users: TableRow<typeof users> & {
    first_name_folded: string
    last_name_folded: string
    email_folded: string
    mis_id_folded: string
    search_text: string
    profile: string
  }
  erasures: TableRow<typeof erasures>
  placements: TableRow<typeof placements> & NamedPlace
  classrooms: TableRow<typeof classrooms> & NamedPlace
  providers: TableRow<typeof providers> & { name_folded: string }
  learner_statuses: TableRow<typeof learnerStatuses>
  aim_statuses: TableRow<typeof aimStatuses>
  standards: TableRow<typeof standards> & { title_folded: string }
  units: TableRow<typeof units> & { title_folded: string }
  templates: TableRow<typeof templates>
  learning_aims: TableRow<typeof aims>
  unit_summaries: TableRow<typeof unitSummaries>
  assignments: TableRow<typeof assignments> & { aim_id: number | null; unit_summary_id: number | null }
  changes: TableRow<typeof changes>
  runs: TableRow<typeof runs>
  competences: TableRow<typeof competences>
  planned_runs: TableRow<typeof plannedRuns>
  planned_changes: TableRow<typeof plannedChanges>
  visits: TableRow<typeof visits>
  reviews: TableRow<typeof reviews>
  plans: TableRow<typeof plans>
  timesheet_entries: TableRow<typeof timesheetEntries>
  off_the_job: TableRow<typeof offTheJob>
  notices: TableRow<typeof notices>
  webhooks: TableRow<typeof webhooks>
  webhook_messages: TableRow<typeof webhookMessages>
  digests: { customer_id: number; day: string; leased_until: number | null; sent_at: number | null }
  evidence_notes: TableRow<typeof evidenceNotes>
  workbook_notes: TableRow<typeof workbookNotes>
  sync_lines: TableRow<typeof syncLines> & { length: number }
  imports: TableRow<ImportsTable> & { details: string }
  import_pieces: TableRow<PiecesTable>
  import_lines: TableRow<LinesTable>
}
