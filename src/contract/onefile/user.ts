import { decimal, id, list, midnight, moment, nullable, numbered, text, truth, unitId } from '../codec.ts'
import { answersList, answersNothing, answersRecord, onefile } from '../endpoint.ts'
import { maybe, optional, orZero, required, shownWith } from '../fields.ts'
import { LEVEL_NUMBERS, ROLE_NUMBERS } from './numbers.ts'
import { paging } from './paging.ts'
import { unitSummaryFields } from './unit-summary.ts'

const short = nullable(text(100))
const line = nullable(text(255))
const lines = nullable(text(2000))

/** What tells one user from another, in every list (docs/onefile-api.md#2.7). */
const identifying = {
  id: required('ID', id, 'The user.'),
  firstName: required('FirstName', text(100, { least: 1 }), 'Given name.'),
  lastName: required('LastName', text(100, { least: 1 }), 'Family name.'),
  misId: required('MISID', short, 'Key in the outside management information system.'),
}

/** Who is set by default beside a learner (inferred on reads: docs/onefile-api.md#q2). */
const defaults = shownWith('inferred', {
  defaultAssessor: optional('DefaultAssessorID', nullable(id), 'The default assessor of a learner.'),
  defaultEmployer: optional('DefaultEmployerID', nullable(id), 'The default employer of a learner.'),
})

/** Everything else that may be sent of a user (docs/onefile-api.md#4.1). */
const more = {
  email: optional('Email', nullable(text(254)), 'E-mail address.'),
  classroom: optional('ClassroomID', nullable(id), 'The class or cohort.'),
  placement: optional('PlacementID', nullable(id), 'The workplace.'),
  provider: optional('ProviderID', nullable(id), 'The sub-contractor.'),
  learnerStatus: optional('LearnerStatusID', nullable(id), 'A learner status of the organisation.'),
  companyName: optional('CompanyName', line, 'Name of the company, as the profile shows it.'),
  mobileNumber: optional('MobileNumber', short, 'Mobile number.'),
  telephone: optional('Telephone', short, 'Telephone number.'),
  website: optional('Website', line, 'Website.'),
  workAddress: optional('WorkAddress', lines, 'Address at work, with line breaks.'),
  homeAddress: optional('HomeAddress', lines, 'Address at home, with line breaks.'),
  uln: optional('ULN', short, 'Unique learner number.'),
  episodeName: optional('EpisodeName', line, 'Name of the programme record.'),
  centreRegister: optional(
    'CentreRegister',
    nullable(midnight),
    'When the learner was registered at the centre.',
  ),
  dateOfBirth: optional('DOB', nullable(midnight), 'Date of birth.'),
  startOn: optional('StartOn', nullable(midnight), 'When the programme starts.'),
  plannedEndDate: optional('PlannedEndDate', nullable(midnight), 'When the programme should end.'),
  supportFunding: optional('SupportFunding', nullable(truth), 'Whether learning support is funded.'),
  ...shownWith('sensitive', {
    nino: optional('NINO', short, 'National Insurance number; needs the scope sensitive.'),
    l12: optional('L12', short, 'Ethnicity; needs the scope sensitive.'),
    l13: optional('L13', short, 'Sex; needs the scope sensitive.'),
    l14: optional(
      'L14',
      short,
      'Learning difficulty, disability or health problem; needs the scope sensitive.',
    ),
    l15: optional('L15', short, 'Disability; needs the scope sensitive.'),
    l16: optional('L16', short, 'Learning difficulty; needs the scope sensitive.'),
    primaryLlddCode: optional('PrimaryLLDDCode', short, 'Main difficulty; needs the scope sensitive.'),
    secondaryLlddCodes: optional(
      'SecondaryLLDDCodes',
      nullable(list(text(20), 50)),
      'Other difficulties; needs the scope sensitive.',
    ),
  }),
}

const username = required('Username', text(100, { least: 1 }), 'Made by the server where it is left out.')
const organisation = required('OrganisationID', id, 'The organisation.')
const kind = required('Role', numbered(ROLE_NUMBERS), 'What the user is.')
const createdOn = required('CreatedOn', moment, 'When the account was made.')

/** A user as read. */
const userFields = {
  ...identifying,
  username,
  organisation,
  kind,
  ...defaults,
  ...more,
  createdOn,
  lastModified: required('LastModified', moment, 'When something of the user last changed.'),
  progress: optional('Progress', nullable(decimal(0, 100)), 'Percent.'),
}

const filters = {
  kind: maybe(kind),
  organisation: maybe(organisation),
  firstName: optional('FirstName', text(100), 'The whole given name, in any letter case.'),
  lastName: optional('LastName', text(100), 'The whole family name, in any letter case.'),
  email: optional('Email', text(254), 'The whole address, in any letter case.'),
  misId: optional('MISID', text(100), 'The whole key, in any letter case.'),
  changedSince: optional('LastModified', moment, 'Only users changed at this moment or later.'),
}

const learnerInPath = { learner: required('id', id, 'The learner.') }
const userInPath = { user: required('id', id, 'The user.') }

export const user = {
  searchUsers: onefile({
    method: 'POST',
    path: '/User/Search',
    group: 'User',
    summary: 'List users',
    about:
      'Gives all that fit, with the fields that tell them apart; the paged search gives the others too. Archived users are left out; they can be read by id.',
    access: 'read',
    body: filters,
    reply: answersList('UserListed', identifying, 'The users, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: {
      input: { kind: 'iqa', organisation: 11, lastName: 'wolfe' },
      answer: [{ id: 121, firstName: 'Perpetua', lastName: 'Wolfe', misId: 'M121' }],
    },
  }),
  pageUsers: onefile({
    method: 'POST',
    path: '/User/Search/{page}/{size}',
    group: 'User',
    summary: 'List users, by page',
    access: 'read',
    params: paging,
    body: filters,
    reply: answersList('User', userFields, 'The users of the page, in the order of their ids.'),
    problems: ['organisation-unknown', 'page-invalid'],
    repeatable: true,
    example: { input: { page: 1, size: 2, kind: 'learner', organisation: 11 } },
  }),
  readUser: onefile({
    method: 'GET',
    path: '/User/{id}',
    group: 'User',
    summary: 'Read a user',
    access: 'read',
    params: userInPath,
    reply: answersRecord('User', userFields, 'The user.'),
    problems: ['user-unknown'],
    repeatable: true,
    example: { input: { user: 101 } },
  }),
  createUser: onefile({
    method: 'POST',
    path: '/User',
    group: 'User',
    summary: 'Create a user',
    about:
      'A learner needs a default assessor, a class and a placement; an employer or observer needs a placement; all but learners need an e-mail address. Everything is made together or nothing is.',
    access: 'manage',
    body: {
      organisation,
      kind,
      firstName: identifying.firstName,
      lastName: identifying.lastName,
      username: maybe(username),
      misId: maybe(identifying.misId),
      ...orZero(defaults),
      ...more,
      ...orZero({
        classroom: more.classroom,
        placement: more.placement,
        provider: more.provider,
        learnerStatus: more.learnerStatus,
      }),
      createdOn: maybe(createdOn),
    },
    reply: answersRecord('UserCreated', { id: identifying.id, username }, 'The new user.'),
    problems: [
      'field-beyond-scope',
      'organisation-unknown',
      'placement-unknown',
      'classroom-unknown',
      'provider-unknown',
      'learner-status-unknown',
      'user-unknown',
      'not-a-learner',
      'role-mismatch',
      'organisations-differ',
      'person-archived',
      'person-flagged',
      'duplicate-person',
    ],
    repeatable: false,
    example: {
      input: {
        organisation: 11,
        kind: 'learner',
        firstName: 'Wilfred',
        lastName: 'Hale',
        email: 'wilfred.hale@example.org',
        defaultAssessor: 111,
        classroom: 31,
        placement: 21,
        dateOfBirth: '2006-05-14',
      },
      answer: { id: 142, username: 'WHALE' },
    },
  }),
  updateUser: onefile({
    method: 'POST',
    path: '/User/{id}',
    group: 'User',
    summary: 'Change a user, or who is set by default beside a learner',
    about:
      'Only what is sent changes. DefaultAssessorID and DefaultEmployerID need the scope assign; anything else needs manage. What a new user cannot be without cannot be taken away. DefaultEmployerID null takes the default employer away; a default assessor can only be replaced.',
    access: 'assign',
    orAccess: 'manage',
    params: userInPath,
    body: {
      id: maybe(identifying.id),
      organisation: maybe(organisation),
      kind: maybe(kind),
      username: maybe(username),
      firstName: maybe(identifying.firstName),
      lastName: maybe(identifying.lastName),
      misId: maybe(identifying.misId),
      ...defaults,
      ...more,
    },
    reply: answersNothing('Changed, or so already.'),
    problems: [
      'field-beyond-scope',
      'field-missing',
      'user-unknown',
      'user-erased',
      'not-a-learner',
      'default-assessor-kept',
      'role-mismatch',
      'organisations-differ',
      'person-archived',
      'person-flagged',
      'learner-archived',
      'learner-flagged',
      'kind-change',
      'organisation-change',
      'placement-unknown',
      'classroom-unknown',
      'provider-unknown',
      'learner-status-unknown',
      'duplicate-person',
    ],
    repeatable: true,
    example: { input: { user: 101, defaultAssessor: 112, defaultEmployer: 131 } },
  }),
  deleteUser: onefile({
    method: 'DELETE',
    path: '/User/{id}',
    group: 'User',
    summary: 'Flag a user for deletion',
    about:
      'The user leaves the searches at once and is not removed by this call: it keeps every assignment, is given nothing and to nobody, and shows as flagged on Caseload’s API. Unarchive takes the flag away. A learner with signed work cannot be deleted.',
    access: 'manage',
    params: userInPath,
    reply: answersNothing('Flagged, or so already.'),
    problems: ['user-unknown', 'learner-has-signed-work'],
    repeatable: true,
    example: { input: { user: 141 } },
  }),
  archiveUser: onefile({
    method: 'POST',
    path: '/User/{id}/Archive',
    group: 'User',
    summary: 'Archive a user',
    about: 'Every assignment stays: what is left of a caseload shows in coverage and can be transferred.',
    access: 'manage',
    params: userInPath,
    reply: answersNothing('Archived, or so already.'),
    problems: ['user-unknown'],
    repeatable: true,
    example: { input: { user: 112 } },
  }),
  unarchiveUser: onefile({
    method: 'POST',
    path: '/User/{id}/Unarchive',
    group: 'User',
    summary: 'Bring a user back from the archive, or take a flag for deletion away',
    access: 'manage',
    params: userInPath,
    reply: answersNothing('Back, or never gone.'),
    problems: ['user-unknown', 'user-erased'],
    repeatable: true,
    example: { input: { user: 114 } },
  }),
  assignUser: onefile({
    method: 'POST',
    path: '/User/{id}/Assign',
    group: 'User',
    summary: 'Assign somebody to a learner',
    about:
      'The path names the person being assigned: an assessor, IQA, employer or observer, whose role decides the slot. The body names the learner. Levels 3 and 2 replace whoever held that slot in that role; level 1 adds and never removes. Repeating a call changes nothing.',
    access: 'assign',
    params: { person: required('id', id, 'The person being assigned.') },
    body: {
      learner: required('LearnerID', id, 'The learner; the path names the person being assigned.'),
      level: required('Level', numbered(LEVEL_NUMBERS), 'Where the assignment sits.'),
      standard: optional(
        'StandardID',
        id,
        'The standard: needed at level 3; at level 2 it says under which one.',
      ),
      unit: optional('UnitID', unitId, 'The unit: needed at level 2.'),
    },
    reply: answersNothing('Done, or so already.'),
    problems: [
      'user-unknown',
      'path-names-learner',
      'learner-unknown',
      'not-a-learner',
      'role-not-at-level',
      'organisations-differ',
      'person-archived',
      'person-flagged',
      'learner-archived',
      'learner-flagged',
      'standard-not-held',
      'unit-not-held',
      'unit-ambiguous',
    ],
    repeatable: true,
    example: { input: { person: 111, learner: 101, level: 'aim', standard: 51 } },
  }),
  assignPlacement: onefile({
    method: 'POST',
    path: '/User/{id}/AssignPlacement/{placementId}/{grantAccess}',
    group: 'User',
    summary: 'Set the placement of a user',
    access: 'manage',
    params: {
      ...userInPath,
      placement: required('placementId', id, 'The placement.'),
      placementAccess: required(
        'grantAccess',
        truth,
        'Whether an employer or observer may see the learners of the placement; stored, but not used by Caseload.',
      ),
    },
    reply: answersNothing('Set, or so already.'),
    problems: ['user-unknown', 'user-erased', 'placement-unknown'],
    repeatable: true,
    example: { input: { user: 132, placement: 21, placementAccess: true } },
  }),
  listUnitSummaries: onefile({
    method: 'GET',
    path: '/User/{id}/UnitSummary',
    group: 'User',
    summary: 'List the unit summaries of a learner',
    access: 'read',
    params: learnerInPath,
    reply: answersList('UnitSummary', unitSummaryFields, 'The unit summaries, in the order of their ids.'),
    problems: ['learner-unknown', 'not-a-learner'],
    repeatable: true,
    example: {
      input: { learner: 103 },
      answer: [{ id: 306, unit: 'CA_SAFE3', standard: 52, aim: 204, learner: 103, progress: 0 }],
    },
  }),
  readOffTheJob: onefile({
    method: 'GET',
    path: '/User/{id}/OffTheJob',
    group: 'User',
    summary: 'Read the off-the-job hours of a learner',
    access: 'read',
    params: learnerInPath,
    reply: answersRecord(
      'OffTheJobHours',
      {
        learner: required('ID', id, 'The learner.'),
        contractedHours: optional('ContractedHours', nullable(decimal(0, 1e6)), 'Hours a week.'),
        targetPercentage: optional('TargetPercentage', nullable(decimal(0, 100)), 'Percent.'),
        plannedHours: optional('PlannedOTJ', nullable(decimal(0, 1e6)), 'Hours.'),
        durationWeeks: optional('Duration', nullable(decimal(0, 1e6)), 'Weeks.'),
        method: optional('MethodOfCalculatingOTJ', nullable(text(200)), 'How the hours are worked out.'),
        minimumHours: optional('MinimumOTJ', nullable(decimal(0, 1e6)), 'Hours.'),
        percentOfPlanned: optional('PercentOfPlanned', nullable(decimal(0, 1e6)), 'Percent.'),
        actualHours: optional('CachedActualHours', nullable(decimal(0, 1e6)), 'Hours.'),
      },
      'The hours, as the centre keeps them.',
    ),
    problems: ['learner-unknown', 'not-a-learner'],
    repeatable: true,
    example: { input: { learner: 103 }, answer: { learner: 103 } },
  }),
}
