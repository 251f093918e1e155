import { ACCOUNT_KINDS } from '../domain/account.ts'
import { EVIDENCE_FORMATS } from '../domain/evidence-note.ts'
import { LEVELS } from '../domain/level.ts'
import { MESSAGE_STATES } from '../domain/message.ts'
import { NOTICE_KINDS } from '../domain/notice.ts'
import { OPERATOR_ROLES } from '../domain/operator.ts'
import { PLANNED_STATES } from '../domain/planned.ts'
import { PROBLEM_CODES } from '../domain/problem.ts'
import { ROLE_NAMES } from '../domain/role.ts'
import { RUN_KINDS } from '../domain/run.ts'
import { SCOPES } from '../domain/scope.ts'
import type { Instant } from '../domain/time.ts'
import { WORKBOOK_LISTS } from '../domain/workbook-note.ts'
import { terms } from './caseload/console.ts'
import { removalLimits } from './caseload/removal-limits.ts'
import {
  type Codec,
  date,
  decimal,
  id,
  integer,
  type JsonSchema,
  jsonObject,
  list,
  moment,
  nullable,
  Refusal,
  text,
  timeZone,
  truth,
  unitId,
  word,
} from './codec.ts'
import {
  type FieldRefusal,
  type Fields,
  isFieldRefusal,
  object,
  optional,
  readFields,
  required,
  schemaOf,
  writeFields,
} from './fields.ts'

/** Version of the format. A file of another one is refused. */
export const DATASET_VERSION = 1

/** What a property is where a file leaves it out: a value, or what follows from the others and the moment of import. */
type Otherwise = unknown | ((values: Record<string, unknown>, now: Instant) => unknown)

interface RecordProperty {
  // biome-ignore lint/suspicious/noExplicitAny: stands for properties of every kind of value
  codec: Codec<any>
  about: string
  otherwise?: Otherwise
  optional: boolean
}

const need = (codec: RecordProperty['codec'], about: string): RecordProperty => ({
  codec,
  about,
  optional: false,
})
const may = (codec: RecordProperty['codec'], about: string, otherwise?: Otherwise): RecordProperty => ({
  codec,
  about,
  otherwise,
  optional: true,
})
const orNull = (codec: RecordProperty['codec'], about: string): RecordProperty =>
  may(nullable(codec), about, null)
const now = (_values: unknown, moment: Instant) => moment

const organisation = need(id, 'The organisation that it belongs to.')
const learner = need(id, 'The learner.')
const own = (what: string) => ({ id: need(id, `Number of the ${what}, unique on the server.`), organisation })

/** As long as anything may be: what a server has taken, a backup must be able to hold. */
const all = <T>(codec: Codec<T>) => list(codec, Number.MAX_SAFE_INTEGER)

const organisations = may(
  nullable(all(id)),
  'Organisations that may use it; all of the customer’s where left out.',
  null,
)
const count = integer(0, Number.MAX_SAFE_INTEGER)
const name = text(1000, { least: 1 })
const short = text(1000)
const long = text(100_000)
const days = nullable(integer(-1_000_000, 1_000_000))
const hash = text(64, { least: 64 })
const number = integer(1, Number.MAX_SAFE_INTEGER)

const status = { ...own('status'), name: need(name, 'What it is called.') }

const slot = {
  organisation,
  learner,
  level: need(word(LEVELS), 'Where the slot sits.'),
  role: need(word(ROLE_NAMES), 'What the slot asks for.'),
}
const target = (what: string) => need(count, what)

/** The user name that the service itself would make; a number is put behind it where two would be the same. */
const username = ({ firstName, lastName, id: number }: Record<string, unknown>) =>
  `${String(firstName).slice(0, 1)}${String(lastName).replace(/\s/g, '')}${number}`.toUpperCase()

/** An object in which what is left out has a value all the same. */
function filled<T extends object>(codec: Codec<T>, otherwise: Partial<T>): Codec<T> {
  return {
    ...codec,
    read(raw) {
      const value = codec.read(raw)
      return value instanceof Refusal ? value : { ...otherwise, ...value }
    },
  }
}

const span = {
  startDay: optional('startDay', days, 'Days after the start of the learner.'),
  endDay: optional('endDay', days, 'Days after the start of the learner.'),
}

const templateUnit = filled(
  object({
    unit: required('unit', unitId, 'The unit.'),
    weighting: optional('weighting', nullable(decimal(0, 1e6)), 'Its share in the progress of the aim.'),
    ...span,
  }),
  { weighting: null, startDay: null, endDay: null },
)

const templateItem = filled(
  object({
    standard: required('standard', id, 'The standard.'),
    ...span,
    units: required('units', all(templateUnit), 'The units that come with it.'),
  }),
  { startDay: null, endDay: null },
)

/** What each kind of record holds. Those that a record refers to come before it in a file. */
const PROPERTIES = {
  customer: {
    id: need(id, 'Number of the customer.'),
    name: need(name, 'What it is called.'),
    terms: orNull(terms, 'What it calls the roles.'),
    limits: orNull(
      object({
        limits: required('limits', removalLimits, 'The limits on removals.'),
        changedAt: required('changedAt', moment, 'When they were set.'),
        actor: required('actor', nullable(id), 'The token that set them.'),
        operator: required('operator', nullable(id), 'The person who set them.'),
      }),
      'How much its plans may take away unseen, where that is not the usual.',
    ),
  },
  organisation: {
    id: need(id, 'Number of the organisation, unique on the server.'),
    customer: need(id, 'The customer it belongs to.'),
    name: need(name, 'What it is called.'),
    keychainForNewUsers: may(truth, 'Kept for clients that read it.', false),
    keychainEmailSuppressed: may(truth, 'Kept for clients that read it.', false),
    timeZone: orNull(timeZone, 'Where a day begins for what is planned; Europe/London where left out.'),
  },
  token: {
    id: need(id, 'Number of the token.'),
    customer: need(id, 'The customer it signs in for.'),
    name: need(name, 'What it is for.'),
    secret: may(text(500, { least: 16 }), 'The token itself, on import only; kept as its hash.'),
    secretHash: may(hash, 'SHA-256 of the token, hexadecimal.'),
    scopes: need(all(word(SCOPES)), 'What it may do.'),
    organisations: may(nullable(all(id)), 'Organisations it is limited to; none where left out.', null),
    callLimit: may(integer(1, 1e9), 'Calls in any minute.', 300),
    createdAt: may(moment, 'When it was made.', now),
    revokedAt: orNull(moment, 'When it was revoked.'),
    expiresAt: orNull(moment, 'From when on it is good no more.'),
    lastUsedAt: orNull(moment, 'When it last signed in.'),
  },
  operator: {
    id: need(id, 'Number of the person of the console.'),
    customer: need(id, 'The customer whose people they look after.'),
    name: need(name, 'Name.'),
    email: need(text(320, { least: 3 }), 'The address that they sign in with.'),
    role: need(word(OPERATOR_ROLES), 'What they may do.'),
    sensitive: may(truth, 'Whether NI number and L12 to L16 are shown too.', false),
    organisations: may(nullable(all(id)), 'Organisations they are limited to; none where left out.', null),
    createdAt: may(moment, 'Since when.', now),
    disabledAt: orNull(moment, 'Since when they may not come in any more.'),
    passwordHash: orNull(short, 'How the password is checked (Argon2id); in backups only.'),
  },
  learnerStatus: status,
  aimStatus: status,
  placement: {
    ...own('placement'),
    name: need(name, 'What it is called.'),
    misId: orNull(short, 'Key in the outside system.'),
    active: may(truth, 'Whether it is in use.', true),
    address: may(long, 'Address, with line breaks.'),
    contact: may(short, 'Whom to ask for.'),
    email: may(short, 'E-mail address.'),
    fax: may(short, 'Fax number.'),
    telephone: may(short, 'Telephone number.'),
    web: may(short, 'Website.'),
  },
  classroom: {
    ...own('class'),
    name: need(name, 'What it is called.'),
    misId: orNull(short, 'Key in the outside system.'),
    startOn: may(date, 'When it starts.'),
    archive: may(truth, 'Whether it is archived.'),
    completionMessage: may(long, 'Message on completion.'),
    sendCompletionMessage: may(truth, 'Whether that message is sent.'),
    iqaFinalSignOff: may(truth, 'Whether an IQA signs off the portfolio.'),
  },
  provider: {
    ...own('provider'),
    name: need(name, 'What it is called.'),
    misId: orNull(short, 'Key in the outside system.'),
  },
  standard: {
    id: need(id, 'Number of the standard, unique on the server.'),
    customer: need(id, 'The customer whose catalogue it is in.'),
    title: need(name, 'Its title.'),
    code: orNull(short, 'Its code, such as ST0005; what files name it by.'),
    organisations,
  },
  unit: {
    customer: need(id, 'The customer whose catalogue it is in.'),
    id: need(unitId, 'Its id: text, unique within the customer.'),
    title: need(name, 'Its title.'),
    ndaqCode: orNull(short, 'Number in the register of qualifications.'),
    display: orNull(short, 'How it is shown.'),
    standards: may(all(id), 'Standards that hold it; under any where left out.', () => []),
    organisations,
  },
  template: {
    id: need(id, 'Number of the template, unique on the server.'),
    customer: need(id, 'The customer whose catalogue it is in.'),
    title: need(name, 'Its title.'),
    items: need(all(templateItem), 'What it gives.'),
    organisations,
  },
  user: {
    ...own('user'),
    kind: need(word(ACCOUNT_KINDS), 'What the account is.'),
    firstName: need(name, 'Given name.'),
    lastName: need(name, 'Family name.'),
    username: may(name, 'User name; made from name and number where left out.', username),
    email: orNull(short, 'E-mail address.'),
    misId: orNull(short, 'Key in the outside management information system.'),
    uln: orNull(short, 'Unique learner number.'),
    placement: orNull(id, 'Workplace, in the same organisation.'),
    classroom: orNull(id, 'Class, in the same organisation.'),
    provider: orNull(id, 'Sub-contractor, in the same organisation.'),
    learnerStatus: orNull(id, 'Learner status, in the same organisation.'),
    createdOn: may(moment, 'When the account was made.', now),
    dateOfBirth: orNull(date, 'Date of birth.'),
    startOn: orNull(date, 'When the programme starts.'),
    plannedEndDate: orNull(date, 'When the programme should end.'),
    progress: orNull(decimal(0, 100), 'Percent.'),
    lastModified: may(moment, 'When something of the user last changed.', now),
    archivedAt: orNull(moment, 'When the account was archived.'),
    deleteRequestedAt: orNull(moment, 'When deletion was asked for.'),
    link: orNull(id, 'Accounts with the same number are one person.'),
    caseloadTarget: orNull(count, 'How many learners the person should have.'),
    erasedAt: orNull(moment, 'When the person was erased.'),
    companyName: may(short, 'Company.'),
    mobileNumber: may(short, 'Mobile number.'),
    telephone: may(short, 'Telephone number.'),
    website: may(short, 'Website.'),
    workAddress: may(long, 'Address at work.'),
    homeAddress: may(long, 'Address at home.'),
    episodeName: may(short, 'Name of the programme record.'),
    centreRegister: may(date, 'When registered at the centre.'),
    supportFunding: may(truth, 'Whether learning support is funded.'),
    placementAccess: may(truth, 'Whether the learners of the placement may be seen.'),
    nino: may(short, 'National Insurance number.'),
    l12: may(short, 'Ethnicity.'),
    l13: may(short, 'Sex.'),
    l14: may(short, 'Learning difficulty, disability or health problem.'),
    l15: may(short, 'Disability.'),
    l16: may(short, 'Learning difficulty.'),
    primaryLlddCode: may(short, 'Main difficulty.'),
    secondaryLlddCodes: may(list(text(20)), 'Other difficulties.'),
  },
  erasure: {
    organisation,
    user: need(id, 'The account that was erased.'),
    createdOn: need(moment, 'When the account had been made.'),
    at: need(moment, 'When it was erased.'),
    by: need(name, 'Who decided it.'),
    reason: orNull(long, 'Why.'),
    names: may(truth, 'Whether names that stood alone in texts were taken out too.', false),
  },
  aim: {
    ...own('learning aim'),
    learner,
    standard: need(id, 'The standard that was given.'),
    status: may(count, 'An aim status of the organisation; 0 where nobody has said.', 0),
    progress: may(decimal(0, 100), 'Percent.', 0),
    startDate: orNull(date, 'When it starts.'),
    plannedEnd: orNull(date, 'When it should end.'),
    registrationNumber: orNull(short, 'Number at the awarding body.'),
    registrationDate: orNull(date, 'When the learner was registered.'),
    certificateAppliedDate: orNull(date, 'When the certificate was asked for.'),
    certificateReceivedDate: orNull(date, 'When the certificate came.'),
    achievedDate: orNull(date, 'When it was achieved.'),
  },
  unitSummary: {
    ...own('unit summary'),
    learner,
    aim: need(id, 'The learning aim that it belongs to.'),
    standard: need(id, 'The standard of that aim.'),
    unit: need(unitId, 'The unit that was given.'),
    startDate: orNull(date, 'When it starts.'),
    plannedEnd: orNull(date, 'When it should end.'),
    weighting: orNull(decimal(0, 1e6), 'Its share in the progress of the aim.'),
    progress: may(decimal(0, 100), 'Percent.', 0),
    signedOffOn: orNull(date, 'When it was signed off.'),
  },
  visit: {
    ...own('visit'),
    learner,
    assessor: orNull(id, 'Who visits.'),
    from: need(moment, 'When it begins.'),
    to: need(moment, 'When it ends.'),
    visitType: may(count, 'Kind of visit.', 2),
    smsReminder: may(truth, 'Whether a reminder is sent.', false),
  },
  review: {
    ...own('review'),
    learner,
    status: may(
      integer(0, 9),
      '1 not started, 2 started, 3 signed by the assessor, 4 by the learner too.',
      1,
    ),
    scheduledFor: orNull(moment, 'When it should be.'),
    assessor: orNull(id, 'The assessor.'),
    employer: orNull(id, 'The employer.'),
    visit: orNull(id, 'The visit that it belongs to.'),
    progress: orNull(decimal(0, 100), 'Percent.'),
    createdOn: may(moment, 'When it was made.', now),
    startedOn: orNull(moment, 'When it was started.'),
    assessorSignedOn: orNull(moment, 'When the assessor signed.'),
    learnerSignedOn: orNull(moment, 'When the learner signed.'),
    employerSignedOn: orNull(moment, 'When the employer signed.'),
    endTime: orNull(moment, 'When it ended.'),
  },
  plan: {
    ...own('action plan'),
    learner,
    title: orNull(short, 'Title.'),
    planOn: orNull(moment, 'When it is for.'),
    assessorSignedOn: orNull(moment, 'When the assessor signed.'),
    learnerSignedOn: orNull(moment, 'When the learner signed.'),
  },
  timesheetEntry: {
    ...own('timesheet entry'),
    learner,
    category: orNull(short, 'Category.'),
    from: need(moment, 'When it begins.'),
    to: need(moment, 'When it ends.'),
    comments: orNull(text(10_000_000), 'Comments.'),
    isOffTheJob: may(truth, 'Whether it counts as off-the-job training.', false),
  },
  offTheJob: {
    organisation,
    learner,
    contractedHours: orNull(decimal(0, 1e6), 'Hours a week.'),
    targetPercentage: orNull(decimal(0, 100), 'Percent.'),
    plannedHours: orNull(decimal(0, 1e6), 'Hours.'),
    durationWeeks: orNull(decimal(0, 1e6), 'Weeks.'),
    method: orNull(short, 'How the hours are worked out.'),
    minimumHours: orNull(decimal(0, 1e6), 'Hours.'),
    percentOfPlanned: orNull(decimal(0, 1e6), 'Percent.'),
    actualHours: orNull(decimal(0, 1e6), 'Hours.'),
  },
  run: {
    ...own('run'),
    kind: need(word(RUN_KINDS), 'Why the changes were made together.'),
    actor: orNull(id, 'The token that asked for it.'),
    operator: orNull(id, 'The person of the console who asked for it.'),
    reason: orNull(long, 'What the caller said.'),
    recordedAt: need(moment, 'When it was recorded.'),
    undoes: orNull(id, 'The run that it takes back.'),
    first: need(count, 'Position of its first change.'),
    last: need(count, 'Position of its last change.'),
  },
  change: {
    ...slot,
    position: need(count, 'Place in the history of the organisation, from 1.'),
    run: need(id, 'The run that it belongs to.'),
    target: target('The aim, the unit summary, the person at "additional", 0 at "default".'),
    beforePerson: orNull(id, 'Who held the slot before.'),
    beforeSince: orNull(moment, 'Since when.'),
    afterPerson: orNull(id, 'Who holds it after.'),
    afterSince: orNull(moment, 'Since when.'),
    effectiveFrom: need(moment, 'From when it counts.'),
    recordedAt: need(moment, 'When it was recorded.'),
    undoes: orNull(count, 'Position of the change that it takes back.'),
    hash: need(hash, 'Hash of the change, chained to the one before.'),
  },
  assignment: {
    ...slot,
    target: may(count, 'The aim or unit summary; not needed at "default" and "additional".', targetOf),
    person: need(id, 'Who fills the slot.'),
    since: may(moment, 'Since when.', now),
  },
  competence: {
    organisation,
    user: need(id, 'Somebody of the staff.'),
    standard: need(id, 'A standard that the person may assess or assure.'),
  },
  plannedRun: {
    ...own('planned run'),
    kind: need(word(RUN_KINDS), 'What asked for it.'),
    actor: orNull(id, 'The token that asked for it.'),
    operator: orNull(id, 'The person of the console who asked for it.'),
    reason: orNull(long, 'What the caller said.'),
    createdAt: may(moment, 'When it was planned.', now),
    archives: orNull(id, 'The account of a leaver, to be archived when all is carried out.'),
    archiveFrom: orNull(moment, 'From when that may be.'),
    archivedAt: orNull(moment, 'When that was done.'),
  },
  plannedChange: {
    ...slot,
    plannedRun: need(id, 'The planned run that it belongs to.'),
    number: need(number, 'Its place in the planned run, from 1.'),
    target: may(count, 'The aim or unit summary, the person at "additional", 0 at "default".', 0),
    before: orNull(id, 'Who is meant to be in the slot on its day.'),
    after: orNull(id, 'Who is to be in it from then on.'),
    due: need(moment, 'From when it counts.'),
    ends: orNull(number, 'The number of the change that it ends.'),
    state: may(word(PLANNED_STATES), 'What has become of it.', 'planned'),
    code: orNull(word(PROBLEM_CODES), 'Why it waits for a person.'),
    run: orNull(id, 'The run that carried it out.'),
    displaced: orNull(moment, 'Since when whoever it displaced had been there.'),
    settledAt: orNull(moment, 'When it was carried out, began to wait, or was taken back.'),
  },
  evidenceNote: {
    ...own('note'),
    learner: orNull(id, 'The learner whom the file was about; left out where it was about the organisation.'),
    from: need(date, 'First day of the period.'),
    to: need(date, 'Last day of the period.'),
    format: need(word(EVIDENCE_FORMATS), 'What the file was.'),
    rows: need(count, 'Rows in it.'),
    position: need(count, 'The change of the history up to which it was worked out; 0 for none.'),
    hash: need(hash, 'The hash of that change.'),
    madeAt: need(moment, 'When it was made.'),
    actor: orNull(id, 'The token with which it was asked for.'),
    operator: orNull(id, 'The person who asked for it.'),
  },
  workbookNote: {
    ...own('note'),
    list: need(word(WORKBOOK_LISTS), 'What was in the workbook.'),
    person: orNull(id, 'Whose caseload it was; left out for the other lists.'),
    rows: need(count, 'Rows in it.'),
    madeAt: need(moment, 'When it was made.'),
    actor: orNull(id, 'The token with which it was asked for.'),
    operator: orNull(id, 'The person who asked for it.'),
  },
  syncLine: {
    customer: need(id, 'The customer whose sync remembers it.'),
    stream: need(text(100, { least: 1 }), 'The stream that it is a line of.'),
    position: need(count, 'Its place in the stream, from 1.'),
    line: need(jsonObject(Number.MAX_SAFE_INTEGER), 'What is remembered.'),
  },
  notice: {
    customer: need(id, 'The customer it is about.'),
    id: need(text(300, { least: 1 }), 'What it is about, so that the same thing is told once.'),
    organisation: orNull(id, 'The organisation; none where it is about all.'),
    kind: need(word(NOTICE_KINDS), 'What others are told of.'),
    at: need(moment, 'When it was noticed.'),
    facts: need(jsonObject(10_000), 'Ids, counts and codes.'),
    texts: need(jsonObject(10_000), 'What people have written, such as names of files.'),
  },
  webhook: {
    id: need(id, 'Number of the webhook.'),
    customer: need(id, 'The customer whose things it is told.'),
    url: need(text(2000, { least: 1 }), 'The address.'),
    key: need(text(200, { least: 8 }), 'The key that messages are signed with.'),
    kinds: may(nullable(all(word(NOTICE_KINDS))), 'What it is told of; all where left out.', null),
    organisations: may(nullable(all(id)), 'Organisations that it is limited to.', null),
    singleCalls: may(truth, 'Whether it is told of single calls too.', false),
    texts: may(truth, 'Whether it is told what people have written.', false),
    createdAt: may(moment, 'When it was made.', now),
    endedAt: orNull(moment, 'Since when it is told nothing more.'),
    reached: may(
      jsonObject(1_000_000),
      'The position of each organisation up to which messages are made.',
      () => ({}),
    ),
  },
  webhookMessage: {
    webhook: need(id, 'The webhook that it goes to.'),
    id: need(text(300, { least: 1 }), 'The same for every attempt.'),
    customer: need(id, 'The customer that it is about.'),
    state: need(word(MESSAGE_STATES), 'Where it is.'),
    body: need(text(100_000), 'What it says.'),
    madeAt: need(moment, 'When it was made.'),
    attempts: need(count, 'Attempts made so far.'),
    dueAt: orNull(moment, 'When the next attempt is due.'),
    leasedUntil: orNull(moment, 'Until when a server has it in hand.'),
    lastResult: orNull(long, 'What came of the last attempt.'),
    settledAt: orNull(moment, 'When it was delivered or given up.'),
  },
} as const satisfies Record<string, Record<string, RecordProperty>>

function targetOf({ level, person }: Record<string, unknown>): unknown {
  return level === 'additional' ? person : 0
}

/** Kinds of record, in the order in which a file holds them. */
export type RecordName = keyof typeof PROPERTIES

export const RECORD_NAMES = Object.keys(PROPERTIES) as RecordName[]

/** The fields of each kind of record. */
export const RECORD_FIELDS = Object.fromEntries(
  RECORD_NAMES.map(record => [record, fieldsOf(PROPERTIES[record])]),
) as Record<RecordName, Fields>

function fieldsOf(properties: Record<string, RecordProperty>): Fields {
  const fields = Object.entries(properties).map(([word, { codec, about, optional: isOptional }]) => [
    word,
    (isOptional ? optional : required)(word, codec, about),
  ])
  return Object.fromEntries(fields)
}

/** Reads the properties of a record; what it leaves out is filled in. */
export function readRecord(
  record: RecordName,
  raw: Record<string, unknown>,
  at: Instant,
): Record<string, unknown> | FieldRefusal {
  const values: Record<string, unknown> | FieldRefusal = readFields(RECORD_FIELDS[record], raw, 'exact')
  if (isFieldRefusal(values)) return values
  for (const [word, property] of Object.entries<RecordProperty>(PROPERTIES[record])) {
    if (values[word] !== undefined || property.otherwise === undefined) continue
    const { otherwise } = property
    values[word] = typeof otherwise === 'function' ? otherwise(values, at) : otherwise
  }
  return values
}

/** One line of a file, without its line break. Properties without a value are left out. */
export function writeRecord(record: RecordName, values: object): string {
  return JSON.stringify({ record, ...writeFields(RECORD_FIELDS[record], values as never) })
}

/** The first line of every file. */
export const HEADER = JSON.stringify({ record: 'caseload-dataset', version: DATASET_VERSION })

/** The last line of every file: how many records came before it, so that a file cut short shows. */
export function endLine(records: number): string {
  return JSON.stringify({ record: 'end', count: records })
}

/** JSON Schema of one line. */
export function datasetSchema(): JsonSchema {
  const named = (record: string, schema: JsonSchema): JsonSchema => ({
    title: record,
    ...schema,
    properties: { record: { const: record }, ...(schema.properties as object) },
    required: ['record', ...((schema.required as string[] | undefined) ?? [])],
  })
  const header = {
    type: 'object',
    properties: { version: { const: DATASET_VERSION } },
    required: ['version'],
  }
  const end = { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'One line of a Caseload data set',
    description:
      'A data set is JSON Lines: the header, then records in the order of this list, then the end with their number.',
    oneOf: [
      named('caseload-dataset', header),
      ...RECORD_NAMES.map(record => named(record, schemaOf(RECORD_FIELDS[record], 'exact'))),
      named('end', end),
    ],
  }
}
