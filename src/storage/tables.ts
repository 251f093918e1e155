import type { aims, unitSummaries } from './aims.ts'
import type { standards, templates, units } from './catalogue.ts'
import type { Entity, RowOf } from './entity.ts'
import type { erasures } from './erasures.ts'
import type { assignments, changes, runs } from './history.ts'
import type { customers, organisations } from './organisations.ts'
import type { aimStatuses, classrooms, learnerStatuses, placements, providers } from './places.ts'
import type { syncLines } from './sync-lines.ts'
import type { tokens } from './tokens.ts'
import type { users } from './users.ts'
import type { offTheJob, plans, reviews, timesheetEntries, visits } from './work.ts'

// biome-ignore lint/suspicious/noExplicitAny: the domain type plays no part in the row
type Row<N> = N extends Entity<any, infer C> ? RowOf<C> : never

interface Named {
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
  call_leases: { token_id: number; second: number; taken: number }
  unit_standards: { customer_id: number; standard_id: number; unit_id: string }
  customers: Row<typeof customers>
  organisations: Row<typeof organisations>
  tokens: Row<typeof tokens>
  users: Row<typeof users> & {
    first_name_folded: string
    last_name_folded: string
    email_folded: string
    mis_id_folded: string
    profile: string
  }
  erasures: Row<typeof erasures>
  placements: Row<typeof placements> & Named
  classrooms: Row<typeof classrooms> & Named
  providers: Row<typeof providers> & { name_folded: string }
  learner_statuses: Row<typeof learnerStatuses>
  aim_statuses: Row<typeof aimStatuses>
  standards: Row<typeof standards> & { title_folded: string }
  units: Row<typeof units> & { title_folded: string }
  templates: Row<typeof templates>
  learning_aims: Row<typeof aims>
  unit_summaries: Row<typeof unitSummaries>
  assignments: Row<typeof assignments> & { aim_id: number | null; unit_summary_id: number | null }
  changes: Row<typeof changes>
  runs: Row<typeof runs>
  visits: Row<typeof visits>
  reviews: Row<typeof reviews>
  plans: Row<typeof plans>
  timesheet_entries: Row<typeof timesheetEntries>
  off_the_job: Row<typeof offTheJob>
  sync_lines: Row<typeof syncLines> & { length: number }
}
