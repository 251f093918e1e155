import type { Level } from '../../domain/level.ts'
import { hasLevel, ROLE_TITLES, type Role, roleOf as roleOfAccount } from '../../domain/role.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Who } from '../column/cell.ts'
import type { Of } from '../column/columns.ts'
import { isRemovalWord } from '../column/words.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import type {
  AimStatement,
  AimWords,
  AssignmentStatement,
  Naming,
  PersonFacts,
  PersonStatement,
  Statement,
  Workplace,
} from '../statement/statement.ts'
import type { Draft, DraftSkill } from './draft.ts'
import { compact, isNamed, type NamePieces, naming, piecesOf } from './naming.ts'
import { SEAT_NAMES, SEATS, type Seat, type SeatName } from './seats.ts'

/** What the columns of a sheet say of all its rows. */
export interface SheetSense {
  rowsAre: 'learner' | 'assessor' | 'workplace' | 'review' | 'staff' | 'competence'
  /** Whether each row says where its assignment sits. */
  hasLevel: boolean
  /** Whether columns stand for one aim each. */
  hasSkills: boolean
  /** Whether each row says what kind of account it is about. */
  hasAccount: boolean
  /** Whether a column gives the address of whom a row is about. */
  hasAddress: boolean
  /** Of whom the columns of the sheet tell. */
  about: ReadonlySet<Of>
}

/** What one row says, or that it is held back, with what it should have said. */
interface Meaning {
  held: boolean
  statements: Statement[]
  notes: Note[]
}

/** Works out what the values of a row say. */
export function interpret(draft: Draft, sense: SheetSense): Meaning {
  if (sense.rowsAre === 'workplace') return workplaceMeaning(draft)
  if (sense.about.has('competence')) return competenceMeaning(draft)
  const who = subjectOf(draft)
  if (!isNamed(who)) return held(nobodyNamed())
  if (sense.hasAccount && !draft.parts('subject').account) return held(accountMissing())
  if (sense.rowsAre === 'staff' && !accountIn(draft, sense)) return held(jobMissing())
  const person = personStatement(draft, who, sense)
  if (person.account !== 'learner' || person.archived) return { held: false, statements: [person], notes: [] }
  if (sense.rowsAre === 'review')
    return { held: false, statements: [person, reviewStatement(draft, who)], notes: [] }
  return learnerMeaning(draft, person, sense)
}

function held(...notes: Note[]): Meaning {
  return { held: true, statements: [], notes }
}

function nobodyNamed(): Note {
  return trouble('nobody-named', 'The row does not say whom it is about; give a reference, ULN or e-mail.')
}

function accountMissing(): Note {
  return trouble('role-missing', 'The row does not say what kind of account it is about; fill in the column.')
}

function jobMissing(): Note {
  const sentence =
    'The row is about staff and does not say what they are; fill in Job Title or Account Type, or give Account Type under constants in the mapping.'
  return trouble('role-missing', sentence)
}

/** What kind of account a row is about, as far as it says. A job counts only in a list of staff. */
function accountIn(draft: Draft, { rowsAre }: SheetSense) {
  const { account, job } = draft.parts('subject')
  return account ?? (rowsAre === 'staff' ? job : undefined)
}

/** Whom a row of competences may be about: the columns of a list of staff, or those of an assessor or IQA. */
const COMPETENT = ['subject', 'person', 'assessor', 'iqa'] as const

/** Who may assess what: the row is about a member of staff, whichever column names them. */
function competenceMeaning(draft: Draft): Meaning {
  const { account, job, archived } = draft.parts('subject')
  const of = COMPETENT.find(one => isNamed(staffNamed(draft, one)))
  if (of === undefined || archived) return held(nobodyNamed())
  const who = staffNamed(draft, of)
  const kind = (account ?? job)?.account
  const stated = kind && kind !== 'other' && kind !== 'learner' ? roleOfAccount(kind) : undefined
  const role = of === 'assessor' || of === 'iqa' ? of : (stated ?? draft.parts('row').role?.role)
  const listed = draft.numbers('competence').flatMap(number => draft.parts('competence', number).list ?? [])
  const isRemoved = draft.parts('row').action === 'remove'
  const standards = isRemoved ? listed.map(({ aim }) => ({ aim, remove: true as const })) : listed
  if (standards.length === 0) return held(competencesMissing())
  const { place } = draft
  return {
    held: false,
    statements: [{ says: 'competence', who, standards, place, ...compact({ role }) }],
    notes: [],
  }
}

function staffNamed(draft: Draft, of: (typeof COMPETENT)[number]): Naming {
  if (of === 'subject') return subjectOf(draft)
  const { who, misId, onefileId, email, given, family } = draft.parts(of)
  const pieces = {
    ...(who && !who.remove ? piecesOf(who) : {}),
    ...compact({ misId, onefileId, email, given, family }),
  }
  return naming(pieces, draft.placeOf(of))
}

function competencesMissing(): Note {
  const sentence =
    'The row says nothing of what the person may assess; name a standard, or "none" to say that they may assess nothing.'
  return trouble('aim-missing', sentence)
}

function workplaceMeaning(draft: Draft): Meaning {
  const { email } = draft.parts('workplace')
  const workplace = workplaceOf(draft)
  if (!workplace?.name && !workplace?.employerId) return held(nobodyNamed())
  return {
    held: false,
    statements: [{ says: 'workplace', workplace, place: draft.place, ...compact({ email }) }],
    notes: [],
  }
}

function workplaceOf(draft: Draft): Workplace | undefined {
  const { id, name, employerId, agreementId } = draft.parts('workplace')
  const workplace = compact({ id, name, employerId, agreementId })
  return Object.keys(workplace).length === 0 ? undefined : workplace
}

function subjectOf(draft: Draft): Naming {
  const { previousMisId, ...subject } = draft.parts('subject')
  const account = draft.parts('subject').account?.account ?? 'learner'
  // Columns of "the person" are those of the account itself where the row is about staff.
  const pieces = account === 'learner' ? subject : { ...draft.parts('person'), ...subject }
  const others = previousMisId ? [previousMisId, ...draft.otherMisIds] : draft.otherMisIds
  const otherMisIds = others.length > 0 ? others : undefined
  const marks = { isNumber: draft.isNumber('subject'), isBareId: draft.isBareId('subject') }
  return naming({ ...pieces, otherMisIds, ...marks }, draft.placeOf('subject'))
}

function personStatement(draft: Draft, who: Naming, sense: SheetSense): PersonStatement {
  const { archived } = draft.parts('subject')
  const account = accountIn(draft, sense)
  const kind = account?.account ?? (sense.rowsAre === 'assessor' ? 'assessor' : 'learner')
  const isArchived = archived ?? account?.archived
  return {
    says: 'person',
    who,
    account: kind,
    facts: kind === 'learner' ? { ...factsOf(draft), ...addressOf(who, sense) } : ofStaff(factsOf(draft)),
    place: draft.place,
    ...compact({ archived: isArchived }),
  }
}

/** Says so where a column for the address gives none. */
function addressOf({ keys }: Naming, { hasAddress }: SheetSense): Pick<PersonFacts, 'hasNoAddress'> {
  return hasAddress && keys.email === undefined ? { hasNoAddress: true } : {}
}

function factsOf(draft: Draft): PersonFacts {
  const {
    birth,
    nino,
    start,
    plannedEnd,
    actualEnd,
    state,
    organisation,
    organisationName,
    lastSeen,
    classroomId,
    classroomName,
  } = draft.parts('subject')
  const classroom = compact({ id: classroomId, name: classroomName })
  return compact({
    birth,
    nino,
    start,
    plannedEnd,
    actualEnd,
    state,
    organisation,
    organisationName,
    lastSeen,
    classroom: Object.keys(classroom).length === 0 ? undefined : classroom,
    workplace: workplaceOf(draft),
  })
}

/** Staff have no programme: the day on which they joined the provider is none of an account’s. */
function ofStaff({ start: _start, plannedEnd: _plannedEnd, ...facts }: PersonFacts): PersonFacts {
  return facts
}

function reviewStatement(draft: Draft, learner: Naming): Statement {
  const { scheduled, held: heldOn, status } = draft.parts('review')
  const assessor = draft.isSpoilt('assessor') ? undefined : peopleIn(draft, 'assessor', 0)[0]?.who
  return {
    says: 'review',
    learner,
    place: draft.place,
    ...compact({ scheduled, held: heldOn, status, assessor: assessor ?? undefined }),
  }
}

/** Where an assignment is to sit, with what sits there. */
interface SlotPlace {
  level: Level
  aim?: AimWords
  unit?: AimWords
  aimless?: true
}

function learnerMeaning(draft: Draft, person: PersonStatement, sense: SheetSense): Meaning {
  const seats = SEAT_NAMES.flatMap(name => draft.numbers(name).map(number => ({ name, number })))
  const readable = seats.filter(({ name, number }) => !draft.isSpoilt(name, number))
  const meanings = readable.map(({ name, number }) => seatMeaning(draft, person.who, sense, name, number))
  const notes = meanings.flatMap(one => one.notes)
  const assignments = meanings.flatMap(one => one.statements)
  const lostAll = readable.length < seats.length && assignments.length === 0
  if (notes.length > 0 || lostAll) return held(...notes)
  if (assignments.length === 0 && !sense.hasSkills && draft.parts('row').level) return held(personMissing())
  return { held: false, notes: [], statements: [person, ...aimStatements(draft, person.who), ...assignments] }
}

function personMissing(): Note {
  return trouble(
    'person-missing',
    'The row gives a level and not who; fill in the person, or "none" to take them away.',
  )
}

interface SeatMeaning {
  statements: AssignmentStatement[]
  notes: Note[]
}

/** What the cells about one person beside the learner say. */
function seatMeaning(
  draft: Draft,
  learner: Naming,
  sense: SheetSense,
  name: SeatName,
  number: number,
): SeatMeaning {
  const people = peopleIn(draft, name, number)
  if (people.length === 0) return { statements: [], notes: [] }
  const place = draft.placeOf(name, number)
  const role = roleOf(draft, name)
  if (typeof role !== 'string') return { statements: [], notes: [{ ...role, place }] }
  const targets = targetsOf(draft, sense, name, number, role)
  if (!Array.isArray(targets)) return { statements: [], notes: [{ ...targets, place }] }
  const { action, ...period } = periodOf(draft, name, number)
  const expects = draft.checks && peopleIn(draft.checks, name, number)[0]?.who
  const statements = targets.flatMap(target =>
    people.map(
      ({ who, remove }): AssignmentStatement => ({
        says: 'assignment',
        want: remove || action === 'remove' ? 'remove' : 'hold',
        learner,
        role,
        ...target,
        who,
        place: draft.placeOf(name, number),
        ...compact({ ...period, expects: expects ?? undefined }),
      }),
    ),
  )
  const stays = expects && targets.some(({ level }) => level === 'additional')
  return { statements, notes: stays ? [{ ...currentStays(role), place }] : [] }
}

/** New people are added at this level; nobody makes way for them. */
function currentStays(role: Role): Note {
  const sentence = `The new additional ${ROLE_TITLES[role]} is added, and the current one stays. To take that one away too, give them a row of their own with "remove" in a column Action.`
  return remark('current-stays', sentence)
}

/** From when and until when somebody is to be there, by columns of their own or by those of the row. */
function periodOf(draft: Draft, name: SeatName, number: number) {
  const { from, to, action } = draft.parts('row')
  const own = draft.parts(name, number) as { from?: CalendarDate; to?: CalendarDate }
  return { effectiveFrom: own.from ?? from, effectiveTo: own.to ?? to, action }
}

interface RowPerson {
  who: Naming | null
  remove: boolean
}

function peopleIn(draft: Draft, name: SeatName, number: number): RowPerson[] {
  const place = draft.placeOf(name, number)
  const { list, given, family, ...keys } = draft.parts(name, number) as SeatPieces
  const alone = name === 'observer' || name === 'observers' ? loneObserver(draft) : undefined
  if (list) return alone ? [] : list.map(one => personFrom(one, {}, place))
  const who = alone ?? keys.who
  const isRemoval = who?.remove === true || [given, family].some(part => part && isRemovalWord(part))
  const marks = { isNumber: draft.isNumber(name, number), isBareId: draft.isBareId(name, number) }
  const pieces = isRemoval ? { ...keys, ...marks } : { ...keys, ...marks, given, family }
  const person = personFrom({ ...who, ...(isRemoval ? { remove: true } : {}) }, pieces, place)
  return person.who || person.remove ? [person] : []
}

/** The one observer whom a list names, where other columns give the same person's id or address. */
function loneObserver(draft: Draft): Who | undefined {
  const { list } = draft.parts('observers')
  return list?.length === 1 && draft.numbers('observer').length > 0 ? list[0] : undefined
}

type SeatPieces = NamePieces & { list?: readonly Who[]; who?: Who }

function personFrom(one: Who, pieces: NamePieces, place: Naming['place']): RowPerson {
  const fromCell = piecesOf(one)
  const who = naming({ ...fromCell, ...compact(pieces) }, place)
  return { who: isNamed(who) ? who : null, remove: one.remove === true }
}

function roleOf(draft: Draft, name: SeatName): Role | Note {
  const written = draft.parts('row').role?.role
  const seat: Seat = SEATS[name]
  if (seat.role === undefined) {
    return written ?? trouble('role-missing', 'The row names a person and not the role; fill in Role.')
  }
  if (!written || written === seat.role || !speaksOf(draft, name)) return seat.role
  return trouble('role-unknown', `The row says ${written} and its column ${seat.role}; make them agree.`)
}

/** Whether the columns Role and Level of a row are about this person: about one they can place, if the row has one. */
function speaksOf(draft: Draft, name: SeatName): boolean {
  const isPlaced = (one: SeatName) => {
    const seat: Seat = SEATS[one]
    return seat.floats === true && draft.numbers(one).some(number => !draft.levelOf(one, number))
  }
  return isPlaced(name) || !SEAT_NAMES.some(isPlaced)
}

function targetsOf(
  draft: Draft,
  sense: SheetSense,
  name: SeatName,
  number: number,
  role: Role,
): SlotPlace[] | Note {
  const seat: Seat = SEATS[name]
  if (seat.behind && sense.about.has(seat.behind)) return [{ level: 'additional' }]
  const fixed = draft.levelOf(name, number)
  if (fixed || !seat.floats) return targetsFixed(draft, fixed ?? seat.level, name, number, role)
  if (sense.hasLevel || name === 'person') return targetsAsWritten(draft, number, role)
  if (sense.hasSkills) return draft.skills.map(skill => ({ level: 'aim', aim: skillWords(skill) }))
  if (role !== 'iqa') return targetsAt(draft, seat.level, number, role)
  if (wordsOf(draft, number) !== undefined) return targetsAt(draft, 'aim', number, role)
  return [{ level: seat.level, aimless: true }]
}

/** A column that stands for one level, which the column Level must not contradict. */
function targetsFixed(
  draft: Draft,
  level: Level,
  name: SeatName,
  number: number,
  role: Role,
): SlotPlace[] | Note {
  const written = draft.parts('row').level
  if (!written || written === level || !speaksOf(draft, name)) return targetsAt(draft, level, number, role)
  return trouble('level-unknown', `The row says ${written} and its column ${level}; make them agree.`)
}

function targetsAsWritten(draft: Draft, number: number, role: Role): SlotPlace[] | Note {
  const { role: word, level = word?.level } = draft.parts('row')
  if (level) return targetsAt(draft, level, number, role)
  return trouble(
    'level-unknown',
    'The row names a person and not the level; write default, additional, aim or unit.',
  )
}

function targetsAt(draft: Draft, level: Level, number: number, role: Role): SlotPlace[] | Note {
  if (!hasLevel(role, level)) {
    return trouble('level-unknown', `There is no ${level} level for the role ${role}; write another level.`)
  }
  if (level === 'default' || level === 'additional') return [{ level }]
  const aim = wordsOf(draft, number)
  const unit = draft.parts('unit', number).words
  if (level === 'unit' && unit) return [{ level, unit, ...compact({ aim }) }]
  if (level === 'aim' && aim) return [{ level, aim }]
  const what =
    level === 'aim' ? 'learning aim and not which; fill in Standard' : 'unit and not which; fill in Unit'
  return trouble('aim-missing', `The row speaks of a ${what}, or name it in the mapping.`)
}

/** The words for an aim; where there are several, the surest: its number here, then its reference. */
function wordsOf(draft: Draft, number: number): AimWords | undefined {
  const { id, words, lars } = draft.parts('aim', number)
  return id ?? words ?? lars
}

function skillWords({ label, level }: DraftSkill): AimWords {
  return { words: label, kind: 'title', level }
}

function aimStatements(draft: Draft, learner: Naming): AimStatement[] {
  if (draft.parts('row').action === 'remove') return []
  const numbers = [...new Set([...draft.numbers('aim'), ...draft.numbers('unit')])]
  const aims = numbers.flatMap((number): AimStatement[] => {
    const aim = draft.isSpoilt('aim', number) ? undefined : wordsOf(draft, number)
    const { words: unit } = draft.parts('unit', number)
    const place = draft.placeOf('aim', number)
    return aim ? [{ says: 'aim', learner, aim, place, ...compact({ unit }) }] : []
  })
  const listed = (draft.parts('aims').list ?? []).map(
    (aim): AimStatement => ({ says: 'aim', learner, aim, place: draft.placeOf('aims') }),
  )
  const skills = draft.skills.map(
    (skill): AimStatement => ({ says: 'aim', learner, aim: skillWords(skill), place: skill.place }),
  )
  return [...aims, ...listed, ...skills]
}
