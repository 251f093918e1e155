/**
 * The types of the client, with the words of the contract to be read on hover.
 * Written by `npm run generate`; never by hand.
 */

import type { AccountKind } from '../domain/account.ts'
import type { CoverCode } from '../domain/cover.ts'
import type { AnsweringRole, EvidenceSubject } from '../domain/evidence.ts'
import type { EvidenceFormat } from '../domain/evidence-note.ts'
import type { LackedRole } from '../domain/learners-wanted.ts'
import type { Level } from '../domain/level.ts'
import type { NextStep, RunState } from '../domain/next-step.ts'
import type { NoticeKind } from '../domain/notice.ts'
import type { OperatorRole } from '../domain/operator.ts'
import type { PlannedState } from '../domain/planned.ts'
import type { ProblemCode } from '../domain/problem.ts'
import type { Mode } from '../domain/request.ts'
import type { Role } from '../domain/role.ts'
import type { RunKind } from '../domain/run.ts'
import type { WorkbookList } from '../domain/workbook-note.ts'
import type { CallOptions } from './call.ts'

export type {
  AccountKind,
  AnsweringRole,
  CoverCode,
  EvidenceFormat,
  EvidenceSubject,
  LackedRole,
  Level,
  Mode,
  NextStep,
  NoticeKind,
  OperatorRole,
  PlannedState,
  ProblemCode,
  Role,
  RunKind,
  RunState,
  WorkbookList,
}
/** An account with what tells people apart. */
export interface Account {
  /** The account. */
  id: number
  /** The organisation. */
  organisation: number
  /** What the account is. */
  kind: AccountKind
  /** First name. */
  firstName: string
  /** Last name. */
  lastName: string
  /** E-mail address. */
  email: string | null
  /** Key in the outside management information system. */
  misId: string | null
  /** Unique learner number. */
  uln: string | null
  /** Date of birth. As YYYY-MM-DD. */
  dateOfBirth: string | null
  /** When the programme starts. As YYYY-MM-DD. */
  startOn: string | null
  /** When the programme should end. As YYYY-MM-DD. */
  plannedEndDate: string | null
  /** The workplace. */
  placement: number | null
  /** The class. */
  classroom: number | null
  /** Whether the account is archived. */
  archived: boolean
  /** Whether the account is flagged for deletion: given nothing, and to nobody. */
  flagged: boolean
  /** When the account was archived. Milliseconds since 1970. */
  archivedAt?: number | null | undefined
  /** Accounts with the same number are one person. */
  link: number | null
}

/** A page of accounts. */
export interface AccountsPage {
  /** The accounts, in the order of their ids. */
  accounts: readonly Account[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What addClassroom takes. */
export interface AddClassroomInput {
  /** The organisation. */
  organisation: number
  /** The name. */
  name: string
  /** Id in the provider’s own system. */
  misId?: string | null | undefined
  /** When the class starts. As YYYY-MM-DD. */
  startOn?: string | undefined
  /** Whether the class is archived. */
  archive?: boolean | undefined
  /** What learners are told on completion. */
  completionMessage?: string | undefined
  /** Whether they are told. */
  sendCompletionMessage?: boolean | undefined
  /** Whether an IQA signs off at the end. */
  iqaFinalSignOff?: boolean | undefined
}
/** What addImportPiece takes. */
export interface AddImportPieceInput {
  /** The import. */
  import: number
  /** Which file, from 0. */
  file: number
  /** Where it begins, in bytes: what has come of the file so far. */
  at: number
  /** The bytes, as base64. */
  content: string
}
/** What addOperator takes. */
export interface AddOperatorInput {
  /** Name, as others see it. */
  name: string
  /** The address that the person signs in with. */
  email: string
  /** What the person may do. */
  role: OperatorRole
  /** Whether NI number and L12 to L16 are shown too; false where left out. */
  sensitive?: boolean | undefined
  /** Organisations; null, or left out, for all. */
  organisations?: readonly number[] | null | undefined
}
/** What addOrganisation takes. */
export interface AddOrganisationInput {
  /** The name. */
  name: string
  /** Whether new accounts get a keychain; no where left out. */
  keychainForNewUsers?: boolean | undefined
  /** Whether mail about keychains is held back; yes where left out. */
  keychainEmailSuppressed?: boolean | undefined
  /** Where a day begins for what is planned; Europe/London where left out. */
  timeZone?: string | null | undefined
}
/** What addPlacement takes. */
export interface AddPlacementInput {
  /** The organisation. */
  organisation: number
  /** The name. */
  name: string
  /** Id in the provider’s own system. */
  misId?: string | null | undefined
  /** Whether it is in use; yes where left out. */
  active?: boolean | undefined
  /** The address. */
  address?: string | undefined
  /** Whom to speak to. */
  contact?: string | undefined
  /** E-mail address. */
  email?: string | undefined
  /** Fax. */
  fax?: string | undefined
  /** Telephone. */
  telephone?: string | undefined
  /** Web address. */
  web?: string | undefined
}
/** What addStandard takes. */
export interface AddStandardInput {
  /** The title. */
  title: string
  /** Code of the aim or standard, such as ST0005. */
  code?: string | null | undefined
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** What addTemplate takes. */
export interface AddTemplateInput {
  /** The title. */
  title: string
  /** Standards with their units. */
  items: readonly TemplateItem[]
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** What addUnit takes. */
export interface AddUnitInput {
  /** The unit. */
  id: string
  /** The title. */
  title: string
  /** Number in the register of regulated qualifications. */
  ndaqCode?: string | null | undefined
  /** How it is shown. */
  display?: string | null | undefined
  /** The standards that hold it. */
  standards: readonly number[]
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** What addWebhook takes. */
export interface AddWebhookInput {
  /** The address, https://; plain http:// only on this machine. */
  url: string
  /** What it is told of; everything where left out. */
  kinds?: readonly NoticeKind[] | undefined
  /** Organisations it is told of; all where left out. */
  organisations?: readonly number[] | undefined
  /** Whether it is told of runs of a single call too; false where left out. */
  singleCalls?: boolean | undefined
  /** Whether it is told what people have written; false where left out. */
  texts?: boolean | undefined
}
/** Who answers for a learning aim. */
export interface AimCover {
  /** The learning aim. */
  aim: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Who assesses: the unit’s own, else the aim’s, else the default. */
  assessor: Responsible | null
  /** Who assures quality: the unit’s own, else the aim’s, else the additional IQA held longest. */
  iqa: Responsible | null
}
/** What allocateLearners takes. */
export interface AllocateLearnersInput {
  /** The learners; or say "where". */
  learners?: readonly number[] | undefined
  /** Which learners; at most 10,000 may fit. */
  where?: LearnerFilter | undefined
  /** What each of them is given. */
  give: readonly Give[]
  /** From when it counts: now where left out. Milliseconds since 1970. */
  effectiveFrom?: number | undefined
  /** Why; kept with the run. */
  reason?: string | undefined
  /** Preview: judge by the same rules, and change nothing. */
  dryRun?: boolean | undefined
  /** The "preview" of the answer that was looked at. */
  preview?: string | undefined
}
/** What changes and what does not. */
export interface Allocation {
  /** Names exactly these changes. */
  preview: string
  /** Whether it was done. */
  applied: boolean
  /** The run. */
  run: number | null
  /** Learners named or chosen. */
  chosen: number
  /** What changes. */
  changes: readonly SlotGiven[]
  /** What does not change, with the reason for each. */
  leftOut: readonly LearnerLeftOut[]
  /** The learners, by id. */
  learners: readonly Learner[]
  /** How much everybody concerned holds. */
  people: readonly PersonCounts[]
  /** What somebody should know. */
  findings: readonly Finding[]
}
/** What amendPlannedRun takes. */
export interface AmendPlannedRunInput {
  /** The planned run. */
  plannedRun: number
  /** Only these changes of it; where left out, all that can be. */
  numbers?: readonly number[] | undefined
  /** The new first day; it must be to come. Milliseconds since 1970. */
  effectiveFrom?: number | undefined
  /** The last day, for a cover: after it whoever was displaced comes back. A moment with a time is the end itself. Milliseconds since 1970. */
  effectiveTo?: number | undefined
  /** Who is to be in the slots instead. */
  after?: number | undefined
  /** Judge by the same rules, and change nothing. */
  dryRun?: boolean | undefined
}
/** What answerImport takes. */
export interface AnswerImportInput {
  /** The import. */
  import: number
  /** Answers by the number of the question; a later one replaces an earlier one. */
  answers?: readonly ImportAnswer[] | undefined
  /** Takes every strong suggestion that is not answered yet. */
  strong?: boolean | undefined
}

/** What appendToStream takes. */
export interface AppendToStreamInput {
  /** The stream. */
  stream: string
  /** JSON objects of at most 256000 characters each; at most 10,000. */
  lines: readonly Readonly<Record<string, unknown>>[]
  /** Lines that you have seen; where there are others, nothing is added. */
  after?: number | undefined
}
/** What applyImport takes. */
export interface ApplyImportInput {
  /** The import. */
  import: number
  /** The hash of the plan that was looked at. */
  plan: string
  /** Approves the removals of this plan that wait. */
  approveRemovals?: boolean | undefined
}
/** What archiveUser takes. */
export interface ArchiveUserInput {
  /** The user. */
  user: number
}
/** What assignPlacement takes. */
export interface AssignPlacementInput {
  /** The user. */
  user: number
  /** The placement. */
  placement: number
  /** Whether an employer or observer may see the learners of the placement; stored, but not used by Caseload. */
  placementAccess: boolean
}
/** What assignStandard takes. */
export interface AssignStandardInput {
  /** The standard. */
  standard: number
  /** The learner. */
  learner: number
}
/** What assignTemplate takes. */
export interface AssignTemplateInput {
  /** The template. */
  template: number
  /** The learner. */
  learner: number
  /** Whether only aims that the learner has already are touched. */
  onlyChangeAssigned: boolean
}
/** What assignUnit takes. */
export interface AssignUnitInput {
  /** The unit. */
  unit: string
  /** The learner. */
  learner: number
  /** The standard under which the learner gets it. */
  standard: number
}
/** What assignUser takes. */
export interface AssignUserInput {
  /** The person being assigned. */
  person: number
  /** The learner; the path names the person being assigned. */
  learner: number
  /** Where the assignment sits. */
  level: 'additional' | 'unit' | 'aim'
  /** The standard: needed at level 3; at level 2 it says under which one. */
  standard?: number | undefined
  /** The unit: needed at level 2. */
  unit?: string | undefined
}
/** A slot of a learner with who is in it. */
export interface Assignment {
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Who is in the slot. */
  person: Person
  /** Since when. Milliseconds since 1970. */
  since: number
}
/** A slot with who held it at a moment. */
export interface AssignmentAt {
  /** The organisation. */
  organisation: number
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: number | null
  /** The unit, at "unit". */
  unit: string | null
  /** Whether the history reaches back that far for this slot. */
  known: boolean
  /** Who held it; null for nobody, or where not known. */
  person: number | null
  /** Since when. Milliseconds since 1970. */
  since: number | null
}
/** Who held what. */
export interface AssignmentsAt {
  /** The moment asked about. Milliseconds since 1970. */
  at: number
  /** What was recorded later is left out; null: nothing is. Milliseconds since 1970. */
  asKnownAt: number | null
  /** Slots that the history has heard of. */
  assignments: readonly AssignmentAt[]
  /** For a moment to come: what is planned to count by then, of the same part of the slots. Nobody holds it yet. */
  planned: readonly PlannedChange[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** A page of slots. */
export interface AssignmentsPage {
  /** The slots, by organisation and learner. */
  assignments: readonly CurrentAssignment[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What carryOutWaiting takes. */
export interface CarryOutWaitingInput {
  /** The planned run. */
  plannedRun: number
  /** Only these changes of it; where left out, all that can be. */
  numbers?: readonly number[] | undefined
  /** Judge by the same rules, and change nothing. */
  dryRun?: boolean | undefined
}
/** How much one person holds. */
export interface Caseload {
  /** The organisation. */
  organisation: number
  /** The person. */
  user: Person
  /** Accounts with the same number are one person. */
  link: number | null
  /** Learners the person should have; null or 0: nobody has said. */
  target: number | null
  /** Learners who are not archived. */
  learners: number
  /** Learners who are archived. */
  archivedLearners: number
  /** Slots at each level. */
  slots: SlotCounts
  /** How that will change, if all goes as planned: an entry for each moment. Empty where nothing is planned. */
  ahead: readonly CaseloadAhead[]
}
/** How much somebody will hold from a moment on, if all goes as planned. */
export interface CaseloadAhead {
  /** From when. Milliseconds since 1970. */
  from: number
  /** Learners who are not archived. */
  learners: number
  /** Slots at all levels. */
  slots: number
}
/** How much somebody holds. */
export interface CaseloadSize {
  /** Learners who are not archived. */
  learners: number
  /** Learners who are archived. */
  archivedLearners: number
  /** Slots at each level. */
  slots: SlotCounts
}
/** A page of staff. */
export interface CaseloadsPage {
  /** Staff by organisation and id. */
  caseloads: readonly Caseload[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** The class. */
export interface CatalogueClassroom {
  /** The class. */
  id: number
  /** The organisation. */
  organisation: number
  /** The name. */
  name: string
  /** Id in the provider’s own system. */
  misId?: string | null | undefined
  /** When the class starts. As YYYY-MM-DD. */
  startOn?: string | undefined
  /** Whether the class is archived. */
  archive?: boolean | undefined
  /** What learners are told on completion. */
  completionMessage?: string | undefined
  /** Whether they are told. */
  sendCompletionMessage?: boolean | undefined
  /** Whether an IQA signs off at the end. */
  iqaFinalSignOff?: boolean | undefined
}
/** The organisation. */
export interface CatalogueOrganisation {
  /** The organisation. */
  id: number
  /** The name. */
  name: string
  /** Whether new accounts get a keychain; no where left out. */
  keychainForNewUsers?: boolean | undefined
  /** Whether mail about keychains is held back; yes where left out. */
  keychainEmailSuppressed?: boolean | undefined
  /** Where a day begins for what is planned; Europe/London where left out. */
  timeZone?: string | null | undefined
}
/** The placement. */
export interface CataloguePlacement {
  /** The placement. */
  id: number
  /** The organisation. */
  organisation: number
  /** The name. */
  name: string
  /** Id in the provider’s own system. */
  misId?: string | null | undefined
  /** Whether it is in use; yes where left out. */
  active?: boolean | undefined
  /** The address. */
  address?: string | undefined
  /** Whom to speak to. */
  contact?: string | undefined
  /** E-mail address. */
  email?: string | undefined
  /** Fax. */
  fax?: string | undefined
  /** Telephone. */
  telephone?: string | undefined
  /** Web address. */
  web?: string | undefined
}
/** The standard. */
export interface CatalogueStandard {
  /** The standard. */
  id: number
  /** The title. */
  title: string
  /** Code of the aim or standard, such as ST0005. */
  code?: string | null | undefined
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** The template. */
export interface CatalogueTemplate {
  /** The template. */
  id: number
  /** The title. */
  title: string
  /** Standards with their units. */
  items: readonly TemplateItem[]
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** The unit. */
export interface CatalogueUnit {
  /** The unit. */
  id: string
  /** The title. */
  title: string
  /** Number in the register of regulated qualifications. */
  ndaqCode?: string | null | undefined
  /** How it is shown. */
  display?: string | null | undefined
  /** The standards that hold it. */
  standards: readonly number[]
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** What following the history came to. */
export interface ChainFollowed {
  /** The organisation. */
  organisation: number
  /** The change up to which it was followed. */
  point: HistoryPoint
  /** Whether each change has the hash that follows from it and the one before. */
  intact: boolean
  /** The first change that has not, or that is missing. */
  brokenAt: number | null
}
/** A change as the history keeps it. */
export interface Change {
  /** The organisation. */
  organisation: number
  /** Its place in the organisation’s history, from 1 without gaps. */
  position: number
  /** The run it was made in. */
  run: number
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: number | null
  /** The unit, at "unit". */
  unit: string | null
  /** Who was in the slot; null for nobody. */
  before: Holding | null
  /** Who is in the slot from then on; null for nobody. */
  after: Holding | null
  /** From when it counts. Milliseconds since 1970. */
  effectiveFrom: number
  /** When it was recorded. Milliseconds since 1970. */
  recordedAt: number
  /** Position of the change that this one takes back. */
  undoes: number | null
  /** SHA-256 over the change and the hash before it in the organisation. */
  hash: string
}
/** What became of one requested change. */
export interface ChangeOutcome {
  /** What became of it; "planned" where its day is to come, "not-tried" where another one stopped all. */
  outcome: Outcome
  /** From when it will count, for "planned". Milliseconds since 1970. */
  due?: number | undefined
  /** Who is in the slot now, for "done", "planned", "already-so" and "moved-on"; null for nobody. */
  holder: number | null
  /** Why not: a stable code. */
  code?: string | undefined
  /** Why not, and what to do. */
  sentence?: string | undefined
  /** The field of the change that it is about. */
  field?: string | undefined
  /** What to choose from, such as standards. */
  candidates?: readonly (number | string)[] | undefined
  /** What somebody should know about this change. */
  findings?: readonly Finding[] | undefined
}
/** What changePassword takes. */
export interface ChangePasswordInput {
  /** The password until now; needed where there is one. */
  current?: string | undefined
  /** The password from now on: 12 characters or more. */
  password: string
}
/** A slot, and who should be in it. */
export interface ChangeWanted {
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** Needed where nobody is named; else the account decides. */
  role?: Role | undefined
  /** Names the aim at "aim"; says under which standard at "unit". */
  standard?: number | undefined
  /** Names the unit at "unit". */
  unit?: string | undefined
  /** Who you believe is in the slot, or null for nobody; if somebody else is, the change is "moved-on". At "additional" it names who is removed. */
  before?: number | null | undefined
  /** Who should be in the slot; null takes away whoever is. */
  after: number | null
  /** From when it counts: now where left out. A day to come makes it planned: a date begins at midnight where the organisation is. Milliseconds since 1970. */
  effectiveFrom?: number | undefined
  /** The last day, for a cover: after it whoever was displaced comes back. A moment with a time is the end itself. Milliseconds since 1970. */
  effectiveTo?: number | undefined
}
/** What became of each change. */
export interface ChangesMade {
  /** Whether what is "done" was done; not in a dry run. */
  applied: boolean
  /** The run; null where nothing had to be changed. */
  run: number | null
  /** The planned run, of what is to come; null where nothing is. */
  plannedRun: number | null
  /** One for each change, in the same order. */
  outcomes: readonly ChangeOutcome[]
  /** What somebody should know. */
  findings: readonly Finding[]
}
/** The next changes. */
export interface ChangesPage {
  /** The changes. */
  changes: readonly Change[]
  /** Whether more is there already. */
  more: boolean
  /** Send it as "cursor" to go on from here, now or later. */
  next: string
}
/** The class. */
export interface Classroom {
  /** The class. */
  id: number
  /** Its name. */
  name?: string
  /** Key in the outside management information system. */
  misId?: string | null
  /** The organisation that it belongs to. */
  organisation?: number
  /** When the class starts. As YYYY-MM-DD. */
  startOn?: string | null | undefined
  /** Whether the class is archived; it stays in the lists. */
  archive?: boolean | null | undefined
  /** What learners are told at the end. */
  completionMessage?: string | null | undefined
  /** Whether they are told. */
  sendCompletionMessage?: boolean | null | undefined
  /** Whether an IQA signs off the portfolio. */
  iqaFinalSignOff?: boolean | null | undefined
}
/** A row of: the classes, in the order of their ids. */
export interface ClassroomListed {
  /** The class. */
  id: number
  /** Its name. */
  name?: string
  /** Key in the outside management information system. */
  misId?: string | null
}
/** A page of classes. */
export interface ClassroomsPage {
  /** The classes. */
  classrooms: readonly CatalogueClassroom[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** The columns. */
export interface Columns {
  /** The columns. */
  columns: readonly KnownColumn[]
}
/** Which standards somebody may assess or assure. */
export interface Competences {
  /** The standards; empty where nobody has said. */
  standards: readonly number[]
}

/** Learners by what was amiss. */
export interface CoverCounts {
  /** Learners without an assessor for something. */
  withoutAssessor: number
  /** Learners without an IQA for something. */
  withoutIqa: number
  /** Learners beside whom somebody archived stood. */
  heldByArchived: number
  /** Learners of whom one person assessed and assured the same. */
  assessesAndAssures: number
}
/** Something amiss with who is beside a learner, and where. */
export interface CoverFinding {
  /** Stable code. */
  code: CoverCode
  /** What was found and what to do. */
  sentence: string
  /** People it is about. */
  candidates?: readonly number[] | undefined
  /** The slot; left out where it is about the learner as a whole. */
  slot?: SlotAmiss | undefined
}
/** A learner with what is amiss. */
export interface Coverage {
  /** The learner. */
  learner: Learner
  /** What is amiss. */
  findings: readonly CoverFinding[]
}
/** How the learners of an organisation were covered at the end of a month. */
export interface CoverageMonth {
  /** The organisation. */
  organisation: number
  /** The month, as 2026-03. */
  month: string
  /** The moment it is about: the end of the month, or now. Milliseconds since 1970. */
  at: number
  /** Learners who were there. */
  learners: number
  /** Learners of whom the history does not reach back so far. */
  unknown: number
  /** Learners by what was amiss. */
  counts: CoverCounts
}
/** The months. */
export interface CoverageMonths {
  /** Months by organisation. */
  months: readonly CoverageMonth[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** A page of learners. */
export interface CoveragePage {
  /** Learners by organisation and id. */
  learners: readonly Coverage[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What createClassroom takes. */
export interface CreateClassroomInput {
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** Its name. */
  name: string
  /** Key in the outside management information system. */
  misId?: string | null | undefined
  /** When the class starts. As YYYY-MM-DD. */
  startOn?: string | null | undefined
  /** Whether the class is archived; it stays in the lists. */
  archive?: boolean | null | undefined
  /** What learners are told at the end. */
  completionMessage?: string | null | undefined
  /** Whether they are told. */
  sendCompletionMessage?: boolean | null | undefined
  /** Whether an IQA signs off the portfolio. */
  iqaFinalSignOff?: boolean | null | undefined
}
/** What createImport takes. */
export interface CreateImportInput {
  /** The files, at most 20. */
  files?: readonly ImportFileNew[] | undefined
  /** Or the beginning of the hash of a plan that was kept. */
  plan?: string | undefined
  /** The name of a mapping that was kept. */
  mapping?: string | undefined
}
/** What createPlacement takes. */
export interface CreatePlacementInput {
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** Its name. */
  name: string
  /** Key in the outside management information system. */
  misId?: string | null | undefined
  /** The address, with line breaks. */
  address?: string | null | undefined
  /** Whether it is in use; yes where nobody has said. */
  active?: boolean | undefined
  /** Whom to speak to. */
  contact?: string | null | undefined
  /** E-mail address. */
  email?: string | null | undefined
  /** Fax number. */
  fax?: string | null | undefined
  /** Telephone number. */
  telephone?: string | null | undefined
  /** Website. */
  web?: string | null | undefined
}
/** What createProvider takes. */
export interface CreateProviderInput {
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** Its name. */
  name: string
  /** Key in the outside management information system. */
  misId?: string | null | undefined
}
/** What createReview takes. */
export interface CreateReviewInput {
  /** The learner. */
  learner: number
  /** 1 not started, 2 started, 3 signed by the assessor, 4 signed by assessor and learner; others are kept as sent. */
  status: number
  /** When it should take place. Milliseconds since 1970. */
  scheduledFor: number
  /** The visit at which it takes place. */
  visit?: number | null | undefined
  /** The assessor. */
  assessor?: number | null | undefined
}
/** What createToken takes. */
export interface CreateTokenInput {
  /** What it is for. */
  name: string
  /** What it may do. */
  scopes: readonly ('read' | 'assign' | 'manage' | 'admin' | 'sensitive')[]
  /** Organisations it is limited to; null, or left out, for all. */
  organisations?: readonly number[] | null | undefined
  /** Calls in any minute; 300 where left out. */
  callLimit?: number | undefined
  /** From when on it is good no more; left out, it has no end. Milliseconds since 1970. */
  expiresAt?: number | null | undefined
}
/** What createUser takes. */
export interface CreateUserInput {
  /** The organisation. */
  organisation: number
  /** What the user is. */
  kind: 'learner' | 'trainee-assessor' | 'assessor' | 'iqa' | 'employer' | 'observer'
  /** Given name. */
  firstName: string
  /** Family name. */
  lastName: string
  /** Made by the server where it is left out. */
  username?: string | undefined
  /** Key in the outside management information system. */
  misId?: string | null | undefined
  /** The default assessor of a learner. */
  defaultAssessor?: number | null | undefined
  /** The default employer of a learner. */
  defaultEmployer?: number | null | undefined
  /** E-mail address. */
  email?: string | null | undefined
  /** The class or cohort. */
  classroom?: number | null | undefined
  /** The workplace. */
  placement?: number | null | undefined
  /** The sub-contractor. */
  provider?: number | null | undefined
  /** A learner status of the organisation. */
  learnerStatus?: number | null | undefined
  /** Name of the company, as the profile shows it. */
  companyName?: string | null | undefined
  /** Mobile number. */
  mobileNumber?: string | null | undefined
  /** Telephone number. */
  telephone?: string | null | undefined
  /** Website. */
  website?: string | null | undefined
  /** Address at work, with line breaks. */
  workAddress?: string | null | undefined
  /** Address at home, with line breaks. */
  homeAddress?: string | null | undefined
  /** Unique learner number. */
  uln?: string | null | undefined
  /** Name of the programme record. */
  episodeName?: string | null | undefined
  /** When the learner was registered at the centre. As YYYY-MM-DD. */
  centreRegister?: string | null | undefined
  /** Date of birth. As YYYY-MM-DD. */
  dateOfBirth?: string | null | undefined
  /** When the programme starts. As YYYY-MM-DD. */
  startOn?: string | null | undefined
  /** When the programme should end. As YYYY-MM-DD. */
  plannedEndDate?: string | null | undefined
  /** Whether learning support is funded. */
  supportFunding?: boolean | null | undefined
  /** National Insurance number; needs the scope sensitive. */
  nino?: string | null | undefined
  /** Ethnicity; needs the scope sensitive. */
  l12?: string | null | undefined
  /** Sex; needs the scope sensitive. */
  l13?: string | null | undefined
  /** Learning difficulty, disability or health problem; needs the scope sensitive. */
  l14?: string | null | undefined
  /** Disability; needs the scope sensitive. */
  l15?: string | null | undefined
  /** Learning difficulty; needs the scope sensitive. */
  l16?: string | null | undefined
  /** Main difficulty; needs the scope sensitive. */
  primaryLlddCode?: string | null | undefined
  /** Other difficulties; needs the scope sensitive. */
  secondaryLlddCodes?: readonly string[] | null | undefined
  /** When the account was made. Milliseconds since 1970. */
  createdOn?: number | undefined
}
/** What createVisit takes. */
export interface CreateVisitInput {
  /** The learner who is visited. */
  learner: number
  /** The learner’s organisation. */
  organisation?: number | undefined
  /** When the visit begins. Milliseconds since 1970. */
  from: number
  /** When it ends. Milliseconds since 1970. */
  to: number
  /** Kind of visit; 2 where it is left out. */
  visitType?: number | undefined
  /** Whether the learner is to be reminded; kept, not sent. */
  smsReminder?: boolean | undefined
  /** Who visits; the default assessor where it is left out. */
  assessor?: number | null | undefined
}
/** A slot that somebody is in. */
export interface CurrentAssignment {
  /** The organisation. */
  organisation: number
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** Who is in it. */
  person: number
  /** Since when. Milliseconds since 1970. */
  since: number
}
/** The customer. */
export interface Customer {
  /** The customer. */
  id: number
  /** Its name. */
  name?: string
}
/** A customer by name. */
export interface CustomerName {
  /** The customer. */
  id: number
  /** What it is called. */
  name: string
}
/** What deleteImport takes. */
export interface DeleteImportInput {
  /** The import. */
  import: number
}
/** What deleteStream takes. */
export interface DeleteStreamInput {
  /** The stream. */
  stream: string
}
/** What deleteUser takes. */
export interface DeleteUserInput {
  /** The user. */
  user: number
}
/** Accounts that are likely one person. */
export interface Double {
  /** The organisation. */
  organisation: number
  /** What they share. */
  by: 'email' | 'misId'
  /** The accounts. */
  accounts: readonly Person[]
}
/** A page of likely double accounts. */
export interface DoublesPage {
  /** Likely double accounts. */
  doubles: readonly Double[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** The file. */
export interface EvidenceFile {
  /** The note that it was made. */
  note: number
  /** A name for the file. */
  name: string
  /** Its media type. */
  type: string
  /** Its bytes, in base64. */
  content: string
  /** To be sent with the same question for the next part; null where this is the last one. */
  next: EvidenceNextPart | null
}

/** Where the next part goes on. */
export interface EvidenceNextPart {
  /** The last learner of this part. */
  after: number
  /** The change up to which the history was read. */
  position: number
  /** As of when. Milliseconds since 1970. */
  madeAt: number
}
/** That a file of evidence was made. */
export interface EvidenceNote {
  /** The note. */
  id: number
  /** The organisation. */
  organisation: number
  /** The learner; null where it was about the organisation. */
  learner: number | null
  /** First day. As YYYY-MM-DD. */
  from: string
  /** Last day. As YYYY-MM-DD. */
  to: string
  /** What the file was. */
  format: EvidenceFormat
  /** Rows in it. */
  rows: number
  /** The change up to which the history was read. */
  position: number
  /** The hash of that change. */
  hash: string
  /** When it was made. Milliseconds since 1970. */
  madeAt: number
  /** The token with which it was asked for. */
  actor: number | null
  /** The person who asked for it. */
  operator: number | null
  /** Name of that person, or of the token. */
  by: string | null
}
/** A page of notes. */
export interface EvidenceNotesPage {
  /** The files. */
  files: readonly EvidenceNote[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** EvidenceOrganisation */
export interface EvidenceOrganisation {
  /** The organisation. */
  id: number
  /** Its name. */
  name: string
}
/** A page of evidence. */
export interface EvidencePage {
  /** What it is about. */
  question: EvidenceQuestion
  /** Who answered, learner by learner. */
  rows: readonly EvidenceRow[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What evidence is about. */
export interface EvidenceQuestion {
  /** The organisation. */
  organisation: EvidenceOrganisation
  /** The learner; null for all of the organisation. */
  learner: number | null
  /** First day. As YYYY-MM-DD. */
  from: string
  /** Last day. As YYYY-MM-DD. */
  to: string
  /** When it was worked out. Milliseconds since 1970. */
  madeAt: number
  /** Who asked. */
  by: string
  /** Up to where the history was read. */
  point: HistoryPoint
}
/** Who answered for something from one moment to another. */
export interface EvidenceRow {
  /** The learner. */
  learner: number
  /** The learner’s name today. */
  learnerName: string
  /** Key in the outside management information system. */
  learnerMisId: string
  /** In which role somebody answered. */
  role: AnsweringRole
  /** For what: the learner as a whole, an aim, or a unit that has somebody of its own. */
  subject: EvidenceSubject
  /** The learning aim or the unit summary; 0 for the learner as a whole. */
  target: number
  /** The standard. */
  standard: number | null
  /** Its title today. */
  standardTitle: string
  /** The unit. */
  unit: string | null
  /** Its title today. */
  unitTitle: string
  /** Who answered; null for nobody, or where not known. */
  person: number | null
  /** The person’s name today. */
  personName: string
  /** False where the history does not reach back so far. */
  known: boolean
  /** The level that decided it. */
  because: Level | null
  /** From when, within the period. Milliseconds since 1970. */
  from: number
  /** Until when: the first moment at which it was no longer so. Milliseconds since 1970. */
  to: number
  /** Since when the person was in the slot. Milliseconds since 1970. */
  since: number | null
  /** The change of the history that put them there. */
  position: number | null
  /** When that was recorded. Milliseconds since 1970. */
  recordedAt: number | null
}

/** The messages. */
export interface FailedMessages {
  /** The messages. */
  messages: readonly WebhookMessage[]
}
/** Something to tell a person. */
export interface Finding {
  /** Stable code. */
  code: string
  /** What was found and what to do. */
  sentence: string
  /** People or things it may be about. */
  candidates?: readonly number[] | undefined
}
/** What followChain takes. */
export interface FollowChainInput {
  /** The organisation. */
  organisation: number
  /** The change up to which it is followed. */
  position?: number | undefined
}
/** Somebody who was found, with what tells people apart. */
export interface FoundPerson {
  /** The account. */
  id: number
  /** The organisation. */
  organisation: number
  /** What the account is. */
  kind: AccountKind
  /** First name. */
  firstName: string
  /** Last name. */
  lastName: string
  /** E-mail address. */
  email: string | null
  /** Key in the outside management information system. */
  misId: string | null
  /** Unique learner number; only with the scope manage or sensitive. */
  uln?: string | undefined
  /** Whether the account is archived. */
  archived: boolean
  /** Whether the account is flagged for deletion. */
  flagged: boolean
}
/** A row of: the templates, in the order of their ids. */
export interface FrameworkTemplate {
  /** The template. */
  id: number
  /** Its title. */
  title?: string
}
/** A slot that each learner has, and who is set on it. */
export interface Give {
  /** Where the slot sits. */
  level: Level
  /** Needed where nobody is named; else the account decides. */
  role?: Role | undefined
  /** Names the aim at "aim"; says under which standard at "unit". */
  standard?: number | undefined
  /** Names the unit at "unit". */
  unit?: string | undefined
  /** Who is set; several share the learners out in turn; an empty list takes away whoever is there. */
  to: readonly number[]
  /** At "additional", where "to" is empty: who is taken away. */
  from?: number | undefined
  /** Leaves slots alone in which somebody is. */
  onlyEmpty?: boolean | undefined
}
/** Up to where the history of an organisation was read. */
export interface HistoryPoint {
  /** The last change that was read; 0 where there is none. */
  position: number
  /** When it was recorded. Milliseconds since 1970. */
  recordedAt: number
  /** Its hash: it seals all changes before it. */
  hash: string
}
/** Somebody in a slot since a moment. */
export interface Holding {
  /** Who. */
  person: number
  /** Since when. Milliseconds since 1970. */
  since: number
}
/** Files that somebody has brought, and how far they are. */
export interface Import {
  /** The import. */
  id: number
  /** How far it is. */
  state: 'uploading' | 'uploaded' | 'planning' | 'planned' | 'applying' | 'applied' | 'undoing' | 'undone'
  /** Who brought it. */
  by: string
  /** When it was brought. Milliseconds since 1970. */
  createdAt: number
  /** When it is deleted, if nobody does anything with it. Milliseconds since 1970. */
  expiresAt: number
  /** Its files; none where it is about a plan that was kept. */
  files: readonly ImportFile[]
  /** What is said about how the files are to be read. */
  mapping: ImportMapping
  /** Whether it is applied as soon as it is planned, as by night. */
  applies: boolean
  /** How far applying is; null where nothing is under way. */
  progress: ImportProgress | null
  /** Why the last job came to nothing, and what to do. */
  problem: string | null
  /** The plan; null where there is none yet. */
  plan: ImportPlan | null
  /** Questions that are answered, and settled when it is planned again. */
  answered: number
  /** Who has approved the removals of the plan. */
  approvedBy: string | null
  /** What came of applying it. */
  applied: ImportRun | null
  /** What came of taking it back. */
  undone: ImportRun | null
}
/** An answer to a question. */
export interface ImportAnswer {
  /** The number of the question. */
  number: number
  /** That it is this account, that it is none of the suggestions, or that it is put off. */
  answer: 'link' | 'reject' | 'hold'
  /** With "link": the account. */
  account?: number | undefined
  /** With "hold": the last day on which it is not asked. As YYYY-MM-DD. */
  until?: string | undefined
  /** With "hold": why. */
  reason?: string | undefined
}
/** An answer. */
export interface ImportAnswerKept {
  /** That it is this account, that it is none of the suggestions, or that it is put off. */
  answer: 'link' | 'reject' | 'hold'
  /** With "link": the account. */
  account?: number | undefined
  /** With "hold": the last day on which it is not asked. As YYYY-MM-DD. */
  until?: string | undefined
  /** With "hold": why. */
  reason?: string | undefined
}
/** What a plan changes of one person. */
export interface ImportBlock {
  /** The organisation. */
  organisation: number
  /** Its name. */
  organisationName: string
  /** The learner, or whose account it is. */
  person: ImportPerson
  /** What would change of them. */
  changes: readonly ImportChange[]
}
/** A planned change. */
export interface ImportChange {
  /** Whether it adds, changes or takes away. */
  does: 'added' | 'changed' | 'removed'
  /** What it does. */
  sentence: string
  /** The rows that ask for it. */
  rows: string
  /** Whether it waits for an approval. */
  waits: boolean
  /** Whether nothing takes it back. */
  forGood: boolean
}
/** The people whom the plan is about. */
export interface ImportChangesPage {
  /** The people whom the plan is about. */
  lines: readonly ImportBlock[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What a column is taken for. */
export interface ImportColumn {
  /** Its letters, or its key in JSON. */
  column: string
  /** As it is written. */
  header: string
  /** What is done with it. */
  use: 'read' | 'skill' | 'ignored' | 'hidden' | 'unsure' | 'unknown'
  /** Which column of ours it is taken for. */
  meaning?: string | undefined
  /** Why nothing is read from it, and what to do. */
  note?: string | undefined
}
/** A piece of the file. */
export interface ImportDocument {
  /** Its bytes from here on, as base64. */
  content: string
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** A file of an import. */
export interface ImportFile {
  /** Its name. */
  name: string
  /** Its length in bytes. */
  size: number
  /** How many bytes of it have come. */
  received: number
}
/** A file that is to come. */
export interface ImportFileNew {
  /** Its name. */
  name: string
  /** Its length in bytes. */
  size: number
}
/** A line of a sheet. */
export interface ImportLine {
  /** Its row. */
  row: number
  /** Its first cells, each cut to 60 characters. */
  cells: readonly string[]
}
/** What is said about how the files are to be read. */
export interface ImportMapping {
  /** What it is kept by; null where it is kept for this import. */
  name: string | null
  /** Its keys (docs/mapping.md). */
  keys: Readonly<Record<string, unknown>>
}
/** Something to tell about an import. */
export interface ImportNote {
  /** What reading found; what somebody should know; what is held; which answer could not stand. */
  section: 'read' | 'note' | 'held' | 'answer'
  /** Stable code. */
  code: string
  /** What was found, and what to do. */
  sentence: string
  /** Where. */
  rows: string
}
/** The notes. */
export interface ImportNotesPage {
  /** The notes. */
  lines: readonly ImportNote[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What became of one change. */
export interface ImportOutcome {
  /** The learner, or whose account it is. */
  person: string
  /** What was to be done. */
  sentence: string
  /** The rows that asked for it. */
  rows: string
  /** What became of it. */
  outcome: 'done' | 'already-so' | 'moved-on' | 'refused' | 'not-tried'
  /** Why it was not done, and what to do. */
  why: string | null
}
/** The outcomes, those first that were not done. */
export interface ImportOutcomesPage {
  /** The outcomes, those first that were not done. */
  lines: readonly ImportOutcome[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** Somebody whom a plan is about. */
export interface ImportPerson {
  /** The account; below zero where the plan makes it. */
  id: number
  /** What the person is called. */
  name: string
  /** The reference in the MIS. */
  reference: string | null
  /** What the account is. */
  kind: AccountKind | null
}
/** The piece is kept. */
export interface ImportPiece {
  /** How many bytes of the file have come. */
  received: number
}
/** A plan in numbers. */
export interface ImportPlan {
  /** Its name: the same changes have the same one. */
  hash: string
  /** What it comes to as a whole. */
  verdict: 'refused' | 'stopped' | 'changes' | 'held' | 'nothing'
  /** Changes that add. */
  added: number
  /** Changes that put something else in place. */
  changed: number
  /** Changes that take away. */
  removed: number
  /** What became of the rows. */
  rows: ImportRows
  /** Removals that wait for an approval. */
  waits: number
  /** Removals that were refused, since a file or a list was not whole. */
  refusedRemovals: number
  /** People to confirm. */
  questions: number
  /** Whether rows are held since nothing says which organisation they are about. */
  centreMissing: boolean
}
/** How far a job is. */
export interface ImportProgress {
  /** Changes so far. */
  done: number
  /** All of them. */
  total: number
}
/** Somebody whom rows name without its being certain who is meant. */
export interface ImportQuestion {
  /** Its number in this plan. */
  number: number
  /** Why it is asked. */
  sentence: string
  /** Stable code. */
  code: string
  /** Whom the rows name, by all that they give. */
  named: string
  /** What the account must be. */
  neededAs: string
  /** The rows that wait for it. */
  rows: string
  /** What the rows say. */
  traits: readonly ImportTrait[]
  /** Accounts that may be meant, the likeliest first. */
  suggestions: readonly ImportSuggestion[]
  /** What was answered; it is settled when the import is planned again. */
  answer: ImportAnswerKept | null
}
/** The questions. */
export interface ImportQuestionsPage {
  /** The questions. */
  lines: readonly ImportQuestion[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What became of the rows; each is in exactly one of the last three. */
export interface ImportRows {
  /** Rows about somebody. */
  in: number
  /** Rows that ask for a change. */
  planned: number
  /** Rows that say what is so already. */
  unchanged: number
  /** Rows that cannot be carried out. */
  held: number
}
/** A run of the sync in numbers. */
export interface ImportRun {
  /** Its name; null where there was nothing to carry out. */
  run: string | null
  /** Who carried it out. */
  by: string
  /** When it ended. Milliseconds since 1970. */
  at: number
  /** Changes that were made. */
  done: number
  /** Changes that somebody else had made already. */
  alreadySo: number
  /** Changes that do not fit any more. */
  movedOn: number
  /** Changes that were refused. */
  refused: number
  /** Changes that were not tried. */
  notTried: number
  /** Whether nothing of it is left to try. */
  whole: boolean
  /** The runs of this server in which it changed assignments; older ones do not say. */
  serverRuns?: readonly number[] | undefined
}
/** What a sheet is taken for. */
export interface ImportSheet {
  /** The file. */
  file: string
  /** What kind of file it is. */
  kind: string
  /** The name of the sheet; files of text have none. */
  name?: string | undefined
  /** Whether it is read. */
  isRead: boolean
  /** Why it is not read. */
  why?: string | undefined
  /** The row of the column names. */
  headerRow?: number | undefined
  /** Rows below them. */
  rows: number
  /** Its columns. */
  columns: readonly ImportColumn[]
  /** Its first lines that are not blank, to choose the one with the column names from; none where they cannot be elsewhere. */
  top: readonly ImportLine[]
  /** Labels of values that stand over rows. */
  headings: readonly string[]
}
/** The sheets. */
export interface ImportSheetsPage {
  /** The sheets. */
  lines: readonly ImportSheet[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** An account that may be meant. */
export interface ImportSuggestion {
  /** The account. */
  account: number
  /** What the person is called. */
  name: string
  /** What the account is. */
  kind: AccountKind | null
  /** Where it is. */
  organisation: string | null
  /** Whether it is archived. */
  archived: boolean
  /** Why it is suggested. */
  why: string
  /** Whether nothing speaks against it, and nobody fits as well. */
  strong: boolean
  /** What speaks for it and against it. */
  traits: readonly ImportTrait[]
}
/** One trait of a row beside that of an account. */
export interface ImportTrait {
  /** What is compared. */
  trait: 'name' | 'reference' | 'ULN' | 'date of birth' | 'e-mail address' | 'account number'
  /** What the row says. */
  row: string | null
  /** What the account has. */
  account: string | null
  /** What it says for this account. */
  speaks: 'for' | 'against' | 'neither'
}
/** A page of imports. */
export interface ImportsPage {
  /** The imports. */
  imports: readonly Import[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** A plan that waits to be applied. */
export interface KeptPlan {
  /** Its name. */
  hash: string
  /** When it was made. Milliseconds since 1970. */
  at: number
  /** Who made it, and on which machine; empty where that is not known. */
  by: string
  /** The files. */
  sources: readonly string[]
  /** What it comes to; null where an older version has kept it. */
  counts: KeptPlanCounts | null
}
/** A plan in numbers. */
export interface KeptPlanCounts {
  /** Changes that it would make. */
  changes: number
  /** People to confirm. */
  questions: number
  /** Removals that wait for an approval. */
  waits: number
}
/** The plans. */
export interface KeptPlans {
  /** The plans. */
  plans: readonly KeptPlan[]
}
/** A column that is understood. */
export interface KnownColumn {
  /** Its name. */
  name: string
  /** What it says. */
  help: string
}

/** A learner with where they are. */
export interface Learner {
  /** The learner. */
  id: number
  /** The organisation. */
  organisation: number
  /** First name. */
  firstName: string
  /** Last name. */
  lastName: string
  /** Whether the learner is archived. */
  archived: boolean
  /** Whether the learner is flagged for deletion: given nothing, and to nobody. */
  flagged: boolean
  /** Where the learner works. */
  placement: number | null
  /** The class. */
  classroom: number | null
}
/** The learner’s slots. */
export interface LearnerAssignments {
  /** The learner. */
  learner: Learner
  /** Every filled slot. */
  assignments: readonly Assignment[]
  /** The default employer, else the additional one held longest. */
  employer: Responsible | null
  /** Who answers for each learning aim. */
  aims: readonly AimCover[]
  /** Who answers for each unit. */
  units: readonly UnitCover[]
  /** What is planned beside the learner, by day. Nobody holds it yet. */
  planned: readonly PlannedBeside[]
  /** What is amiss. */
  findings: readonly CoverFinding[]
}
/** Which learners are meant. */
export interface LearnerFilter {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** Only learners who work there. */
  placement?: number | undefined
  /** Only learners of this class. */
  classroom?: number | undefined
  /** Only learners who hold this standard. */
  standard?: number | undefined
  /** Only learners beside whom this person is assessor, at whatever level. */
  assessor?: number | undefined
  /** Only learners beside whom this person is IQA, at whatever level. */
  iqa?: number | undefined
  /** Only learners beside whom this person is employer. */
  employer?: number | undefined
  /** Only learners beside whom this person is observer. */
  observer?: number | undefined
  /** Only learners for whom, or for one of whose aims, nobody answers in this role; those flagged for deletion are left out. */
  without?: LackedRole | undefined
  /** True: only archived learners; else only those who are not. */
  archived?: boolean | undefined
  /** Only learners in whose name each of these words begins a word. */
  name?: string | undefined
}
/** What somebody holds beside one learner. */
export interface LearnerHeld {
  /** The learner. */
  learner: Learner
  /** Slots at the level "default". */
  default: readonly SlotHeld[]
  /** Slots at the level "additional". */
  additional: readonly SlotHeld[]
  /** Slots at the level "aim". */
  aim: readonly SlotHeld[]
  /** Slots at the level "unit". */
  unit: readonly SlotHeld[]
}
/** What a learner is not given, and why. */
export interface LearnerLeftOut {
  /** The learner. */
  learner: number
  /** Which part of "give", from 0. */
  give: number
  /** Why not: a stable code. */
  code: string
  /** Why not. */
  sentence: string
}
/** A learner with who is beside them as a whole. */
export interface LearnerListed {
  /** The learner. */
  learner: Learner
  /** Key in the outside management information system. */
  misId: string | null
  /** Standards the learner holds. */
  standards: readonly StandardTitle[]
  /** The default assessor. */
  assessor: Person | null
  /** Additional IQAs, the one held longest first. */
  iqas: readonly Person[]
  /** The default employer. */
  employer: Person | null
}
/** A learner and a person. */
export interface LearnerPair {
  /** The learner. */
  learner: number
  /** The person. */
  person: number
}
/** Who takes a learner over, and why. */
export interface LearnerShared {
  /** The learner. */
  learner: number
  /** Who takes over. */
  to: number
  /** Why: one code for each reason. */
  because: readonly ShareReason[]
  /** The same in words. */
  sentence: string
}
/** A page of learners. */
export interface LearnersPage {
  /** The learners. */
  learners: readonly LearnerListed[]
  /** How many fit in all; counted for the first page, null on those after it. */
  total: number | null
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** The learning aim. */
export interface LearningAim {
  /** The learning aim. */
  id: number
  /** The standard that was given. */
  standard?: number
  /** The learner who has it. */
  learner?: number
  /** A status of the organisation, or 0 where nobody has said. */
  status?: number
  /** Percent. */
  progress?: number
  /** When it starts. As YYYY-MM-DD. */
  startDate?: string | null | undefined
  /** When it should end. As YYYY-MM-DD. */
  plannedEnd?: string | null | undefined
  /** Number at the awarding body. */
  registrationNumber?: string | null | undefined
  /** When the learner was registered. As YYYY-MM-DD. */
  registrationDate?: string | null | undefined
  /** When the certificate was asked for. As YYYY-MM-DD. */
  certificateAppliedDate?: string | null | undefined
  /** When the certificate came. As YYYY-MM-DD. */
  certificateReceivedDate?: string | null | undefined
  /** When it was achieved. As YYYY-MM-DD. */
  achievedDate?: string | null | undefined
  /** The assessor of this aim, if one is set (level 3). */
  assessor?: number | null | undefined
  /** The IQA of this aim, if one is set (level 3). */
  iqa?: number | null | undefined
  /** The same as IQAID. */
  iv?: number | null | undefined
}
/** A row of: the learning aims, in the order of their ids. */
export interface LearningAimListed {
  /** The learning aim. */
  id: number
  /** The standard that was given. */
  standard?: number
  /** The learner who has it. */
  learner?: number
  /** A status of the organisation, or 0 where nobody has said. */
  status?: number
}

/** What linkOperator takes. */
export interface LinkOperatorInput {
  /** The person. */
  operator: number
}
/** What linkUser takes. */
export interface LinkUserInput {
  /** The account. */
  user: number
  /** An account of the same person, or null. */
  other: number | null
}
/** What listAccounts takes. */
export interface ListAccountsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listAimStatuses takes. */
export interface ListAimStatusesInput {
  /** The organisation. */
  organisation: number
}
/** What listAssignedStandards takes. */
export interface ListAssignedStandardsInput {
  /** The organisation. */
  organisation: number
}
/** What listAssignmentsAt takes. */
export interface ListAssignmentsAtInput {
  /** The date (its last moment, UTC) or moment asked about; now where left out. Milliseconds since 1970. */
  at?: number | undefined
  /** Leaves out what was recorded later. Milliseconds since 1970. */
  asKnownAt?: number | undefined
  /** Only slots of this learner. */
  learner?: number | undefined
  /** Only what this person held. */
  person?: number | undefined
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listAssignments takes. */
export interface ListAssignmentsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listCaseloads takes. */
export interface ListCaseloadsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** Only staff who may stand in this role. */
  role?: Role | undefined
  /** Only what is held of learners who work there. */
  placement?: number | undefined
  /** Only what is held of learners of this class. */
  classroom?: number | undefined
  /** Only staff in whose name each of these words begins a word. */
  name?: string | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listChanges takes. */
export interface ListChangesInput {
  /** Only changes beside this learner. */
  learner?: number | undefined
  /** Only changes that put this person in a slot or took them out. */
  person?: number | undefined
  /** Only changes of this run. */
  run?: number | undefined
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** Recorded at this moment or later. Milliseconds since 1970. */
  from?: number | undefined
  /** Recorded at this moment or before. Milliseconds since 1970. */
  to?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listClassrooms takes. */
export interface ListClassroomsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listColumns takes. */
export interface ListColumnsInput {
  /** Only the column of this name. */
  name?: string | undefined
}
/** What listCoverage takes. */
export interface ListCoverageInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** A day to come (its last moment, UTC) or a moment: how it will be if all goes as planned; as it is now where left out. Milliseconds since 1970. */
  at?: number | undefined
  /** Only findings with this code. */
  finding?: CoverCode | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listCoverageMonths takes. */
export interface ListCoverageMonthsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** A day of the first month; eleven months ago where left out. As YYYY-MM-DD. */
  from?: string | undefined
  /** A day of the last month; today where left out. As YYYY-MM-DD. */
  to?: string | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
}
/** What listDoubles takes. */
export interface ListDoublesInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listEvidence takes. */
export interface ListEvidenceInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listFailedMessages takes. */
export interface ListFailedMessagesInput {
  /** The webhook. */
  webhook: number
}
/** What listImportChanges takes. */
export interface ListImportChangesInput {
  /** The import. */
  import: number
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listImportNotes takes. */
export interface ListImportNotesInput {
  /** The import. */
  import: number
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listImportOutcomes takes. */
export interface ListImportOutcomesInput {
  /** The import. */
  import: number
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listImportQuestions takes. */
export interface ListImportQuestionsInput {
  /** The import. */
  import: number
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listImportSheets takes. */
export interface ListImportSheetsInput {
  /** The import. */
  import: number
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listImports takes. */
export interface ListImportsInput {
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listKeptPlans takes. */
export interface ListKeptPlansInput {
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listLearnerAssignments takes. */
export interface ListLearnerAssignmentsInput {
  /** The learner. */
  learner: number
}
/** What listLearnerStatuses takes. */
export interface ListLearnerStatusesInput {
  /** The organisation. */
  organisation: number
}
/** What listLearners takes. */
export interface ListLearnersInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** Only learners who work there. */
  placement?: number | undefined
  /** Only learners of this class. */
  classroom?: number | undefined
  /** Only learners who hold this standard. */
  standard?: number | undefined
  /** Only learners beside whom this person is assessor, at whatever level. */
  assessor?: number | undefined
  /** Only learners beside whom this person is IQA, at whatever level. */
  iqa?: number | undefined
  /** Only learners beside whom this person is employer. */
  employer?: number | undefined
  /** Only learners beside whom this person is observer. */
  observer?: number | undefined
  /** Only learners for whom, or for one of whose aims, nobody answers in this role; those flagged for deletion are left out. */
  without?: LackedRole | undefined
  /** True: only archived learners; else only those who are not. */
  archived?: boolean | undefined
  /** Only learners in whose name each of these words begins a word. */
  name?: string | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listOperators takes. */
export interface ListOperatorsInput {
  /** Only people with this role. */
  role?: OperatorRole | undefined
}
/** What listOrganisations takes. */
export interface ListOrganisationsInput {
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listPlacements takes. */
export interface ListPlacementsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listPlannedRuns takes. */
export interface ListPlannedRunsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** Only those with a change in this state. */
  state?: PlannedState | undefined
  /** Only those with a change beside this learner. */
  learner?: number | undefined
  /** Only those that put this person in a slot or take them out. */
  person?: number | undefined
  /** Only those that this run carried out. */
  run?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listRuns takes. */
export interface ListRunsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** Only runs of this kind. */
  kind?: RunKind | undefined
  /** Recorded at this moment or later. Milliseconds since 1970. */
  from?: number | undefined
  /** Recorded at this moment or before. Milliseconds since 1970. */
  to?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listStandards takes. */
export interface ListStandardsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listStreams takes. */
export interface ListStreamsInput {
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listSyncProblems takes. */
export interface ListSyncProblemsInput {
  /** The run of the sync, such as run-3. */
  run: string
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listSyncRuns takes. */
export interface ListSyncRunsInput {
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listTemplates takes. */
export interface ListTemplatesInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listTokens takes. */
export interface ListTokensInput {
  /** Only those that are neither revoked nor past their end. */
  live?: boolean | undefined
}
/** What listUnitSummaries takes. */
export interface ListUnitSummariesInput {
  /** The learner. */
  learner: number
}
/** What listUnitsHeld takes. */
export interface ListUnitsHeldInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listUnits takes. */
export interface ListUnitsInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** Only units of this standard. */
  standard?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listUserCaseload takes. */
export interface ListUserCaseloadInput {
  /** The person. */
  user: number
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What listWorkbooks takes. */
export interface ListWorkbooksInput {
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What makeEvidence takes. */
export interface MakeEvidenceInput {
  /** One learner; or name an organisation. */
  learner?: number | undefined
  /** All learners of an organisation who were there in the period. */
  organisation?: number | undefined
  /** First day of the period. As YYYY-MM-DD. */
  from: string
  /** Last day of the period; nothing is said of what is to come. As YYYY-MM-DD. */
  to: string
  /** PDF to print, CSV to work with. */
  format: EvidenceFormat
  /** Learners in one file at most; 1,000 in a PDF, 10,000 in a CSV file. */
  learners?: number | undefined
  /** For the next part: from "next" of the one before, with the two below. */
  after?: number | undefined
  /** Reads the history up to this change. */
  position?: number | undefined
  /** Asks as of this moment. Milliseconds since 1970. */
  madeAt?: number | undefined
}
/** What makeWorkbook takes. */
export interface MakeWorkbookInput {
  /** Which list. */
  list: WorkbookList
  /** Whose caseload; for "caseload", and needed there. */
  user?: number | undefined
  /** Only this organisation; not for "caseload". */
  organisation?: number | undefined
  /** Only staff who may stand in this role; for "caseloads". */
  role?: Role | undefined
  /** Only what is held of learners who work there; for "caseloads". */
  placement?: number | undefined
  /** Only what is held of learners of this class; for "caseloads". */
  classroom?: number | undefined
  /** Only staff in whose name each of these words begins a word; for "caseloads". */
  name?: string | undefined
  /** Only findings with this code; for "coverage". */
  finding?: CoverCode | undefined
}
/** What is said about how files are to be read. */
export interface Mapping {
  /** Its name. */
  name: string
  /** Its keys. */
  keys: Readonly<Record<string, unknown>>
  /** Who kept it last. */
  by: string
  /** When. Milliseconds since 1970. */
  at: number
}
/** The mappings. */
export interface Mappings {
  /** The mappings, by name. */
  mappings: readonly Mapping[]
}
/** The person. */
export interface Me {
  /** The person. */
  operator: SignedInOperator
  /** The customer. */
  customer: CustomerName
  /** The organisations that the person sees. */
  organisations: readonly OrganisationName[]
  /** What the person may do, as a token’s scopes say it. */
  scopes: readonly ('read' | 'assign' | 'manage' | 'admin' | 'sensitive')[]
  /** What the provider calls the roles. */
  terms: Terms
}

/** Who takes over, and what. */
export interface MoveWanted {
  /** Who takes over; several share the learners out, each learner whole: in turn, or as "share" says. */
  to: readonly number[]
  /** Only slots at these levels. */
  levels?: readonly Level[] | undefined
  /** Only slots of these roles. */
  roles?: readonly Role[] | undefined
  /** Only learners who work there. */
  placements?: readonly number[] | undefined
  /** Only learners of these classes. */
  classrooms?: readonly number[] | undefined
  /** Only these learners. */
  learners?: readonly number[] | undefined
  /** Shares the learners out by targets and by how many each has: as evenly as can be, with these rules. */
  share?: ShareRules | undefined
}
/** What namePeople takes. */
export interface NamePeopleInput {
  /** Numbers of accounts, 200 at most. */
  ids: readonly number[]
}
/** The webhook. */
export interface NewWebhook {
  /** Its number. */
  id: number
  /** The address. */
  url: string
  /** What it is told of; null for everything. */
  kinds: readonly NoticeKind[] | null
  /** Organisations it is told of; null for all, those to come included. */
  organisations: readonly number[] | null
  /** Whether it is told of runs of a single call too. */
  singleCalls: boolean
  /** Whether it is told what people have written, such as a reason. */
  texts: boolean
  /** When it was made. Milliseconds since 1970. */
  createdAt: number
  /** Since when it is told nothing more: the address said 410. Milliseconds since 1970. */
  endedAt: number | null
  /** The key of its signatures, shown this once. */
  secret: string
}

/** The hours, as the centre keeps them. */
export interface OffTheJobHours {
  /** The learner. */
  learner?: number
  /** Hours a week. */
  contractedHours?: number | null | undefined
  /** Percent. */
  targetPercentage?: number | null | undefined
  /** Hours. */
  plannedHours?: number | null | undefined
  /** Weeks. */
  durationWeeks?: number | null | undefined
  /** How the hours are worked out. */
  method?: string | null | undefined
  /** Hours. */
  minimumHours?: number | null | undefined
  /** Percent. */
  percentOfPlanned?: number | null | undefined
  /** Hours. */
  actualHours?: number | null | undefined
}
/** A person of the console. */
export interface Operator {
  /** The person. */
  id: number
  /** Name, as others see it. */
  name: string
  /** The address that the person signs in with. */
  email: string
  /** What the person may do. */
  role: OperatorRole
  /** Whether NI number and L12 to L16 are shown too. */
  sensitive: boolean
  /** Organisations that the person is limited to; null for all. */
  organisations: readonly number[] | null
  /** Since when. Milliseconds since 1970. */
  createdAt: number
  /** Since when the person may not come in any more. Milliseconds since 1970. */
  disabledAt: number | null
}
/** The person as they are now. */
export interface OperatorChanged {
  /** The person. */
  id: number
  /** Name, as others see it. */
  name: string
  /** The address that the person signs in with. */
  email: string
  /** What the person may do. */
  role: OperatorRole
  /** Whether NI number and L12 to L16 are shown too. */
  sensitive: boolean
  /** Organisations that the person is limited to; null for all. */
  organisations: readonly number[] | null
  /** Since when. Milliseconds since 1970. */
  createdAt: number
  /** Since when the person may not come in any more. Milliseconds since 1970. */
  disabledAt: number | null
}
/** The person, and the link to send them. */
export interface OperatorInvited {
  /** The person. */
  operator: Operator
  /** The link by which the person signs in once and sets a password. It is good for 3 days and not shown again. */
  link: string
}
/** The person, and the link to send them. */
export interface OperatorLinked {
  /** The person. */
  operator: Operator
  /** The link by which the person signs in once and sets a password. It is good for 3 days and not shown again. */
  link: string
}

/** The people. */
export interface OperatorsList {
  /** The people. */
  operators: readonly Operator[]
}
/** The organisation. */
export interface Organisation {
  /** The organisation. */
  id: number
  /** Its name. */
  name?: string
  /** Whether new accounts get or join a keychain by e-mail; kept, and nothing is sent. */
  keychainForNewUsers?: boolean
  /** Whether mail about keychains is held back. */
  keychainEmailSuppressed?: boolean
}
/** An organisation by name. */
export interface OrganisationName {
  /** The organisation. */
  id: number
  /** What it is called. */
  name: string
}
/** A page of organisations. */
export interface OrganisationsPage {
  /** The organisations. */
  organisations: readonly CatalogueOrganisation[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What became of a change. */
export type Outcome = 'done' | 'planned' | 'already-so' | 'moved-on' | 'refused' | 'not-tried'
/** What pageAims takes. */
export interface PageAimsInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** The learner who has it. */
  learner?: number | undefined
  /** The standard that was given. */
  standard?: number | undefined
  /** Only aims of this organisation. */
  organisation?: number | undefined
  /** Only aims in this state of completion. */
  completion?: 'achieved' | undefined
  /** Only aims achieved on this date or later. As YYYY-MM-DD. */
  from?: string | undefined
  /** Only aims achieved on this date or earlier. As YYYY-MM-DD. */
  to?: string | undefined
}
/** What pageClassrooms takes. */
export interface PageClassroomsInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** The whole name, in any letter case. */
  name?: string | undefined
}
/** What pageOrganisations takes. */
export interface PageOrganisationsInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** The customer of the token; no other is known. */
  customer?: number | undefined
}
/** What pagePlacements takes. */
export interface PagePlacementsInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** The whole name, in any letter case. */
  name?: string | undefined
}
/** What pagePlans takes. */
export interface PagePlansInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** Only plans of this organisation. */
  organisation?: number | undefined
  /** The learner. */
  learner?: number | undefined
}
/** What pageProviders takes. */
export interface PageProvidersInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** The whole name, in any letter case. */
  name?: string | undefined
}
/** What pageReviews takes. */
export interface PageReviewsInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** Only reviews of this organisation. */
  organisation?: number | undefined
  /** The learner. */
  learner?: number | undefined
  /** 1 not started, 2 started, 3 signed by the assessor, 4 signed by assessor and learner; others are kept as sent. */
  status?: number | undefined
  /** Only reviews scheduled for this moment or later. Milliseconds since 1970. */
  from?: number | undefined
  /** Only reviews scheduled for this moment or earlier; a date includes the whole day. Milliseconds since 1970. */
  to?: number | undefined
}
/** What pageStandards takes. */
export interface PageStandardsInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** Only standards that this organisation may use. */
  organisation?: number | undefined
  /** Its title. */
  title?: string | undefined
}
/** What pageUnitSummaries takes. */
export interface PageUnitSummariesInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** The learner who has it. */
  learner?: number | undefined
  /** The standard under which the learner has the unit. */
  standard?: number | undefined
  /** The unit that was given. */
  unit?: string | undefined
  /** The learning aim that it belongs to. */
  aim?: number | undefined
  /** Only unit summaries of this organisation. */
  organisation?: number | undefined
}
/** What pageUnits takes. */
export interface PageUnitsInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** Only units that this organisation may use. */
  organisation?: number | undefined
  /** Only units of this standard. */
  standard?: number | undefined
  /** Its title. */
  title?: string | undefined
}
/** What pageUsers takes. */
export interface PageUsersInput {
  /** Number of the page, from 1. */
  page: number
  /** Rows on a page, 1 to 1000. */
  size: number
  /** What the user is. */
  kind?: 'learner' | 'trainee-assessor' | 'assessor' | 'iqa' | 'employer' | 'observer' | undefined
  /** The organisation. */
  organisation?: number | undefined
  /** The whole given name, in any letter case. */
  firstName?: string | undefined
  /** The whole family name, in any letter case. */
  lastName?: string | undefined
  /** The whole address, in any letter case. */
  email?: string | undefined
  /** The whole key, in any letter case. */
  misId?: string | undefined
  /** Only users changed at this moment or later. Milliseconds since 1970. */
  changedSince?: number | undefined
}
/** Who was found. */
export interface PeopleFound {
  /** Who was found, the best match first. */
  people: readonly FoundPerson[]
  /** Whether there are more than these. */
  more: boolean
}
/** Who they are. */
export interface PeopleNamed {
  /** Who they are, each once. */
  people: readonly Person[]
}
/** Somebody, as people want to see them. */
export interface Person {
  /** The user. */
  id: number
  /** What the account is; a trainee assessor is marked as one here. */
  kind: AccountKind
  /** First name. */
  firstName: string
  /** Last name. */
  lastName: string
  /** Whether the account is archived. */
  archived: boolean
  /** Whether the account is flagged for deletion: given nothing, and to nobody. */
  flagged: boolean
}
/** How much one person holds before and after. */
export interface PersonCounts {
  /** The person. */
  person: Person
  /** Learners the person should have; null or 0: nobody has said. */
  target: number | null
  /** How much the person holds before. */
  before: CaseloadSize
  /** How much the person holds afterwards. */
  after: CaseloadSize
}
/** The placement. */
export interface Placement {
  /** The placement. */
  id: number
  /** Its name. */
  name?: string
  /** Key in the outside management information system. */
  misId?: string | null
  /** The organisation that it belongs to. */
  organisation?: number
  /** The address, with line breaks. */
  address?: string | null | undefined
  /** Whether it is in use; yes where nobody has said. */
  active?: boolean | undefined
  /** Whom to speak to. */
  contact?: string | null | undefined
  /** E-mail address. */
  email?: string | null | undefined
  /** Fax number. */
  fax?: string | null | undefined
  /** Telephone number. */
  telephone?: string | null | undefined
  /** Website. */
  web?: string | null | undefined
}
/** A row of: the placements, in the order of their ids. */
export interface PlacementListed {
  /** The placement. */
  id: number
  /** Its name. */
  name?: string
  /** Key in the outside management information system. */
  misId?: string | null
}
/** A page of placements. */
export interface PlacementsPage {
  /** The placements. */
  placements: readonly CataloguePlacement[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** The plan. */
export interface Plan {
  /** The plan. */
  id: number
  /** The learner. */
  learner?: number
  /** Its title. */
  title?: string | null | undefined
  /** When it is planned for. Milliseconds since 1970. */
  planOn?: number | null | undefined
  /** When the assessor signed. Milliseconds since 1970. */
  assessorSignedOn?: number | null | undefined
  /** When the learner signed. Milliseconds since 1970. */
  learnerSignedOn?: number | null | undefined
}
/** What planImport takes. */
export interface PlanImportInput {
  /** The import. */
  import: number
  /** Carries the plan out as soon as it is made, without anybody looking; removals over a limit wait all the same. */
  apply?: boolean | undefined
}
/** What planLeaver takes. */
export interface PlanLeaverInput {
  /** Who leaves. */
  user: number
  /** The first day without them. As YYYY-MM-DD. */
  on: string
  /** Who takes over; all of the same kind where left out. */
  to?: readonly number[] | undefined
  /** What is minded; where left out, all of it, and competence where anything is said of it. */
  share?: ShareRules | undefined
  /** Learners and people who may not come together; such a learner goes to somebody else. */
  apart?: readonly LearnerPair[] | undefined
  /** Who comes to whom besides, as proposed for other leavers and not done yet: it counts for the balance. */
  besides?: readonly LearnerPair[] | undefined
  /** Who takes whom, as an answer before proposed it: nothing is shared out anew, and nobody else is handed over. */
  settled?: readonly LearnerPair[] | undefined
  /** Whether the account is archived afterwards; yes where left out. Needs the scope "manage". */
  archive?: boolean | undefined
  /** Why; kept with the run. */
  reason?: string | undefined
  /** Preview: judge by the same rules, and change nothing. */
  dryRun?: boolean | undefined
  /** The "preview" of the answer that was looked at. */
  preview?: string | undefined
}
/** A row of: the plans, in the order of their ids. */
export interface PlanListed {
  /** The plan. */
  id: number
  /** When it is planned for. Milliseconds since 1970. */
  planOn?: number | null | undefined
}
/** A change beside a learner that counts from a day to come. */
export interface PlannedBeside {
  /** The planned run that it belongs to. */
  plannedRun: number
  /** Its place in the planned run, from 1. */
  number: number
  /** Who is meant to be in the slot on its day. */
  before: Person | null
  /** Who is to be in the slot from then on. */
  after: Person | null
  /** From when it counts. Milliseconds since 1970. */
  due: number
  /** The number of the change that it ends. */
  ends: number | null
  /** "planned" until its day; "waiting" where it could not be carried out and a person must decide. */
  state: PlannedState
  /** Why it waits: the code of a problem. */
  code:
    | 'session-missing'
    | 'session-invalid'
    | 'session-expired'
    | 'token-invalid'
    | 'scope-missing'
    | 'sign-in-failed'
    | 'link-invalid'
    | 'openid-refused'
    | 'openid-unreachable'
    | 'page-foreign'
    | 'person-needed'
    | 'beyond-own'
    | 'operator-unknown'
    | 'operator-disabled'
    | 'email-taken'
    | 'last-administrator'
    | 'password-weak'
    | 'token-unknown'
    | 'call-limit'
    | 'sign-in-limit'
    | 'call-unknown'
    | 'method-unknown'
    | 'body-invalid'
    | 'body-too-large'
    | 'body-type'
    | 'field-missing'
    | 'field-invalid'
    | 'field-unknown'
    | 'field-twice'
    | 'field-beyond-scope'
    | 'page-invalid'
    | 'customer-unknown'
    | 'organisation-unknown'
    | 'organisation-missing'
    | 'user-unknown'
    | 'learner-unknown'
    | 'classroom-unknown'
    | 'placement-unknown'
    | 'provider-unknown'
    | 'learner-status-unknown'
    | 'aim-status-unknown'
    | 'standard-unknown'
    | 'unit-unknown'
    | 'template-unknown'
    | 'aim-unknown'
    | 'review-unknown'
    | 'plan-unknown'
    | 'visit-unknown'
    | 'run-unknown'
    | 'planned-run-unknown'
    | 'webhook-unknown'
    | 'message-unknown'
    | 'path-names-learner'
    | 'not-a-learner'
    | 'role-not-at-level'
    | 'role-mismatch'
    | 'role-missing'
    | 'organisations-differ'
    | 'person-archived'
    | 'user-erased'
    | 'person-flagged'
    | 'learner-flagged'
    | 'learner-archived'
    | 'standard-not-held'
    | 'unit-not-held'
    | 'unit-ambiguous'
    | 'unit-already-held'
    | 'unit-not-in-standard'
    | 'default-assessor-kept'
    | 'additional-replacement'
    | 'date-in-future'
    | 'kind-change'
    | 'organisation-change'
    | 'learner-has-signed-work'
    | 'duplicate-person'
    | 'moved-on'
    | 'planned-settled'
    | 'start-not-made'
    | 'end-without-start'
    | 'not-applied'
    | 'preview-stale'
    | 'nothing-selected'
    | 'already-undone'
    | 'id-taken'
    | 'customer-wide'
    | 'sync-moved-on'
    | 'import-unknown'
    | 'import-not-now'
    | 'import-too-large'
    | 'mapping-unknown'
    | 'document-unknown'
    | 'not-staff'
    | 'shared-beyond'
    | 'cursor-invalid'
    | 'cursor-gone'
    | 'storage-unavailable'
    | 'too-busy'
    | 'stopping'
    | 'internal'
    | null
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Whether its slot will be as it needs, as things stand; false says that it would wait. */
  expected: boolean
}
/** A change that counts from a day to come. */
export interface PlannedChange {
  /** The organisation. */
  organisation: number
  /** The planned run that it belongs to. */
  plannedRun: number
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** Its place in the planned run, from 1. */
  number: number
  /** Who is meant to be in the slot on its day; null for nobody. */
  before: number | null
  /** Who is to be in the slot from then on; null for nobody. */
  after: number | null
  /** From when it counts. Milliseconds since 1970. */
  due: number
  /** The number of the change that it ends. */
  ends: number | null
  /** "planned" until its day; "waiting" where it could not be carried out and a person must decide. */
  state: PlannedState
  /** Why it waits: the code of a problem. */
  code:
    | 'session-missing'
    | 'session-invalid'
    | 'session-expired'
    | 'token-invalid'
    | 'scope-missing'
    | 'sign-in-failed'
    | 'link-invalid'
    | 'openid-refused'
    | 'openid-unreachable'
    | 'page-foreign'
    | 'person-needed'
    | 'beyond-own'
    | 'operator-unknown'
    | 'operator-disabled'
    | 'email-taken'
    | 'last-administrator'
    | 'password-weak'
    | 'token-unknown'
    | 'call-limit'
    | 'sign-in-limit'
    | 'call-unknown'
    | 'method-unknown'
    | 'body-invalid'
    | 'body-too-large'
    | 'body-type'
    | 'field-missing'
    | 'field-invalid'
    | 'field-unknown'
    | 'field-twice'
    | 'field-beyond-scope'
    | 'page-invalid'
    | 'customer-unknown'
    | 'organisation-unknown'
    | 'organisation-missing'
    | 'user-unknown'
    | 'learner-unknown'
    | 'classroom-unknown'
    | 'placement-unknown'
    | 'provider-unknown'
    | 'learner-status-unknown'
    | 'aim-status-unknown'
    | 'standard-unknown'
    | 'unit-unknown'
    | 'template-unknown'
    | 'aim-unknown'
    | 'review-unknown'
    | 'plan-unknown'
    | 'visit-unknown'
    | 'run-unknown'
    | 'planned-run-unknown'
    | 'webhook-unknown'
    | 'message-unknown'
    | 'path-names-learner'
    | 'not-a-learner'
    | 'role-not-at-level'
    | 'role-mismatch'
    | 'role-missing'
    | 'organisations-differ'
    | 'person-archived'
    | 'user-erased'
    | 'person-flagged'
    | 'learner-flagged'
    | 'learner-archived'
    | 'standard-not-held'
    | 'unit-not-held'
    | 'unit-ambiguous'
    | 'unit-already-held'
    | 'unit-not-in-standard'
    | 'default-assessor-kept'
    | 'additional-replacement'
    | 'date-in-future'
    | 'kind-change'
    | 'organisation-change'
    | 'learner-has-signed-work'
    | 'duplicate-person'
    | 'moved-on'
    | 'planned-settled'
    | 'start-not-made'
    | 'end-without-start'
    | 'not-applied'
    | 'preview-stale'
    | 'nothing-selected'
    | 'already-undone'
    | 'id-taken'
    | 'customer-wide'
    | 'sync-moved-on'
    | 'import-unknown'
    | 'import-not-now'
    | 'import-too-large'
    | 'mapping-unknown'
    | 'document-unknown'
    | 'not-staff'
    | 'shared-beyond'
    | 'cursor-invalid'
    | 'cursor-gone'
    | 'storage-unavailable'
    | 'too-busy'
    | 'stopping'
    | 'internal'
    | null
  /** The run that carried it out. */
  run: number | null
  /** When it was carried out, began to wait or was taken back. Milliseconds since 1970. */
  settledAt: number | null
  /** Whether its slot will be as it needs, as things stand; false says that it would wait. */
  expected: boolean
  /** Who is in its slot now, of a change that is to come or waits; null for nobody. */
  holder: number | null
}
/** How many changes of a planned run are in each state. */
export interface PlannedCounts {
  /** Changes whose day is to come. */
  planned: number
  /** Changes that wait for a person. */
  waiting: number
  /** Changes that were carried out. */
  done: number
  /** Changes that had nothing to do. */
  alreadySo: number
  /** Changes that were taken back. */
  takenBack: number
}
/** Changes planned together, in one organisation. */
export interface PlannedRun {
  /** The planned run. */
  id: number
  /** The organisation; a planned run may touch several. */
  organisation: number
  /** What asked for it. */
  kind: RunKind
  /** The token that asked for it. */
  actor: number | null
  /** Why, in a person’s words. */
  reason: string | null
  /** When it was planned. Milliseconds since 1970. */
  createdAt: number
  /** The account that is archived when all is carried out. */
  archives: number | null
  /** From when that may be. Milliseconds since 1970. */
  archiveFrom: number | null
  /** When that was done. Milliseconds since 1970. */
  archivedAt: number | null
  /** When the first of its changes is due. Milliseconds since 1970. */
  first: number | null
  /** When the last of its changes is due. Milliseconds since 1970. */
  last: number | null
  /** How many of its changes are in each state. */
  states: PlannedCounts
}
/** What was changed. */
export interface PlannedRunAmended {
  /** Whether it was done. */
  applied: boolean
  /** What was changed, as it is now planned. */
  changes: readonly PlannedChange[]
}
/** The planned run. */
export interface PlannedRunPage {
  /** The planned run, one row for each organisation. */
  parts: readonly PlannedRun[]
  /** Its changes, by organisation and number. */
  changes: readonly PlannedChange[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What was taken back. */
export interface PlannedRunTakenBack {
  /** Whether it was taken back; not in a dry run. */
  applied: boolean
  /** What will not be carried out. */
  changes: readonly PlannedChange[]
  /** The run that took back what had been carried out. */
  run: number | null
  /** What became of each change that had been. */
  outcomes: readonly UndoOutcome[]
}
/** A page of planned runs. */
export interface PlannedRunsPage {
  /** The planned runs. */
  plannedRuns: readonly PlannedRun[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}

/** The provider. */
export interface Provider {
  /** The provider. */
  id: number
  /** Its name. */
  name?: string
  /** Key in the outside management information system. */
  misId?: string | null
  /** The organisation that it belongs to. */
  organisation?: number
}
/** A row of: the providers, in the order of their ids. */
export interface ProviderListed {
  /** The provider. */
  id: number
  /** Its name. */
  name?: string
  /** Key in the outside management information system. */
  misId?: string | null
}
/** What readAim takes. */
export interface ReadAimInput {
  /** The learning aim. */
  id: number
}
/** What readClassroom takes. */
export interface ReadClassroomInput {
  /** The class. */
  classroom: number
}
/** What readCompetences takes. */
export interface ReadCompetencesInput {
  /** An assessor or IQA. */
  user: number
}
/** What readEvidence takes. */
export interface ReadEvidenceInput {
  /** One learner; or name an organisation. */
  learner?: number | undefined
  /** All learners of an organisation who were there in the period. */
  organisation?: number | undefined
  /** First day of the period. As YYYY-MM-DD. */
  from: string
  /** Last day of the period; nothing is said of what is to come. As YYYY-MM-DD. */
  to: string
  /** Reads the history up to this change; all of it where left out. */
  position?: number | undefined
  /** Asks as of this moment; now where left out. Milliseconds since 1970. */
  madeAt?: number | undefined
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What readImportDocument takes. */
export interface ReadImportDocumentInput {
  /** The import. */
  import: number
  /** Which file. */
  document: 'plan.xlsx' | 'plan.csv' | 'result.xlsx' | 'result.csv' | 'result.txt'
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
}
/** What readImport takes. */
export interface ReadImportInput {
  /** The import. */
  import: number
}
/** What readMessage takes. */
export interface ReadMessageInput {
  /** The webhook. */
  webhook: number
  /** The message. */
  message: string
}
/** What readOffTheJob takes. */
export interface ReadOffTheJobInput {
  /** The learner. */
  learner: number
}
/** What readOrganisation takes. */
export interface ReadOrganisationInput {
  /** The organisation. */
  organisation: number
}
/** What readPlacement takes. */
export interface ReadPlacementInput {
  /** The placement. */
  placement: number
}
/** What readPlan takes. */
export interface ReadPlanInput {
  /** The plan. */
  id: number
}
/** What readPlannedRun takes. */
export interface ReadPlannedRunInput {
  /** The planned run. */
  plannedRun: number
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What readProvider takes. */
export interface ReadProviderInput {
  /** The provider. */
  provider: number
}
/** What readReview takes. */
export interface ReadReviewInput {
  /** The review. */
  id: number
}
/** What readRun takes. */
export interface ReadRunInput {
  /** The run. */
  run: number
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Rows at most; 100 where left out. */
  limit?: number | undefined
}
/** What readStandard takes. */
export interface ReadStandardInput {
  /** The standard. */
  standard: number
}
/** What readStream takes. */
export interface ReadStreamInput {
  /** The stream. */
  stream: string
  /** The "next" of the page before; left out for the first page. */
  cursor?: string | undefined
  /** Lines at most; 100 where left out. */
  limit?: number | undefined
}
/** What readSyncRun takes. */
export interface ReadSyncRunInput {
  /** The run of the sync, such as run-3. */
  run: string
}
/** What readTimesheet takes. */
export interface ReadTimesheetInput {
  /** The learner. */
  learner: number
}
/** What readUnit takes. */
export interface ReadUnitInput {
  /** The unit. */
  unit: string
}
/** What readUser takes. */
export interface ReadUserInput {
  /** The user. */
  user: number
}
/** Removals that are more than both wait for an approval. */
export interface RemovalLimit {
  /** So many may go unseen, whatever share they are. */
  count: number
  /** Such a share may go unseen, from 0 to 1, whatever count it is. */
  share: number
}
/** The limits. */
export interface RemovalLimits {
  /** Of all assignments of an organisation; and of its live learners, where accounts are archived. */
  organisation: RemovalLimit
  /** Of all that one person holds. */
  assessor: RemovalLimit
  /** Of all assignments at one level of an organisation. */
  level: RemovalLimit
  /** When they were set; null where they are the usual ones. Milliseconds since 1970. */
  changedAt: number | null
  /** Who set them. */
  by: string | null
}
/** The limits from now on. */
export interface RemovalLimitsReplaced {
  /** Of all assignments of an organisation; and of its live learners, where accounts are archived. */
  organisation: RemovalLimit
  /** Of all that one person holds. */
  assessor: RemovalLimit
  /** Of all assignments at one level of an organisation. */
  level: RemovalLimit
  /** When they were set; null where they are the usual ones. Milliseconds since 1970. */
  changedAt: number | null
  /** Who set them. */
  by: string | null
}
/** What removeWebhook takes. */
export interface RemoveWebhookInput {
  /** The webhook. */
  webhook: number
}
/** What replaceClassroom takes. */
export interface ReplaceClassroomInput {
  /** The class. */
  classroom: number
  /** The name. */
  name: string
  /** Id in the provider’s own system. */
  misId?: string | null | undefined
  /** When the class starts. As YYYY-MM-DD. */
  startOn?: string | undefined
  /** Whether the class is archived. */
  archive?: boolean | undefined
  /** What learners are told on completion. */
  completionMessage?: string | undefined
  /** Whether they are told. */
  sendCompletionMessage?: boolean | undefined
  /** Whether an IQA signs off at the end. */
  iqaFinalSignOff?: boolean | undefined
}
/** What replaceOrganisation takes. */
export interface ReplaceOrganisationInput {
  /** The organisation. */
  organisation: number
  /** The name. */
  name: string
  /** Whether new accounts get a keychain; no where left out. */
  keychainForNewUsers?: boolean | undefined
  /** Whether mail about keychains is held back; yes where left out. */
  keychainEmailSuppressed?: boolean | undefined
  /** Where a day begins for what is planned; Europe/London where left out. */
  timeZone?: string | null | undefined
}
/** What replacePlacement takes. */
export interface ReplacePlacementInput {
  /** The placement. */
  placement: number
  /** The name. */
  name: string
  /** Id in the provider’s own system. */
  misId?: string | null | undefined
  /** Whether it is in use; yes where left out. */
  active?: boolean | undefined
  /** The address. */
  address?: string | undefined
  /** Whom to speak to. */
  contact?: string | undefined
  /** E-mail address. */
  email?: string | undefined
  /** Fax. */
  fax?: string | undefined
  /** Telephone. */
  telephone?: string | undefined
  /** Web address. */
  web?: string | undefined
}
/** What replaceRemovalLimits takes. */
export interface ReplaceRemovalLimitsInput {
  /** Of all assignments of an organisation; and of its live learners, where accounts are archived. */
  organisation: RemovalLimit
  /** Of all that one person holds. */
  assessor: RemovalLimit
  /** Of all assignments at one level of an organisation. */
  level: RemovalLimit
}
/** What replaceStandard takes. */
export interface ReplaceStandardInput {
  /** The standard. */
  standard: number
  /** The title. */
  title: string
  /** Code of the aim or standard, such as ST0005. */
  code?: string | null | undefined
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** What replaceTemplate takes. */
export interface ReplaceTemplateInput {
  /** The template. */
  template: number
  /** The title. */
  title: string
  /** Standards with their units. */
  items: readonly TemplateItem[]
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** What replaceTerms takes. */
export interface ReplaceTermsInput {
  /** A learner, such as "apprentice". */
  learner: string
  /** An assessor, such as "tutor" or "coach". */
  assessor: string
  /** An IQA, such as "IV". */
  iqa: string
  /** An employer. */
  employer: string
  /** An observer. */
  observer: string
}
/** What replaceUnit takes. */
export interface ReplaceUnitInput {
  /** The unit. */
  unit: string
  /** The title. */
  title: string
  /** Number in the register of regulated qualifications. */
  ndaqCode?: string | null | undefined
  /** How it is shown. */
  display?: string | null | undefined
  /** The standards that hold it. */
  standards: readonly number[]
  /** Organisations that may use it; all of the customer’s where left out. */
  organisations?: readonly number[] | null | undefined
}
/** What replayWebhook takes. */
export interface ReplayWebhookInput {
  /** The webhook. */
  webhook: number
  /** Where to begin. */
  cursor?: string | undefined
}
/** What requestChanges takes. */
export interface RequestChangesInput {
  /** Whether a change that fails stops the others; "each" where left out. */
  mode?: Mode | undefined
  /** Judge by the same rules, and change nothing. */
  dryRun?: boolean | undefined
  /** Why; kept with the run. */
  reason?: string | undefined
  /** The hash of the plan of the sync that they carry out: the run is of the kind "plan" then. */
  plan?: string | undefined
  /** The changes, judged in this order. */
  changes: readonly ChangeWanted[]
}
/** Who answers for something, and which level decided it. */
export interface Responsible {
  /** Who answers for it. */
  person: Person
  /** The level that decided it. */
  because: Level
}
/** They are on their way. */
export interface RetriedMessages {
  /** How many there are. */
  messages: number
}
/** What retryMessages takes. */
export interface RetryMessagesInput {
  /** The webhook. */
  webhook: number
  /** Only this one; all where left out. */
  message?: string | undefined
}
/** The review. */
export interface Review {
  /** The review. */
  id: number
  /** When it should take place. Milliseconds since 1970. */
  scheduledFor?: number | null | undefined
  /** The learner. */
  learner?: number
  /** The assessor. */
  assessor?: number | null | undefined
  /** The employer. */
  employer?: number | null | undefined
  /** 1 not started, 2 started, 3 signed by the assessor, 4 signed by assessor and learner; others are kept as sent. */
  status?: number
  /** When it was made. Milliseconds since 1970. */
  createdOn?: number
  /** When it was started. Milliseconds since 1970. */
  startedOn?: number | null | undefined
  /** When the assessor signed. Milliseconds since 1970. */
  assessorSignedOn?: number | null | undefined
  /** When the learner signed. Milliseconds since 1970. */
  learnerSignedOn?: number | null | undefined
  /** When the employer signed. Milliseconds since 1970. */
  employerSignedOn?: number | null | undefined
  /** When it ended. Milliseconds since 1970. */
  endTime?: number | null | undefined
  /** The visit at which it takes place. */
  visit?: number | null | undefined
  /** Progress of the learner then, in percent. */
  progress?: number | null | undefined
}
/** A row of: the reviews, in the order of their ids. */
export interface ReviewListed {
  /** The review. */
  id: number
  /** When it should take place. Milliseconds since 1970. */
  scheduledFor?: number | null | undefined
  /** The learner. */
  learner?: number
  /** 1 not started, 2 started, 3 signed by the assessor, 4 signed by assessor and learner; others are kept as sent. */
  status?: number
}
/** What revokeToken takes. */
export interface RevokeTokenInput {
  /** The token. */
  token: number
}

/** Changes made together, in one organisation. */
export interface Run {
  /** The run. */
  id: number
  /** The organisation; a run may touch several. */
  organisation: number
  /** Why changes were made together. */
  kind: RunKind
  /** The token that asked for it; null where a person did, or where it was done at the machine itself. */
  actor: number | null
  /** The person of the console who asked for it. */
  operator: number | null
  /** Name of that person, or of the token; null where it was done at the machine itself. */
  by: string | null
  /** Why, in a person’s words. */
  reason: string | null
  /** When it was recorded. Milliseconds since 1970. */
  recordedAt: number
  /** The run that this one takes back. */
  undoes: number | null
  /** Position of its first change in the organisation’s history. */
  first: number
  /** Position of its last change. */
  last: number
  /** The files that it came from, where the sync made it. */
  files: readonly string[]
  /** How it stands. */
  state: RunState
  /** How much the run of the sync left undone that this is a part of; GET /sync-runs/{run}/problems names each. */
  problems: number
  /** Whose steps are next; none where nothing is left to do. */
  next: readonly NextStep[]
  /** The run of the sync that this is a part of; null where it was made for other organisations than those that the caller covers. */
  syncRun: string | null
  /** The run that takes it back. */
  undoneBy: number | null
}

/** The run. */
export interface RunPage {
  /** The run, one row for each organisation. */
  parts: readonly Run[]
  /** Its changes, by organisation and position. */
  changes: readonly Change[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}

/** What became of each change. */
export interface RunUndone {
  /** Whether what is "done" was done; not in a dry run. */
  applied: boolean
  /** The new run; null where nothing had to be changed. */
  run: number | null
  /** One for each change of the run, the last one first. */
  outcomes: readonly UndoOutcome[]
}
/** A page of runs. */
export interface RunsPage {
  /** The runs. */
  runs: readonly Run[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What searchAims takes. */
export interface SearchAimsInput {
  /** The learner who has it. */
  learner?: number | undefined
  /** The standard that was given. */
  standard?: number | undefined
  /** Only aims of this organisation. */
  organisation?: number | undefined
  /** Only aims in this state of completion. */
  completion?: 'achieved' | undefined
  /** Only aims achieved on this date or later. As YYYY-MM-DD. */
  from?: string | undefined
  /** Only aims achieved on this date or earlier. As YYYY-MM-DD. */
  to?: string | undefined
}
/** What searchClassrooms takes. */
export interface SearchClassroomsInput {
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** The whole name, in any letter case. */
  name?: string | undefined
}
/** What searchOrganisations takes. */
export interface SearchOrganisationsInput {
  /** The customer of the token; no other is known. */
  customer?: number | undefined
}
/** What searchPeople takes. */
export interface SearchPeopleInput {
  /** What is looked for, such as "vau cer" or "FBW-0001". */
  text: string
  /** Only accounts of these kinds. */
  kinds?: readonly AccountKind[] | undefined
  /** Only this organisation; all that the token covers where left out. */
  organisation?: number | undefined
  /** People at most; 20 where left out. */
  limit?: number | undefined
}
/** What searchPlacements takes. */
export interface SearchPlacementsInput {
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** The whole name, in any letter case. */
  name?: string | undefined
}
/** What searchPlans takes. */
export interface SearchPlansInput {
  /** Only plans of this organisation. */
  organisation?: number | undefined
  /** The learner. */
  learner?: number | undefined
}
/** What searchProviders takes. */
export interface SearchProvidersInput {
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** The whole name, in any letter case. */
  name?: string | undefined
}
/** What searchReviews takes. */
export interface SearchReviewsInput {
  /** Only reviews of this organisation. */
  organisation?: number | undefined
  /** The learner. */
  learner?: number | undefined
  /** 1 not started, 2 started, 3 signed by the assessor, 4 signed by assessor and learner; others are kept as sent. */
  status?: number | undefined
  /** Only reviews scheduled for this moment or later. Milliseconds since 1970. */
  from?: number | undefined
  /** Only reviews scheduled for this moment or earlier; a date includes the whole day. Milliseconds since 1970. */
  to?: number | undefined
}
/** What searchStandards takes. */
export interface SearchStandardsInput {
  /** Only standards that this organisation may use. */
  organisation?: number | undefined
  /** Its title. */
  title?: string | undefined
}
/** What searchTemplates takes. */
export interface SearchTemplatesInput {
  /** Only templates that this organisation may use. */
  organisation?: number | undefined
}
/** What searchUnits takes. */
export interface SearchUnitsInput {
  /** Only units that this organisation may use. */
  organisation?: number | undefined
  /** Only units of this standard. */
  standard?: number | undefined
  /** Its title. */
  title?: string | undefined
}
/** What searchUsers takes. */
export interface SearchUsersInput {
  /** What the user is. */
  kind?: 'learner' | 'trainee-assessor' | 'assessor' | 'iqa' | 'employer' | 'observer' | undefined
  /** The organisation. */
  organisation?: number | undefined
  /** The whole given name, in any letter case. */
  firstName?: string | undefined
  /** The whole family name, in any letter case. */
  lastName?: string | undefined
  /** The whole address, in any letter case. */
  email?: string | undefined
  /** The whole key, in any letter case. */
  misId?: string | undefined
  /** Only users changed at this moment or later. Milliseconds since 1970. */
  changedSince?: number | undefined
}
/** What setCompetences takes. */
export interface SetCompetencesInput {
  /** An assessor or IQA. */
  user: number
  /** The standards. */
  standards: readonly number[]
}
/** What setImportMapping takes. */
export interface SetImportMappingInput {
  /** The import. */
  import: number
  /** The keys of a mapping (docs/mapping.md). */
  keys: Readonly<Record<string, unknown>>
  /** A name to keep it by, for the next time; what was kept by it is replaced. */
  name?: string | undefined
}
/** What setTarget takes. */
export interface SetTargetInput {
  /** An assessor, IQA, employer or observer. */
  user: number
  /** Learners, or null. */
  target: number | null
}
/** Why somebody was chosen. */
export interface ShareReason {
  /** A stable code. */
  code: string
  /** How many learners it is about. */
  count?: number | undefined
}
/** What is minded when learners are shared out, beside an even balance: two conditions, three preferences. */
export interface ShareRules {
  /** Only those of whom it is said that they may assess every standard handed over. */
  competence?: boolean | undefined
  /** Nobody who is on the other side of the learner’s assessment. */
  independent?: boolean | undefined
  /** Rather those who have learners at the same workplace. */
  placement?: boolean | undefined
  /** Rather those who have learners of the same class. */
  classroom?: boolean | undefined
  /** Learners of one employer stay together. */
  employer?: boolean | undefined
}
/** A sign-in service of somebody else (OpenID Connect). */
export interface SignInProvider {
  /** What to write on the button. */
  name: string
  /** The path of this server at which signing in begins. */
  path: string
}
/** The ways. */
export interface SignInWays {
  /** Whether address and password are taken. */
  password: boolean
  /** Other services to sign in with. */
  providers: readonly SignInProvider[]
}
/** What signInWithLink takes. */
export interface SignInWithLinkInput {
  /** What stands behind `#link=` in the link. */
  link: string
  /** The password from now on: 12 characters or more. Where left out, the one there is stays, if there is one. */
  password?: string | undefined
  /** How the session goes along: "cookie" for pages, where left out; "header" for programs, which then get it in the answer and no cookie. */
  carry?: 'cookie' | 'header' | undefined
}
/** What signInWithPassword takes. */
export interface SignInWithPasswordInput {
  /** The address. */
  email: string
  /** The password. */
  password: string
  /** How the session goes along: "cookie" for pages, where left out; "header" for programs, which then get it in the answer and no cookie. */
  carry?: 'cookie' | 'header' | undefined
}
/** Who has signed in. */
export interface SignedIn {
  /** The person. */
  operator: SignedInOperator
  /** The customer. */
  customer: CustomerName
  /** The organisations that the person sees. */
  organisations: readonly OrganisationName[]
  /** What the person may do, as a token’s scopes say it. */
  scopes: readonly ('read' | 'assign' | 'manage' | 'admin' | 'sensitive')[]
  /** What the provider calls the roles. */
  terms: Terms
  /** The session, to be sent as X-TokenID or bearer token; null where a cookie carries it. */
  session: string | null
}
/** The person who is signed in. */
export interface SignedInOperator {
  /** The person. */
  id: number
  /** Name, as others see it. */
  name: string
  /** The address that the person signs in with. */
  email: string
  /** What the person may do. */
  role: OperatorRole
  /** Whether NI number and L12 to L16 are shown too. */
  sensitive: boolean
  /** Organisations that the person is limited to; null for all. */
  organisations: readonly number[] | null
  /** Since when. Milliseconds since 1970. */
  createdAt: number
  /** Since when the person may not come in any more. Milliseconds since 1970. */
  disabledAt: number | null
  /** Whether a password is set to sign in with. */
  hasPassword: boolean
}
/** The slot that a finding is about: what POST /changes is to fill, or to give to somebody else. */
export interface SlotAmiss {
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: number | null
  /** The unit, at "unit". */
  unit: string | null
  /** Who is in it; null where it is a gap. */
  person: number | null
}
/** Slots at each level. */
export interface SlotCounts {
  /** As default. */
  default: number
  /** As additional person. */
  additional: number
  /** On learning aims. */
  aim: number
  /** On units. */
  unit: number
}
/** A slot that changes. */
export interface SlotGiven {
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Who is in it before. */
  before: number | null
  /** Who is in it afterwards. */
  after: number | null
}
/** A slot that somebody holds. */
export interface SlotHeld {
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Since when. Milliseconds since 1970. */
  since: number
}
/** A slot that the person still holds. */
export interface SlotKept {
  /** The person who hands over, or an account linked with them. */
  person: number
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Since when. Milliseconds since 1970. */
  since: number
}
/** A slot that stays, and why. */
export interface SlotLeftOut {
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Who was to take over; null where no move chose the slot. */
  to: number | null
  /** Why not: a stable code. */
  code: string
  /** Why not. */
  sentence: string
}
/** A slot that moves. */
export interface SlotMoved {
  /** The learner. */
  learner: number
  /** Where the slot sits. */
  level: Level
  /** What the slot asks for. */
  role: Role
  /** The learning aim at "aim", the unit summary at "unit", the person at "additional", 0 at "default". */
  target: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Who takes over. */
  to: number
}
/** The standard. */
export interface Standard {
  /** The standard. */
  id: number
  /** Its title. */
  title?: string
}
/** A standard with its title. */
export interface StandardTitle {
  /** The standard. */
  id: number
  /** Its title. */
  title: string
}
/** A page of standards. */
export interface StandardsPage {
  /** The standards. */
  standards: readonly CatalogueStandard[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** A row of: the statuses, in the order of their ids. */
export interface Status {
  /** The status. */
  id: number
  /** Its name. */
  name?: string
}
/** A stream of lines. */
export interface Stream {
  /** Its name. */
  stream: string
  /** Lines of the stream by now. */
  count: number
}
/** The lines are kept. */
export interface StreamLength {
  /** Lines of the stream by now. */
  count: number
}
/** A page of lines. */
export interface StreamPage {
  /** The lines in their order. */
  lines: readonly Readonly<Record<string, unknown>>[]
  /** Lines of the stream by now. */
  count: number
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** A page of streams. */
export interface StreamsPage {
  /** The streams, by name. */
  streams: readonly Stream[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** One thing that a run of the sync has left undone. */
export interface SyncProblem {
  /** What kind it is. */
  problem: 'refused' | 'moved-on' | 'not-tried' | 'waits' | 'held' | 'question'
  /** Whom it is about; empty where the rows say it. */
  person: string
  /** What was to be done; empty where a row could not be planned. */
  change: string
  /** Why it was not done. */
  sentence: string
  /** Where it stands in the files. */
  rows: string
  /** What mends it. */
  fix: string
  /** Whose step that is. */
  next: NextStep
}
/** A page of problems. */
export interface SyncProblemsPage {
  /** The problems. */
  problems: readonly SyncProblem[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** A run of the sync. */
export interface SyncRun {
  /** Its name. */
  run: string
  /** The hash of what it applied. */
  plan: string
  /** Who carried it out. */
  by: string
  /** When it began. Milliseconds since 1970. */
  at: number
  /** The files. */
  sources: readonly string[]
  /** The run that it takes back. */
  undoes: string | null
  /** Whether it was taken back. */
  undone: boolean
  /** How it stands. */
  state: RunState
  /** How much it left undone. */
  problems: number
  /** Whose steps are next; none where nothing is left, or where a later run of the same files tells. */
  next: readonly NextStep[]
  /** The runs of the history in which its changes were made; GET /runs/{id} gives each. */
  serverRuns: readonly number[]
  /** How it ended; null where it was cut off or goes on. */
  ended: ImportRun | null
}
/** The runs. */
export interface SyncRuns {
  /** The runs. */
  runs: readonly SyncRun[]
}
/** What takeBackDeletion takes. */
export interface TakeBackDeletionInput {
  /** The user. */
  user: number
}
/** What takeBackPlannedRun takes. */
export interface TakeBackPlannedRunInput {
  /** The planned run. */
  plannedRun: number
  /** Only these changes of it; where left out, all that can be. */
  numbers?: readonly number[] | undefined
  /** Takes back what was carried out, too, as a run; what has moved on since is left alone and told. */
  carriedOut?: boolean | undefined
  /** Why; kept with the run. */
  reason?: string | undefined
  /** Judge by the same rules, and change nothing. */
  dryRun?: boolean | undefined
}
/** What tellOfPlan takes. */
export interface TellOfPlanInput {
  /** The hash of the plan. */
  plan: string
  /** Rows that are held. */
  held: number
  /** People to be confirmed. */
  questions: number
  /** Removals that wait for an approval. */
  removals: number
  /** Names of the files, told only where that is switched on. */
  files?: readonly string[] | undefined
}
/** A standard of a template with its units. */
export interface TemplateItem {
  /** The standard. */
  standard: number
  /** Days after the learner’s start on which it starts. */
  startDay?: number | null | undefined
  /** Days after the learner’s start by which it should end. */
  endDay?: number | null | undefined
  /** Units under the standard. */
  units: readonly TemplateUnit[]
}
/** A unit of a template. */
export interface TemplateUnit {
  /** The unit. */
  unit: string
  /** Its weighting. */
  weighting?: number | null | undefined
  /** Days after the learner’s start on which it starts. */
  startDay?: number | null | undefined
  /** Days after the learner’s start by which it should end. */
  endDay?: number | null | undefined
}
/** A page of templates. */
export interface TemplatesPage {
  /** The templates. */
  templates: readonly CatalogueTemplate[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What a provider calls the roles, in the singular. */
export interface Terms {
  /** A learner, such as "apprentice". */
  learner: string
  /** An assessor, such as "tutor" or "coach". */
  assessor: string
  /** An IQA, such as "IV". */
  iqa: string
  /** An employer. */
  employer: string
  /** An observer. */
  observer: string
}
/** The words, in the singular. */
export interface TermsRead {
  /** A learner, such as "apprentice". */
  learner: string
  /** An assessor, such as "tutor" or "coach". */
  assessor: string
  /** An IQA, such as "IV". */
  iqa: string
  /** An employer. */
  employer: string
  /** An observer. */
  observer: string
}
/** The words from now on. */
export interface TermsReplaced {
  /** A learner, such as "apprentice". */
  learner: string
  /** An assessor, such as "tutor" or "coach". */
  assessor: string
  /** An IQA, such as "IV". */
  iqa: string
  /** An employer. */
  employer: string
  /** An observer. */
  observer: string
}
/** What testWebhook takes. */
export interface TestWebhookInput {
  /** The webhook. */
  webhook: number
}
/** A row of: all entries, in the order in which they were made. */
export interface TimesheetEntry {
  /** What the time was spent on. */
  category?: string | null | undefined
  /** When it began. Milliseconds since 1970. */
  from?: number
  /** When it ended. Milliseconds since 1970. */
  to?: number
  /** What was said of it; may be very long. */
  comments?: string | null | undefined
  /** Whether it counts as off-the-job training. */
  isOffTheJob?: boolean
}
/** A customer token, without its secret. */
export interface Token {
  /** The token. */
  id: number
  /** What it is for. */
  name: string
  /** What it may do. */
  scopes: readonly ('read' | 'assign' | 'manage' | 'admin' | 'sensitive')[]
  /** Organisations it is limited to; null for all. */
  organisations: readonly number[] | null
  /** Calls in any minute. */
  callLimit: number
  /** When it was made. Milliseconds since 1970. */
  createdAt: number
  /** When it was revoked. Milliseconds since 1970. */
  revokedAt: number | null
  /** From when on it is good no more; null for no end. Milliseconds since 1970. */
  expiresAt: number | null
  /** When it last signed in, within a minute. Milliseconds since 1970. */
  lastUsedAt: number | null
}
/** The token, with its secret. */
export interface TokenCreated {
  /** The token. */
  token: Token
  /** The token itself, to be sent as X-CustomerToken when signing in. */
  secret: string
}
/** The tokens. */
export interface TokensList {
  /** The tokens. */
  tokens: readonly Token[]
}
/** It is noted. */
export interface ToldOfPlan {
  /** How much of it is news. */
  told: number
}
/** What moves and what does not. */
export interface Transfer {
  /** Names exactly these changes. */
  preview: string
  /** Whether it was done. */
  applied: boolean
  /** The run. */
  run: number | null
  /** The planned run, of what is to come. */
  plannedRun: number | null
  /** Why each learner of a move with "share" goes to whom. */
  shares: readonly LearnerShared[]
  /** What moves. */
  moves: readonly SlotMoved[]
  /** What stays, with the reason for each. */
  leftOut: readonly SlotLeftOut[]
  /** What the person still holds afterwards beside learners of whom something moves. */
  residual: readonly SlotKept[]
  /** The learners of all these slots, by id. */
  learners: readonly Learner[]
  /** How much whoever gives or takes holds. */
  people: readonly PersonCounts[]
  /** What somebody should know. */
  findings: readonly Finding[]
}
/** What transferCaseload takes. */
export interface TransferCaseloadInput {
  /** Whose caseload it is. */
  from: number
  /** Who takes over what. */
  moves: readonly MoveWanted[]
  /** From when it counts: now where left out. A day to come makes it planned: a date begins at midnight where the organisation is. Milliseconds since 1970. */
  effectiveFrom?: number | undefined
  /** The last day, for a cover: after it whoever was displaced comes back. A moment with a time is the end itself. Milliseconds since 1970. */
  effectiveTo?: number | undefined
  /** Why; kept with the run. */
  reason?: string | undefined
  /** Preview: judge by the same rules, and change nothing. */
  dryRun?: boolean | undefined
  /** The "preview" of the answer that was looked at. */
  preview?: string | undefined
}
/** What unarchiveUser takes. */
export interface UnarchiveUserInput {
  /** The user. */
  user: number
}
/** What undoImport takes. */
export interface UndoImportInput {
  /** The import. */
  import: number
}
/** What became of one change of a run that is taken back. */
export interface UndoOutcome {
  /** The organisation. */
  organisation: number
  /** The change taken back. */
  position: number
  /** What became of it; "planned" where its day is to come, "not-tried" where another one stopped all. */
  outcome: Outcome
  /** From when it will count, for "planned". Milliseconds since 1970. */
  due?: number | undefined
  /** Who is in the slot now, for "done", "planned", "already-so" and "moved-on"; null for nobody. */
  holder: number | null
  /** Why not: a stable code. */
  code?: string | undefined
  /** Why not, and what to do. */
  sentence?: string | undefined
  /** The field of the change that it is about. */
  field?: string | undefined
  /** What to choose from, such as standards. */
  candidates?: readonly (number | string)[] | undefined
}
/** What undoRun takes. */
export interface UndoRunInput {
  /** The run. */
  run: number
  /** Judge by the same rules, and change nothing. */
  dryRun?: boolean | undefined
  /** Why; kept with the run. */
  reason?: string | undefined
}
/** The unit. */
export interface Unit {
  /** The unit. */
  id: string
  /** Its title. */
  title?: string
  /** Its number in the register of regulated qualifications. */
  ndaqCode?: string | null
  /** How it is shown. */
  display?: string | null
}
/** Who answers for a unit. */
export interface UnitCover {
  /** The unit summary. */
  unitSummary: number
  /** The learning aim it is under. */
  aim: number
  /** The standard, at "aim" and "unit". */
  standard: StandardTitle | null
  /** The unit, at "unit". */
  unit: UnitTitle | null
  /** Who assesses: the unit’s own, else the aim’s, else the default. */
  assessor: Responsible | null
  /** Who assures quality: the unit’s own, else the aim’s, else the additional IQA held longest. */
  iqa: Responsible | null
}
/** A unit that a learner has. */
export interface UnitHeld {
  /** The unit summary. */
  id: number
  /** The learner who has it. */
  learner: number
  /** The learning aim it is under. */
  aim: number
  /** The standard it is under. */
  standard: number
  /** The unit. */
  unit: string
}
/** A row of: the unit summaries, in the order of their ids. */
export interface UnitSummary {
  /** The unit summary. */
  id: number
  /** The unit that was given. */
  unit?: string
  /** The standard under which the learner has the unit. */
  standard?: number
  /** The learning aim that it belongs to. */
  aim?: number
  /** The learner who has it. */
  learner?: number
  /** When it starts. As YYYY-MM-DD. */
  startDate?: string | null | undefined
  /** When it should end. As YYYY-MM-DD. */
  plannedEnd?: string | null | undefined
  /** Its share in the progress of the aim. */
  weighting?: number | null | undefined
  /** Percent. */
  progress?: number
  /** When it was signed off. As YYYY-MM-DD. */
  signedOffOn?: string | null | undefined
  /** The assessor of this unit, if one is set (level 2). */
  assessor?: number | null | undefined
  /** The IQA of this unit, if one is set (level 2). */
  iqa?: number | null | undefined
  /** The same as IQAID. */
  iv?: number | null | undefined
}
/** A unit with its title. */
export interface UnitTitle {
  /** The unit. */
  id: string
  /** Its title. */
  title: string
}
/** A page of unit summaries. */
export interface UnitsHeldPage {
  /** The unit summaries, in the order of their ids. */
  unitSummaries: readonly UnitHeld[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** A page of units. */
export interface UnitsPage {
  /** The units. */
  units: readonly CatalogueUnit[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** What updateAim takes. */
export interface UpdateAimInput {
  /** The learning aim. */
  id: number
  /** A status of the organisation, or 0 where nobody has said. */
  status?: number | undefined
  /** When it starts. As YYYY-MM-DD. */
  startDate?: string | null | undefined
  /** When it should end. As YYYY-MM-DD. */
  plannedEnd?: string | null | undefined
  /** Number at the awarding body. */
  registrationNumber?: string | null | undefined
  /** When the learner was registered. As YYYY-MM-DD. */
  registrationDate?: string | null | undefined
  /** When the certificate was asked for. As YYYY-MM-DD. */
  certificateAppliedDate?: string | null | undefined
  /** When the certificate came. As YYYY-MM-DD. */
  certificateReceivedDate?: string | null | undefined
  /** When it was achieved. As YYYY-MM-DD. */
  achievedDate?: string | null | undefined
}
/** What updateClassroom takes. */
export interface UpdateClassroomInput {
  /** The class. */
  classroom: number
  /** The class. */
  id?: number | undefined
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** Its name. */
  name?: string | undefined
  /** Key in the outside management information system. */
  misId?: string | null | undefined
  /** When the class starts. As YYYY-MM-DD. */
  startOn?: string | null | undefined
  /** Whether the class is archived; it stays in the lists. */
  archive?: boolean | null | undefined
  /** What learners are told at the end. */
  completionMessage?: string | null | undefined
  /** Whether they are told. */
  sendCompletionMessage?: boolean | null | undefined
  /** Whether an IQA signs off the portfolio. */
  iqaFinalSignOff?: boolean | null | undefined
}
/** What updateOperator takes. */
export interface UpdateOperatorInput {
  /** The person. */
  operator: number
  /** Name, as others see it. */
  name?: string | undefined
  /** The address that the person signs in with. */
  email?: string | undefined
  /** What the person may do. */
  role?: OperatorRole | undefined
  /** Whether NI number and L12 to L16 are shown too. */
  sensitive?: boolean | undefined
  /** Organisations; null for all. */
  organisations?: readonly number[] | null | undefined
  /** Whether the person may not come in. */
  disabled?: boolean | undefined
}
/** What updatePlacement takes. */
export interface UpdatePlacementInput {
  /** The placement. */
  placement: number
  /** The placement. */
  id?: number | undefined
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** Its name. */
  name?: string | undefined
  /** Key in the outside management information system. */
  misId?: string | null | undefined
  /** The address, with line breaks. */
  address?: string | null | undefined
  /** Whether it is in use; yes where nobody has said. */
  active?: boolean | undefined
  /** Whom to speak to. */
  contact?: string | null | undefined
  /** E-mail address. */
  email?: string | null | undefined
  /** Fax number. */
  fax?: string | null | undefined
  /** Telephone number. */
  telephone?: string | null | undefined
  /** Website. */
  web?: string | null | undefined
}
/** What updateProvider takes. */
export interface UpdateProviderInput {
  /** The provider. */
  provider: number
  /** The provider. */
  id?: number | undefined
  /** The organisation that it belongs to. */
  organisation?: number | undefined
  /** Its name. */
  name?: string | undefined
  /** Key in the outside management information system. */
  misId?: string | null | undefined
}
/** What updateUser takes. */
export interface UpdateUserInput {
  /** The user. */
  user: number
  /** The user. */
  id?: number | undefined
  /** The organisation. */
  organisation?: number | undefined
  /** What the user is. */
  kind?: 'learner' | 'trainee-assessor' | 'assessor' | 'iqa' | 'employer' | 'observer' | undefined
  /** Made by the server where it is left out. */
  username?: string | undefined
  /** Given name. */
  firstName?: string | undefined
  /** Family name. */
  lastName?: string | undefined
  /** Key in the outside management information system. */
  misId?: string | null | undefined
  /** The default assessor of a learner. */
  defaultAssessor?: number | null | undefined
  /** The default employer of a learner. */
  defaultEmployer?: number | null | undefined
  /** E-mail address. */
  email?: string | null | undefined
  /** The class or cohort. */
  classroom?: number | null | undefined
  /** The workplace. */
  placement?: number | null | undefined
  /** The sub-contractor. */
  provider?: number | null | undefined
  /** A learner status of the organisation. */
  learnerStatus?: number | null | undefined
  /** Name of the company, as the profile shows it. */
  companyName?: string | null | undefined
  /** Mobile number. */
  mobileNumber?: string | null | undefined
  /** Telephone number. */
  telephone?: string | null | undefined
  /** Website. */
  website?: string | null | undefined
  /** Address at work, with line breaks. */
  workAddress?: string | null | undefined
  /** Address at home, with line breaks. */
  homeAddress?: string | null | undefined
  /** Unique learner number. */
  uln?: string | null | undefined
  /** Name of the programme record. */
  episodeName?: string | null | undefined
  /** When the learner was registered at the centre. As YYYY-MM-DD. */
  centreRegister?: string | null | undefined
  /** Date of birth. As YYYY-MM-DD. */
  dateOfBirth?: string | null | undefined
  /** When the programme starts. As YYYY-MM-DD. */
  startOn?: string | null | undefined
  /** When the programme should end. As YYYY-MM-DD. */
  plannedEndDate?: string | null | undefined
  /** Whether learning support is funded. */
  supportFunding?: boolean | null | undefined
  /** National Insurance number; needs the scope sensitive. */
  nino?: string | null | undefined
  /** Ethnicity; needs the scope sensitive. */
  l12?: string | null | undefined
  /** Sex; needs the scope sensitive. */
  l13?: string | null | undefined
  /** Learning difficulty, disability or health problem; needs the scope sensitive. */
  l14?: string | null | undefined
  /** Disability; needs the scope sensitive. */
  l15?: string | null | undefined
  /** Learning difficulty; needs the scope sensitive. */
  l16?: string | null | undefined
  /** Main difficulty; needs the scope sensitive. */
  primaryLlddCode?: string | null | undefined
  /** Other difficulties; needs the scope sensitive. */
  secondaryLlddCodes?: readonly string[] | null | undefined
}
/** The user. */
export interface User {
  /** The user. */
  id: number
  /** Given name. */
  firstName?: string
  /** Family name. */
  lastName?: string
  /** Key in the outside management information system. */
  misId?: string | null
  /** Made by the server where it is left out. */
  username?: string
  /** The organisation. */
  organisation?: number
  /** What the user is. */
  kind?: 'learner' | 'trainee-assessor' | 'assessor' | 'iqa' | 'employer' | 'observer'
  /** The default assessor of a learner. */
  defaultAssessor?: number | null | undefined
  /** The default employer of a learner. */
  defaultEmployer?: number | null | undefined
  /** E-mail address. */
  email?: string | null | undefined
  /** The class or cohort. */
  classroom?: number | null | undefined
  /** The workplace. */
  placement?: number | null | undefined
  /** The sub-contractor. */
  provider?: number | null | undefined
  /** A learner status of the organisation. */
  learnerStatus?: number | null | undefined
  /** Name of the company, as the profile shows it. */
  companyName?: string | null | undefined
  /** Mobile number. */
  mobileNumber?: string | null | undefined
  /** Telephone number. */
  telephone?: string | null | undefined
  /** Website. */
  website?: string | null | undefined
  /** Address at work, with line breaks. */
  workAddress?: string | null | undefined
  /** Address at home, with line breaks. */
  homeAddress?: string | null | undefined
  /** Unique learner number. */
  uln?: string | null | undefined
  /** Name of the programme record. */
  episodeName?: string | null | undefined
  /** When the learner was registered at the centre. As YYYY-MM-DD. */
  centreRegister?: string | null | undefined
  /** Date of birth. As YYYY-MM-DD. */
  dateOfBirth?: string | null | undefined
  /** When the programme starts. As YYYY-MM-DD. */
  startOn?: string | null | undefined
  /** When the programme should end. As YYYY-MM-DD. */
  plannedEndDate?: string | null | undefined
  /** Whether learning support is funded. */
  supportFunding?: boolean | null | undefined
  /** National Insurance number; needs the scope sensitive. */
  nino?: string | null | undefined
  /** Ethnicity; needs the scope sensitive. */
  l12?: string | null | undefined
  /** Sex; needs the scope sensitive. */
  l13?: string | null | undefined
  /** Learning difficulty, disability or health problem; needs the scope sensitive. */
  l14?: string | null | undefined
  /** Disability; needs the scope sensitive. */
  l15?: string | null | undefined
  /** Learning difficulty; needs the scope sensitive. */
  l16?: string | null | undefined
  /** Main difficulty; needs the scope sensitive. */
  primaryLlddCode?: string | null | undefined
  /** Other difficulties; needs the scope sensitive. */
  secondaryLlddCodes?: readonly string[] | null | undefined
  /** When the account was made. Milliseconds since 1970. */
  createdOn?: number
  /** When something of the user last changed. Milliseconds since 1970. */
  lastModified?: number
  /** Percent. */
  progress?: number | null | undefined
}
/** The caseload. */
export interface UserCaseload {
  /** The person. */
  user: Person
  /** Learners who are not archived. */
  learners: number
  /** Learners who are archived. */
  archivedLearners: number
  /** Slots at each level. */
  slots: SlotCounts
  /** How that will change, if all goes as planned: an entry for each moment. Empty where nothing is planned. */
  ahead: readonly CaseloadAhead[]
  /** What the person holds, learner by learner. */
  held: readonly LearnerHeld[]
  /** What somebody should know. */
  findings: readonly Finding[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** The new user. */
export interface UserCreated {
  /** The user. */
  id: number
  /** Made by the server where it is left out. */
  username?: string
}
/** A row of: the users, in the order of their ids. */
export interface UserListed {
  /** The user. */
  id: number
  /** Given name. */
  firstName?: string
  /** Family name. */
  lastName?: string
  /** Key in the outside management information system. */
  misId?: string | null
}
/** What became of each. */
export interface WaitingCarriedOut {
  /** Whether what can be done was done; not in a dry run. */
  applied: boolean
  /** The run; null where nothing had to be changed. */
  run: number | null
  /** The changes that waited, as they are now. */
  changes: readonly PlannedChange[]
}
/** An address that is told what happens. */
export interface Webhook {
  /** Its number. */
  id: number
  /** The address. */
  url: string
  /** What it is told of; null for everything. */
  kinds: readonly NoticeKind[] | null
  /** Organisations it is told of; null for all, those to come included. */
  organisations: readonly number[] | null
  /** Whether it is told of runs of a single call too. */
  singleCalls: boolean
  /** Whether it is told what people have written, such as a reason. */
  texts: boolean
  /** When it was made. Milliseconds since 1970. */
  createdAt: number
  /** Since when it is told nothing more: the address said 410. Milliseconds since 1970. */
  endedAt: number | null
}
/** All of them, without their secrets. */
export interface WebhookList {
  /** The webhooks. */
  webhooks: readonly Webhook[]
}
/** A message to a webhook. */
export interface WebhookMessage {
  /** The same for every attempt and every replay, as in the header webhook-id. */
  id: string
  /** Where it is. */
  state: 'waiting' | 'delivered' | 'failed'
  /** Attempts made so far. */
  attempts: number
  /** When it was made. Milliseconds since 1970. */
  madeAt: number
  /** When the next attempt is due. Milliseconds since 1970. */
  dueAt: number | null
  /** What came of the last attempt: a status, or why there was no answer. */
  lastResult: string | null
  /** When it was delivered or given up. Milliseconds since 1970. */
  settledAt: number | null
}
/** It is on its way. */
export interface WebhookTest {
  /** The message; ask for it to see what became of it. */
  message: string
}
/** The workbook. */
export interface Workbook {
  /** A name for the file. */
  name: string
  /** Its media type. */
  type: string
  /** Rows in the list. */
  rows: number
  /** Its bytes, in base64. */
  content: string
}

/** That a workbook was made. */
export interface WorkbookNote {
  /** The note. */
  id: number
  /** The organisation; a workbook may be about several. */
  organisation: number
  /** What was in it. */
  list: WorkbookList
  /** Whose caseload it was; null for the other lists. */
  person: number | null
  /** Rows in it, those of other organisations included. */
  rows: number
  /** When it was made. Milliseconds since 1970. */
  madeAt: number
  /** The token with which it was asked for. */
  actor: number | null
  /** The person who asked for it. */
  operator: number | null
  /** Name of that person, or of the token. */
  by: string | null
}
/** A page of notes. */
export interface WorkbookNotesPage {
  /** The workbooks. */
  workbooks: readonly WorkbookNote[]
  /** Send it as "cursor" to get the next page; null where this was the last. */
  next: string | null
}
/** Every call by its name. */
export interface Methods {
  /**
   * Sign in.
   *
   * Send the customer token in the header X-CustomerToken. The reply is the session as bare text; send it as X-TokenID with every other call. A session lives for 24 hours, and any number may be open at once. A body is ignored.
   *
   * Refused with: token-invalid, sign-in-limit.
   */
  signIn(input?: Record<never, never>, options?: CallOptions): Promise<string>
  /**
   * Read the customer of the token.
   *
   * Needs the scope read.
   */
  readCustomer(input?: Record<never, never>, options?: CallOptions): Promise<Customer>
  /**
   * List organisations.
   *
   * Gives the organisations that the token covers.
   *
   * Needs the scope read.
   *
   * Refused with: customer-unknown.
   */
  searchOrganisations(
    input?: SearchOrganisationsInput,
    options?: CallOptions,
  ): Promise<readonly Organisation[]>
  /**
   * List organisations, by page.
   *
   * Needs the scope read.
   *
   * Refused with: customer-unknown, page-invalid.
   */
  pageOrganisations(input: PageOrganisationsInput, options?: CallOptions): Promise<readonly Organisation[]>
  /**
   * Read an organisation.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  readOrganisation(input: ReadOrganisationInput, options?: CallOptions): Promise<Organisation>
  /**
   * List the statuses of learning aims.
   *
   * What Status of a learning aim may be beside 0.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  listAimStatuses(input: ListAimStatusesInput, options?: CallOptions): Promise<readonly Status[]>
  /**
   * List the statuses of learners.
   *
   * What LearnerStatusID of a learner may be.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  listLearnerStatuses(input: ListLearnerStatusesInput, options?: CallOptions): Promise<readonly Status[]>
  /**
   * List the standards that an organisation may use.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  listAssignedStandards(
    input: ListAssignedStandardsInput,
    options?: CallOptions,
  ): Promise<readonly Standard[]>
  /**
   * List classes.
   *
   * Gives all that fit, with the fields that tell them apart; the paged search gives the others too. A name fits as a whole, in any letter case.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchClassrooms(input?: SearchClassroomsInput, options?: CallOptions): Promise<readonly ClassroomListed[]>
  /**
   * List classes, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pageClassrooms(input: PageClassroomsInput, options?: CallOptions): Promise<readonly Classroom[]>
  /**
   * Read a class.
   *
   * Needs the scope read.
   *
   * Refused with: classroom-unknown.
   */
  readClassroom(input: ReadClassroomInput, options?: CallOptions): Promise<Classroom>
  /**
   * Create a class.
   *
   * Answers the id as a bare number. OrganisationID may be left out where the token covers one organisation only.
   *
   * Needs the scope manage.
   *
   * Refused with: organisation-unknown, organisation-missing.
   */
  createClassroom(input: CreateClassroomInput, options?: CallOptions): Promise<number>
  /**
   * Change a class.
   *
   * Only what is sent changes; empty text and null clear. A class stays in its organisation.
   *
   * Needs the scope manage.
   *
   * Refused with: classroom-unknown, organisation-change.
   */
  updateClassroom(input: UpdateClassroomInput, options?: CallOptions): Promise<undefined>
  /**
   * List placements.
   *
   * Gives all that fit, with the fields that tell them apart; the paged search gives the others too. A name fits as a whole, in any letter case.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchPlacements(input?: SearchPlacementsInput, options?: CallOptions): Promise<readonly PlacementListed[]>
  /**
   * List placements, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pagePlacements(input: PagePlacementsInput, options?: CallOptions): Promise<readonly Placement[]>
  /**
   * Read a placement.
   *
   * Needs the scope read.
   *
   * Refused with: placement-unknown.
   */
  readPlacement(input: ReadPlacementInput, options?: CallOptions): Promise<Placement>
  /**
   * Create a placement.
   *
   * Answers the id as a bare number. OrganisationID may be left out where the token covers one organisation only.
   *
   * Needs the scope manage.
   *
   * Refused with: organisation-unknown, organisation-missing.
   */
  createPlacement(input: CreatePlacementInput, options?: CallOptions): Promise<number>
  /**
   * Change a placement.
   *
   * Only what is sent changes; empty text and null clear. A placement stays in its organisation.
   *
   * Needs the scope manage.
   *
   * Refused with: placement-unknown, organisation-change.
   */
  updatePlacement(input: UpdatePlacementInput, options?: CallOptions): Promise<undefined>
  /**
   * List providers.
   *
   * Gives all that fit, with the fields that tell them apart; the paged search gives the others too. A name fits as a whole, in any letter case.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchProviders(input?: SearchProvidersInput, options?: CallOptions): Promise<readonly ProviderListed[]>
  /**
   * List providers, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pageProviders(input: PageProvidersInput, options?: CallOptions): Promise<readonly Provider[]>
  /**
   * Read a provider.
   *
   * Needs the scope read.
   *
   * Refused with: provider-unknown.
   */
  readProvider(input: ReadProviderInput, options?: CallOptions): Promise<Provider>
  /**
   * Create a provider.
   *
   * Answers the id as a bare number. OrganisationID may be left out where the token covers one organisation only.
   *
   * Needs the scope manage.
   *
   * Refused with: organisation-unknown, organisation-missing.
   */
  createProvider(input: CreateProviderInput, options?: CallOptions): Promise<number>
  /**
   * Change a provider.
   *
   * Only what is sent changes; empty text and null clear. A provider stays in its organisation.
   *
   * Needs the scope manage.
   *
   * Refused with: provider-unknown, organisation-change.
   */
  updateProvider(input: UpdateProviderInput, options?: CallOptions): Promise<undefined>
  /**
   * List users.
   *
   * Gives all that fit, with the fields that tell them apart; the paged search gives the others too. Archived users are left out; they can be read by id.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchUsers(input?: SearchUsersInput, options?: CallOptions): Promise<readonly UserListed[]>
  /**
   * List users, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pageUsers(input: PageUsersInput, options?: CallOptions): Promise<readonly User[]>
  /**
   * Read a user.
   *
   * Needs the scope read.
   *
   * Refused with: user-unknown.
   */
  readUser(input: ReadUserInput, options?: CallOptions): Promise<User>
  /**
   * Create a user.
   *
   * A learner needs a default assessor, a class and a placement; an employer or observer needs a placement; all but learners need an e-mail address. Everything is made together or nothing is.
   *
   * Needs the scope manage.
   *
   * Refused with: field-beyond-scope, organisation-unknown, placement-unknown, classroom-unknown, provider-unknown, learner-status-unknown, user-unknown, not-a-learner, role-mismatch, organisations-differ, person-archived, person-flagged, duplicate-person.
   */
  createUser(input: CreateUserInput, options?: CallOptions): Promise<UserCreated>
  /**
   * Change a user, or who is set by default beside a learner.
   *
   * Only what is sent changes. DefaultAssessorID and DefaultEmployerID need the scope assign; anything else needs manage. What a new user cannot be without cannot be taken away. DefaultEmployerID null takes the default employer away; a default assessor can only be replaced.
   *
   * Needs the scope assign or manage.
   *
   * Refused with: field-beyond-scope, field-missing, user-unknown, user-erased, not-a-learner, default-assessor-kept, role-mismatch, organisations-differ, person-archived, person-flagged, learner-archived, learner-flagged, kind-change, organisation-change, placement-unknown, classroom-unknown, provider-unknown, learner-status-unknown, duplicate-person.
   */
  updateUser(input: UpdateUserInput, options?: CallOptions): Promise<undefined>
  /**
   * Flag a user for deletion.
   *
   * The user leaves the searches at once and is not removed by this call: it keeps every assignment, is given nothing and to nobody, and shows as flagged on Caseload’s API. Unarchive takes the flag away. A learner with signed work cannot be deleted.
   *
   * Needs the scope manage.
   *
   * Refused with: user-unknown, learner-has-signed-work.
   */
  deleteUser(input: DeleteUserInput, options?: CallOptions): Promise<undefined>
  /**
   * Archive a user.
   *
   * Every assignment stays: what is left of a caseload shows in coverage and can be transferred.
   *
   * Needs the scope manage.
   *
   * Refused with: user-unknown.
   */
  archiveUser(input: ArchiveUserInput, options?: CallOptions): Promise<undefined>
  /**
   * Bring a user back from the archive, or take a flag for deletion away.
   *
   * Needs the scope manage.
   *
   * Refused with: user-unknown, user-erased.
   */
  unarchiveUser(input: UnarchiveUserInput, options?: CallOptions): Promise<undefined>
  /**
   * Assign somebody to a learner.
   *
   * The path names the person being assigned: an assessor, IQA, employer or observer, whose role decides the slot. The body names the learner. Levels 3 and 2 replace whoever held that slot in that role; level 1 adds and never removes. Repeating a call changes nothing.
   *
   * Needs the scope assign.
   *
   * Refused with: user-unknown, path-names-learner, learner-unknown, not-a-learner, role-not-at-level, organisations-differ, person-archived, person-flagged, learner-archived, learner-flagged, standard-not-held, unit-not-held, unit-ambiguous.
   */
  assignUser(input: AssignUserInput, options?: CallOptions): Promise<undefined>
  /**
   * Set the placement of a user.
   *
   * Needs the scope manage.
   *
   * Refused with: user-unknown, user-erased, placement-unknown.
   */
  assignPlacement(input: AssignPlacementInput, options?: CallOptions): Promise<undefined>
  /**
   * List the unit summaries of a learner.
   *
   * Needs the scope read.
   *
   * Refused with: learner-unknown, not-a-learner.
   */
  listUnitSummaries(input: ListUnitSummariesInput, options?: CallOptions): Promise<readonly UnitSummary[]>
  /**
   * Read the off-the-job hours of a learner.
   *
   * Needs the scope read.
   *
   * Refused with: learner-unknown, not-a-learner.
   */
  readOffTheJob(input: ReadOffTheJobInput, options?: CallOptions): Promise<OffTheJobHours>
  /**
   * List standards.
   *
   * A title fits as a whole, in any letter case.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchStandards(input?: SearchStandardsInput, options?: CallOptions): Promise<readonly Standard[]>
  /**
   * List standards, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pageStandards(input: PageStandardsInput, options?: CallOptions): Promise<readonly Standard[]>
  /**
   * Read a standard.
   *
   * Needs the scope read.
   *
   * Refused with: standard-unknown.
   */
  readStandard(input: ReadStandardInput, options?: CallOptions): Promise<Standard>
  /**
   * Give a standard to a learner.
   *
   * Makes a learning aim and answers its id as a bare number; where the learner has the standard already, the id of that aim. The units of the standard are not given with it.
   *
   * Needs the scope manage.
   *
   * Refused with: standard-unknown, learner-unknown, not-a-learner, learner-archived, learner-flagged.
   */
  assignStandard(input: AssignStandardInput, options?: CallOptions): Promise<number>
  /**
   * List units.
   *
   * A title fits as a whole, in any letter case.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchUnits(input?: SearchUnitsInput, options?: CallOptions): Promise<readonly Unit[]>
  /**
   * List units, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pageUnits(input: PageUnitsInput, options?: CallOptions): Promise<readonly Unit[]>
  /**
   * Read a unit.
   *
   * Ids of units are text: what does not fit into a path is escaped, as A/501/1 is A%2F501%2F1.
   *
   * Needs the scope read.
   *
   * Refused with: unit-unknown.
   */
  readUnit(input: ReadUnitInput, options?: CallOptions): Promise<Unit>
  /**
   * Give a unit to a learner.
   *
   * Makes a unit summary under the aim that the learner has for the standard, and answers its id as a bare number. A unit that the learner has under that standard already is refused.
   *
   * Needs the scope manage.
   *
   * Refused with: unit-unknown, learner-unknown, standard-unknown, not-a-learner, learner-archived, learner-flagged, unit-not-in-standard, standard-not-held, unit-already-held.
   */
  assignUnit(input: AssignUnitInput, options?: CallOptions): Promise<number>
  /**
   * List framework templates.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchTemplates(input?: SearchTemplatesInput, options?: CallOptions): Promise<readonly FrameworkTemplate[]>
  /**
   * Give a framework template to a learner.
   *
   * With false, every aim and unit of the template is given, and the dates and weightings of those that the learner has already are set as in the template. With true, only the aims that the learner has already are brought into line, with their units; no other aim is added. Dates count from the day on which the learner starts, or else from today.
   *
   * Needs the scope manage.
   *
   * Refused with: template-unknown, learner-unknown, not-a-learner, learner-archived, learner-flagged, standard-unknown, unit-unknown.
   */
  assignTemplate(input: AssignTemplateInput, options?: CallOptions): Promise<undefined>
  /**
   * List learning aims.
   *
   * Gives all that fit, with the fields that tell them apart; the paged search gives the others too.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchAims(input?: SearchAimsInput, options?: CallOptions): Promise<readonly LearningAimListed[]>
  /**
   * List learning aims, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pageAims(input: PageAimsInput, options?: CallOptions): Promise<readonly LearningAim[]>
  /**
   * Read a learning aim.
   *
   * Needs the scope read.
   *
   * Refused with: aim-unknown.
   */
  readAim(input: ReadAimInput, options?: CallOptions): Promise<LearningAim>
  /**
   * Change a learning aim.
   *
   * Only what is sent changes; null clears a date or the registration number. Status takes 0 or a status of the organisation.
   *
   * Needs the scope manage.
   *
   * Refused with: aim-unknown, user-erased, aim-status-unknown.
   */
  updateAim(input: UpdateAimInput, options?: CallOptions): Promise<undefined>
  /**
   * List unit summaries, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pageUnitSummaries(input: PageUnitSummariesInput, options?: CallOptions): Promise<readonly UnitSummary[]>
  /**
   * List reviews.
   *
   * Gives all that fit, with the fields that tell them apart; the paged search gives the others too.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchReviews(input?: SearchReviewsInput, options?: CallOptions): Promise<readonly ReviewListed[]>
  /**
   * List reviews, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pageReviews(input: PageReviewsInput, options?: CallOptions): Promise<readonly Review[]>
  /**
   * Read a review.
   *
   * Needs the scope read.
   *
   * Refused with: review-unknown.
   */
  readReview(input: ReadReviewInput, options?: CallOptions): Promise<Review>
  /**
   * Schedule a review.
   *
   * Answers the id of the review as a bare number. The assessor is the learner’s default one where none is named; the employer is the learner’s default one. A visit must be one to the same learner.
   *
   * Needs the scope manage.
   *
   * Refused with: learner-unknown, not-a-learner, learner-archived, learner-flagged, visit-unknown, user-unknown, role-mismatch, organisations-differ, person-archived, person-flagged.
   */
  createReview(input: CreateReviewInput, options?: CallOptions): Promise<number>
  /**
   * List action plans.
   *
   * Gives all that fit, with the fields that tell them apart; the paged search gives the others too.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchPlans(input?: SearchPlansInput, options?: CallOptions): Promise<readonly PlanListed[]>
  /**
   * List action plans, by page.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, page-invalid.
   */
  pagePlans(input: PagePlansInput, options?: CallOptions): Promise<readonly Plan[]>
  /**
   * Read an action plan.
   *
   * Needs the scope read.
   *
   * Refused with: plan-unknown.
   */
  readPlan(input: ReadPlanInput, options?: CallOptions): Promise<Plan>
  /**
   * List the timesheet of a learner.
   *
   * Needs the scope read.
   *
   * Refused with: learner-unknown, not-a-learner.
   */
  readTimesheet(input: ReadTimesheetInput, options?: CallOptions): Promise<readonly TimesheetEntry[]>
  /**
   * Arrange a visit.
   *
   * Answers the id of the visit as a bare number, for the review that takes place at it.
   *
   * Needs the scope manage.
   *
   * Refused with: learner-unknown, not-a-learner, learner-archived, learner-flagged, organisation-unknown, organisations-differ, user-unknown, role-mismatch, person-archived, person-flagged.
   */
  createVisit(input: CreateVisitInput, options?: CallOptions): Promise<number>
  /** Ways to sign in as a person. */
  listSignInWays(input?: Record<never, never>, options?: CallOptions): Promise<SignInWays>
  /**
   * Sign in with address and password.
   *
   * The session ends after 12 hours, or 2 hours without a call. A call that is signed by cookie and changes something needs the header `X-Caseload-Console` and must come from a page of this server. Attempts are limited by account and address; a browser that the account has been used from is never held up by what others try.
   *
   * Refused with: sign-in-failed, sign-in-limit, too-busy, page-foreign.
   */
  signInWithPassword(input: SignInWithPasswordInput, options?: CallOptions): Promise<SignedIn>
  /**
   * Sign in with a one-time link, and set a password.
   *
   * The link is used up by this. With a password, every other session of the person ends. A call that is signed by cookie and changes something needs the header `X-Caseload-Console` and must come from a page of this server.
   *
   * Refused with: link-invalid, password-weak, sign-in-limit, too-busy, page-foreign.
   */
  signInWithLink(input: SignInWithLinkInput, options?: CallOptions): Promise<SignedIn>
  /** Who is signed in, and what they may do. */
  readMe(input?: Record<never, never>, options?: CallOptions): Promise<Me>
  /**
   * Set another password of one’s own.
   *
   * Every other session of the person ends.
   *
   * Refused with: field-invalid, password-weak, sign-in-failed, sign-in-limit, too-busy.
   */
  changePassword(input: ChangePasswordInput, options?: CallOptions): Promise<undefined>
  /** Sign out. */
  signOut(input?: Record<never, never>, options?: CallOptions): Promise<undefined>
  /**
   * Sign out of every browser and program.
   *
   * All sessions of the person end within a second on every server, this one included.
   */
  signOutEverywhere(input?: Record<never, never>, options?: CallOptions): Promise<undefined>
  /**
   * People who may sign in to the console.
   *
   * All of them, in the order of their numbers, those who are disabled included.
   *
   * Needs the scope admin.
   */
  listOperators(input?: ListOperatorsInput, options?: CallOptions): Promise<OperatorsList>
  /**
   * Let a person in.
   *
   * Nobody gives more than they may do themselves, and people who may do more than the caller do not exist for it.
   *
   * Needs the scope admin.
   *
   * Refused with: beyond-own, email-taken, organisation-unknown.
   */
  addOperator(input: AddOperatorInput, options?: CallOptions): Promise<OperatorInvited>
  /**
   * Change what a person may do, or end their access.
   *
   * What is left out stays. It counts within a second on every server; whoever is disabled is signed out everywhere. Nobody gives more than they may do themselves, and people who may do more than the caller do not exist for it.
   *
   * Needs the scope admin.
   *
   * Refused with: operator-unknown, beyond-own, email-taken, organisation-unknown, last-administrator.
   */
  updateOperator(input: UpdateOperatorInput, options?: CallOptions): Promise<OperatorChanged>
  /**
   * Make a new one-time link for a person.
   *
   * For whoever has lost password or link; any link before it is void. Nobody gives more than they may do themselves, and people who may do more than the caller do not exist for it.
   *
   * Needs the scope admin.
   *
   * Refused with: operator-unknown, operator-disabled.
   */
  linkOperator(input: LinkOperatorInput, options?: CallOptions): Promise<OperatorLinked>
  /**
   * What the provider calls the roles.
   *
   * Needs the scope read.
   */
  readTerms(input?: Record<never, never>, options?: CallOptions): Promise<TermsRead>
  /**
   * Say what the provider calls the roles.
   *
   * Pages show these words; both APIs go on with their own.
   *
   * Needs the scope admin.
   *
   * Refused with: customer-wide.
   */
  replaceTerms(input: ReplaceTermsInput, options?: CallOptions): Promise<TermsReplaced>
  /**
   * Tokens, without their secrets.
   *
   * All of them, in the order of their numbers, those that were revoked included.
   *
   * Needs the scope admin.
   */
  listTokens(input?: ListTokensInput, options?: CallOptions): Promise<TokensList>
  /**
   * Make a token.
   *
   * Its secret is in the answer and nowhere else. Nobody gives more than they may do themselves, and tokens that may do more than the caller do not exist for it.
   *
   * Needs the scope admin.
   *
   * Refused with: beyond-own, organisation-unknown.
   */
  createToken(input: CreateTokenInput, options?: CallOptions): Promise<TokenCreated>
  /**
   * End a token and its sessions.
   *
   * It is out within a second on every server. Nobody gives more than they may do themselves, and tokens that may do more than the caller do not exist for it.
   *
   * Needs the scope admin.
   *
   * Refused with: token-unknown.
   */
  revokeToken(input: RevokeTokenInput, options?: CallOptions): Promise<undefined>
  /**
   * Assign, replace and un-assign, up to 10,000 at once.
   *
   * Each change names a slot and who should be in it. At "default", "aim" and "unit" whoever is there is replaced; at "additional" a change adds ("after") or removes ("before", with "after" null). Repeating it changes nothing. All changes that are made become one run, which can be taken back. What counts from a day to come is planned, and carried out on that day.
   *
   * Needs the scope assign.
   *
   * Refused with: not-applied.
   */
  requestChanges(input: RequestChangesInput, options?: CallOptions): Promise<ChangesMade>
  /**
   * The history, and the feed of what is new.
   *
   * In the order of each organisation’s history. "next" is always there: keep it, and ask again later to get what was recorded since; no change is missed or repeated while others write. Use a cursor with the filters it came with. A cursor from before a restore is refused with 410: read again from the start.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, learner-unknown, user-unknown, run-unknown, cursor-invalid, cursor-gone.
   */
  listChanges(input?: ListChangesInput, options?: CallOptions): Promise<ChangesPage>
  /**
   * Who held what on a date.
   *
   * From the history, by when each change counts. A slot that was empty has "person" null; before its first record it says "known": false, which is not nobody. With "asKnownAt" it is what the history said then. For one person: what the person held, and what cannot be told of slots the person was in later.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, learner-unknown, user-unknown, cursor-invalid.
   */
  listAssignmentsAt(input?: ListAssignmentsAtInput, options?: CallOptions): Promise<AssignmentsAt>
  /**
   * What was done together, newest first.
   *
   * A run that touches several organisations has a row for each, with the same id.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listRuns(input?: ListRunsInput, options?: CallOptions): Promise<RunsPage>
  /**
   * One run with its changes.
   *
   * Needs the scope read.
   *
   * Refused with: run-unknown, cursor-invalid.
   */
  readRun(input: ReadRunInput, options?: CallOptions): Promise<RunPage>
  /**
   * Take a run back.
   *
   * Every slot of the run gets back whoever was in it before, since when they were, as a new run. What has moved on since is left alone and told, one by one. Taking back twice changes nothing; an undo can be taken back like any other run.
   *
   * Needs the scope assign.
   *
   * Refused with: run-unknown.
   */
  undoRun(input: UndoRunInput, options?: CallOptions): Promise<RunUndone>
  /**
   * What is planned, newest first.
   *
   * A planned run that touches several organisations has a row for each, with the same id. With "state": "waiting" these are the ones that a person must look at.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, learner-unknown, user-unknown, run-unknown, cursor-invalid.
   */
  listPlannedRuns(input?: ListPlannedRunsInput, options?: CallOptions): Promise<PlannedRunsPage>
  /**
   * One planned run with its changes.
   *
   * Needs the scope read.
   *
   * Refused with: planned-run-unknown, cursor-invalid.
   */
  readPlannedRun(input: ReadPlannedRunInput, options?: CallOptions): Promise<PlannedRunPage>
  /**
   * Change the day or the person of what is planned.
   *
   * Each change that is named is judged anew, with what is said here in place of what was planned; an end that belongs to it goes with it. All of them are changed, or none. What waits may be given another day to come.
   *
   * Needs the scope assign.
   *
   * Refused with: planned-run-unknown, planned-settled, user-unknown, not-applied, field-invalid.
   */
  amendPlannedRun(input: AmendPlannedRunInput, options?: CallOptions): Promise<PlannedRunAmended>
  /**
   * Take back what is planned.
   *
   * What is to come or waits will not be carried out; the end of a change that is taken back goes with it. A leaver is not archived, or comes back with what was carried out. Taking back twice changes nothing.
   *
   * Needs the scope assign.
   *
   * Refused with: planned-run-unknown, field-beyond-scope.
   */
  takeBackPlannedRun(input: TakeBackPlannedRunInput, options?: CallOptions): Promise<PlannedRunTakenBack>
  /**
   * Carry out what waits for a person.
   *
   * For changes whose slot was not as expected on their day: they are made now, whoever is in the slot, and count from now. One that the rules still forbid goes on waiting.
   *
   * Needs the scope assign.
   *
   * Refused with: planned-run-unknown.
   */
  carryOutWaiting(input: CarryOutWaitingInput, options?: CallOptions): Promise<WaitingCarriedOut>
  /**
   * Learners by where and with whom they are.
   *
   * By organisation and name. The same filter chooses learners for POST /allocations, so that all who fit can be meant without naming each.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, placement-unknown, classroom-unknown, standard-unknown, user-unknown, cursor-invalid.
   */
  listLearners(input?: ListLearnersInput, options?: CallOptions): Promise<LearnersPage>
  /**
   * Who is beside a learner, who answers for what, and why.
   *
   * Every filled slot of one learner; for each aim and unit who is responsible and which level decided it; what is missing and what conflicts. Archived learners keep what they had, and are shown without findings.
   *
   * Needs the scope read.
   *
   * Refused with: learner-unknown.
   */
  listLearnerAssignments(
    input: ListLearnerAssignmentsInput,
    options?: CallOptions,
  ): Promise<LearnerAssignments>
  /**
   * Find anybody by name, reference, ULN, address or number.
   *
   * Finds whoever has a name in which each word of the text begins a word, whatever accents, apostrophes and letter case, and whoever has an e-mail address, reference or ULN that begins so, or the number of the account. Archived accounts are found too, after the others. What is looked for stands in the body: addresses are written down on the way.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  searchPeople(input: SearchPeopleInput, options?: CallOptions): Promise<PeopleFound>
  /**
   * Who accounts are, by their numbers.
   *
   * For lists that hold numbers only, such as the history. Whoever the caller does not see, or is not there, is left out.
   *
   * Needs the scope read.
   */
  namePeople(input: NamePeopleInput, options?: CallOptions): Promise<PeopleNamed>
  /**
   * All that one person holds.
   *
   * By learner and level, in the order of the learners’ ids; a page holds whole learners. For somebody archived it is what is left to hand over, and a finding says so.
   *
   * Needs the scope read.
   *
   * Refused with: user-unknown, cursor-invalid.
   */
  listUserCaseload(input: ListUserCaseloadInput, options?: CallOptions): Promise<UserCaseload>
  /**
   * Say how many learners somebody should have.
   *
   * 0 or null: nobody has said. Neither hides anybody from a list.
   *
   * Needs the scope manage.
   *
   * Refused with: user-unknown, user-erased, not-staff.
   */
  setTarget(input: SetTargetInput, options?: CallOptions): Promise<undefined>
  /**
   * Say which standards somebody may assess or assure.
   *
   * Replaces what was said before; an empty list says nothing. Sharing a caseload out with the rule "competence" gives learners only to those of whom it is said.
   *
   * Needs the scope manage.
   *
   * Refused with: user-unknown, user-erased, not-staff, standard-unknown.
   */
  setCompetences(input: SetCompetencesInput, options?: CallOptions): Promise<undefined>
  /**
   * Which standards somebody may assess or assure.
   *
   * Needs the scope read.
   *
   * Refused with: user-unknown.
   */
  readCompetences(input: ReadCompetencesInput, options?: CallOptions): Promise<Competences>
  /**
   * Take a flag for deletion away.
   *
   * All else stays as it is; whoever was archived besides stays archived. OneFile’s Unarchive takes both away.
   *
   * Needs the scope manage.
   *
   * Refused with: user-unknown, user-erased.
   */
  takeBackDeletion(input: TakeBackDeletionInput, options?: CallOptions): Promise<undefined>
  /**
   * Say that two accounts are one person.
   *
   * The account in the path joins the person that the other account stands for, and leaves whom it was linked with before; null takes it out. One person who assesses and assures the same work is reported as a conflict, whichever accounts are used.
   *
   * Needs the scope manage.
   *
   * Refused with: user-unknown, user-erased.
   */
  linkUser(input: LinkUserInput, options?: CallOptions): Promise<undefined>
  /**
   * Staff with how much they hold and should hold.
   *
   * Everybody is there: archived staff too, and those without a target or with a target of 0. With a placement or class it is whoever holds learners there, and what they hold of these.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, placement-unknown, classroom-unknown, cursor-invalid.
   */
  listCaseloads(input?: ListCaseloadsInput, options?: CallOptions): Promise<CaseloadsPage>
  /**
   * Learners with something amiss.
   *
   * Looks at "limit" learners at a time and gives those with a finding, so a page may be short or empty while "next" goes on. Archived learners are left out. "residual-access" is about whoever was the default of a learner and still holds what they held besides.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listCoverage(input?: ListCoverageInput, options?: CallOptions): Promise<CoveragePage>
  /**
   * How learners were covered at the end of each month.
   *
   * Worked out from the history each time, by the rule of today and for the aims that learners hold today. One call looks at some thousand learners: where "next" is there, ask on, and add up rows of the same organisation and month.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listCoverageMonths(input?: ListCoverageMonthsInput, options?: CallOptions): Promise<CoverageMonths>
  /**
   * Staff accounts that are likely one person.
   *
   * Accounts of one organisation that share an e-mail address (in any letter case) or an MIS id. Say that they are one person with PUT /users/{id}/link; linked accounts are left out here.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listDoubles(input?: ListDoublesInput, options?: CallOptions): Promise<DoublesPage>
  /**
   * Hand a caseload over, whole or in part.
   *
   * First send it with "dryRun": the answer says what moves, what is left out and why, and what the person can still reach afterwards. Then send the same again with "preview" instead: all of it is made in one transaction and one run, or, where the world has changed since, nothing. Each slot goes with the first move that chooses it; a choice left out means all.
   *
   * Needs the scope assign.
   *
   * Refused with: user-unknown, field-invalid, nothing-selected, preview-stale.
   */
  transferCaseload(input: TransferCaseloadInput, options?: CallOptions): Promise<Transfer>
  /**
   * Hand over everything that a leaver holds on a day, and archive the account.
   *
   * First send it with "dryRun": the answer proposes who takes over whom, and why. Then send the same again with "preview" instead: it becomes one planned run, carried out when the day begins, and the account is archived when nothing of it is open. Takes over: whoever is named, or all of the same kind in the organisation.
   *
   * Needs the scope assign.
   *
   * Refused with: field-beyond-scope, user-unknown, not-staff, field-missing, field-invalid, nothing-selected, preview-stale.
   */
  planLeaver(input: PlanLeaverInput, options?: CallOptions): Promise<Transfer>
  /**
   * Set the same people on many learners.
   *
   * Learners are named, or chosen by the filter of GET /learners. First send it with "dryRun": the answer says what changes, who is left out and why, and how much everybody holds before and after. Then send the same again with "preview": exactly that is done, in one run, or nothing where the world has changed since.
   *
   * Needs the scope assign.
   *
   * Refused with: organisation-unknown, placement-unknown, classroom-unknown, standard-unknown, user-unknown, nothing-selected, preview-stale.
   */
  allocateLearners(input: AllocateLearnersInput, options?: CallOptions): Promise<Allocation>
  /**
   * Who was responsible, from when to when, out of the history.
   *
   * For each learner and each of their aims, who answered in a period, and why; a page holds whole learners. A unit is there only where it had somebody of its own: otherwise whoever answered for its aim did. With "position" and "madeAt" the same question is asked as it was then.
   *
   * Needs the scope read.
   *
   * Refused with: learner-unknown, organisation-unknown, cursor-invalid.
   */
  readEvidence(input: ReadEvidenceInput, options?: CallOptions): Promise<EvidencePage>
  /**
   * The same as a file to keep, to print and to check later.
   *
   * As PDF, which holds its rows as CSV too, or as CSV alone. It is noted who asked. What is about more learners than one file holds comes in parts, each a file of its own that says so. "caseload evidence verify" checks such a file against the history.
   *
   * Needs the scope read.
   *
   * Refused with: learner-unknown, organisation-unknown.
   */
  makeEvidence(input: MakeEvidenceInput, options?: CallOptions): Promise<EvidenceFile>
  /**
   * Which files were made, for what and by whom.
   *
   * The last one of each organisation first. The files themselves are not kept.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listEvidence(input?: ListEvidenceInput, options?: CallOptions): Promise<EvidenceNotesPage>
  /**
   * Whether the history of an organisation was altered.
   *
   * Follows the hashes from the first change to the last one, or to the one named.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown.
   */
  followChain(input: FollowChainInput, options?: CallOptions): Promise<ChainFollowed>
  /**
   * A list as a workbook (.xlsx).
   *
   * "caseloads": staff with how much they hold, narrowed as GET /caseloads is. "caseload": all that one person holds, a row for each slot. "coverage": a row for each finding. Identifiers are texts, days are dates. It is noted who asked. One sheet holds a million rows; a longer list has to be narrowed.
   *
   * Needs the scope read.
   *
   * Refused with: user-unknown, organisation-unknown, placement-unknown, classroom-unknown.
   */
  makeWorkbook(input: MakeWorkbookInput, options?: CallOptions): Promise<Workbook>
  /**
   * Which workbooks were made, of what and by whom.
   *
   * The last one of each organisation first; a workbook about several has a row for each. The files themselves are not kept.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listWorkbooks(input?: ListWorkbooksInput, options?: CallOptions): Promise<WorkbookNotesPage>
  /**
   * Every account, archived ones and those flagged for deletion too.
   *
   * Short rows and large pages, so that a copy of an organisation takes few calls.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listAccounts(input?: ListAccountsInput, options?: CallOptions): Promise<AccountsPage>
  /**
   * Every slot that somebody is in now.
   *
   * Short rows and large pages, so that a copy of an organisation takes few calls.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listAssignments(input?: ListAssignmentsInput, options?: CallOptions): Promise<AssignmentsPage>
  /**
   * Every unit that a learner has.
   *
   * Short rows and large pages, so that a copy of an organisation takes few calls.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listUnitsHeld(input?: ListUnitsHeldInput, options?: CallOptions): Promise<UnitsHeldPage>
  /**
   * Streams that the sync keeps.
   *
   * It speaks of all organisations of the customer, so a token that is limited to some of them is refused.
   *
   * Needs the scope read.
   *
   * Refused with: customer-wide, cursor-invalid.
   */
  listStreams(input?: ListStreamsInput, options?: CallOptions): Promise<StreamsPage>
  /**
   * Lines of a stream, from the first.
   *
   * A stream that nobody has written to has no lines. A page may be short where lines are long. It speaks of all organisations of the customer, so a token that is limited to some of them is refused.
   *
   * Needs the scope read.
   *
   * Refused with: customer-wide, cursor-invalid.
   */
  readStream(input: ReadStreamInput, options?: CallOptions): Promise<StreamPage>
  /**
   * Add lines to a stream.
   *
   * All of them or none. They are on the disk once it answers. It speaks of all organisations of the customer, so a token that is limited to some of them is refused.
   *
   * Needs the scope assign.
   *
   * Refused with: customer-wide, sync-moved-on, beyond-own.
   */
  appendToStream(input: AppendToStreamInput, options?: CallOptions): Promise<StreamLength>
  /**
   * Forget a stream.
   *
   * Streams may hold names of people, such as in plans that were kept. It speaks of all organisations of the customer, so a token that is limited to some of them is refused.
   *
   * Needs the scope manage.
   *
   * Refused with: customer-wide.
   */
  deleteStream(input: DeleteStreamInput, options?: CallOptions): Promise<undefined>
  /**
   * How much a plan may take away before somebody has to approve it.
   *
   * They hold for every plan of the customer, by the command line and by imports, where its mapping says nothing else.
   *
   * Needs the scope read.
   */
  readRemovalLimits(input?: Record<never, never>, options?: CallOptions): Promise<RemovalLimits>
  /**
   * Say how much a plan may take away before somebody has to approve it.
   *
   * They hold for every plan of the customer, by the command line and by imports, where its mapping says nothing else. Plans that are made already keep the limits that they were made with.
   *
   * Needs the scope manage.
   *
   * Refused with: customer-wide.
   */
  replaceRemovalLimits(
    input: ReplaceRemovalLimitsInput,
    options?: CallOptions,
  ): Promise<RemovalLimitsReplaced>
  /**
   * Imports, the newest first.
   *
   * Whoever is limited to some organisations sees those that are limited to no more than these.
   *
   * Needs the scope read.
   *
   * Refused with: cursor-invalid.
   */
  listImports(input?: ListImportsInput, options?: CallOptions): Promise<ImportsPage>
  /**
   * Begin an import.
   *
   * Of files, which are sent piece by piece then, or of a plan that was kept. The server reads, plans and applies by itself, with the same rules, limits and words as the command line (docs/sync.md), and as whoever asked: it may do no more than they may.
   *
   * Needs the scope assign.
   *
   * Refused with: field-missing, import-too-large, mapping-unknown, plan-unknown.
   */
  createImport(input?: CreateImportInput, options?: CallOptions): Promise<Import>
  /**
   * One import.
   *
   * Needs the scope read.
   *
   * Refused with: import-unknown.
   */
  readImport(input: ReadImportInput, options?: CallOptions): Promise<Import>
  /**
   * Delete an import with its files.
   *
   * What it has changed stays; so does what the sync remembers of it.
   *
   * Needs the scope assign.
   *
   * Refused with: import-unknown, import-not-now.
   */
  deleteImport(input: DeleteImportInput, options?: CallOptions): Promise<undefined>
  /**
   * Send a piece of a file.
   *
   * Pieces come in their order, of at most 4000000 bytes each. A piece that has come already is taken as it is, so that it may be sent again where a reply was lost.
   *
   * Needs the scope assign.
   *
   * Refused with: import-unknown, import-not-now.
   */
  addImportPiece(input: AddImportPieceInput, options?: CallOptions): Promise<ImportPiece>
  /**
   * Read the files and plan.
   *
   * Settles the answers that were given first. Changes nothing but what the sync remembers, unless it is to be applied at once.
   *
   * Needs the scope assign.
   *
   * Refused with: import-unknown, import-not-now.
   */
  planImport(input: PlanImportInput, options?: CallOptions): Promise<Import>
  /**
   * Say how the files are to be read, and plan.
   *
   * Needs the scope assign.
   *
   * Refused with: import-unknown, import-not-now.
   */
  setImportMapping(input: SetImportMappingInput, options?: CallOptions): Promise<Import>
  /**
   * Mappings that were kept.
   *
   * Needs the scope read.
   */
  listMappings(input?: Record<never, never>, options?: CallOptions): Promise<Mappings>
  /**
   * What the sheets and columns are taken for.
   *
   * Needs the scope read.
   *
   * Refused with: import-unknown, cursor-invalid.
   */
  listImportSheets(input: ListImportSheetsInput, options?: CallOptions): Promise<ImportSheetsPage>
  /**
   * What would change, by organisation and person.
   *
   * Needs the scope read.
   *
   * Refused with: import-unknown, cursor-invalid.
   */
  listImportChanges(input: ListImportChangesInput, options?: CallOptions): Promise<ImportChangesPage>
  /**
   * What was found, and what is held.
   *
   * Needs the scope read.
   *
   * Refused with: import-unknown, cursor-invalid.
   */
  listImportNotes(input: ListImportNotesInput, options?: CallOptions): Promise<ImportNotesPage>
  /**
   * People to confirm.
   *
   * Needs the scope read.
   *
   * Refused with: import-unknown, cursor-invalid.
   */
  listImportQuestions(input: ListImportQuestionsInput, options?: CallOptions): Promise<ImportQuestionsPage>
  /**
   * What became of each change.
   *
   * Needs the scope read.
   *
   * Refused with: import-unknown, cursor-invalid.
   */
  listImportOutcomes(input: ListImportOutcomesInput, options?: CallOptions): Promise<ImportOutcomesPage>
  /**
   * Answer questions.
   *
   * Answers are kept at once, and settled when the import is planned again; one that cannot stand is told then.
   *
   * Needs the scope assign.
   *
   * Refused with: import-unknown, import-not-now.
   */
  answerImport(input: AnswerImportInput, options?: CallOptions): Promise<Import>
  /**
   * Carry out the plan.
   *
   * Removals that wait go along where they are approved; the approval is in the name of whoever calls. What was stopped goes on where it was, and does nothing twice.
   *
   * Needs the scope assign.
   *
   * Refused with: import-unknown, import-not-now, preview-stale.
   */
  applyImport(input: ApplyImportInput, options?: CallOptions): Promise<Import>
  /**
   * Take back what an import has changed.
   *
   * Everybody goes back to where they were; what has changed since is left alone and told. People, aims and units that were made stay.
   *
   * Needs the scope assign.
   *
   * Refused with: import-unknown, import-not-now.
   */
  undoImport(input: UndoImportInput, options?: CallOptions): Promise<Import>
  /**
   * The plan or the result as a file, in pieces.
   *
   * Needs the scope read.
   *
   * Refused with: import-unknown, document-unknown, cursor-invalid.
   */
  readImportDocument(input: ReadImportDocumentInput, options?: CallOptions): Promise<ImportDocument>
  /**
   * Columns that a file may have.
   *
   * Needs the scope read.
   */
  listColumns(input?: ListColumnsInput, options?: CallOptions): Promise<Columns>
  /**
   * Plans of the command line that nobody has applied, the newest first.
   *
   * Of each set of files the last one. An import of one (`plan` of `POST /imports`) shows it, asks what it asks and carries it out. Whoever is limited to some organisations sees those with the same limit.
   *
   * Needs the scope read.
   */
  listKeptPlans(input?: ListKeptPlansInput, options?: CallOptions): Promise<KeptPlans>
  /**
   * What the sync has done, the newest first.
   *
   * Runs of the command line, such as every night, and of imports. Whoever is limited to some organisations sees those of imports with the same limit.
   *
   * Needs the scope read.
   */
  listSyncRuns(input?: ListSyncRunsInput, options?: CallOptions): Promise<SyncRuns>
  /**
   * One run of the sync.
   *
   * Needs the scope read.
   *
   * Refused with: run-unknown.
   */
  readSyncRun(input: ReadSyncRunInput, options?: CallOptions): Promise<SyncRun>
  /**
   * What a run of the sync left undone, a row for each problem with what mends it.
   *
   * Changes that were refused, moved on or not tried, rows that are held, people to confirm. Runs of earlier versions have kept none.
   *
   * Needs the scope read.
   *
   * Refused with: run-unknown, cursor-invalid.
   */
  listSyncProblems(input: ListSyncProblemsInput, options?: CallOptions): Promise<SyncProblemsPage>
  /**
   * Organisations that the token covers.
   *
   * In the order of ids.
   *
   * Needs the scope read.
   *
   * Refused with: cursor-invalid.
   */
  listOrganisations(input?: ListOrganisationsInput, options?: CallOptions): Promise<OrganisationsPage>
  /**
   * Add an organisation.
   *
   * It belongs to the customer of the token. A token limited to some organisations cannot add another.
   *
   * Needs the scope admin.
   *
   * Refused with: shared-beyond.
   */
  addOrganisation(input: AddOrganisationInput, options?: CallOptions): Promise<CatalogueOrganisation>
  /**
   * Change an organisation.
   *
   * What is left out is emptied.
   *
   * Needs the scope admin.
   *
   * Refused with: organisation-unknown.
   */
  replaceOrganisation(input: ReplaceOrganisationInput, options?: CallOptions): Promise<CatalogueOrganisation>
  /**
   * Standards that an organisation may use.
   *
   * In the order of ids.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listStandards(input?: ListStandardsInput, options?: CallOptions): Promise<StandardsPage>
  /**
   * Add a standard.
   *
   * Needs the scope manage.
   *
   * Refused with: organisation-unknown, shared-beyond.
   */
  addStandard(input: AddStandardInput, options?: CallOptions): Promise<CatalogueStandard>
  /**
   * Change a standard.
   *
   * What is left out is emptied.
   *
   * Needs the scope manage.
   *
   * Refused with: standard-unknown, organisation-unknown, shared-beyond.
   */
  replaceStandard(input: ReplaceStandardInput, options?: CallOptions): Promise<CatalogueStandard>
  /**
   * Units that an organisation may use.
   *
   * In the order of ids.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listUnits(input?: ListUnitsInput, options?: CallOptions): Promise<UnitsPage>
  /**
   * Add a unit.
   *
   * Its id is text of your choice, unique for the customer.
   *
   * Needs the scope manage.
   *
   * Refused with: id-taken, standard-unknown, organisation-unknown, shared-beyond.
   */
  addUnit(input: AddUnitInput, options?: CallOptions): Promise<CatalogueUnit>
  /**
   * Change a unit.
   *
   * What is left out is emptied. What learners hold already stays as it is.
   *
   * Needs the scope manage.
   *
   * Refused with: unit-unknown, standard-unknown, organisation-unknown, shared-beyond.
   */
  replaceUnit(input: ReplaceUnitInput, options?: CallOptions): Promise<CatalogueUnit>
  /**
   * Framework templates that an organisation may use.
   *
   * In the order of ids.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listTemplates(input?: ListTemplatesInput, options?: CallOptions): Promise<TemplatesPage>
  /**
   * Add a framework template.
   *
   * Needs the scope manage.
   *
   * Refused with: standard-unknown, unit-unknown, unit-not-in-standard, organisation-unknown, shared-beyond.
   */
  addTemplate(input: AddTemplateInput, options?: CallOptions): Promise<CatalogueTemplate>
  /**
   * Change a framework template.
   *
   * What is left out is emptied. What learners hold already stays as it is.
   *
   * Needs the scope manage.
   *
   * Refused with: template-unknown, standard-unknown, unit-unknown, unit-not-in-standard, organisation-unknown, shared-beyond.
   */
  replaceTemplate(input: ReplaceTemplateInput, options?: CallOptions): Promise<CatalogueTemplate>
  /**
   * Classes.
   *
   * In the order of ids.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listClassrooms(input?: ListClassroomsInput, options?: CallOptions): Promise<ClassroomsPage>
  /**
   * Add a class.
   *
   * Needs the scope manage.
   *
   * Refused with: organisation-unknown.
   */
  addClassroom(input: AddClassroomInput, options?: CallOptions): Promise<CatalogueClassroom>
  /**
   * Change a class.
   *
   * What is left out is emptied.
   *
   * Needs the scope manage.
   *
   * Refused with: classroom-unknown.
   */
  replaceClassroom(input: ReplaceClassroomInput, options?: CallOptions): Promise<CatalogueClassroom>
  /**
   * Placements.
   *
   * In the order of ids.
   *
   * Needs the scope read.
   *
   * Refused with: organisation-unknown, cursor-invalid.
   */
  listPlacements(input?: ListPlacementsInput, options?: CallOptions): Promise<PlacementsPage>
  /**
   * Add a placement.
   *
   * Needs the scope manage.
   *
   * Refused with: organisation-unknown.
   */
  addPlacement(input: AddPlacementInput, options?: CallOptions): Promise<CataloguePlacement>
  /**
   * Change a placement.
   *
   * What is left out is emptied.
   *
   * Needs the scope manage.
   *
   * Refused with: placement-unknown.
   */
  replacePlacement(input: ReplacePlacementInput, options?: CallOptions): Promise<CataloguePlacement>
  /**
   * Addresses that are told what happens.
   *
   * Needs the scope admin.
   *
   * Refused with: customer-wide.
   */
  listWebhooks(input?: Record<never, never>, options?: CallOptions): Promise<WebhookList>
  /**
   * Have an address told what happens from now on.
   *
   * Messages follow the Standard Webhooks specification (https://www.standardwebhooks.com): JSON with `type`, `timestamp` and `data`, signed with the secret that is given here and nowhere else. They hold ids and counts; what people have written is left out unless `texts` says otherwise. Each is tried eight times within 28 hours.
   *
   * Needs the scope admin.
   *
   * Refused with: customer-wide, organisation-unknown.
   */
  addWebhook(input: AddWebhookInput, options?: CallOptions): Promise<NewWebhook>
  /**
   * Tell an address nothing more.
   *
   * What was still to be sent to it is dropped.
   *
   * Needs the scope admin.
   *
   * Refused with: webhook-unknown.
   */
  removeWebhook(input: RemoveWebhookInput, options?: CallOptions): Promise<undefined>
  /**
   * Send a message that tells of nothing.
   *
   * Needs the scope admin.
   *
   * Refused with: webhook-unknown.
   */
  testWebhook(input: TestWebhookInput, options?: CallOptions): Promise<WebhookTest>
  /**
   * What has become of a message.
   *
   * Settled ones are remembered for 30 days.
   *
   * Needs the scope admin.
   *
   * Refused with: webhook-unknown, message-unknown.
   */
  readMessage(input: ReadMessageInput, options?: CallOptions): Promise<WebhookMessage>
  /**
   * Messages that were given up.
   *
   * The thousand oldest: after eight attempts, or since the address said 410.
   *
   * Needs the scope admin.
   *
   * Refused with: webhook-unknown.
   */
  listFailedMessages(input: ListFailedMessagesInput, options?: CallOptions): Promise<FailedMessages>
  /**
   * Send messages again that were given up.
   *
   * A webhook that has ended begins again.
   *
   * Needs the scope admin.
   *
   * Refused with: webhook-unknown.
   */
  retryMessages(input: RetryMessagesInput, options?: CallOptions): Promise<RetriedMessages>
  /**
   * Tell an address once more what was done.
   *
   * Of every run after a place in the feed, as `GET /changes` gave it with `next`; from the first where it is left out. Messages have the same ids as before. A webhook that has ended begins again.
   *
   * Needs the scope admin.
   *
   * Refused with: webhook-unknown, cursor-invalid, cursor-gone.
   */
  replayWebhook(input: ReplayWebhookInput, options?: CallOptions): Promise<undefined>
  /**
   * Tell others that a plan of the sync waits for somebody.
   *
   * Makes `rows.held` and `removals.waiting`, for webhooks and the daily digest. The same plan with as much of it waiting is told once.
   *
   * Needs the scope assign.
   *
   * Refused with: customer-wide.
   */
  tellOfPlan(input: TellOfPlanInput, options?: CallOptions): Promise<ToldOfPlan>
}
/** Every call by its noun. */
export interface MethodGroups {
  readonly session: {
    /**
     * Sign in.
     *
     * Send the customer token in the header X-CustomerToken. The reply is the session as bare text; send it as X-TokenID with every other call. A session lives for 24 hours, and any number may be open at once. A body is ignored.
     *
     * Refused with: token-invalid, sign-in-limit.
     */
    signIn: Methods['signIn']
  }
  readonly console: {
    /** Ways to sign in as a person. */
    waysToSignIn: Methods['listSignInWays']
    /**
     * Sign in with address and password.
     *
     * The session ends after 12 hours, or 2 hours without a call. A call that is signed by cookie and changes something needs the header `X-Caseload-Console` and must come from a page of this server. Attempts are limited by account and address; a browser that the account has been used from is never held up by what others try.
     *
     * Refused with: sign-in-failed, sign-in-limit, too-busy, page-foreign.
     */
    signIn: Methods['signInWithPassword']
    /**
     * Sign in with a one-time link, and set a password.
     *
     * The link is used up by this. With a password, every other session of the person ends. A call that is signed by cookie and changes something needs the header `X-Caseload-Console` and must come from a page of this server.
     *
     * Refused with: link-invalid, password-weak, sign-in-limit, too-busy, page-foreign.
     */
    signInWithLink: Methods['signInWithLink']
    /** Who is signed in, and what they may do. */
    me: Methods['readMe']
    /**
     * Set another password of one’s own.
     *
     * Every other session of the person ends.
     *
     * Refused with: field-invalid, password-weak, sign-in-failed, sign-in-limit, too-busy.
     */
    changePassword: Methods['changePassword']
    /** Sign out. */
    signOut: Methods['signOut']
    /**
     * Sign out of every browser and program.
     *
     * All sessions of the person end within a second on every server, this one included.
     */
    signOutEverywhere: Methods['signOutEverywhere']
  }
  readonly operators: {
    /**
     * People who may sign in to the console.
     *
     * All of them, in the order of their numbers, those who are disabled included.
     *
     * Needs the scope admin.
     */
    list: Methods['listOperators']
    /**
     * Let a person in.
     *
     * Nobody gives more than they may do themselves, and people who may do more than the caller do not exist for it.
     *
     * Needs the scope admin.
     *
     * Refused with: beyond-own, email-taken, organisation-unknown.
     */
    add: Methods['addOperator']
    /**
     * Change what a person may do, or end their access.
     *
     * What is left out stays. It counts within a second on every server; whoever is disabled is signed out everywhere. Nobody gives more than they may do themselves, and people who may do more than the caller do not exist for it.
     *
     * Needs the scope admin.
     *
     * Refused with: operator-unknown, beyond-own, email-taken, organisation-unknown, last-administrator.
     */
    update: Methods['updateOperator']
    /**
     * Make a new one-time link for a person.
     *
     * For whoever has lost password or link; any link before it is void. Nobody gives more than they may do themselves, and people who may do more than the caller do not exist for it.
     *
     * Needs the scope admin.
     *
     * Refused with: operator-unknown, operator-disabled.
     */
    link: Methods['linkOperator']
  }
  readonly tokens: {
    /**
     * Tokens, without their secrets.
     *
     * All of them, in the order of their numbers, those that were revoked included.
     *
     * Needs the scope admin.
     */
    list: Methods['listTokens']
    /**
     * Make a token.
     *
     * Its secret is in the answer and nowhere else. Nobody gives more than they may do themselves, and tokens that may do more than the caller do not exist for it.
     *
     * Needs the scope admin.
     *
     * Refused with: beyond-own, organisation-unknown.
     */
    create: Methods['createToken']
    /**
     * End a token and its sessions.
     *
     * It is out within a second on every server. Nobody gives more than they may do themselves, and tokens that may do more than the caller do not exist for it.
     *
     * Needs the scope admin.
     *
     * Refused with: token-unknown.
     */
    revoke: Methods['revokeToken']
  }
  readonly removalLimits: {
    /**
     * How much a plan may take away before somebody has to approve it.
     *
     * They hold for every plan of the customer, by the command line and by imports, where its mapping says nothing else.
     *
     * Needs the scope read.
     */
    read: Methods['readRemovalLimits']
    /**
     * Say how much a plan may take away before somebody has to approve it.
     *
     * They hold for every plan of the customer, by the command line and by imports, where its mapping says nothing else. Plans that are made already keep the limits that they were made with.
     *
     * Needs the scope manage.
     *
     * Refused with: customer-wide.
     */
    replace: Methods['replaceRemovalLimits']
  }
  readonly terms: {
    /**
     * What the provider calls the roles.
     *
     * Needs the scope read.
     */
    read: Methods['readTerms']
    /**
     * Say what the provider calls the roles.
     *
     * Pages show these words; both APIs go on with their own.
     *
     * Needs the scope admin.
     *
     * Refused with: customer-wide.
     */
    replace: Methods['replaceTerms']
  }
  readonly customer: {
    /**
     * Read the customer of the token.
     *
     * Needs the scope read.
     */
    read: Methods['readCustomer']
  }
  readonly organisations: {
    /**
     * List organisations.
     *
     * Gives the organisations that the token covers.
     *
     * Needs the scope read.
     *
     * Refused with: customer-unknown.
     */
    search: Methods['searchOrganisations']
    /**
     * List organisations, by page.
     *
     * Needs the scope read.
     *
     * Refused with: customer-unknown, page-invalid.
     */
    page: Methods['pageOrganisations']
    /**
     * Read an organisation.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    read: Methods['readOrganisation']
    /**
     * List the statuses of learning aims.
     *
     * What Status of a learning aim may be beside 0.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    aimStatuses: Methods['listAimStatuses']
    /**
     * List the statuses of learners.
     *
     * What LearnerStatusID of a learner may be.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    learnerStatuses: Methods['listLearnerStatuses']
    /**
     * List the standards that an organisation may use.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    standards: Methods['listAssignedStandards']
    /**
     * Organisations that the token covers.
     *
     * In the order of ids.
     *
     * Needs the scope read.
     *
     * Refused with: cursor-invalid.
     */
    list: Methods['listOrganisations']
    /**
     * Add an organisation.
     *
     * It belongs to the customer of the token. A token limited to some organisations cannot add another.
     *
     * Needs the scope admin.
     *
     * Refused with: shared-beyond.
     */
    add: Methods['addOrganisation']
    /**
     * Change an organisation.
     *
     * What is left out is emptied.
     *
     * Needs the scope admin.
     *
     * Refused with: organisation-unknown.
     */
    replace: Methods['replaceOrganisation']
  }
  readonly classrooms: {
    /**
     * List classes.
     *
     * Gives all that fit, with the fields that tell them apart; the paged search gives the others too. A name fits as a whole, in any letter case.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchClassrooms']
    /**
     * List classes, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pageClassrooms']
    /**
     * Read a class.
     *
     * Needs the scope read.
     *
     * Refused with: classroom-unknown.
     */
    read: Methods['readClassroom']
    /**
     * Create a class.
     *
     * Answers the id as a bare number. OrganisationID may be left out where the token covers one organisation only.
     *
     * Needs the scope manage.
     *
     * Refused with: organisation-unknown, organisation-missing.
     */
    create: Methods['createClassroom']
    /**
     * Change a class.
     *
     * Only what is sent changes; empty text and null clear. A class stays in its organisation.
     *
     * Needs the scope manage.
     *
     * Refused with: classroom-unknown, organisation-change.
     */
    update: Methods['updateClassroom']
    /**
     * Classes.
     *
     * In the order of ids.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listClassrooms']
    /**
     * Add a class.
     *
     * Needs the scope manage.
     *
     * Refused with: organisation-unknown.
     */
    add: Methods['addClassroom']
    /**
     * Change a class.
     *
     * What is left out is emptied.
     *
     * Needs the scope manage.
     *
     * Refused with: classroom-unknown.
     */
    replace: Methods['replaceClassroom']
  }
  readonly placements: {
    /**
     * List placements.
     *
     * Gives all that fit, with the fields that tell them apart; the paged search gives the others too. A name fits as a whole, in any letter case.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchPlacements']
    /**
     * List placements, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pagePlacements']
    /**
     * Read a placement.
     *
     * Needs the scope read.
     *
     * Refused with: placement-unknown.
     */
    read: Methods['readPlacement']
    /**
     * Create a placement.
     *
     * Answers the id as a bare number. OrganisationID may be left out where the token covers one organisation only.
     *
     * Needs the scope manage.
     *
     * Refused with: organisation-unknown, organisation-missing.
     */
    create: Methods['createPlacement']
    /**
     * Change a placement.
     *
     * Only what is sent changes; empty text and null clear. A placement stays in its organisation.
     *
     * Needs the scope manage.
     *
     * Refused with: placement-unknown, organisation-change.
     */
    update: Methods['updatePlacement']
    /**
     * Placements.
     *
     * In the order of ids.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listPlacements']
    /**
     * Add a placement.
     *
     * Needs the scope manage.
     *
     * Refused with: organisation-unknown.
     */
    add: Methods['addPlacement']
    /**
     * Change a placement.
     *
     * What is left out is emptied.
     *
     * Needs the scope manage.
     *
     * Refused with: placement-unknown.
     */
    replace: Methods['replacePlacement']
  }
  readonly providers: {
    /**
     * List providers.
     *
     * Gives all that fit, with the fields that tell them apart; the paged search gives the others too. A name fits as a whole, in any letter case.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchProviders']
    /**
     * List providers, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pageProviders']
    /**
     * Read a provider.
     *
     * Needs the scope read.
     *
     * Refused with: provider-unknown.
     */
    read: Methods['readProvider']
    /**
     * Create a provider.
     *
     * Answers the id as a bare number. OrganisationID may be left out where the token covers one organisation only.
     *
     * Needs the scope manage.
     *
     * Refused with: organisation-unknown, organisation-missing.
     */
    create: Methods['createProvider']
    /**
     * Change a provider.
     *
     * Only what is sent changes; empty text and null clear. A provider stays in its organisation.
     *
     * Needs the scope manage.
     *
     * Refused with: provider-unknown, organisation-change.
     */
    update: Methods['updateProvider']
  }
  readonly users: {
    /**
     * List users.
     *
     * Gives all that fit, with the fields that tell them apart; the paged search gives the others too. Archived users are left out; they can be read by id.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchUsers']
    /**
     * List users, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pageUsers']
    /**
     * Read a user.
     *
     * Needs the scope read.
     *
     * Refused with: user-unknown.
     */
    read: Methods['readUser']
    /**
     * Create a user.
     *
     * A learner needs a default assessor, a class and a placement; an employer or observer needs a placement; all but learners need an e-mail address. Everything is made together or nothing is.
     *
     * Needs the scope manage.
     *
     * Refused with: field-beyond-scope, organisation-unknown, placement-unknown, classroom-unknown, provider-unknown, learner-status-unknown, user-unknown, not-a-learner, role-mismatch, organisations-differ, person-archived, person-flagged, duplicate-person.
     */
    create: Methods['createUser']
    /**
     * Change a user, or who is set by default beside a learner.
     *
     * Only what is sent changes. DefaultAssessorID and DefaultEmployerID need the scope assign; anything else needs manage. What a new user cannot be without cannot be taken away. DefaultEmployerID null takes the default employer away; a default assessor can only be replaced.
     *
     * Needs the scope assign or manage.
     *
     * Refused with: field-beyond-scope, field-missing, user-unknown, user-erased, not-a-learner, default-assessor-kept, role-mismatch, organisations-differ, person-archived, person-flagged, learner-archived, learner-flagged, kind-change, organisation-change, placement-unknown, classroom-unknown, provider-unknown, learner-status-unknown, duplicate-person.
     */
    update: Methods['updateUser']
    /**
     * Flag a user for deletion.
     *
     * The user leaves the searches at once and is not removed by this call: it keeps every assignment, is given nothing and to nobody, and shows as flagged on Caseload’s API. Unarchive takes the flag away. A learner with signed work cannot be deleted.
     *
     * Needs the scope manage.
     *
     * Refused with: user-unknown, learner-has-signed-work.
     */
    delete: Methods['deleteUser']
    /**
     * Take a flag for deletion away.
     *
     * All else stays as it is; whoever was archived besides stays archived. OneFile’s Unarchive takes both away.
     *
     * Needs the scope manage.
     *
     * Refused with: user-unknown, user-erased.
     */
    takeBackDeletion: Methods['takeBackDeletion']
    /**
     * Archive a user.
     *
     * Every assignment stays: what is left of a caseload shows in coverage and can be transferred.
     *
     * Needs the scope manage.
     *
     * Refused with: user-unknown.
     */
    archive: Methods['archiveUser']
    /**
     * Bring a user back from the archive, or take a flag for deletion away.
     *
     * Needs the scope manage.
     *
     * Refused with: user-unknown, user-erased.
     */
    unarchive: Methods['unarchiveUser']
    /**
     * Assign somebody to a learner.
     *
     * The path names the person being assigned: an assessor, IQA, employer or observer, whose role decides the slot. The body names the learner. Levels 3 and 2 replace whoever held that slot in that role; level 1 adds and never removes. Repeating a call changes nothing.
     *
     * Needs the scope assign.
     *
     * Refused with: user-unknown, path-names-learner, learner-unknown, not-a-learner, role-not-at-level, organisations-differ, person-archived, person-flagged, learner-archived, learner-flagged, standard-not-held, unit-not-held, unit-ambiguous.
     */
    assign: Methods['assignUser']
    /**
     * Set the placement of a user.
     *
     * Needs the scope manage.
     *
     * Refused with: user-unknown, user-erased, placement-unknown.
     */
    assignPlacement: Methods['assignPlacement']
    /**
     * All that one person holds.
     *
     * By learner and level, in the order of the learners’ ids; a page holds whole learners. For somebody archived it is what is left to hand over, and a finding says so.
     *
     * Needs the scope read.
     *
     * Refused with: user-unknown, cursor-invalid.
     */
    caseload: Methods['listUserCaseload']
    /**
     * Say how many learners somebody should have.
     *
     * 0 or null: nobody has said. Neither hides anybody from a list.
     *
     * Needs the scope manage.
     *
     * Refused with: user-unknown, user-erased, not-staff.
     */
    setTarget: Methods['setTarget']
    /**
     * Say which standards somebody may assess or assure.
     *
     * Replaces what was said before; an empty list says nothing. Sharing a caseload out with the rule "competence" gives learners only to those of whom it is said.
     *
     * Needs the scope manage.
     *
     * Refused with: user-unknown, user-erased, not-staff, standard-unknown.
     */
    setCompetences: Methods['setCompetences']
    /**
     * Which standards somebody may assess or assure.
     *
     * Needs the scope read.
     *
     * Refused with: user-unknown.
     */
    competences: Methods['readCompetences']
    /**
     * Say that two accounts are one person.
     *
     * The account in the path joins the person that the other account stands for, and leaves whom it was linked with before; null takes it out. One person who assesses and assures the same work is reported as a conflict, whichever accounts are used.
     *
     * Needs the scope manage.
     *
     * Refused with: user-unknown, user-erased.
     */
    link: Methods['linkUser']
  }
  readonly people: {
    /**
     * Find anybody by name, reference, ULN, address or number.
     *
     * Finds whoever has a name in which each word of the text begins a word, whatever accents, apostrophes and letter case, and whoever has an e-mail address, reference or ULN that begins so, or the number of the account. Archived accounts are found too, after the others. What is looked for stands in the body: addresses are written down on the way.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchPeople']
    /**
     * Who accounts are, by their numbers.
     *
     * For lists that hold numbers only, such as the history. Whoever the caller does not see, or is not there, is left out.
     *
     * Needs the scope read.
     */
    named: Methods['namePeople']
  }
  readonly learners: {
    /**
     * Learners by where and with whom they are.
     *
     * By organisation and name. The same filter chooses learners for POST /allocations, so that all who fit can be meant without naming each.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, placement-unknown, classroom-unknown, standard-unknown, user-unknown, cursor-invalid.
     */
    list: Methods['listLearners']
    /**
     * Who is beside a learner, who answers for what, and why.
     *
     * Every filled slot of one learner; for each aim and unit who is responsible and which level decided it; what is missing and what conflicts. Archived learners keep what they had, and are shown without findings.
     *
     * Needs the scope read.
     *
     * Refused with: learner-unknown.
     */
    assignments: Methods['listLearnerAssignments']
    /**
     * List the unit summaries of a learner.
     *
     * Needs the scope read.
     *
     * Refused with: learner-unknown, not-a-learner.
     */
    unitSummaries: Methods['listUnitSummaries']
    /**
     * Read the off-the-job hours of a learner.
     *
     * Needs the scope read.
     *
     * Refused with: learner-unknown, not-a-learner.
     */
    offTheJob: Methods['readOffTheJob']
    /**
     * List the timesheet of a learner.
     *
     * Needs the scope read.
     *
     * Refused with: learner-unknown, not-a-learner.
     */
    timesheet: Methods['readTimesheet']
  }
  readonly standards: {
    /**
     * List standards.
     *
     * A title fits as a whole, in any letter case.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchStandards']
    /**
     * List standards, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pageStandards']
    /**
     * Read a standard.
     *
     * Needs the scope read.
     *
     * Refused with: standard-unknown.
     */
    read: Methods['readStandard']
    /**
     * Give a standard to a learner.
     *
     * Makes a learning aim and answers its id as a bare number; where the learner has the standard already, the id of that aim. The units of the standard are not given with it.
     *
     * Needs the scope manage.
     *
     * Refused with: standard-unknown, learner-unknown, not-a-learner, learner-archived, learner-flagged.
     */
    assign: Methods['assignStandard']
    /**
     * Standards that an organisation may use.
     *
     * In the order of ids.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listStandards']
    /**
     * Add a standard.
     *
     * Needs the scope manage.
     *
     * Refused with: organisation-unknown, shared-beyond.
     */
    add: Methods['addStandard']
    /**
     * Change a standard.
     *
     * What is left out is emptied.
     *
     * Needs the scope manage.
     *
     * Refused with: standard-unknown, organisation-unknown, shared-beyond.
     */
    replace: Methods['replaceStandard']
  }
  readonly units: {
    /**
     * List units.
     *
     * A title fits as a whole, in any letter case.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchUnits']
    /**
     * List units, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pageUnits']
    /**
     * Read a unit.
     *
     * Ids of units are text: what does not fit into a path is escaped, as A/501/1 is A%2F501%2F1.
     *
     * Needs the scope read.
     *
     * Refused with: unit-unknown.
     */
    read: Methods['readUnit']
    /**
     * Give a unit to a learner.
     *
     * Makes a unit summary under the aim that the learner has for the standard, and answers its id as a bare number. A unit that the learner has under that standard already is refused.
     *
     * Needs the scope manage.
     *
     * Refused with: unit-unknown, learner-unknown, standard-unknown, not-a-learner, learner-archived, learner-flagged, unit-not-in-standard, standard-not-held, unit-already-held.
     */
    assign: Methods['assignUnit']
    /**
     * Units that an organisation may use.
     *
     * In the order of ids.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listUnits']
    /**
     * Add a unit.
     *
     * Its id is text of your choice, unique for the customer.
     *
     * Needs the scope manage.
     *
     * Refused with: id-taken, standard-unknown, organisation-unknown, shared-beyond.
     */
    add: Methods['addUnit']
    /**
     * Change a unit.
     *
     * What is left out is emptied. What learners hold already stays as it is.
     *
     * Needs the scope manage.
     *
     * Refused with: unit-unknown, standard-unknown, organisation-unknown, shared-beyond.
     */
    replace: Methods['replaceUnit']
  }
  readonly templates: {
    /**
     * List framework templates.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchTemplates']
    /**
     * Give a framework template to a learner.
     *
     * With false, every aim and unit of the template is given, and the dates and weightings of those that the learner has already are set as in the template. With true, only the aims that the learner has already are brought into line, with their units; no other aim is added. Dates count from the day on which the learner starts, or else from today.
     *
     * Needs the scope manage.
     *
     * Refused with: template-unknown, learner-unknown, not-a-learner, learner-archived, learner-flagged, standard-unknown, unit-unknown.
     */
    assign: Methods['assignTemplate']
    /**
     * Framework templates that an organisation may use.
     *
     * In the order of ids.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listTemplates']
    /**
     * Add a framework template.
     *
     * Needs the scope manage.
     *
     * Refused with: standard-unknown, unit-unknown, unit-not-in-standard, organisation-unknown, shared-beyond.
     */
    add: Methods['addTemplate']
    /**
     * Change a framework template.
     *
     * What is left out is emptied. What learners hold already stays as it is.
     *
     * Needs the scope manage.
     *
     * Refused with: template-unknown, standard-unknown, unit-unknown, unit-not-in-standard, organisation-unknown, shared-beyond.
     */
    replace: Methods['replaceTemplate']
  }
  readonly aims: {
    /**
     * List learning aims.
     *
     * Gives all that fit, with the fields that tell them apart; the paged search gives the others too.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchAims']
    /**
     * List learning aims, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pageAims']
    /**
     * Read a learning aim.
     *
     * Needs the scope read.
     *
     * Refused with: aim-unknown.
     */
    read: Methods['readAim']
    /**
     * Change a learning aim.
     *
     * Only what is sent changes; null clears a date or the registration number. Status takes 0 or a status of the organisation.
     *
     * Needs the scope manage.
     *
     * Refused with: aim-unknown, user-erased, aim-status-unknown.
     */
    update: Methods['updateAim']
  }
  readonly unitSummaries: {
    /**
     * List unit summaries, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pageUnitSummaries']
    /**
     * Every unit that a learner has.
     *
     * Short rows and large pages, so that a copy of an organisation takes few calls.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listUnitsHeld']
  }
  readonly reviews: {
    /**
     * List reviews.
     *
     * Gives all that fit, with the fields that tell them apart; the paged search gives the others too.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchReviews']
    /**
     * List reviews, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pageReviews']
    /**
     * Read a review.
     *
     * Needs the scope read.
     *
     * Refused with: review-unknown.
     */
    read: Methods['readReview']
    /**
     * Schedule a review.
     *
     * Answers the id of the review as a bare number. The assessor is the learner’s default one where none is named; the employer is the learner’s default one. A visit must be one to the same learner.
     *
     * Needs the scope manage.
     *
     * Refused with: learner-unknown, not-a-learner, learner-archived, learner-flagged, visit-unknown, user-unknown, role-mismatch, organisations-differ, person-archived, person-flagged.
     */
    create: Methods['createReview']
  }
  readonly plans: {
    /**
     * List action plans.
     *
     * Gives all that fit, with the fields that tell them apart; the paged search gives the others too.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    search: Methods['searchPlans']
    /**
     * List action plans, by page.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, page-invalid.
     */
    page: Methods['pagePlans']
    /**
     * Read an action plan.
     *
     * Needs the scope read.
     *
     * Refused with: plan-unknown.
     */
    read: Methods['readPlan']
  }
  readonly visits: {
    /**
     * Arrange a visit.
     *
     * Answers the id of the visit as a bare number, for the review that takes place at it.
     *
     * Needs the scope manage.
     *
     * Refused with: learner-unknown, not-a-learner, learner-archived, learner-flagged, organisation-unknown, organisations-differ, user-unknown, role-mismatch, person-archived, person-flagged.
     */
    create: Methods['createVisit']
  }
  readonly changes: {
    /**
     * Assign, replace and un-assign, up to 10,000 at once.
     *
     * Each change names a slot and who should be in it. At "default", "aim" and "unit" whoever is there is replaced; at "additional" a change adds ("after") or removes ("before", with "after" null). Repeating it changes nothing. All changes that are made become one run, which can be taken back. What counts from a day to come is planned, and carried out on that day.
     *
     * Needs the scope assign.
     *
     * Refused with: not-applied.
     */
    request: Methods['requestChanges']
    /**
     * The history, and the feed of what is new.
     *
     * In the order of each organisation’s history. "next" is always there: keep it, and ask again later to get what was recorded since; no change is missed or repeated while others write. Use a cursor with the filters it came with. A cursor from before a restore is refused with 410: read again from the start.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, learner-unknown, user-unknown, run-unknown, cursor-invalid, cursor-gone.
     */
    list: Methods['listChanges']
  }
  readonly runs: {
    /**
     * What was done together, newest first.
     *
     * A run that touches several organisations has a row for each, with the same id.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listRuns']
    /**
     * One run with its changes.
     *
     * Needs the scope read.
     *
     * Refused with: run-unknown, cursor-invalid.
     */
    read: Methods['readRun']
    /**
     * Take a run back.
     *
     * Every slot of the run gets back whoever was in it before, since when they were, as a new run. What has moved on since is left alone and told, one by one. Taking back twice changes nothing; an undo can be taken back like any other run.
     *
     * Needs the scope assign.
     *
     * Refused with: run-unknown.
     */
    undo: Methods['undoRun']
  }
  readonly planned: {
    /**
     * What is planned, newest first.
     *
     * A planned run that touches several organisations has a row for each, with the same id. With "state": "waiting" these are the ones that a person must look at.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, learner-unknown, user-unknown, run-unknown, cursor-invalid.
     */
    list: Methods['listPlannedRuns']
    /**
     * One planned run with its changes.
     *
     * Needs the scope read.
     *
     * Refused with: planned-run-unknown, cursor-invalid.
     */
    read: Methods['readPlannedRun']
    /**
     * Change the day or the person of what is planned.
     *
     * Each change that is named is judged anew, with what is said here in place of what was planned; an end that belongs to it goes with it. All of them are changed, or none. What waits may be given another day to come.
     *
     * Needs the scope assign.
     *
     * Refused with: planned-run-unknown, planned-settled, user-unknown, not-applied, field-invalid.
     */
    amend: Methods['amendPlannedRun']
    /**
     * Take back what is planned.
     *
     * What is to come or waits will not be carried out; the end of a change that is taken back goes with it. A leaver is not archived, or comes back with what was carried out. Taking back twice changes nothing.
     *
     * Needs the scope assign.
     *
     * Refused with: planned-run-unknown, field-beyond-scope.
     */
    takeBack: Methods['takeBackPlannedRun']
    /**
     * Carry out what waits for a person.
     *
     * For changes whose slot was not as expected on their day: they are made now, whoever is in the slot, and count from now. One that the rules still forbid goes on waiting.
     *
     * Needs the scope assign.
     *
     * Refused with: planned-run-unknown.
     */
    carryOut: Methods['carryOutWaiting']
  }
  readonly assignments: {
    /**
     * Every slot that somebody is in now.
     *
     * Short rows and large pages, so that a copy of an organisation takes few calls.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listAssignments']
    /**
     * Who held what on a date.
     *
     * From the history, by when each change counts. A slot that was empty has "person" null; before its first record it says "known": false, which is not nobody. With "asKnownAt" it is what the history said then. For one person: what the person held, and what cannot be told of slots the person was in later.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, learner-unknown, user-unknown, cursor-invalid.
     */
    at: Methods['listAssignmentsAt']
  }
  readonly accounts: {
    /**
     * Every account, archived ones and those flagged for deletion too.
     *
     * Short rows and large pages, so that a copy of an organisation takes few calls.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listAccounts']
  }
  readonly caseloads: {
    /**
     * Staff with how much they hold and should hold.
     *
     * Everybody is there: archived staff too, and those without a target or with a target of 0. With a placement or class it is whoever holds learners there, and what they hold of these.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, placement-unknown, classroom-unknown, cursor-invalid.
     */
    list: Methods['listCaseloads']
    /**
     * Hand a caseload over, whole or in part.
     *
     * First send it with "dryRun": the answer says what moves, what is left out and why, and what the person can still reach afterwards. Then send the same again with "preview" instead: all of it is made in one transaction and one run, or, where the world has changed since, nothing. Each slot goes with the first move that chooses it; a choice left out means all.
     *
     * Needs the scope assign.
     *
     * Refused with: user-unknown, field-invalid, nothing-selected, preview-stale.
     */
    transfer: Methods['transferCaseload']
    /**
     * Hand over everything that a leaver holds on a day, and archive the account.
     *
     * First send it with "dryRun": the answer proposes who takes over whom, and why. Then send the same again with "preview" instead: it becomes one planned run, carried out when the day begins, and the account is archived when nothing of it is open. Takes over: whoever is named, or all of the same kind in the organisation.
     *
     * Needs the scope assign.
     *
     * Refused with: field-beyond-scope, user-unknown, not-staff, field-missing, field-invalid, nothing-selected, preview-stale.
     */
    leave: Methods['planLeaver']
    /**
     * Set the same people on many learners.
     *
     * Learners are named, or chosen by the filter of GET /learners. First send it with "dryRun": the answer says what changes, who is left out and why, and how much everybody holds before and after. Then send the same again with "preview": exactly that is done, in one run, or nothing where the world has changed since.
     *
     * Needs the scope assign.
     *
     * Refused with: organisation-unknown, placement-unknown, classroom-unknown, standard-unknown, user-unknown, nothing-selected, preview-stale.
     */
    allocate: Methods['allocateLearners']
  }
  readonly coverage: {
    /**
     * Learners with something amiss.
     *
     * Looks at "limit" learners at a time and gives those with a finding, so a page may be short or empty while "next" goes on. Archived learners are left out. "residual-access" is about whoever was the default of a learner and still holds what they held besides.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listCoverage']
    /**
     * How learners were covered at the end of each month.
     *
     * Worked out from the history each time, by the rule of today and for the aims that learners hold today. One call looks at some thousand learners: where "next" is there, ask on, and add up rows of the same organisation and month.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    months: Methods['listCoverageMonths']
    /**
     * Staff accounts that are likely one person.
     *
     * Accounts of one organisation that share an e-mail address (in any letter case) or an MIS id. Say that they are one person with PUT /users/{id}/link; linked accounts are left out here.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    doubles: Methods['listDoubles']
  }
  readonly webhooks: {
    /**
     * Addresses that are told what happens.
     *
     * Needs the scope admin.
     *
     * Refused with: customer-wide.
     */
    list: Methods['listWebhooks']
    /**
     * Have an address told what happens from now on.
     *
     * Messages follow the Standard Webhooks specification (https://www.standardwebhooks.com): JSON with `type`, `timestamp` and `data`, signed with the secret that is given here and nowhere else. They hold ids and counts; what people have written is left out unless `texts` says otherwise. Each is tried eight times within 28 hours.
     *
     * Needs the scope admin.
     *
     * Refused with: customer-wide, organisation-unknown.
     */
    add: Methods['addWebhook']
    /**
     * Tell an address nothing more.
     *
     * What was still to be sent to it is dropped.
     *
     * Needs the scope admin.
     *
     * Refused with: webhook-unknown.
     */
    remove: Methods['removeWebhook']
    /**
     * Send a message that tells of nothing.
     *
     * Needs the scope admin.
     *
     * Refused with: webhook-unknown.
     */
    test: Methods['testWebhook']
    /**
     * What has become of a message.
     *
     * Settled ones are remembered for 30 days.
     *
     * Needs the scope admin.
     *
     * Refused with: webhook-unknown, message-unknown.
     */
    message: Methods['readMessage']
    /**
     * Messages that were given up.
     *
     * The thousand oldest: after eight attempts, or since the address said 410.
     *
     * Needs the scope admin.
     *
     * Refused with: webhook-unknown.
     */
    failed: Methods['listFailedMessages']
    /**
     * Send messages again that were given up.
     *
     * A webhook that has ended begins again.
     *
     * Needs the scope admin.
     *
     * Refused with: webhook-unknown.
     */
    retry: Methods['retryMessages']
    /**
     * Tell an address once more what was done.
     *
     * Of every run after a place in the feed, as `GET /changes` gave it with `next`; from the first where it is left out. Messages have the same ids as before. A webhook that has ended begins again.
     *
     * Needs the scope admin.
     *
     * Refused with: webhook-unknown, cursor-invalid, cursor-gone.
     */
    replay: Methods['replayWebhook']
  }
  readonly notices: {
    /**
     * Tell others that a plan of the sync waits for somebody.
     *
     * Makes `rows.held` and `removals.waiting`, for webhooks and the daily digest. The same plan with as much of it waiting is told once.
     *
     * Needs the scope assign.
     *
     * Refused with: customer-wide.
     */
    tellOfPlan: Methods['tellOfPlan']
  }
  readonly evidence: {
    /**
     * Who was responsible, from when to when, out of the history.
     *
     * For each learner and each of their aims, who answered in a period, and why; a page holds whole learners. A unit is there only where it had somebody of its own: otherwise whoever answered for its aim did. With "position" and "madeAt" the same question is asked as it was then.
     *
     * Needs the scope read.
     *
     * Refused with: learner-unknown, organisation-unknown, cursor-invalid.
     */
    read: Methods['readEvidence']
    /**
     * The same as a file to keep, to print and to check later.
     *
     * As PDF, which holds its rows as CSV too, or as CSV alone. It is noted who asked. What is about more learners than one file holds comes in parts, each a file of its own that says so. "caseload evidence verify" checks such a file against the history.
     *
     * Needs the scope read.
     *
     * Refused with: learner-unknown, organisation-unknown.
     */
    make: Methods['makeEvidence']
    /**
     * Which files were made, for what and by whom.
     *
     * The last one of each organisation first. The files themselves are not kept.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listEvidence']
    /**
     * Whether the history of an organisation was altered.
     *
     * Follows the hashes from the first change to the last one, or to the one named.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown.
     */
    chain: Methods['followChain']
  }
  readonly workbooks: {
    /**
     * A list as a workbook (.xlsx).
     *
     * "caseloads": staff with how much they hold, narrowed as GET /caseloads is. "caseload": all that one person holds, a row for each slot. "coverage": a row for each finding. Identifiers are texts, days are dates. It is noted who asked. One sheet holds a million rows; a longer list has to be narrowed.
     *
     * Needs the scope read.
     *
     * Refused with: user-unknown, organisation-unknown, placement-unknown, classroom-unknown.
     */
    make: Methods['makeWorkbook']
    /**
     * Which workbooks were made, of what and by whom.
     *
     * The last one of each organisation first; a workbook about several has a row for each. The files themselves are not kept.
     *
     * Needs the scope read.
     *
     * Refused with: organisation-unknown, cursor-invalid.
     */
    list: Methods['listWorkbooks']
  }
  readonly streams: {
    /**
     * Streams that the sync keeps.
     *
     * It speaks of all organisations of the customer, so a token that is limited to some of them is refused.
     *
     * Needs the scope read.
     *
     * Refused with: customer-wide, cursor-invalid.
     */
    list: Methods['listStreams']
    /**
     * Lines of a stream, from the first.
     *
     * A stream that nobody has written to has no lines. A page may be short where lines are long. It speaks of all organisations of the customer, so a token that is limited to some of them is refused.
     *
     * Needs the scope read.
     *
     * Refused with: customer-wide, cursor-invalid.
     */
    read: Methods['readStream']
    /**
     * Add lines to a stream.
     *
     * All of them or none. They are on the disk once it answers. It speaks of all organisations of the customer, so a token that is limited to some of them is refused.
     *
     * Needs the scope assign.
     *
     * Refused with: customer-wide, sync-moved-on, beyond-own.
     */
    append: Methods['appendToStream']
    /**
     * Forget a stream.
     *
     * Streams may hold names of people, such as in plans that were kept. It speaks of all organisations of the customer, so a token that is limited to some of them is refused.
     *
     * Needs the scope manage.
     *
     * Refused with: customer-wide.
     */
    delete: Methods['deleteStream']
  }
  readonly imports: {
    /**
     * Imports, the newest first.
     *
     * Whoever is limited to some organisations sees those that are limited to no more than these.
     *
     * Needs the scope read.
     *
     * Refused with: cursor-invalid.
     */
    list: Methods['listImports']
    /**
     * Plans of the command line that nobody has applied, the newest first.
     *
     * Of each set of files the last one. An import of one (`plan` of `POST /imports`) shows it, asks what it asks and carries it out. Whoever is limited to some organisations sees those with the same limit.
     *
     * Needs the scope read.
     */
    plans: Methods['listKeptPlans']
    /**
     * Begin an import.
     *
     * Of files, which are sent piece by piece then, or of a plan that was kept. The server reads, plans and applies by itself, with the same rules, limits and words as the command line (docs/sync.md), and as whoever asked: it may do no more than they may.
     *
     * Needs the scope assign.
     *
     * Refused with: field-missing, import-too-large, mapping-unknown, plan-unknown.
     */
    create: Methods['createImport']
    /**
     * One import.
     *
     * Needs the scope read.
     *
     * Refused with: import-unknown.
     */
    read: Methods['readImport']
    /**
     * Delete an import with its files.
     *
     * What it has changed stays; so does what the sync remembers of it.
     *
     * Needs the scope assign.
     *
     * Refused with: import-unknown, import-not-now.
     */
    delete: Methods['deleteImport']
    /**
     * Send a piece of a file.
     *
     * Pieces come in their order, of at most 4000000 bytes each. A piece that has come already is taken as it is, so that it may be sent again where a reply was lost.
     *
     * Needs the scope assign.
     *
     * Refused with: import-unknown, import-not-now.
     */
    addPiece: Methods['addImportPiece']
    /**
     * Read the files and plan.
     *
     * Settles the answers that were given first. Changes nothing but what the sync remembers, unless it is to be applied at once.
     *
     * Needs the scope assign.
     *
     * Refused with: import-unknown, import-not-now.
     */
    plan: Methods['planImport']
    /**
     * Say how the files are to be read, and plan.
     *
     * Needs the scope assign.
     *
     * Refused with: import-unknown, import-not-now.
     */
    setMapping: Methods['setImportMapping']
    /**
     * What the sheets and columns are taken for.
     *
     * Needs the scope read.
     *
     * Refused with: import-unknown, cursor-invalid.
     */
    sheets: Methods['listImportSheets']
    /**
     * What would change, by organisation and person.
     *
     * Needs the scope read.
     *
     * Refused with: import-unknown, cursor-invalid.
     */
    changes: Methods['listImportChanges']
    /**
     * What was found, and what is held.
     *
     * Needs the scope read.
     *
     * Refused with: import-unknown, cursor-invalid.
     */
    notes: Methods['listImportNotes']
    /**
     * People to confirm.
     *
     * Needs the scope read.
     *
     * Refused with: import-unknown, cursor-invalid.
     */
    questions: Methods['listImportQuestions']
    /**
     * Answer questions.
     *
     * Answers are kept at once, and settled when the import is planned again; one that cannot stand is told then.
     *
     * Needs the scope assign.
     *
     * Refused with: import-unknown, import-not-now.
     */
    answer: Methods['answerImport']
    /**
     * Carry out the plan.
     *
     * Removals that wait go along where they are approved; the approval is in the name of whoever calls. What was stopped goes on where it was, and does nothing twice.
     *
     * Needs the scope assign.
     *
     * Refused with: import-unknown, import-not-now, preview-stale.
     */
    apply: Methods['applyImport']
    /**
     * What became of each change.
     *
     * Needs the scope read.
     *
     * Refused with: import-unknown, cursor-invalid.
     */
    outcomes: Methods['listImportOutcomes']
    /**
     * Take back what an import has changed.
     *
     * Everybody goes back to where they were; what has changed since is left alone and told. People, aims and units that were made stay.
     *
     * Needs the scope assign.
     *
     * Refused with: import-unknown, import-not-now.
     */
    undo: Methods['undoImport']
    /**
     * The plan or the result as a file, in pieces.
     *
     * Needs the scope read.
     *
     * Refused with: import-unknown, document-unknown, cursor-invalid.
     */
    document: Methods['readImportDocument']
  }
  readonly mappings: {
    /**
     * Mappings that were kept.
     *
     * Needs the scope read.
     */
    list: Methods['listMappings']
  }
  readonly columns: {
    /**
     * Columns that a file may have.
     *
     * Needs the scope read.
     */
    list: Methods['listColumns']
  }
  readonly syncRuns: {
    /**
     * What the sync has done, the newest first.
     *
     * Runs of the command line, such as every night, and of imports. Whoever is limited to some organisations sees those of imports with the same limit.
     *
     * Needs the scope read.
     */
    list: Methods['listSyncRuns']
    /**
     * One run of the sync.
     *
     * Needs the scope read.
     *
     * Refused with: run-unknown.
     */
    read: Methods['readSyncRun']
    /**
     * What a run of the sync left undone, a row for each problem with what mends it.
     *
     * Changes that were refused, moved on or not tried, rows that are held, people to confirm. Runs of earlier versions have kept none.
     *
     * Needs the scope read.
     *
     * Refused with: run-unknown, cursor-invalid.
     */
    problems: Methods['listSyncProblems']
  }
}
