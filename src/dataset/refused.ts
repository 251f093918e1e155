import type { RecordName } from '../contract/dataset.ts'
import type { Id } from '../domain/id.ts'
import type { Db } from '../storage/db.ts'
import { givenByIds, ownersOf } from '../storage/presence.ts'
import type { DataRecord } from './read.ts'

type RefusedValues = DataRecord['values']

/** Why the database refuses a record whose references are all there, as far as can be told. */
export async function whyRefused(db: Db, record: RecordName, values: RefusedValues): Promise<string> {
  if (record === 'token' && !values.secret && !values.secretHash)
    return 'A token needs "secret" or "secretHash".'
  if (await isTaken(db, record, values))
    return `The id ${values.id} belongs to another ${record} already. Give it another id, or import into an empty folder (--data).`
  const specific = await WHY[record]?.(db, values)
  return specific ?? `This ${record} is there already, or its properties contradict each other.`
}

async function isTaken(
  db: Db,
  record: RecordName,
  { id, organisation, customer }: RefusedValues,
): Promise<boolean> {
  if (WITHOUT_ID.has(record)) return false
  const owners = (await ownersOf(db, record, [id as Id])).get(id as Id)
  if (!owners) return false
  return !SHARING_IDS.has(record) || owners.has((organisation ?? customer) as Id)
}

const WITHOUT_ID: ReadonlySet<RecordName> = new Set([
  'erasure',
  'offTheJob',
  'change',
  'assignment',
  'syncLine',
  'notice',
  'webhookMessage',
])

/** Ids of these are only unique to their owner. */
const SHARING_IDS: ReadonlySet<RecordName> = new Set([
  'unit',
  'learnerStatus',
  'aimStatus',
  'run',
  'evidenceNote',
  'workbookNote',
])

const WHY: Partial<Record<RecordName, (db: Db, values: RefusedValues) => Promise<string | undefined>>> = {
  token: async () => 'Another token has the same secret.',
  aim: async (_db, { learner, standard }) => `Learner ${learner} holds standard ${standard} already.`,
  unitSummary: async (db, { organisation, aim, learner, standard, unit }) => {
    const holder = (await givenByIds(db, 'aim', organisation as Id, [aim as Id])).get(aim as Id)
    if (holder?.learner !== learner) return `Learning aim ${aim} is not one of learner ${learner}.`
    return `Learner ${learner} has unit ${unit} under standard ${standard} already.`
  },
  offTheJob: async (_db, { learner }) => `The off-the-job hours of learner ${learner} are there already.`,
  notice: async (_db, { id }) => `Notice ${id} is there already.`,
  webhookMessage: async (_db, { webhook, id }) => `Webhook ${webhook} has a message ${id} already.`,
  syncLine: async (_db, { stream, position }) => `Stream ${stream} has a line ${position} already.`,
  change: async (_db, { position, organisation }) =>
    `Change ${position} is there already: organisation ${organisation} has a history of its own here.`,
}
