/** What the statements of a batch give, on every engine, and the objects they stand for. */
import type { Account } from '../domain/account.ts'
import type { Holding } from '../domain/assignment.ts'
import type { AimRef, UnitRef } from '../domain/facts.ts'
import type { Id } from '../domain/id.ts'
import type { Slot } from '../domain/slot.ts'
import { KIND_WORDS, LEVEL_WORDS, ROLE_WORDS, wordFor } from './codes.ts'
import type { Head } from './database.ts'

export interface AccountRow {
  id: number
  organisation_id: number
  kind: number
  archived: number
  flagged: number
  placement_id: number | null
}

export interface AimRow {
  id: number
  learner_id: number
  standard_id: number
}

export interface UnitRow extends AimRow {
  unit_id: string
}

export interface SlotRow {
  learner_id: number
  level: number
  role: number
  target: number
  person_id: number
  since: number
}

export interface HeadRow {
  organisation_id: number
  position: number
  recorded_at: number
  hash: string
}

export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    organisation: row.organisation_id,
    kind: wordFor(KIND_WORDS, row.kind),
    archived: row.archived === 1,
    flagged: row.flagged === 1,
    placement: row.placement_id,
  }
}

export function aimOf(row: AimRow): AimRef & { learner: Id } {
  return { id: row.id, learner: row.learner_id, standard: row.standard_id }
}

export function unitOf(row: UnitRow): UnitRef & { learner: Id } {
  return { id: row.id, unit: row.unit_id, standard: row.standard_id, learner: row.learner_id }
}

/** The slot and its holder. */
export function holdingOf(row: SlotRow): Slot & Holding {
  return {
    learner: row.learner_id,
    level: wordFor(LEVEL_WORDS, row.level),
    role: wordFor(ROLE_WORDS, row.role),
    target: row.target,
    person: row.person_id,
    since: row.since,
  }
}

export function headOf({ organisation_id, position, recorded_at, hash }: HeadRow): Head {
  return { organisation: organisation_id, position, recordedAt: recorded_at, hash }
}
