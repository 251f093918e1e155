import type { EvidenceDocument, NamedEvidenceRow } from './evidence-document.ts'
import { ROLE_TITLES } from './role.ts'

/** What two documents disagree about, in words. */
interface EvidenceDifferences {
  /** What the history says otherwise: the file cannot be relied on. */
  against: readonly string[]
  /** Names that have changed since: they are not in the history. */
  remarks: readonly string[]
}

/** Compares a file of evidence with what the history says of the same question today. */
export function compareEvidence(file: EvidenceDocument, history: EvidenceDocument): EvidenceDifferences {
  const expected = new Map(history.rows.map(row => [keyOf(row), row]))
  const found = new Map(file.rows.map(row => [keyOf(row), row]))
  const against = [
    ...whyOtherPoint(file, history),
    ...file.rows.flatMap(row => whyOtherwise(row, expected.get(keyOf(row)))),
    ...history.rows.filter(row => !found.has(keyOf(row))).map(missing),
    ...repeated(file.rows),
  ]
  return { against, remarks: renamed(file.rows, expected) }
}

function whyOtherPoint({ question: file }: EvidenceDocument, { question: now }: EvidenceDocument): string[] {
  if (file.point.hash === now.point.hash) return []
  return [
    `Change ${file.point.position} of the history has the hash ${now.point.hash}; the file says ${file.point.hash}.`,
  ]
}

function keyOf({ learner, role, subject, target, from }: NamedEvidenceRow): string {
  return [learner, role, subject, target, from].join('/')
}

/** A row in words, as somebody would look for it. */
function describe({ learner, role, subject, standard, unit, from }: NamedEvidenceRow): string {
  const of =
    subject === 'learner' ? '' : subject === 'aim' ? ` for standard ${standard}` : ` for unit ${unit}`
  return `the ${ROLE_TITLES[role]} of learner ${learner}${of} from ${new Date(from).toISOString()}`
}

const COMPARED = [
  ['person', 'the person'],
  ['known', 'whether it was recorded'],
  ['because', 'the level that decided it'],
  ['to', 'the end'],
  ['since', 'since when they were there'],
  ['position', 'the change'],
  ['recordedAt', 'when it was recorded'],
  ['standard', 'the standard'],
  ['unit', 'the unit'],
] as const

function whyOtherwise(row: NamedEvidenceRow, expected: NamedEvidenceRow | undefined): string[] {
  if (!expected) return [`The history does not say who was ${describe(row)}, and the file does.`]
  return COMPARED.filter(([property]) => row[property] !== expected[property]).map(
    ([property, what]) =>
      `Of ${describe(row)} the file says that ${what} is ${say(row[property])}; the history says ${say(expected[property])}.`,
  )
}

function missing(row: NamedEvidenceRow): string {
  return `The file leaves out ${describe(row)}: user ${say(row.person)}.`
}

function repeated(rows: readonly NamedEvidenceRow[]): string[] {
  const alike = Map.groupBy(rows, keyOf).values()
  return [...alike].flatMap(([row, second]) =>
    row && second ? [`The file has ${describe(row)} more than once.`] : [],
  )
}

function say(value: number | string | boolean | null): string {
  return value === null ? 'nobody' : String(value)
}

const NAMES = [
  ['learnerName', 'Learner', 'learner'],
  ['personName', 'User', 'person'],
] as const

function renamed(
  rows: readonly NamedEvidenceRow[],
  expected: ReadonlyMap<string, NamedEvidenceRow>,
): string[] {
  const remarks = rows.flatMap(row => {
    const now = expected.get(keyOf(row))
    return NAMES.filter(([name, , id]) => now && row[id] === now[id] && row[name] !== now[name]).map(
      ([name, what, id]) =>
        `${what} ${row[id]} is "${row[name]}" in the file and "${now?.[name]}" now; names are not in the history.`,
    )
  })
  return [...new Set(remarks)]
}
