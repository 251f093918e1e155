import { KIND_TITLES } from '../domain/account.ts'
import { certain } from '../domain/certain.ts'
import { counted } from '../domain/counted.ts'
import type { SourceLocation } from '../domain/finding.ts'
import type { Id } from '../domain/id.ts'
import {
  FIELD_TITLES,
  type GiveStandard,
  type PersonFields,
  type PlanAhead,
  type PlanLeaver,
  type PlannedAssignment,
  type PlannedChange,
  type SetCompetences,
  type TakeBackPlanned,
} from '../domain/plan.ts'
import { ROLE_TITLES } from '../domain/role.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import { heading, type LineStyle } from './lines.ts'
import type { NameBook } from './names.ts'
import { planningLines } from './notes.ts'
import { placesLine } from './places.ts'
import { partOf, totalsOf } from './totals.ts'

const COLOURS = { '+': 32, '~': 33, '-': 31 } as const

/**
 * A plan for people to read, aloud if need be: by organisation and learner, what is added, changed and taken away and because
 * of which row; then what waits, what is held and the totals.
 */
export function planText(plan: SyncPlan, names: NameBook, style: LineStyle): string {
  const waiting = new Set(plan.waits)
  const byPlace = Map.groupBy(plan.changes, one => one.organisation)
  const parts = [...byPlace].map(([organisation, changes]) => [
    heading(`${names.organisation(organisation)} (${organisation})`, style),
    ...blocksOf(changes, waiting, names, style),
    '',
  ])
  return [...parts.flat(), ...planningLines(plan, style), ...totalLines(plan), ''].join('\n')
}

function blocksOf(
  changes: readonly PlannedChange[],
  waiting: ReadonlySet<string>,
  names: NameBook,
  style: LineStyle,
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
  { colour }: LineStyle,
): string {
  const sign = SIGNS[partOf(change)]
  const shown = colour ? `\u001b[${COLOURS[sign]}m${sign}\u001b[0m` : sign
  const waits = waiting.has(change.key) ? ' (waits for approval)' : ''
  return `${shown} ${describe(change, names)}${because(change.because)}${waits}`
}

const SIGNS = { added: '+', changed: '~', removed: '-' } as const

function because(places: readonly SourceLocation[]): string {
  const rows = rowsLine(places)
  return rows === '' ? '' : ` [${rows}]`
}

/** The rows that ask for a change, each without its column and with its file only where there are several. */
export function rowsLine(places: readonly SourceLocation[]): string {
  const isOfSeveral = new Set(places.map(place => place.file)).size > 1
  const rows = places.map(({ column: _column, ...row }) => row)
  return placesLine(rows, { files: isOfSeveral, cells: 'by row', most: 3 })
}

/** What a record that goes further than the terminal does not show the values of. */
const PRIVATE: ReadonlySet<string> = new Set<keyof PersonFields>(['email', 'dateOfBirth', 'uln'])

/** One change as a sentence without its subject; `record` leaves out addresses, birth dates and ULNs. */
export function describe(change: PlannedChange, names: NameBook, record = false): string {
  switch (change.do) {
    case 'create-person':
      return `new account as ${KIND_TITLES[change.kind]}${withAssessor(change.defaultAssessor, names)}`
    case 'update-person':
      return fieldsOf(change.after)
        .map(field =>
          record && PRIVATE.has(field) ? `${FIELD_TITLES[field]} changed` : fieldLine(field, change, names),
        )
        .join('; ')
    case 'archive-person':
      return `archive the account, ${change.rule}${leaving(change.leaves, names)}`
    case 'unarchive-person':
      return `unarchive the account, with its history${leaving(change.leaves, names)}`
    case 'plan-leaver':
      return leaverLine(change, names)
    case 'set-competences':
      return competencesLine(change, names)
    case 'give-template':
      return `template ${names.template(change.template)} (${FOR_GOOD})`
    case 'give-standard':
      return `standard ${names.standard(change.standard)} (${FOR_GOOD}${besideOthers(change, names)})`
    case 'give-unit':
      return `unit ${names.unit(change.unit)} under ${names.standard(change.standard)} (${FOR_GOOD})`
    case 'assign':
      return describeAssignment(change, names)
    case 'plan-ahead':
      return describeAhead(change, names)
    case 'take-back':
      return describeTakenBack(change, names)
  }
}

function leaverLine({ on, moves, shares, stay, implied, undone }: PlanLeaver, names: NameBook): string {
  if (undone) return 'stays: what was planned for the leaver is taken back'
  const why = implied ? ` (${implied.rule}: ${implied.words})` : ''
  const what = `${counted(moves.length, 'assignment')} of ${counted(shares.length, 'learner')}`
  const left = stay > 0 ? `; nobody may take ${counted(stay, 'assignment')} more, which stay` : ''
  const who = shares.map(
    ({ learner, to, because: told }) => `${names.called(learner)} to ${names.called(to)}: ${told}`,
  )
  const list = who.length > 0 ? `. ${who.join('; ')}` : ''
  return `leaves, first day without them ${on}${why}: hands over ${what} on that day, and the account is archived after it${left}${list}`
}

function competencesLine({ add, remove }: SetCompetences, names: NameBook): string {
  const parts = [
    ...(add.length > 0 ? [`may assess ${add.map(names.standard).join(', ')}`] : []),
    ...(remove.length > 0 ? [`may no longer assess ${remove.map(names.standard).join(', ')}`] : []),
  ]
  return parts.join('; ')
}

const FOR_GOOD = 'cannot be taken back'

function besideOthers({ beside = [] }: GiveStandard, names: NameBook): string {
  return beside.length === 0 ? '' : `; the learner already has ${beside.map(names.standard).join(', ')}`
}

function withAssessor(assessor: Id | undefined, names: NameBook): string {
  return assessor === undefined ? '' : `, with default assessor ${names.called(assessor)}`
}

function leaving(leaves: readonly { person: Id }[], names: NameBook): string {
  const people = [...new Set(leaves.map(one => one.person))].map(id => names.called(id))
  return people.length === 0 ? '' : `; still assigned to the learner: ${people.join(', ')}`
}

function fieldsOf(fields: Partial<PersonFields>): (keyof PersonFields)[] {
  return Object.keys(fields).filter((field): field is keyof PersonFields => field in FIELD_TITLES)
}

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
  const { before, after, effectiveFrom, reason, implied } = change
  const place = placeLine(change, names)
  const from = effectiveFrom === undefined ? '' : `, from ${effectiveFrom}`
  const why = implied ? ` (${implied.rule}: ${implied.words})` : ''
  if (after === null) {
    const absent = reason === 'absent' ? ', no longer named' : ''
    return `${place}: ${names.called(certain(before))} is taken away${absent}${reason === 'implied' ? from : ''}${why}`
  }
  if (before === null) return `${place}: ${names.called(after)}${from}${why}`
  return `${place}: ${names.called(before)} is replaced by ${names.called(after)}${from}${why}`
}

function describeAhead(change: PlanAhead, names: NameBook): string {
  const { before, after, effectiveFrom, effectiveTo } = change
  const place = placeLine(change, names)
  const days = `planned from ${effectiveFrom}${effectiveTo === undefined ? '' : ` to ${effectiveTo}`}`
  if (after === null) return `${place}: ${names.called(certain(before))} is taken away, ${days}`
  if (before === null) return `${place}: ${names.called(after)}, ${days}`
  const back = effectiveTo === undefined ? '' : `, then ${names.called(before)} again`
  return `${place}: ${names.called(before)} is replaced by ${names.called(after)}, ${days}${back}`
}

function describeTakenBack(change: TakeBackPlanned, names: NameBook): string {
  const { before, after, effectiveFrom, effectiveTo, reason } = change
  const whom = after === null ? `removal of ${names.called(certain(before))}` : names.called(after)
  const to = effectiveTo === undefined ? '' : ` to ${effectiveTo}`
  const why = reason === 'absent' ? ', no longer named' : ''
  return `${placeLine(change, names)}: what is planned from ${effectiveFrom}${to} is taken back (${whom})${why}`
}

function placeLine(
  { level, role, standard, unit }: Pick<PlannedAssignment, 'level' | 'role' | 'standard' | 'unit'>,
  names: NameBook,
): string {
  const title = ROLE_TITLES[role]
  if (level === 'aim') return `${title} for ${standard === undefined ? 'an aim' : names.standard(standard)}`
  if (level === 'unit') return `${title} for unit ${unit === undefined ? '' : names.unit(unit)}`
  return `${level} ${title}`
}

/** What a plan comes to: its changes, and what became of the rows, where it comes from any. */
export function totalLines(plan: SyncPlan): string[] {
  const { added, changed, removed } = totalsOf(plan.changes)
  const { rows, waits, refusedRemovals } = plan
  const waiting =
    waits.length > 0 ? ` ${counted(waits.length, 'removal waits', 'removals wait')} for an approval.` : ''
  const refused =
    refusedRemovals > 0
      ? ` ${counted(refusedRemovals, 'more removal was', 'more removals were')} refused.`
      : ''
  return [
    `Plan ${plan.hash.slice(0, 12)}: ${added} to add, ${changed} to change, ${removed} to take away.${waiting}${refused}`,
    ...(rows.in === 0 && plan.changes.length > 0
      ? []
      : [
          `Rows: ${rows.in} in all, ${rows.planned} planned, ${rows.unchanged} unchanged, ${rows.held} held.`,
        ]),
  ]
}
