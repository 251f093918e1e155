import { ACCOUNT_KINDS, type AccountKind } from '../../domain/account.ts'
import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { ShortRead, World, WorldPerson } from '../../reconcile/world/world.ts'
import type { Client } from '../../sdk/client.ts'
import { forEach, readList, unlessRefused } from './list.ts'

/** Who is set by default beside a learner, as far as a record shows it. */
export interface ShownDefaults {
  assessor: Id | null
  employer: Id | null
}

/** Accounts as they were read. */
export interface PeopleRead {
  people: WorldPerson[]
  /** Of learners whose whole record was read. */
  defaults: Map<Id, ShownDefaults>
  /** Whether any record showed who is set by default. */
  showsDefaults: boolean
  /** Whether the lists hold whole records. Where they hold only what tells people apart, staff were read one by one. */
  isWhole: boolean
  shortReads: ShortRead[]
}

type Record = Partial<Awaited<ReturnType<Client['readUser']>>> & { id: Id }

/** Properties that every list shows (docs/onefile-api.md#2.7). A row with any other is a whole record. */
const IDENTIFYING = new Set(['id', 'firstName', 'lastName', 'misId'])

/**
 * Reads the accounts of organisations, by organisation and role. Archived accounts are in no list. Learners come first: from
 * their long list the client learns how long pages are, which saves a call for each short list after it.
 */
export async function readPeople(
  client: Client,
  organisations: World['organisations'],
  signal: AbortSignal | undefined,
): Promise<PeopleRead> {
  const read: PeopleRead = {
    ...{ people: [], defaults: new Map(), showsDefaults: false, isWhole: true, shortReads: [] },
  }
  const known = new Set<Id>()
  const lists: AccountsListed[] = []
  for (const { id } of organisations) {
    for (const kind of ACCOUNT_KINDS) {
      const list = await readKind(client, { organisation: id, kind }, known, signal)
      if (list.short) read.shortReads.push({ organisation: id, what: 'people', ...list.short })
      lists.push(list)
    }
  }
  const rows = lists.flatMap(list => list.rows)
  read.isWhole = rows.length === 0 || rows.some(isWholeRecord)
  for (const { as, rows } of lists) for (const row of rows) take(read, row, as)
  if (!read.isWhole) await readStaff(client, read, signal)
  return read
}

interface AccountList {
  organisation: Id
  kind: AccountKind
}

interface AccountsListed {
  as: AccountList
  rows: readonly Record[]
  short?: Pick<ShortRead, 'read' | 'expected'>
}

async function readKind(
  client: Client,
  as: AccountList,
  known: Set<Id>,
  signal: AbortSignal | undefined,
): Promise<AccountsListed> {
  const again = () => unlessRefused(() => client.searchUsers({ ...as }, { signal }))
  const list = await readList(client, 'pageUsers', { ...as }, { signal, again })
  const own = list.rows.filter(row => isOf(row, as))
  const rows = own.filter(({ id }) => !known.has(id) && known.add(id))
  // An account in two lists means that the server filters otherwise than it was asked to.
  const twice = rows.length < own.length ? { short: { read: rows.length, expected: own.length } } : {}
  return { ...twice, ...(list.short && { short: list.short }), as, rows }
}

function isOf({ kind, organisation }: Record, as: AccountList): boolean {
  return (kind ?? as.kind) === as.kind && (organisation ?? as.organisation) === as.organisation
}

function isWholeRecord(row: Record): boolean {
  return Object.keys(row).some(field => !IDENTIFYING.has(field))
}

function take(read: PeopleRead, row: Record, as: AccountList): void {
  read.people.push(personOf(row, as))
  noteDefaults(read, row, as.kind)
}

function noteDefaults(read: PeopleRead, row: Record, kind: AccountKind): void {
  if (kind !== 'learner' || !isWholeRecord(row)) return
  const { defaultAssessor, defaultEmployer } = row
  if (defaultAssessor !== undefined || defaultEmployer !== undefined) read.showsDefaults = true
  read.defaults.set(row.id, { assessor: defaultAssessor ?? null, employer: defaultEmployer ?? null })
}

function personOf(row: Record, { organisation, kind }: AccountList): WorldPerson {
  return {
    id: row.id,
    organisation,
    kind,
    firstName: row.firstName ?? '',
    lastName: row.lastName ?? '',
    email: row.email ?? null,
    misId: row.misId ?? null,
    uln: row.uln ?? null,
    dateOfBirth: row.dateOfBirth ?? null,
    startOn: row.startOn ?? null,
    plannedEndDate: row.plannedEndDate ?? null,
    placement: row.placement ?? null,
    classroom: row.classroom ?? null,
    archived: false,
    link: null,
  }
}

/** Staff are few, and their address is what files name them by. */
async function readStaff(client: Client, read: PeopleRead, signal: AbortSignal | undefined): Promise<void> {
  const staff = read.people.filter(one => one.kind !== 'learner').map(one => one.id)
  await readRecords(client, read, new Set(staff), signal)
}

/** Reads whole records of some people, one by one, into what was read of all. */
export async function readRecords(
  client: Client,
  read: Pick<PeopleRead, 'people' | 'defaults' | 'showsDefaults'>,
  wanted: ReadonlySet<Id>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const at = new Map(read.people.map(({ id }, index) => [id, index]))
  await forEach(
    [...wanted].filter(id => at.has(id)),
    async id => {
      const index = certain(at.get(id))
      const person = certain(read.people[index])
      const row = await unlessRefused(() => client.readUser({ user: id }, { signal }))
      if (!row) return
      read.people[index] = personOf({ ...row, id }, person)
      noteDefaults(read as PeopleRead, { ...row, id }, person.kind)
    },
  )
}
