import type { AccountKind } from '../../domain/account.ts'
import { foldCase } from '../../domain/folding.ts'
import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { hasBrokenEntity, hasLostLetter, isGarbled } from '../statement/damage.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import {
  aimWordsKind,
  hasLostDigits,
  type JudgedIdentifier,
  judgeEmployerId,
  judgeNino,
  judgeUln,
  stripTextMarker,
} from '../statement/identifiers.ts'
import { withoutInvisible } from '../statement/signs.ts'
import type { AimWords, CompetenceWish, LearnerState, PersonName } from '../statement/statement.ts'
import { type DateReading, readDate } from './dates.ts'
import { readMail } from './mail.ts'
import { END_POINT, isBlankWord, isRemovalWord, nameToRemove, ROLE_WORDS, splitList } from './words.ts'

/** One cell as the file holds it. `error` and `formula` have no value that could be read. */
export interface Cell {
  text: string
  kind: 'text' | 'number' | 'date' | 'error' | 'formula'
  /** A number before which the sheet shows zeros that only its format adds: how many its id has is not known. */
  zeros?: true
  /** A number that is shown in a way that is not worked out. */
  look?: 'unknown'
  /** Its workbook counts days from 1904. */
  epoch1904?: true
  /** Struck through, or a part of it is. */
  struck?: true
}

/** What a cell came to: a value, nothing, or trouble, each with notes. */
export interface CellResult<T> {
  value?: T
  notes: readonly Note[]
}

/** How the cells of a column are read, once they are tidy and not blank. */
export interface Reader<T> {
  read(text: string, how: DateReading): CellResult<T>
  /** Signs that stand for "nothing" here; the common words where it is left out. */
  blanks?: (text: string) => boolean
  /** Text by people, where damage by a wrong encoding shows. */
  prose?: boolean
  /** Whether a line break divides values, as a semicolon does. */
  list?: boolean
  /** Whether a number that looks shortened by a spreadsheet matters. */
  digits?: boolean
}

const NOTHING: CellResult<never> = { notes: [] }

/** Reads one cell of a column: tidies it, sees whether it is blank or damaged, and has the reader say what it means. */
export function readCell<T>(reader: Reader<T>, cell: Cell, how: DateReading): CellResult<T> {
  const damage = damageOf(cell, reader)
  if (damage) return { notes: [damage] }
  const { text, notes } = tidyCell(cell, reader.list === true)
  if (text === '') return NOTHING
  const isBlank = reader.blanks ?? isBlankWord
  if (isBlank(text)) return { notes: [...notes, blankNote(text, reader)] }
  const spoilt = reader.digits ? spoiltDigits(text, cell) : undefined
  if (spoilt) return { notes: [spoilt] }
  const result = reader.read(text, cell.epoch1904 ? { ...how, epoch1904: kindOf(cell) } : how)
  return notes.length === 0 ? result : { ...result, notes: [...notes, ...result.notes] }
}

function kindOf({ kind }: Cell): 'number' | 'text' {
  return kind === 'number' ? 'number' : 'text'
}

function damageOf({ text, kind }: Cell, { prose }: Reader<unknown>): Note | undefined {
  if (kind === 'error') return trouble('cell-error', `The cell holds the error ${text}. Correct the cell.`)
  if (kind === 'formula') {
    return trouble('formula-without-value', 'The result of a formula was not saved; open and save the file.')
  }
  if (text.includes('\ufffd')) {
    return trouble('characters-replaced', `"${text}" has lost a character; export the file again as UTF-8.`)
  }
  if (prose && isGarbled(text)) {
    return trouble('characters-garbled', `"${text}" was damaged on its way; export the file again as UTF-8.`)
  }
  return undefined
}

function tidyCell({ text: whole }: Cell, isList: boolean): { text: string; notes: Note[] } {
  const notes: Note[] = []
  const raw = isList ? whole.replace(/\s*\n\s*/g, '; ') : whole
  const visible = withoutInvisible(raw)
  if (visible !== raw && visible.trim() !== '') notes.push(invisible(visible))
  const unmarked = stripTextMarker(visible)
  if (unmarked !== visible)
    notes.push(remark('text-marker', `What marks "${unmarked}" as text is taken off.`))
  const text = unmarked.replace(/\s+/g, ' ').trim()
  if (text !== unmarked && text !== '') notes.push(remark('spaces-trimmed', `Spaces around "${text}".`))
  return { text, notes }
}

function invisible(text: string): Note {
  return remark('invisible-removed', `Signs that nobody sees are taken off "${text.trim()}".`)
}

function blankNote(text: string, { blanks }: Reader<unknown>): Note {
  const code = blanks ? 'name-placeholder' : 'blank-word'
  return remark(code, `"${text}" is read as blank.`)
}

/** What a spreadsheet makes of ids that are not formatted as text. */
function spoiltDigits(text: string, { kind, look }: Cell): Note | undefined {
  if (look === 'unknown') {
    return trouble(
      'number-format',
      `The number ${text} is shown in another way by its number format; format the column as text and type what is shown.`,
    )
  }
  if (hasLostDigits(text, kind === 'number')) return lostDigits(text)
  if (kind === 'date') {
    return trouble(
      'id-made-date',
      `A spreadsheet has made the date ${text} of it; format the column as text.`,
    )
  }
  if (kind !== 'number' || /^\d+(?:\.0+)?$/.test(text)) return undefined
  return trouble(
    'number-unreadable',
    `The number ${text} is not the id of anything; format the column as text.`,
  )
}

function lostDigits(text: string): Note {
  return trouble(
    'digits-lost',
    `A spreadsheet has shortened the number to ${text}; format the column as text.`,
  )
}

function value<T>(it: T, ...notes: Note[]): CellResult<T> {
  return { value: it, notes }
}

function failed(note: Note): CellResult<never> {
  return { notes: [note] }
}

/** Any text, kept as it stands. */
export const text: Reader<string> = { read: it => value(it), prose: true }

/** A part of a name. Words such as None, Null and Na are names here. */
export const namePart: Reader<string> = {
  prose: true,
  blanks: it => /^(?:[-–—.?*]+|n\/a)$/i.test(it),
  read: it => value(it, ...nameNotes(it)),
}

/** What is to be told of a name that stands, though something is amiss with it. */
function nameNotes(it: string): Note[] {
  if (hasLostLetter(it)) return [letterLost(it)]
  if (hasBrokenEntity(it)) return [remark('characters-garbled', `"${it}" looks damaged; correct it.`)]
  if (!it.includes(';')) return []
  return [remark('name-semicolon', `"${it}" has a semicolon where a comma may have been.`)]
}

function letterLost(it: string): Note {
  return remark('letter-lost', `A letter was lost in "${it}"; nobody is made or renamed by it.`)
}

/** A whole name: `Orlagh Wrenfold`, or `Wrenfold, Orlagh`, which alone can be split without a guess. */
export const wholeName: Reader<PersonName> = {
  prose: true,
  read: it => value(nameFrom(it), ...(hasLostLetter(it) ? [letterLost(it)] : [])),
}

function nameFrom(it: string): PersonName {
  const [family, given, ...more] = it.split(',').map(part => part.trim())
  if (more.length > 0 || !family || !given) return { full: it }
  return { given, family }
}

/** Somebody as a cell names them, or that somebody is to be taken away. */
export interface Who {
  name?: PersonName
  email?: string
  misId?: string
  remove?: true
}

/** A person in one cell: a name, an address, both as `Name <address>`, a code, or a word of removal. */
export const who: Reader<Who> = {
  prose: true,
  digits: true,
  read: it => {
    if (splitList(it).length < 2) return whoFrom(it)
    const sentence = `"${it}" names several people where one can be; name the others as additional.`
    return failed(trouble('people-two', sentence))
  },
}

/** Several people in one cell, with semicolons between. */
export const whoList: Reader<readonly Who[]> = {
  list: true,
  prose: true,
  digits: true,
  read: it => listed(it, whoFrom),
}

/** Reads each value of a list. One that cannot be read spoils the list. */
function listed<T>(it: string, read: (one: string) => CellResult<T>): CellResult<readonly T[]> {
  const results = splitList(it)
    .filter(one => !isBlankWord(one))
    .map(read)
  const notes = results.flatMap(one => one.notes)
  if (notes.some(note => note.trouble)) return { notes }
  return { value: results.flatMap(one => (one.value === undefined ? [] : [one.value])), notes }
}

function whoFrom(it: string): CellResult<Who> {
  if (it === '0') return zeroForNone()
  if (isRemovalWord(it)) return value({ remove: true })
  const removed = nameToRemove(it)
  if (removed === undefined) return namedBy(it)
  const result = namedBy(removed)
  return result.value ? { ...result, value: { ...result.value, remove: true } } : result
}

function namedBy(it: string): CellResult<Who> {
  if (/[^\s,]@/.test(it)) return mailed(it)
  if (/^\S*\d\S*$/.test(it)) return value({ misId: it })
  return value({ name: nameFrom(it) }, ...(hasLostLetter(it) ? [letterLost(it)] : []))
}

function mailed(it: string): CellResult<Who> {
  const { address, name, notes } = readMail(it)
  const found = { ...(address ? { email: address } : {}), ...(name ? { name: nameFrom(name) } : {}) }
  return address || name ? value(found, ...notes) : { notes }
}

/** An e-mail address, tidied for comparing. One that is made oddly is kept, with a remark; a filler says nothing. */
export const email: Reader<string> = {
  read: it => {
    const { address, notes } = readMail(it)
    return address === undefined ? { notes } : value(address, ...notes)
  },
}

/** A reference in the provider's own system: text, whatever it looks like. */
export const reference: Reader<string> = {
  digits: true,
  prose: true,
  read: it => {
    if (it === '0') return zeroForNone()
    if (ERROR_TEXT.test(it))
      return failed(trouble('cell-error', `The cell holds ${it}, an error; mend the sheet.`))
    if (it.length > 50 || isSentence(it)) {
      return failed(trouble('reference-odd', `"${it.slice(0, 60)}" is not a reference.`))
    }
    const whole = it.replace(/^(\d+)\.0+$/, '$1')
    if (whole === it) return value(it)
    return value(whole, remark('decimal-dropped', `"${it}" is read as ${whole}.`))
  },
}

/** An error of a spreadsheet, as it stands in a CSV file that was saved from one. */
const ERROR_TEXT = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA)$/i

/** Words such as `Page 1 of 2` or `Printed on 15 July`; `ABC 123 45` is a reference. What stands for a yes, a no or for nobody is none. */
function isSentence(it: string): boolean {
  const words = it.split(' ')
  return words.length > 3 || (words.length > 2 && /\b[a-z]{2,}\b/.test(it)) || NO_REFERENCE.test(it)
}

const NO_REFERENCE = /^(?:true|false|yes|no|none|nil|nobody|see (?:notes?|comments?)|x+|#+)$/i

/** Formulas give 0 for the blank cell that they point to, and exports for nobody. */
function zeroForNone(): CellResult<never> {
  return remarked('blank-word', '"0" is read as blank.')
}

/** The number of an account, standard, class or placement on the server. Zero means none. */
export const serverId: Reader<number> = {
  digits: true,
  read: it => {
    const digits = it.replace(/^(\d+)\.0+$/, '$1')
    if (/^0+$/.test(digits)) return NOTHING
    if (/^\d{1,15}$/.test(digits)) return value(Number(digits))
    return failed(trouble('number-unreadable', `"${it}" is not the number of anything on the server.`))
  },
}

/** A unique learner number. One that fails its check is left out with a remark: it finds nobody. */
export const uln: Reader<string> = {
  digits: true,
  read: it => {
    const it_ = judgeUln(it)
    if (it_.verdict === 'temporary')
      return remarked('uln-temporary', '9999999999 means that there is no ULN yet.')
    if (it_.verdict === 'valid') return mended(it_, 'ULN')
    return remarked('uln-invalid', `The ULN ${it_.value} is not used, because ${it_.because}.`)
  },
}

/** An employer id (EDRS). One that fails its check is left out with a remark. */
export const employerId: Reader<string> = {
  digits: true,
  read: it => {
    const it_ = judgeEmployerId(it)
    if (it_.verdict === 'temporary') {
      return remarked('employer-id-temporary', '999999999 means that there is no employer id yet.')
    }
    if (it_.verdict === 'valid') return mended(it_, 'employer id')
    return remarked(
      'employer-id-invalid',
      `The employer id ${it_.value} is not used, because ${it_.because}.`,
    )
  },
}

/** A National Insurance number. One that is not valid is left out with a remark. */
export const nino: Reader<string> = {
  read: it => {
    const it_ = judgeNino(it)
    if (it_.verdict === 'valid') return mended(it_, 'NI number')
    if (it_.verdict === 'dummy')
      return remarked('nino-invalid', 'QQ123456C is an example and nobody’s number.')
    return remarked('nino-invalid', `The NI number is not used, because ${it_.because}.`)
  },
}

function remarked(code: Note['code'], sentence: string): CellResult<never> {
  return failed(remark(code, sentence))
}

function mended<T>(
  { value: it, mended: what }: JudgedIdentifier,
  name: string,
): CellResult<T | string> & { value: string } {
  const read = `The ${name} is read as ${it}.`
  if (what.includes('padding')) return { value: it, notes: [remark('padding-dropped', read)] }
  return { value: it, notes: what.includes('decimal zeros') ? [remark('decimal-dropped', read)] : [] }
}

/** A calendar date. */
export const date: Reader<CalendarDate> = { read: (it, how) => dated(it, how) }

/** A date of birth: never in the future. */
export const birth: Reader<CalendarDate> = { read: (it, how) => dated(it, { ...how, of: 'birth' }) }

/** The day on which something began or is to begin: near today. */
export const startDate: Reader<CalendarDate> = { read: (it, how) => dated(it, { ...how, of: 'start' }) }

/** The day on which something ended or is to end: near today. */
export const endDate: Reader<CalendarDate> = { read: (it, how) => dated(it, { ...how, of: 'end' }) }

/** Whether a column holds dates, whose order of day and month its cells prove together. */
export function readsDates(reader: Reader<unknown>): boolean {
  return [date, birth, startDate, endDate].some(one => one === reader)
}

function dated(it: string, how: DateReading): CellResult<CalendarDate> {
  const result = readDate(it, how)
  const notes = result.note ? [result.note] : []
  return result.date === undefined ? { notes } : { value: result.date, notes }
}

/** The words for a standard, aim or unit. */
export const aimWords: Reader<AimWords> = {
  digits: true,
  prose: true,
  read: it => {
    const kind = aimWordsKind(it)
    const isCode = kind === 'st-reference' || kind === 'aim-reference'
    if (/^\d{6,7}X?$/i.test(it)) {
      return failed(trouble('zeros-lost', `"${it}" has lost its leading zeros, if it is an aim reference.`))
    }
    return value({ words: isCode ? it.toUpperCase() : it, kind })
  },
}

/** Several standards or aims in one cell, with semicolons between. */
export const aimList: Reader<readonly AimWords[]> = {
  list: true,
  digits: true,
  prose: true,
  read: (it, how) => listed(it, one => aimWords.read(one, how)),
}

/**
 * Standards that somebody may assess, with semicolons or line breaks between, or commas between codes. `none` takes all away,
 * `remove ST0005` takes that one.
 */
export const competenceList: Reader<readonly CompetenceWish[]> = {
  list: true,
  digits: true,
  prose: true,
  read: (it, how) => listed(withSemicolons(it), one => competence(one, how)),
}

/** A comma stands between codes, and inside of titles. */
function withSemicolons(it: string): string {
  const lines = it.replace(/\s*[\n|]\s*/g, '; ')
  const parts = lines.split(/[,;/&]|\band\b/).map(one => one.trim())
  const isCode = (one: string) => one === '' || aimWordsKind(one.toUpperCase()) !== 'title'
  return parts.every(isCode) ? parts.join('; ') : lines
}

function competence(it: string, how: DateReading): CellResult<CompetenceWish> {
  if (isRemovalWord(it)) return value({ aim: 'all', remove: true })
  const removed = nameToRemove(it)
  const { value: aim, notes } = aimWords.read(removed ?? it, how)
  if (aim === undefined) return { notes }
  return { value: removed === undefined ? { aim } : { aim, remove: true }, notes }
}

/** The number of a standard on the server, or its reference where somebody has written that. */
export const standardId: Reader<AimWords> = {
  digits: true,
  read: it => {
    const kind = aimWordsKind(it)
    if (kind !== 'number') return aimWords.read(it, { order: 'unknown', today: '' })
    return value({ words: String(Number(it)), kind: 'onefile-id' })
  },
}

/** The agency's number of a standard, up to five digits. */
export const larsStandard: Reader<AimWords> = {
  digits: true,
  read: it => {
    if (/^\d{1,5}$/.test(it)) return value({ words: String(Number(it)), kind: 'lars-standard' })
    return aimWords.read(it, { order: 'unknown', today: '' })
  },
}

/** The words for a unit: its id on the server, which is text, its number or its title. */
export const unitWords: Reader<AimWords> = {
  digits: true,
  prose: true,
  read: it => value({ words: it, kind: 'title' }),
}

/** The level of a skill, as a sheet with one column per aim holds it: `L2`, `Level 2`, `E3`, `Entry 3`. */
export const skillLevel: Reader<string> = {
  read: it => {
    const parts = /^(l|level|e|entry)?\s*([1-8])$/i.exec(it)
    if (!parts) return failed(trouble('level-unknown', `"${it}" is no level; write L1, L2, L3 or E1 to E3.`))
    return value(`${/^e/i.test(parts[1] ?? '') ? 'E' : 'L'}${parts[2]}`)
  },
}

/** A cell that must hold one of some words. */
function oneOf<T>(code: Note['code'], what: string, words: Readonly<Record<string, T>>): Reader<T> {
  const table = new Map(Object.entries(words))
  return {
    read: it => {
      const found = table.get(foldCase(it))
      if (found !== undefined) return value(found)
      return failed(trouble(code, `"${it}" is no ${what}; write one of ${[...table.keys()].join(', ')}.`))
    },
  }
}

const levelWord: Reader<Level> = oneOf('level-unknown', 'level', {
  default: 'default',
  main: 'default',
  additional: 'additional',
  aim: 'aim',
  'learning aim': 'aim',
  standard: 'aim',
  unit: 'unit',
})

const LEVEL_NUMBERS: Readonly<Record<string, Level>> = { '1': 'additional', '2': 'unit', '3': 'aim' }

/** Where an assignment sits: a word, or the number of OneFile’s own calls, which earns a remark. */
export const level: Reader<Level> = {
  read: (it, how) => {
    const numbered = LEVEL_NUMBERS[it]
    if (!numbered) return levelWord.read(it, how)
    return value(
      numbered,
      remark('level-number', `Level ${it} is read as ${numbered}, as in OneFile’s own calls.`),
    )
  },
}

/** What somebody is to be beside a learner, with the level that the word stands for where no other is given. */
export interface RoleWord {
  role: Role
  level?: Level
}

const ROLE_TABLE = new Map<string, RoleWord>([
  ...rolesCalled(ROLE_WORDS.assessor, { role: 'assessor' }),
  ...rolesCalled(ROLE_WORDS.skillsTutor, { role: 'assessor', level: 'additional' }),
  ...rolesCalled(`${ROLE_WORDS.iqa}, ${ROLE_WORDS.leadIqa}`, { role: 'iqa' }),
  ...rolesCalled(`${ROLE_WORDS.employer}, ${ROLE_WORDS.mentor}`, { role: 'employer' }),
  ...rolesCalled(ROLE_WORDS.observer, { role: 'observer' }),
])

function rolesCalled(words: string, role: RoleWord): [string, RoleWord][] {
  return words.split(', ').map(word => [foldCase(word), role])
}

/** What somebody is to be beside a learner, in the words of the sector: `IQA`, `Skills Coach`, `Line Manager`. */
export const role: Reader<RoleWord> = {
  read: it => {
    const found = ROLE_TABLE.get(foldCase(it).replace(/[\s/_-]+/g, ' '))
    if (found) return value(found)
    const why = END_POINT.test(it)
      ? 'End-point assessors are independent of the provider and are not assigned; leave the row out.'
      : `"${it}" is no role; write assessor, IQA, employer or observer.`
    return failed(trouble('role-unknown', why))
  },
}

/** Whether a row puts somebody in a place or takes them away. */
export const action: Reader<'hold' | 'remove'> = oneOf('word-unknown', 'action', {
  add: 'hold',
  assign: 'hold',
  set: 'hold',
  remove: 'remove',
  unassign: 'remove',
  delete: 'remove',
})

/** What kind of account somebody has, and whether it is archived. */
export interface AccountWords {
  account: AccountKind | 'other'
  archived: boolean
}

const ACCOUNTS = new Map<string, AccountKind>([
  ...[...ROLE_TABLE].flatMap(([word, { role: of }]): [string, AccountKind][] =>
    of === 'assessor' ? [[word, of]] : [],
  ),
  ...Object.entries({
    learner: 'learner',
    student: 'learner',
    assessor: 'assessor',
    'trainee assessor': 'trainee-assessor',
    'internal quality assurer': 'iqa',
    'internal verifier': 'iqa',
    iqa: 'iqa',
    iv: 'iqa',
    observer: 'observer',
    witness: 'observer',
    employer: 'employer',
    'line manager / supervisor': 'employer',
    'line manager': 'employer',
    supervisor: 'employer',
  } satisfies Record<string, AccountKind>),
])

/** The kind of account that a word stands for: OneFile’s own (a lead IQA is another kind there), or `Skills Coach`. */
function accountCalled(words: string): AccountKind | undefined {
  return ACCOUNTS.get(foldCase(words))
}

/** Whether a text is the word for a kind of account that learners have beside them, or for a learner. */
export function isAccountWord(text: string): boolean {
  return accountCalled(text.replace(/^archived\s+/i, '')) !== undefined
}

/** The phrase for an account in OneFile's extract: `Archived Learner`, `Internal Quality Assurer`. */
export const accountWords: Reader<AccountWords> = {
  read: it => {
    const archived = /^archived\s+/i.test(it)
    const account = accountCalled(it.replace(/^archived\s+/i, ''))
    if (account) return value({ account, archived })
    return value(
      { account: 'other', archived },
      remark('role-outside', `"${it}" is never assigned to learners.`),
    )
  },
}

/** The group of an account in OneFile's extract: 1 is live, 2 archived. */
export const liveOrArchived: Reader<boolean> = oneOf('word-unknown', 'group', { '1': false, '2': true })

const STATES: readonly (readonly [RegExp, LearnerState])[] = [
  [/^archived?\b/i, 'archived'],
  [
    /break in learning|^(?:on (?:an? )?)?(?:learning |authorised |agreed )?break\b|^bil\b|^suspended|^paused/i,
    'break',
  ],
  [/^temporar(?:y|ily) (?:withdraw|paus|suspen)/i, 'break'],
  [/^complet|^achiev|^passed/i, 'completed'],
  [/^withdr[ae]w|^left\b|^(?:early )?leaver|^dropped out/i, 'withdrawn'],
  [
    /^active\b|^continuing|^live\b|^current|^in learning|^on[- ]programme|^return(?:ed|er)|^restart|^resumed/i,
    'active',
  ],
  [/^1$/, 'active'],
  [/^2$/, 'completed'],
  [/^3$/, 'withdrawn'],
  [/^6$/, 'break'],
]

/**
 * How a learner stands, in the words of a centre or the numbers of the ILR (1, 2, 3, 6); `Active - Cause for Concern` is
 * active. Other words say nothing.
 */
export const learnerState: Reader<LearnerState> = {
  read: it => {
    const state = STATES.find(([pattern]) => pattern.test(it))?.[1]
    if (state) return value(state)
    return remarked('word-unknown', `The status "${it}" is not known and left out.`)
  },
}

/** Several people’s count or a figure that is not used: its presence alone says what the sheet is. */
export const ignored: Reader<never> = { read: () => NOTHING, blanks: () => false }
