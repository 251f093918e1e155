import { foldCase } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import type {
  CreatePerson,
  GiveStandard,
  GiveTemplate,
  GiveUnit,
  PersonFields,
  PlannedAssignment,
  PlannedChange,
} from '../../domain/plan.ts'
import { foldKey } from '../../reconcile/match/roster.ts'
import { type Client, type RowOf, readRows } from '../../sdk/client.ts'
import type { Errand } from '../target.ts'
import {
  alreadySo,
  done,
  type Ending,
  endingOf,
  persist,
  refused,
  TRIES,
  type WriteOutcome,
  writtenBy,
} from './outcome.ts'

/** What a write needs to know. */
interface WriteCall {
  client: Client
  signal: AbortSignal | undefined
  /** Learners who are known to have an aim already. */
  holdsAims: (learner: Id) => boolean
}

/** Carries out one change with one call; looks first only where an earlier run began what must not be done twice. */
export function carry({ change, begun }: Errand, at: WriteCall): Promise<WriteOutcome> {
  switch (change.do) {
    case 'create-person':
      return makeOnce(
        begun,
        () => lookForPerson(change, at),
        () => create(change, at),
        ({ id }) => id,
      )
    case 'update-person':
      return simply(at, own => at.client.updateUser({ user: change.person, ...change.after }, own))
    case 'archive-person':
      return simply(at, own => at.client.archiveUser({ user: change.person }, own))
    case 'unarchive-person':
      return simply(at, own => at.client.unarchiveUser({ user: change.person }, own))
    case 'plan-leaver':
      return Promise.resolve(
        refused('not-found', 'OneFile plans nothing; hand the caseload over on the day.'),
      )
    case 'set-competences':
      return Promise.resolve(refused('not-found', 'OneFile has no call for what staff may assess.'))
    case 'give-template':
      return giveTemplate(change, at)
    case 'give-standard':
      return makeOnce(
        false,
        () => lookForAim(change, at),
        () => giveStandard(change, at),
        id => id,
      )
    case 'give-unit':
      return giveUnit(change, begun, at)
    case 'plan-ahead':
    case 'take-back':
      return Promise.resolve(
        refused('not-found', 'OneFile has no call for what is planned; the sync keeps it.'),
      )
    case 'assign':
      return assign(change, at)
  }
}

async function simply(
  { signal }: WriteCall,
  call: (own: { signal: AbortSignal | undefined }) => Promise<unknown>,
): Promise<WriteOutcome> {
  return writtenBy(await persist(() => call({ signal })))
}

/** What a look at the server tells: there it is, it is not there, or nobody can tell and why. */
type Sight = { is: 'there'; made: Id } | { is: 'absent' } | { is: 'unclear'; sentence: string }

/**
 * Makes something that must not be made twice. Where it may have been made before, by an earlier run or by a call whose reply
 * was lost, the server is looked at first, and where that does not tell, nothing more is done.
 */
async function makeOnce<T>(
  begun: boolean,
  look: () => Promise<Sight>,
  make: () => Promise<T>,
  madeBy: (answer: T) => Id,
): Promise<WriteOutcome> {
  let mayBeThere = begun
  let last: Ending<T> | undefined
  for (let tries = 0; tries < TRIES; tries += 1) {
    const sight: Sight = mayBeThere ? await look() : { is: 'absent' }
    if (sight.is === 'there') return done(sight.made)
    if (sight.is === 'unclear') return refused('outcome-unknown', sight.sentence)
    last = await endingOf(make)
    if (last.end === 'answered' || last.end === 'refused') break
    mayBeThere = true
  }
  return last!.end === 'unknown' ? lastLook(last!, await look()) : writtenBy(last!, madeBy)
}

function lastLook(ending: Ending<unknown>, sight: Sight): WriteOutcome {
  if (sight.is === 'there') return done(sight.made)
  return sight.is === 'unclear' ? refused('outcome-unknown', sight.sentence) : writtenBy(ending)
}

// Accounts.

const FIELDS = {
  firstName: true,
  lastName: true,
  email: true,
  misId: true,
  uln: true,
  dateOfBirth: true,
  startOn: true,
  plannedEndDate: true,
  placement: true,
  classroom: true,
} satisfies Record<keyof PersonFields, true>

function create(
  { organisation, kind, fields, defaultAssessor }: CreatePerson,
  { client, signal }: WriteCall,
) {
  const said = (Object.keys(FIELDS) as (keyof PersonFields)[]).filter(field => fields[field] !== null)
  const input = {
    ...(Object.fromEntries(said.map(field => [field, fields[field]])) as Partial<PersonFields>),
    ...{ organisation, kind, firstName: fields.firstName, lastName: fields.lastName },
    ...(defaultAssessor !== undefined && { defaultAssessor }),
  }
  return client.createUser(input, { signal })
}

type UserRow = RowOf<'pageUsers'>

/** By the MIS id, else the address, else the name; whatever the server makes of a filter, rows are compared here. */
async function lookForPerson({ organisation, kind, fields }: CreatePerson, at: WriteCall): Promise<Sight> {
  const { misId, email, firstName, lastName } = fields
  const key = misId ? { misId } : email ? { email } : { firstName, lastName }
  const filter = { organisation, kind, ...key }
  const { rows, settled } = await readRows(at.client, 'pageUsers', filter, { signal: at.signal })
  const likely = rows.filter(row => couldBe(row, { organisation, kind }) && agrees(row, fields))
  if (!settled) return unclear('The list of accounts kept changing while it was read.')
  if (likely.length === 0) return { is: 'absent' }
  const [only, ...others] = await certain(likely, fields, at)
  if (only && others.length === 0) return { is: 'there', made: only.id }
  const ids = likely.map(one => one.id).join(', ')
  return unclear(
    likely.length > 1
      ? `Accounts ${ids} all have this key.`
      : `Account ${ids} has this name, and nothing else that identifies it.`,
  )
}

function unclear(why: string): Sight {
  return {
    is: 'unclear',
    sentence: `It is not certain whether the run that was stopped created this account. ${why} Look at it in OneFile, give the one account its MIS id, and plan again.`,
  }
}

function couldBe(row: UserRow, as: Pick<CreatePerson, 'organisation' | 'kind'>): boolean {
  return (row.kind ?? as.kind) === as.kind && (row.organisation ?? as.organisation) === as.organisation
}

/** Whether nothing that a row shows speaks against its being this person. */
function agrees(row: UserRow, fields: PersonFields): boolean {
  if (fields.misId) return !!row.misId && foldCase(row.misId) === foldCase(fields.misId)
  if (fields.email && row.email) return foldKey('email', row.email) === foldKey('email', fields.email)
  const sameName = isSame(row.firstName, fields.firstName) && isSame(row.lastName, fields.lastName)
  return sameName && (!fields.uln || !row.uln || foldKey('uln', row.uln) === foldKey('uln', fields.uln))
}

function isSame(told: string | undefined, wanted: string): boolean {
  return told !== undefined && foldCase(told) === foldCase(wanted)
}

/** Those whose key is the person's own. Rows that do not show it are read whole. */
async function certain(rows: readonly UserRow[], fields: PersonFields, at: WriteCall): Promise<UserRow[]> {
  if (fields.misId) return [...rows]
  const key = fields.email ? 'email' : 'uln'
  const wanted = fields[key]
  if (!wanted) return []
  const sure: UserRow[] = []
  for (const row of rows) {
    const told = row[key] ?? (await at.client.readUser({ user: row.id }, { signal: at.signal }))[key]
    if (told && foldKey(key, told) === foldKey(key, wanted)) sure.push(row)
  }
  return sure
}

// What a learner holds.

/**
 * A template that is given whole sets dates anew also on aims that are there already, and its guide warns that this may
 * affect progress: only a learner without an aim gets one. Source: docs/onefile-api.md#6.
 */
async function giveTemplate({ learner, template }: GiveTemplate, at: WriteCall): Promise<WriteOutcome> {
  if (at.holdsAims(learner)) return refused('template-overrides', TEMPLATE_OVERRIDES)
  return simply(at, own => at.client.assignTemplate({ template, learner, onlyChangeAssigned: false }, own))
}

const TEMPLATE_OVERRIDES =
  'The learner has learning aims already, and giving a template through the API may affect their progress. Give it on the screen Assign Framework Template, where OneFile asks what to do with them.'

function giveStandard({ learner, standard }: GiveStandard, { client, signal }: WriteCall): Promise<Id> {
  return client.assignStandard({ standard, learner }, { signal })
}

async function lookForAim({ learner, standard }: GiveStandard, at: WriteCall): Promise<Sight> {
  const { rows, settled } = await readRows(at.client, 'pageAims', { learner }, { signal: at.signal })
  const made = rows.find(one => one.standard === standard)?.id
  return sightOf(made, settled)
}

function sightOf(made: Id | undefined, settled: boolean): Sight {
  if (made !== undefined) return { is: 'there', made }
  return settled ? { is: 'absent' } : { is: 'unclear', sentence: SHIFTING }
}

const SHIFTING =
  'It is not certain whether this was done: the learner’s list kept changing while it was read. Plan again.'

/** A unit that the learner has already is refused; the look that tells so is made only then. */
async function giveUnit(change: GiveUnit, begun: boolean, at: WriteCall): Promise<WriteOutcome> {
  const { unit, learner, standard } = change
  const { client, signal } = at
  const look = () => lookForUnit(change, at)
  const give = () => client.assignUnit({ unit, learner, standard }, { signal })
  const carried = await makeOnce(begun, look, give, id => id)
  if (carried.outcome.outcome !== 'refused' || carried.outcome.code === 'outcome-unknown') return carried
  const sight = await look()
  return sight.is === 'there' ? alreadySo(sight.made) : carried
}

async function lookForUnit({ learner, unit, standard }: GiveUnit, at: WriteCall): Promise<Sight> {
  const { rows, settled } = await readRows(at.client, 'pageUnitSummaries', { learner }, { signal: at.signal })
  const found = rows.find(one => one.unit === unit && (one.standard ?? standard) === standard)
  return sightOf(found?.id, settled)
}

// Who is set beside a learner.

/** The path names who is set, and the body the learner; a unit goes with its standard (docs/onefile-api.md#5.3, #q5). */
function assign(change: PlannedAssignment, at: WriteCall): Promise<WriteOutcome> {
  const { learner, level, role, standard, unit, after } = change
  const person = after!
  const { client } = at
  if (level === 'default') {
    const field = role === 'employer' ? { defaultEmployer: person } : { defaultAssessor: person }
    return simply(at, own => client.updateUser({ user: learner, ...field }, own))
  }
  const where = {
    ...(level !== 'additional' && standard !== undefined && { standard }),
    ...(level === 'unit' && unit !== undefined && { unit }),
  }
  return simply(at, own => client.assignUser({ person, learner, level, ...where }, own))
}

/** Whether the API has a call for a change: all but taking somebody away. Source: docs/onefile-api.md#5.2, #5.8, #q3, #q18. */
export function hasCall(change: PlannedChange): boolean {
  if (change.do === 'plan-ahead' || change.do === 'take-back') return false
  return change.do !== 'assign' || change.after !== null
}
