/** What kind of trouble a problem is. The contract gives each kind its status. */
export type ProblemKind =
  | 'invalid'
  | 'unknown'
  | 'not-eligible'
  | 'conflict'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'too-large'
  | 'unsupported'
  | 'not-allowed'
  | 'too-many'
  | 'unavailable'
  | 'bug'

interface ProblemEntry {
  kind: ProblemKind
  /** One line for the table of problems in the documentation. */
  meaning: string
}

/** Every expected refusal. Codes are stable: they may be added to, and never change their meaning. */
export const PROBLEMS = {
  'session-missing': { kind: 'unauthenticated', meaning: 'The call carries no session.' },
  'session-invalid': {
    kind: 'unauthenticated',
    meaning: 'The session is unknown or was ended, or its token was revoked.',
  },
  'session-expired': {
    kind: 'unauthenticated',
    meaning: 'The session is too old, or was not used for too long.',
  },
  'token-invalid': { kind: 'unauthenticated', meaning: 'The customer token is missing, unknown or revoked.' },
  'scope-missing': { kind: 'forbidden', meaning: 'The token lacks the scope that the call needs.' },
  'sign-in-failed': {
    kind: 'unauthenticated',
    meaning: 'No account has this address and this password, or it may not sign in.',
  },
  'link-invalid': {
    kind: 'unauthenticated',
    meaning: 'The one-time link is unknown, was used before, or is over.',
  },
  'openid-refused': {
    kind: 'unauthenticated',
    meaning: 'Signing in with another service did not work, or the person is not known here.',
  },
  'openid-unreachable': { kind: 'unavailable', meaning: 'The other sign-in service cannot be reached.' },
  'page-foreign': {
    kind: 'forbidden',
    meaning: 'A call signed by cookie does not show that it comes from a page of this server.',
  },
  'person-needed': {
    kind: 'forbidden',
    meaning: 'The call is for a person who is signed in, and the session is a token’s.',
  },
  'beyond-own': {
    kind: 'forbidden',
    meaning: 'More is to be given to somebody than the caller may do.',
  },
  'operator-unknown': { kind: 'unknown', meaning: 'No such person of the console for this token.' },
  'operator-disabled': { kind: 'not-eligible', meaning: 'The person of the console is disabled.' },
  'email-taken': { kind: 'conflict', meaning: 'Somebody else signs in with this address.' },
  'last-administrator': {
    kind: 'not-eligible',
    meaning: 'Nobody would be left who can let others in.',
  },
  'password-weak': { kind: 'not-eligible', meaning: 'The password is too short, or is tried first.' },
  'token-unknown': { kind: 'unknown', meaning: 'No such token for this caller.' },
  'call-limit': { kind: 'too-many', meaning: 'The token has used up its calls of the last minute.' },
  'sign-in-limit': {
    kind: 'too-many',
    meaning: 'Too many failed sign-ins from this address, or to this account.',
  },
  'call-unknown': { kind: 'not-found', meaning: 'No call has this path.' },
  'method-unknown': { kind: 'not-allowed', meaning: 'The path exists, with other methods.' },
  'body-invalid': { kind: 'invalid', meaning: 'The body cannot be read: the sentence names the spot.' },
  'body-too-large': { kind: 'too-large', meaning: 'The body is larger than the call allows.' },
  'body-type': { kind: 'unsupported', meaning: 'The body is neither JSON nor form-encoded.' },
  'field-missing': { kind: 'invalid', meaning: 'A field that the call needs is missing.' },
  'field-invalid': { kind: 'invalid', meaning: 'A field has a value that it cannot have.' },
  'field-unknown': { kind: 'invalid', meaning: 'The body has a field that the call does not know.' },
  'field-twice': {
    kind: 'invalid',
    meaning: 'A field stands twice, with different values.',
  },
  'field-beyond-scope': {
    kind: 'invalid',
    meaning: 'A field is sent that only a token with another scope may write.',
  },
  'page-invalid': { kind: 'invalid', meaning: 'The page or its size is outside the limits.' },
  'customer-unknown': { kind: 'unknown', meaning: 'No such customer for this token.' },
  'organisation-unknown': { kind: 'unknown', meaning: 'No such organisation for this token.' },
  'organisation-missing': {
    kind: 'invalid',
    meaning: 'The token covers several organisations; one must be named.',
  },
  'user-unknown': { kind: 'unknown', meaning: 'No such user for this token.' },
  'learner-unknown': { kind: 'unknown', meaning: 'No such learner for this token.' },
  'classroom-unknown': { kind: 'unknown', meaning: 'No such classroom in the organisation.' },
  'placement-unknown': { kind: 'unknown', meaning: 'No such placement in the organisation.' },
  'provider-unknown': { kind: 'unknown', meaning: 'No such provider in the organisation.' },
  'learner-status-unknown': { kind: 'unknown', meaning: 'The organisation has no such learner status.' },
  'aim-status-unknown': { kind: 'unknown', meaning: 'The organisation has no such learning aim status.' },
  'standard-unknown': { kind: 'unknown', meaning: 'No such standard in the organisation.' },
  'unit-unknown': { kind: 'unknown', meaning: 'No such unit in the organisation.' },
  'template-unknown': { kind: 'unknown', meaning: 'No such framework template in the organisation.' },
  'aim-unknown': { kind: 'unknown', meaning: 'No such learning aim for this token.' },
  'review-unknown': { kind: 'unknown', meaning: 'No such review for this token.' },
  'plan-unknown': { kind: 'unknown', meaning: 'No such plan for this token.' },
  'visit-unknown': { kind: 'unknown', meaning: 'No such visit for this learner.' },
  'run-unknown': { kind: 'unknown', meaning: 'No such run for this token.' },
  'planned-run-unknown': { kind: 'unknown', meaning: 'No such planned run for this token.' },
  'webhook-unknown': { kind: 'unknown', meaning: 'No such webhook for this token.' },
  'message-unknown': { kind: 'unknown', meaning: 'No such message of this webhook.' },
  'path-names-learner': {
    kind: 'not-eligible',
    meaning: 'The path of an assign names a learner where it must name the person being assigned.',
  },
  'not-a-learner': { kind: 'not-eligible', meaning: 'The user named as learner is not one.' },
  'role-not-at-level': { kind: 'not-eligible', meaning: 'The role has no slot at the level.' },
  'role-mismatch': { kind: 'not-eligible', meaning: 'The account of the person does not fit the role.' },
  'role-missing': { kind: 'invalid', meaning: 'The role cannot be worked out and must be named.' },
  'organisations-differ': {
    kind: 'not-eligible',
    meaning: 'The people of one change are in two organisations.',
  },
  'person-archived': { kind: 'not-eligible', meaning: 'Archived staff are given nothing new.' },
  'user-erased': { kind: 'not-eligible', meaning: 'The account was erased, and nothing is written to it.' },
  'person-flagged': {
    kind: 'not-eligible',
    meaning: 'Whoever is flagged for deletion is given nothing new, and to nobody.',
  },
  'learner-flagged': {
    kind: 'not-eligible',
    meaning: 'A learner flagged for deletion accepts only removals.',
  },
  'learner-archived': { kind: 'not-eligible', meaning: 'An archived learner accepts only removals.' },
  'standard-not-held': { kind: 'not-eligible', meaning: 'The learner does not hold the standard.' },
  'unit-not-held': { kind: 'not-eligible', meaning: 'The learner does not hold the unit.' },
  'unit-ambiguous': {
    kind: 'not-eligible',
    meaning: 'The learner holds the unit under several standards; one must be named.',
  },
  'unit-already-held': {
    kind: 'not-eligible',
    meaning: 'The learner holds the unit under that standard already.',
  },
  'unit-not-in-standard': { kind: 'not-eligible', meaning: 'The unit does not belong to the standard.' },
  'default-assessor-kept': {
    kind: 'not-eligible',
    meaning: 'A default assessor can be replaced but not cleared by this call.',
  },
  'additional-replacement': {
    kind: 'not-eligible',
    meaning: 'At the additional level a change adds or removes; a replacement is two changes.',
  },
  'date-in-future': {
    kind: 'not-eligible',
    meaning: 'The effective date is in the future.',
  },
  'kind-change': {
    kind: 'not-eligible',
    meaning: 'A role cannot be changed, except trainee assessor to assessor.',
  },
  'organisation-change': { kind: 'not-eligible', meaning: 'A user cannot be moved to another organisation.' },
  'learner-has-signed-work': {
    kind: 'not-eligible',
    meaning: 'A learner with signed work cannot be deleted, only archived.',
  },
  'duplicate-person': {
    kind: 'not-eligible',
    meaning: 'Strict mode: another user has the same MIS id or e-mail address.',
  },
  'moved-on': { kind: 'conflict', meaning: 'The slot is no longer as the caller said it was.' },
  'planned-settled': {
    kind: 'conflict',
    meaning:
      'The planned change is no longer as the call needs it: it was carried out or taken back, or does not wait.',
  },
  'start-not-made': {
    kind: 'conflict',
    meaning: 'The end of a cover is due, and its beginning was not carried out.',
  },
  'end-without-start': {
    kind: 'not-eligible',
    meaning: 'A change that changes nothing cannot have an end, for it displaces nobody who could come back.',
  },
  'not-applied': {
    kind: 'conflict',
    meaning: 'One change of an all-or-nothing request failed, so none was made.',
  },
  'preview-stale': { kind: 'conflict', meaning: 'The world has changed since the preview; make a new one.' },
  'nothing-selected': { kind: 'not-eligible', meaning: 'The selection holds nothing that could be done.' },
  'already-undone': { kind: 'conflict', meaning: 'The run has been taken back already.' },
  'id-taken': { kind: 'conflict', meaning: 'The id belongs to something else already.' },
  'customer-wide': {
    kind: 'forbidden',
    meaning: 'The call is about the whole customer, and the token is limited to some organisations.',
  },
  'sync-moved-on': { kind: 'conflict', meaning: 'Others have written to the stream since it was read.' },
  'import-unknown': { kind: 'unknown', meaning: 'No such import for this token.' },
  'import-not-now': { kind: 'conflict', meaning: 'The import is not as far as the call needs, or is busy.' },
  'import-too-large': { kind: 'too-large', meaning: 'The files are larger than an import may be.' },
  'mapping-unknown': { kind: 'unknown', meaning: 'No mapping was kept by this name.' },
  'document-unknown': { kind: 'unknown', meaning: 'The import has no such document yet.' },
  'not-staff': { kind: 'not-eligible', meaning: 'The user is a learner, who has no caseload.' },
  'shared-beyond': {
    kind: 'forbidden',
    meaning: 'A part of the catalogue also belongs to organisations that the token does not see.',
  },
  'cursor-invalid': { kind: 'invalid', meaning: 'The cursor is not one that this call gave.' },
  'cursor-gone': { kind: 'gone', meaning: 'The cursor is from before a restore; read again from the start.' },
  'storage-unavailable': {
    kind: 'unavailable',
    meaning: 'The database cannot be reached or written just now.',
  },
  'too-busy': {
    kind: 'unavailable',
    meaning: 'The server has as much under way as it can hold. Nothing was done.',
  },
  stopping: { kind: 'unavailable', meaning: 'The server is shutting down.' },
  internal: { kind: 'bug', meaning: 'A fault of the server. Nothing was changed.' },
} as const satisfies Record<string, ProblemEntry>

export type ProblemCode = keyof typeof PROBLEMS

export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[]

/** An expected refusal: a value, not an exception. */
export interface Problem {
  code: ProblemCode
  /** What was wrong and what to do. */
  sentence: string
  /** Which part of the request, in our words (`learner`, `unit`); the contract knows the caller's name for it. */
  about?: string
  /** Things to choose from, such as the standards that hold a unit. */
  candidates?: readonly (number | string)[]
}

/** Makes a problem. */
export function problem(code: ProblemCode, sentence: string, about?: string): Problem {
  return about === undefined ? { code, sentence } : { code, sentence, about }
}

export function kindOf(code: ProblemCode): ProblemKind {
  return PROBLEMS[code].kind
}

/** Tells a problem from an answer. */
export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'sentence' in value &&
    (value as { code: string }).code in PROBLEMS
  )
}
