import { KIND_TITLES } from '../domain/account.ts'
import type { Place } from '../domain/finding.ts'
import type { Id } from '../domain/id.ts'
import type { PersonFields, PlannedAssignment, PlannedChange } from '../domain/plan.ts'
import { ROLE_TITLES } from '../domain/role.ts'
import type { Question } from '../reconcile/match/question.ts'
import type { Held } from '../reconcile/plan/entry.ts'
import type { SyncPlan } from '../reconcile/plan/plan.ts'
import type { NameBook } from './names.ts'
import { countOf, partOf, totalsOf } from './totals.ts'

/** How a plan is shown. */
export interface TextStyle {
  /** Whether the signs + ~ - are coloured, as on a terminal. */
  colour: boolean
}

const COLOURS = { '+': 32, '~': 33, '-': 31 } as const

/**
 * A plan for people to read, aloud if need be: by organisation and learner, what is added, changed and taken away and because
 * of which row; then what waits, what is held and the totals.
 */
export function planText(plan: SyncPlan, names: NameBook, style: TextStyle): string {
  const waiting = new Set(plan.waits)
  const byPlace = Map.groupBy(plan.changes, one => one.organisation)
  const parts = [...byPlace].map(([organisation, changes]) => [
    `${names.organisation(organisation)} (${organisation})`,
    ...blocksOf(changes, waiting, names, style),
    '',
  ])
  return [...parts.flat(), ...remarks(plan), ...questionsIn(plan), ...heldIn(plan), ...totals(plan), ''].join(
    '\n',
  )
}

function blocksOf(
  changes: readonly PlannedChange[],
  waiting: ReadonlySet<string>,
  names: NameBook,
  style: TextStyle,
): string[] {
  const byPerson = Map.groupBy(changes, one => ('learner' in one ? one.learner : one.person))
  return [...byPerson].flatMap(([id, own]) => [
    '',
    `  ${headingOf(id, names)}`,
    ...own.map(change => `    ${line(change, waiting, names, style)}`),
  ])
}

function headingOf(id: Id, names: NameBook): string {
  const person = names.person(id)
  if (!person) return names.called(id)
  const kind = person.kind === 'learner' ? '' : `, ${KIND_TITLES[person.kind]}`
  return `${names.called(id)}${person.misId ? `, ${person.misId}` : ''}${kind}`
}

function line(
  change: PlannedChange,
  waiting: ReadonlySet<string>,
  names: NameBook,
  { colour }: TextStyle,
): string {
  const sign = SIGNS[partOf(change)]
  const shown = colour ? `\u001b[${COLOURS[sign]}m${sign}\u001b[0m` : sign
  const waits = waiting.has(change.key) ? ' (waits for approval)' : ''
  return `${shown} ${describe(change, names)}${because(change.because)}${waits}`
}

const SIGNS = { added: '+', changed: '~', removed: '-' } as const

function because(places: readonly Place[]): string {
  const rows = [...new Set(places.map(rowOf))]
  if (rows.length === 0) return ''
  const more = rows.length > 3 ? ` and ${rows.length - 3} more` : ''
  return ` [${rows.slice(0, 3).join(', ')}${more}]`
}

function rowOf({ sheet, row, file }: Place): string {
  const where = row === undefined ? (file ?? '?') : `row ${row}`
  return sheet ? `${sheet} ${where}` : where
}

/** One change as a sentence without its subject. */
export function describe(change: PlannedChange, names: NameBook): string {
  switch (change.do) {
    case 'create-person':
      return `new account as ${KIND_TITLES[change.kind]}${withAssessor(change.defaultAssessor, names)}`
    case 'update-person':
      return Object.keys(change.after)
        .map(field => fieldLine(field as keyof PersonFields, change, names))
        .join('; ')
    case 'archive-person':
      return `archive the account, ${change.rule}${leaving(change.leaves, names)}`
    case 'unarchive-person':
      return `unarchive the account, with its history${leaving(change.leaves, names)}`
    case 'give-template':
      return `template ${names.template(change.template)}`
    case 'give-standard':
      return `standard ${names.standard(change.standard)}`
    case 'give-unit':
      return `unit ${names.unit(change.unit)} under ${names.standard(change.standard)}`
    case 'assign':
      return describeAssignment(change, names)
  }
}

function withAssessor(assessor: Id | undefined, names: NameBook): string {
  return assessor === undefined ? '' : `, with default assessor ${names.called(assessor)}`
}

function leaving(leaves: readonly { person: Id }[], names: NameBook): string {
  const people = [...new Set(leaves.map(one => one.person))].map(id => names.called(id))
  return people.length === 0 ? '' : `; still beside the learner: ${people.join(', ')}`
}

const FIELD_TITLES = {
  firstName: 'first name',
  lastName: 'last name',
  email: 'e-mail',
  misId: 'MIS id',
  uln: 'ULN',
  dateOfBirth: 'date of birth',
  startOn: 'start',
  plannedEndDate: 'planned end',
  placement: 'placement',
  classroom: 'class',
} as const satisfies Record<keyof PersonFields, string>

function fieldLine(
  field: keyof PersonFields,
  { before, after }: { before: Partial<PersonFields>; after: Partial<PersonFields> },
  names: NameBook,
): string {
  const show = (value: string | number | null | undefined) => shown(field, value ?? null, names)
  return `${FIELD_TITLES[field]}: ${show(before[field])} to ${show(after[field])}`
}

function shown(field: keyof PersonFields, value: string | number | null, names: NameBook): string {
  if (value === null || value === '') return 'empty'
  if (field === 'placement') return names.placement(Number(value))
  return field === 'classroom' ? names.classroom(Number(value)) : String(value)
}

function describeAssignment(change: PlannedAssignment, names: NameBook): string {
  const { before, after, effectiveFrom, reason } = change
  const place = placeLine(change, names)
  const from = effectiveFrom === undefined ? '' : `, from ${effectiveFrom}`
  if (after === null)
    return `${place}: ${names.called(before!)} is taken away${reason === 'absent' ? ', no longer named' : ''}`
  if (before === null) return `${place}: ${names.called(after)}${from}`
  return `${place}: ${names.called(before)} is replaced by ${names.called(after)}${from}`
}

function placeLine({ level, role, standard, unit }: PlannedAssignment, names: NameBook): string {
  const title = ROLE_TITLES[role]
  if (level === 'aim') return `${title} for ${standard === undefined ? 'an aim' : names.standard(standard)}`
  if (level === 'unit') return `${title} for unit ${unit === undefined ? '' : names.unit(unit)}`
  return `${level} ${title}`
}

// What stands beside the changes.

/** Remarks of reading are told by reading; here is what planning found. */
function remarks({ findings }: SyncPlan): string[] {
  const ours = findings.filter(one => !('holds' in one))
  if (ours.length === 0) return []
  return [
    'To note',
    ...ours.map(({ place, sentence }) => `  ${place ? `${rowOf(place)}: ` : ''}${sentence}`),
    '',
  ]
}

function questionsIn({ questions }: SyncPlan): string[] {
  if (questions.length === 0) return []
  const head = questions.length === 1 ? '1 person to settle' : `${questions.length} people to settle`
  return [`${head} (caseload match)`, ...questions.map(questionLine), '']
}

function questionLine({ sentence, places }: Question): string {
  return `  ${fewOf([...new Set(places.map(rowOf))])}: ${sentence}`
}

/** Held for another reason than a question, each root with the number of those that wait for it. */
function heldIn({ held }: SyncPlan): string[] {
  const roots = held.filter(one => one.question === undefined && !one.blockedBy)
  if (roots.length === 0) return []
  const blocked = countOf(
    held.flatMap(one => (one.question === undefined && one.blockedBy ? [rowOf(one.blockedBy)] : [])),
  )
  const bySentence = Map.groupBy(roots, one => one.sentence)
  return ['Held', ...[...bySentence.values()].map(same => heldLine(same, blocked)), '']
}

function heldLine(same: readonly Held[], blocked: ReadonlyMap<string, number>): string {
  const rows = [...new Set(same.map(one => rowOf(one.place)))]
  const waiting = rows.reduce((sum, row) => sum + (blocked.get(row) ?? 0), 0)
  const others =
    waiting === 0 ? '' : ` ${waiting} more of what is wanted ${waiting === 1 ? 'waits' : 'wait'} for this.`
  return `  ${fewOf(rows)}: ${same[0]!.sentence}${others}`
}

/** The first few rows, and how many more there are. */
function fewOf(rows: readonly string[]): string {
  return `${rows.slice(0, 3).join(', ')}${rows.length > 3 ? ` and ${rows.length - 3} more` : ''}`
}

function totals(plan: SyncPlan): string[] {
  const { added, changed, removed } = totalsOf(plan.changes)
  const { rows, waits, refusedRemovals } = plan
  const waiting =
    waits.length > 0
      ? ` ${waits.length} of them ${waits.length === 1 ? 'waits' : 'wait'} for an approval.`
      : ''
  const refused = refusedRemovals > 0 ? ` ${refusedRemovals} more refused.` : ''
  return [
    `Plan ${plan.hash.slice(0, 12)}: ${added} to add, ${changed} to change, ${removed} to take away.${waiting}${refused}`,
    `Rows: ${rows.in} in all, ${rows.planned} planned, ${rows.unchanged} unchanged, ${rows.held} held.`,
  ]
}
