import { certain } from '../domain/certain.ts'
import { counted } from '../domain/counted.ts'
import type { SourceLocation } from '../domain/finding.ts'
import type { Held } from '../reconcile/collect/held.ts'
import type { Question } from '../reconcile/match/question.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import { heading, type LineStyle } from './lines.ts'
import { type PlaceStyle, placesLine } from './places.ts'

/** The parts of a plan of which there is something to say beside its changes. */
export type Notable = Pick<SyncPlan, 'findings' | 'held' | 'questions'>

/** How notes are shown. */
export interface NoteStyle extends LineStyle {
  /** For the record: every place with its file, and the code of each note. Else so much as helps at the terminal. */
  complete?: boolean
}

/** Something to tell, with all places of which it is true. */
interface PlacedNote {
  code: string
  sentence: string
  places: readonly SourceLocation[]
}

/** What reading found in cells, rows and files, but for what is said again of the rows that are held for it. */
export function readingLines(
  notable: Pick<Notable, 'findings'> & Partial<Notable>,
  style: NoteStyle,
): string[] {
  return section('Read', readingNotes(notable), style, 'cells')
}

function readingNotes({ findings, held = [] }: Pick<Notable, 'findings'> & Partial<Notable>): PlacedNote[] {
  const read = notHeldFor(findings, held).filter(finding => 'holds' in finding)
  return alike(read.map(noteOf))
}

/** A note with where it was made, in words. */
interface ShownNote {
  section: 'read' | 'note' | 'held'
  code: string
  sentence: string
  rows: string
}

/** All that the lines say but the questions, as data. */
export function shownNotes(plan: Notable): ShownNote[] {
  const shown = (section: ShownNote['section'], cells: PlaceStyle['cells']) => (note: PlacedNote) => ({
    section,
    code: note.code,
    sentence: note.sentence,
    rows: placesLine(note.places, { files: true, cells, most: NAMED }),
  })
  return [
    ...heldNotes(plan.held).map(shown('held', 'by row')),
    ...readingNotes(plan).map(shown('read', 'by address')),
    ...planningNotes(plan).map(shown('note', 'by row')),
  ]
}

/** What planning has to say, whom rows name without its being certain who is meant, and what is held for other reasons. */
export function planningLines(plan: Notable, style: NoteStyle): string[] {
  return [
    ...section('To note', planningNotes(plan), style),
    ...section(
      `${counted(plan.questions.length, 'person', 'people')} to confirm (caseload match)`,
      plan.questions.map(questionOf),
      style,
    ),
    ...section('Held', heldNotes(plan.held), style),
  ]
}

function planningNotes({ findings, held }: Notable): PlacedNote[] {
  return alike(
    notHeldFor(findings, held)
      .filter(finding => !('holds' in finding))
      .map(noteOf),
  )
}

/** Findings that the held rows do not say in the same words. */
function notHeldFor(findings: Notable['findings'], held: readonly Held[]): Notable['findings'] {
  const said = new Set(held.filter(isRoot).map(wordsOf))
  return findings.filter(finding => !said.has(wordsOf(finding)))
}

function wordsOf({ code, sentence }: { code: string; sentence: string }): string {
  return `${code} ${sentence}`
}

/** Held for a reason of its own, and neither for a question nor for another row. */
function isRoot({ question, blockedBy }: Held): boolean {
  return question === undefined && blockedBy === undefined
}

/** How many places of one note are named at the terminal. */
const NAMED = 8

function section(
  title: string,
  notes: readonly PlacedNote[],
  style: NoteStyle,
  of: 'cells' | 'rows' = 'rows',
): string[] {
  if (notes.length === 0) return []
  const isOfSeveral = new Set(notes.flatMap(note => note.places.map(place => place.file))).size > 1
  const { complete = false } = style
  const cells = of === 'cells' ? ('by address' as const) : ('by row' as const)
  const files = complete || of === 'cells' || isOfSeveral
  const names = { files, cells, ...(complete ? {} : { most: NAMED }) }
  return [heading(title, style), ...notes.map(note => `  ${noteLine(note, names, complete)}`), '']
}

function noteLine({ code, sentence, places }: PlacedNote, names: PlaceStyle, complete: boolean): string {
  // The column is of use where the sheet is to be mended, and too much beside a sentence that names its person.
  const shown =
    complete || names.cells === 'by address' ? places : places.map(({ column: _column, ...row }) => row)
  const where = placesLine(shown, names)
  return `${where === '' ? '' : `${where}: `}${sentence}${complete ? ` [${code}]` : ''}`
}

function noteOf({ code, sentence, place }: SyncPlan['findings'][number]): PlacedNote {
  return { code, sentence, places: place ? [place] : [] }
}

function questionOf({ code, sentence, places }: Question): PlacedNote {
  return { code, sentence, places }
}

/** What is said of several places in the same words is said once. */
function alike(notes: readonly PlacedNote[]): PlacedNote[] {
  const same = Map.groupBy(notes, wordsOf)
  return [...same.values()].map(all => ({ ...certain(all[0]), places: all.flatMap(note => note.places) }))
}

/** Held for another reason than a question, each root with the number of those that depend on it. */
function heldNotes(held: readonly Held[]): PlacedNote[] {
  const others = held.filter(one => one.question === undefined)
  const blocked = Map.groupBy(
    others.filter(one => one.blockedBy !== undefined),
    one => rowKey(certain(one.blockedBy)),
  )
  const roots = alike(
    others.filter(isRoot).map(({ code, sentence, place }) => ({ code, sentence, places: [place] })),
  )
  return roots.map(root => {
    const rows = new Set(root.places.map(rowKey))
    const waiting = [...rows].reduce((sum, row) => sum + (blocked.get(row)?.length ?? 0), 0)
    return { ...root, sentence: `${root.sentence}${dependent(waiting)}` }
  })
}

function rowKey({ file, sheet, row }: SourceLocation): string {
  return JSON.stringify([file, sheet, row])
}

function dependent(count: number): string {
  if (count === 0) return ''
  return count === 1 ? ' 1 other change depends on this row.' : ` ${count} other changes depend on this row.`
}
