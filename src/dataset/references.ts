import type { RecordName } from '../contract/dataset.ts'
import type { Account } from '../domain/account.ts'
import type { TemplateItem } from '../domain/catalogue.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import type { Tx } from '../storage/database.ts'
import { ownersOf } from '../storage/presence.ts'
import type { Wrong } from './broken.ts'
import type { DataRecord } from './read.ts'

type RecordValues = DataRecord['values']
type AnyId = Id | string

/** What a property refers to: a kind of record, or of users only learners. */
interface Reference {
  property: string
  to: RecordName | 'learner'
  ids(value: unknown): readonly AnyId[]
}

const one = (value: unknown): AnyId[] => (value === null || value === undefined ? [] : [value as AnyId])
const many = (value: unknown): readonly AnyId[] => (value ?? []) as readonly AnyId[]
const ref = (property: string, to: Reference['to'] = property as RecordName): Reference => ({
  property,
  to,
  ids: one,
})
const refs = (property: string, to: RecordName): Reference => ({ property, to, ids: many })

const customer = ref('customer')
const organisation = ref('organisation')
const sharing = refs('organisations', 'organisation')
const ofLearner = [organisation, ref('learner', 'learner')]
const assessor = ref('assessor', 'user')
/** 0 stands for nobody having said. */
const aimStatus: Reference = { ...ref('status', 'aimStatus'), ids: value => (value === 0 ? [] : one(value)) }
const itemStandards: Reference = {
  ...ref('items', 'standard'),
  ids: value => (value as TemplateItem[]).map(item => item.standard),
}
const itemUnits: Reference = {
  ...ref('items', 'unit'),
  ids: value => (value as TemplateItem[]).flatMap(item => item.units.map(({ unit }) => unit)),
}

/** What records refer to. The people of a change may be gone: history outlives them, and so does the list of erasures. */
const REFERENCES: Record<RecordName, readonly Reference[]> = {
  customer: [],
  organisation: [customer],
  token: [customer, sharing],
  operator: [customer, sharing],
  learnerStatus: [organisation],
  aimStatus: [organisation],
  placement: [organisation],
  classroom: [organisation],
  provider: [organisation],
  standard: [customer, sharing],
  unit: [customer, refs('standards', 'standard'), sharing],
  template: [customer, itemStandards, itemUnits, sharing],
  user: [organisation, ref('placement'), ref('classroom'), ref('provider'), ref('learnerStatus')],
  erasure: [],
  aim: [...ofLearner, ref('standard'), aimStatus],
  unitSummary: [...ofLearner, ref('aim'), ref('standard'), ref('unit')],
  visit: [...ofLearner, assessor],
  review: [...ofLearner, assessor, ref('employer', 'user'), ref('visit')],
  plan: ofLearner,
  timesheetEntry: ofLearner,
  offTheJob: ofLearner,
  run: [organisation],
  change: [organisation],
  assignment: [...ofLearner, ref('person', 'user')],
  competence: [organisation, ref('user'), ref('standard')],
  plannedRun: [organisation],
  plannedChange: [...ofLearner, ref('plannedRun'), ref('before', 'user'), ref('after', 'user')],
  evidenceNote: [organisation],
  workbookNote: [organisation],
  syncLine: [customer],
  notice: [customer],
  webhook: [customer, sharing],
  webhookMessage: [customer, ref('webhook')],
}

/** Whose these are: the customer's, or else an organisation's. */
const OF_CUSTOMER: ReadonlySet<Reference['to']> = new Set([
  'customer',
  'organisation',
  'standard',
  'unit',
  'template',
])

/** Findings that are remembered at most. */
const REMEMBERED = 200_000

/** Checks that what records refer to is there, and belongs to the same customer or organisation. */
export class References {
  readonly #tx: Tx
  readonly #customers = new Map<Id, Id>()
  readonly #known = new Set<string>()

  constructor(tx: Tx) {
    this.#tx = tx
  }

  /** The first record of a batch of one kind that refers to what is not there. */
  async firstWrong(record: RecordName, batch: readonly DataRecord[]): Promise<Wrong | undefined> {
    await this.#loadCustomers(batch)
    let first: Wrong | undefined
    for (const reference of REFERENCES[record]) {
      const wrong = await this.#firstMissing(reference, batch)
      if (wrong && (!first || wrong.line < first.line)) first = wrong
    }
    return first
  }

  async #loadCustomers(batch: readonly DataRecord[]): Promise<void> {
    const ids = new Set(batch.flatMap(({ values }) => one(values.organisation) as Id[]))
    const missing = [...ids].filter(id => !this.#customers.has(id))
    for (const [id, owners] of await ownersOf(this.#tx.db, 'organisation', missing)) {
      this.#customers.set(id as Id, certain([...owners][0]))
    }
  }

  async #firstMissing(reference: Reference, batch: readonly DataRecord[]): Promise<Wrong | undefined> {
    const { property, to, ids } = reference
    const wanted = batch.flatMap(({ values, line }) => {
      const owner = this.#ownerFor(to, values)
      return ids(values[property]).map(id => ({ id, owner, line, key: `${to}/${owner}/${id}` }))
    })
    const unknown = wanted.filter(({ key }) => !this.#known.has(key))
    const owners = await this.#find(to, [...new Set(unknown.map(({ id }) => id))])
    const missing = unknown.find(({ id, owner }) => !owners.get(id)?.has(certain(owner)))
    if (missing) return { line: missing.line, reason: whyMissing(reference, missing) }
    if (this.#known.size > REMEMBERED) this.#known.clear()
    for (const { key } of unknown) this.#known.add(key)
    return undefined
  }

  /** Who must own what the record refers to. */
  #ownerFor(to: Reference['to'], values: RecordValues): Id | undefined {
    const own = values.organisation as Id | undefined
    if (!OF_CUSTOMER.has(to)) return own
    return own === undefined ? (values.customer as Id) : this.#customers.get(own)
  }

  async #find(to: Reference['to'], ids: readonly AnyId[]): ReturnType<typeof ownersOf> {
    if (ids.length === 0) return new Map()
    if (to !== 'learner' && to !== 'user') return ownersOf(this.#tx.db, to, ids)
    const accounts = await this.#tx.statements.accounts(ids as Id[])
    const fitting = accounts.filter(({ kind }: Account) => to === 'user' || kind === 'learner')
    return new Map(fitting.map(account => [account.id, new Set([account.organisation])]))
  }
}

function whyMissing(
  { property, to }: Reference,
  { id, owner }: { id: AnyId; owner: Id | undefined },
): string {
  if (to === 'customer' || (to === 'organisation' && property === to)) return `There is no ${to} ${id}.`
  const where = OF_CUSTOMER.has(to) ? 'customer' : 'organisation'
  return `"${property}" is ${id}, and there is no such ${to} of ${where} ${owner}.`
}
