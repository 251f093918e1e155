import type { RecordName } from '../contract/dataset.ts'
import type { Id } from '../domain/id.ts'
import type { Db } from '../storage/database.ts'
import { hasObject } from '../storage/presence.ts'

type Values = Record<string, unknown>

/** What a property of a record refers to, beside what all records of an organisation have in common. */
const REFERENCES: Partial<Record<RecordName, Record<string, RecordName>>> = {
  organisation: { customer: 'customer' },
  token: { customer: 'customer' },
  standard: { customer: 'customer' },
  unit: { customer: 'customer' },
  template: { customer: 'customer' },
  user: {
    placement: 'placement',
    classroom: 'classroom',
    provider: 'provider',
    learnerStatus: 'learnerStatus',
  },
  aim: { learner: 'user', standard: 'standard' },
  unitSummary: { learner: 'user', aim: 'aim', standard: 'standard' },
  visit: { learner: 'user' },
  review: { learner: 'user', visit: 'visit' },
  plan: { learner: 'user' },
  timesheetEntry: { learner: 'user' },
  offTheJob: { learner: 'user' },
  assignment: { learner: 'user', person: 'user' },
}

/** Why a record that the database refused cannot be taken, as far as can be told. */
export async function whyRefused(db: Db, record: RecordName, values: Values): Promise<string> {
  const missing = await missingReference(db, record, values)
  if (missing) return missing
  return `The database refuses this ${record}: its id or key is taken already, or its properties contradict each other.`
}

async function missingReference(db: Db, record: RecordName, values: Values): Promise<string | undefined> {
  const organisation = values.organisation as Id | undefined
  if (organisation !== undefined && !(await hasObject(db, 'organisation', undefined, organisation))) {
    return `There is no organisation ${organisation}.`
  }
  for (const [property, name] of Object.entries(REFERENCES[record] ?? {})) {
    const id = values[property]
    if (typeof id !== 'number') continue
    const within = OF_CUSTOMER.has(name) ? undefined : organisation
    if (await hasObject(db, name, within, id)) continue
    return `"${property}" is ${id}, and there is no such ${name}${within === undefined ? '' : ` in organisation ${within}`}.`
  }
  return undefined
}

const OF_CUSTOMER: ReadonlySet<RecordName> = new Set(['customer', 'organisation', 'standard', 'template'])
