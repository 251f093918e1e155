import { isDeepStrictEqual } from 'node:util'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { AbsenceJudge, wasLookedFor } from './absence.ts'
import { showsEnough } from './detail.ts'
import {
  answerTo,
  byId,
  type ListStep,
  type Mirrored,
  type MirrorRow,
  type PullAnswer,
  type RowId,
} from './row.ts'
import { listsOf, type PullSituation, type Situation, shownRows } from './situation.ts'
import { type Counts, dateOfRound } from './state.ts'

/** What the file of a kind becomes by a round. */
interface Merged {
  rows: ReadonlyMap<RowId, MirrorRow>
  counts: Counts
}

/**
 * Puts what a round was answered into what a file holds. A row that is in no list any more stays, with the date; a row whose
 * list was not read, or cannot be trusted, stays as it is. Doing it twice gives the same.
 */
export function mergeKind(kind: Mirrored, situation: Situation): Merged {
  const known = situation.mirror[kind]
  const shown = shownRows(kind, situation)
  const completion = new Completion(kind, situation)
  const judge = new AbsenceJudge(kind, situation, shown)
  const counts: Counts = { rows: 0, added: 0, changed: 0, gone: 0, back: 0, held: 0 }
  const rows: MirrorRow[] = []
  for (const [id, one] of shown) rows.push(noted(completion.of(one, known.get(id)), known.get(id), counts))
  for (const row of known.values()) if (!shown.has(row.id)) rows.push(missed(row, judge, situation, counts))
  const merged = byId(situation.round.sensitive ? rows : rows.map(withoutSensitive))
  counts.rows = rows.filter(({ gone }) => gone === undefined).length
  return { rows: merged, counts }
}

/** Counts what became of a row that is there. An unchanged row stays the same object. */
function noted(row: MirrorRow, known: MirrorRow | undefined, counts: Counts): MirrorRow {
  if (known === undefined) counts.added += 1
  else if (known.gone !== undefined) counts.back += 1
  else if (isDeepStrictEqual(row, known)) return known
  else counts.changed += 1
  return row
}

function missed(row: MirrorRow, judge: AbsenceJudge, situation: Situation, counts: Counts): MirrorRow {
  if (row.gone !== undefined) return row
  const { kind } = judge
  const absence = judge.judge(row)
  const isSure = absence === 'gone' && wasLookedFor(kind, row, situation)
  if (absence === 'held' || (absence === 'gone' && !isSure)) counts.held += 1
  if (!isSure) return row
  counts.gone += 1
  const found = answerTo(situation.answers, { do: 'read', kind, id: row.id })
  return { ...row, ...readable(kind, found), gone: dateOfRound(situation.round) }
}

/** What reading it by its id told of a user who is in no list any more. */
function readable(kind: Mirrored, found: PullAnswer | undefined): Partial<MirrorRow> {
  const row = kind === 'users' && found?.is === 'rows' ? found.rows[0] : undefined
  return row ? { ...row, readable: true } : {}
}

/** Fields that are only asked for with `--sensitive`: NI number, and L12 to L16 with what goes with them. */
const SENSITIVE = ['nino', 'l12', 'l13', 'l14', 'l15', 'l16', 'primaryLlddCode', 'secondaryLlddCodes']

/** The same row without fields that are sensitive; the same object where it has none. */
export function withoutSensitive(row: MirrorRow): MirrorRow {
  if (!SENSITIVE.some(field => field in row)) return row
  return Object.fromEntries(Object.entries(row).filter(([field]) => !SENSITIVE.includes(field))) as MirrorRow
}

/** Completes rows as lists show them: by what reading by id told, by what is known, by where they were listed. */
class Completion {
  readonly #kind: Mirrored
  readonly #situation: Situation
  readonly #standards: ReadonlyMap<RowId, readonly Id[]>
  readonly #asked: ReadonlySet<Id>

  constructor(kind: Mirrored, situation: Situation) {
    this.#kind = kind
    this.#situation = situation
    const ofStandards = [...listsOf(kind, situation.answers)].filter(
      ({ step, answer }) => step.standard !== undefined && answer.is === 'rows',
    )
    this.#asked = new Set(ofStandards.map(({ step }) => certain(step.standard)))
    this.#standards = groupStandards(ofStandards)
  }

  of(shown: PullSituation, known: MirrorRow | undefined): MirrorRow {
    const kind = this.#kind
    const found = answerTo(this.#situation.answers, { do: 'read', kind, id: shown.row.id })
    const detail = found?.is === 'rows' ? found.rows[0] : undefined
    const { gone: _, readable: __, ...kept } = known ?? { id: shown.row.id }
    const isWhole = detail !== undefined || showsEnough(kind, shown.row)
    const told = { ...shown.row, ...detail }
    const row = isWhole ? told : { ...kept, ...told }
    return { ...row, ...this.#place(shown, known, row) }
  }

  /** Where a row belongs, which not every list says of its rows. */
  #place({ row, lists }: PullSituation, known: MirrorRow | undefined, told: MirrorRow): Partial<MirrorRow> {
    const organisation = lists[0]?.organisation
    switch (this.#kind) {
      case 'customers':
      case 'organisations':
        return {}
      case 'units':
        return {
          organisations: this.#organisations(lists, known),
          standards: this.#standardsOf(row.id, known),
        }
      case 'standards':
      case 'templates':
        return { organisations: this.#organisations(lists, known) }
      case 'users':
        return { organisation: told.organisation ?? organisation, kind: told.kind ?? lists[0]?.account }
      case 'aims':
      case 'unitSummaries':
        return {
          organisation: this.#situation.mirror.users.get(told.learner as Id)?.organisation ?? organisation,
        }
      default:
        return { organisation: told.organisation ?? organisation }
    }
  }

  /** Organisations that list a row, with those known whose list was not read this time. */
  #organisations(lists: readonly ListStep[], known: MirrorRow | undefined): Id[] {
    const kind = this.#kind
    const before = ((known?.organisations ?? []) as Id[]).filter(organisation => {
      const answer = answerTo(this.#situation.answers, { do: 'list', kind, organisation })
      return answer?.is !== 'rows' || !answer.settled
    })
    return [...new Set([...before, ...lists.map(({ organisation }) => certain(organisation))])].sort(
      (a, b) => a - b,
    )
  }

  #standardsOf(unit: RowId, known: MirrorRow | undefined): Id[] {
    const before = ((known?.standards ?? []) as Id[]).filter(standard => !this.#asked.has(standard))
    return [...new Set([...before, ...(this.#standards.get(unit) ?? [])])].sort((a, b) => a - b)
  }
}

function groupStandards(lists: readonly { step: ListStep; answer: PullAnswer }[]): Map<RowId, Id[]> {
  const grouped = new Map<RowId, Id[]>()
  for (const { step, answer } of lists) {
    for (const { id } of answer.is === 'rows' ? answer.rows : []) {
      const standards = grouped.get(id)
      if (standards) standards.push(certain(step.standard))
      else grouped.set(id, [certain(step.standard)])
    }
  }
  return grouped
}
