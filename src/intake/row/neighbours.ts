import { type AnyColumn, COLUMNS } from '../column/columns.ts'
import { foldHeader } from '../column/header.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import type { Binding, ColumnCandidate, UnreadColumn } from './bind.ts'
import { isSeat } from './seats.ts'

type NamePiece = 'misId' | 'onefileId' | 'email' | 'name' | 'given' | 'family'

/** Headers that say a piece of somebody and not of whom: they belong to whoever stands before them. */
const BARE: Readonly<Record<string, NamePiece>> = {
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  mailaddress: 'email',
  ref: 'misId',
  refno: 'misId',
  reference: 'misId',
  referenceno: 'misId',
  misid: 'misId',
  code: 'misId',
  id: 'onefileId',
  name: 'name',
  fullname: 'name',
  firstname: 'given',
  forename: 'given',
  givenname: 'given',
  lastname: 'family',
  surname: 'family',
  familyname: 'family',
}

/** Whoever the columns before one are about. */
interface Anchor {
  /** `stranger` is somebody of whom nothing is read, such as the next of kin. */
  of: AnyColumn['of'] | 'stranger'
  number: number
  level: string | undefined
  tense: ColumnCandidate['tense']
  label: string
  /** The last column that is about them. */
  at: number
}

/** What has been found on the way from left to right. */
interface Walk extends Binding {
  candidates: Map<number, ColumnCandidate>
  times: Map<string, number>
  anchor: Anchor | undefined
}

/** Binds headers such as `Email` and `Name` to whoever stands before them, or leaves them out and asks whose they are. */
export function bindByPlace(
  labels: readonly string[],
  named: readonly ColumnCandidate[],
  isIgnored: (label: string) => boolean,
): Pick<Binding, 'remarks' | 'unread'> & { columns: ColumnCandidate[] } {
  const times = new Map<string, number>()
  for (const label of labels) times.set(foldHeader(label), (times.get(foldHeader(label)) ?? 0) + 1)
  const candidates = new Map(named.map(one => [one.index, one]))
  const walk: Walk = { columns: [], unread: [], remarks: [], candidates, times, anchor: undefined }
  for (const [index, label] of labels.entries()) {
    const piece = BARE[foldHeader(label)]
    const own = candidates.get(index)
    if (PHONES.has(foldHeader(label))) keepAnchor(walk, index)
    else if (piece === undefined || own?.mapped || isIgnored(label)) moveAnchor(walk, own, index, label)
    else bindBare(walk, piece, index, label)
  }
  return { columns: [...candidates.values()], unread: walk.unread, remarks: walk.remarks }
}

/** Telephone numbers are not read, and what stands behind one is still about whoever stands before it. */
const PHONES: ReadonlySet<string> = new Set([
  ...['phone', 'phoneno', 'phonenumber', 'telephone', 'tel', 'mobile', 'mobileno', 'contactnumber'],
])

function keepAnchor({ anchor }: Walk, index: number): void {
  if (anchor?.at === index - 1) anchor.at = index
}

/** People of whom nothing is read. An address behind one of them is not the learner’s. */
const STRANGER =
  /\b(?:next\s*of\s*kin|nok|kin|parents?|guardians?|carers?|emergency|mother|father|mum|dad|partner|spouse|husband|wife|sibling|social\s*worker|key\s*worker|case\s*worker|doctor|gp|referee|referrer|referred\s*by|sponsor|advisers?|advisors?|recruiter|teachers?|head\s*teacher|school|solicitor|landlord|mentors?|buddy)\b/i

function moveAnchor(walk: Walk, own: ColumnCandidate | undefined, index: number, label: string): void {
  if (own) anchorAt(walk, own)
  else if (STRANGER.test(label) && !/mail/i.test(label))
    walk.anchor = { of: 'stranger', number: 0, level: undefined, tense: undefined, label, at: index }
}

function anchorAt(walk: Walk, own: ColumnCandidate): void {
  const { of, part } = own.column
  const isOfPerson = isSeat(of) || (of === 'subject' && SUBJECT_PARTS.has(part))
  if (!isOfPerson && !(of === 'workplace' && part === 'name')) return
  const level = 'level' in own.column ? own.column.level : undefined
  walk.anchor = { of, number: own.number, level, tense: own.tense, label: own.label, at: own.index }
}

const SUBJECT_PARTS: ReadonlySet<string> = new Set([
  'misId',
  'uln',
  'onefileId',
  'given',
  'family',
  'name',
  'email',
])

function bindBare(walk: Walk, piece: NamePiece, index: number, label: string): void {
  const { anchor } = walk
  const isName = piece === 'name' || piece === 'given' || piece === 'family'
  const isOnce = walk.times.get(foldHeader(label)) === 1
  if (!anchor || anchor.of === 'subject' || (isName && isOnce && !tellsSubject(walk, piece))) {
    bindToSubject(walk, piece, index, label)
    return
  }
  const column = index === anchor.at + 1 ? pieceOf(anchor, piece) : undefined
  walk.candidates.delete(index)
  if (!column) {
    walk.unread.push(whose(index, label, anchor))
    return
  }
  walk.candidates.set(index, candidate(index, label, column, anchor))
  walk.remarks.push({ column: index, note: boundTo(label, anchor, column) })
  anchor.at = index
}

/** A bare header before anybody else is named is the learner’s, unless the learner has such a column already. */
function bindToSubject(walk: Walk, piece: NamePiece, index: number, label: string): void {
  const own = walk.candidates.get(index)
  const column = own?.column ?? subjectColumn(piece)
  if (!own && (!column || tellsSubject(walk, piece))) return
  if (!own && column)
    walk.candidates.set(index, candidate(index, label, column, { number: 0, tense: undefined }))
  moveAnchor(walk, walk.candidates.get(index), index, label)
}

function tellsSubject(walk: Walk, piece: NamePiece): boolean {
  return [...walk.candidates.values()].some(
    ({ column, label }) => column.of === 'subject' && column.part === piece && !(foldHeader(label) in BARE),
  )
}

function candidate(
  index: number,
  label: string,
  column: AnyColumn,
  { number, tense }: Pick<Anchor, 'number' | 'tense'>,
): ColumnCandidate {
  return { index, label, column, number, rank: 0, ...(tense ? { tense } : {}) }
}

function subjectColumn(piece: NamePiece): AnyColumn | undefined {
  return COLUMNS.find(one => one.of === 'subject' && one.part === piece)
}

/** A list of people may have one person’s columns beside it. */
const LONE: Readonly<Record<string, string>> = { observers: 'observer' }

function pieceOf({ of, level }: Anchor, piece: NamePiece): AnyColumn | undefined {
  const part = piece === 'name' ? 'who' : piece
  const fits = COLUMNS.filter(one => one.of === (LONE[of] ?? of) && one.part === part)
  return fits.find(one => ('level' in one ? one.level : undefined) === level) ?? fits[0]
}

function boundTo(label: string, anchor: Anchor, column: AnyColumn): Note {
  const sentence = `Column ${label} stands behind ${anchor.label} and is read as ${column.name}; if it is another, say so in the mapping or name the column.`
  return remark('column-bound', sentence)
}

function whose(index: number, label: string, { label: before }: Anchor): UnreadColumn {
  const sentence = `Column ${label} may be about the learner or about ${before}, and is not used; name it Learner ${label} or ${before} ${label}.`
  return { index, label, holds: 'cell', note: trouble('column-whose', sentence) }
}
