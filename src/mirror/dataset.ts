import type { AccountKind } from '../domain/account.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { qualifies, type Role } from '../domain/role.ts'
import { startOf } from '../domain/time.ts'
import type { Mirror, Mirrored, MirrorRow, RowId } from './row.ts'

/** Kinds of record of a data set that a mirror can become. */
type MirrorRecord =
  | 'customer'
  | 'organisation'
  | 'learnerStatus'
  | 'aimStatus'
  | 'placement'
  | 'classroom'
  | 'provider'
  | 'standard'
  | 'unit'
  | 'user'
  | 'aim'
  | 'unitSummary'
  | 'assignment'

/** A record of a data set: moments in milliseconds. */
export interface MirrorRecordOf {
  record: MirrorRecord
  values: Record<string, unknown>
}

/** Records in the order of a data set, and how many rows could not become one, by the reason. */
interface DataSetOfMirror {
  records: MirrorRecordOf[]
  leftOut: ReadonlyMap<string, number>
}

/**
 * A mirror as the records of a data set, ids as they are. Rows that are gone are left out, save users who could still be read:
 * they are archived. What a row refers to and the mirror does not have is left out of it, or the row is where it cannot
 * be without. Templates are left out: no call tells what is in them. Assignments are there where the service showed them.
 */
export function dataSetOf(mirror: Mirror): DataSetOfMirror {
  return new Conversion(mirror).convert()
}

class Conversion {
  readonly #mirror: Mirror
  readonly #records: MirrorRecordOf[] = []
  readonly #leftOut = new Map<string, number>()
  /** What has become a record, so that others may refer to it. */
  readonly #taken = new Map<Mirrored, Map<RowId, MirrorRow>>()

  constructor(mirror: Mirror) {
    this.#mirror = mirror
  }

  convert(): DataSetOfMirror {
    const customer = [...this.#mirror.customers.keys()][0]
    this.#take('customer', 'customers', row => row)
    this.#take('organisation', 'organisations', row => ({ ...row, customer }))
    for (const [record, kind] of PLACES) this.#take(record, kind, row => this.#placed(row))
    this.#take('standard', 'standards', row => ({ ...row, customer, organisations: this.#shared(row) }))
    this.#take('unit', 'units', row => ({
      ...row,
      ...{ customer, organisations: this.#shared(row), standards: this.#having('standards', row.standards) },
    }))
    this.#take('user', 'users', row => this.#user(row))
    this.#take('aim', 'aims', row => this.#aim(row))
    this.#take('unitSummary', 'unitSummaries', row => this.#summary(row))
    this.#assign()
    const templates = this.#mirror.templates.size
    if (templates > 0) this.#leave('templates, since no call tells what is in them', templates)
    return { records: this.#records, leftOut: this.#leftOut }
  }

  #take(record: MirrorRecord, kind: Mirrored, convert: (row: MirrorRow) => object | undefined): void {
    const taken = new Map<RowId, MirrorRow>()
    this.#taken.set(kind, taken)
    for (const row of this.#mirror[kind].values()) {
      if (row.gone !== undefined && row.readable === undefined) continue
      const values = convert(row)
      if (values === undefined) continue
      taken.set(row.id, row)
      this.#records.push({ record, values: plain(values) })
    }
  }

  #leave(why: string, rows = 1): undefined {
    this.#leftOut.set(why, (this.#leftOut.get(why) ?? 0) + rows)
  }

  #has(kind: Mirrored, id: unknown, organisation?: unknown): boolean {
    const found = this.#taken.get(kind)?.get(id as RowId)
    return found !== undefined && (organisation === undefined || found.organisation === organisation)
  }

  #having(kind: Mirrored, ids: unknown): unknown[] {
    return ((ids ?? []) as unknown[]).filter(id => this.#has(kind, id))
  }

  #placed(row: MirrorRow): MirrorRow | undefined {
    return this.#has('organisations', row.organisation)
      ? row
      : this.#leave('rows of no organisation that is mirrored')
  }

  /** Null is all of the customer's. */
  #shared({ organisations }: MirrorRow): unknown[] | null {
    const having = this.#having('organisations', organisations)
    return having.length === certain(this.#taken.get('organisations')).size ? null : having
  }

  #user(row: MirrorRow): object | undefined {
    if (!this.#placed(row)) return undefined
    const { defaultAssessor: _, defaultEmployer: __, gone, ...user } = row
    if (!named(user)) return this.#leave('users of whom no name is told')
    return {
      ...user,
      ...this.#references(row),
      ...momentsOf(row),
      ...(gone !== undefined && { archivedAt: startOf(gone) }),
    }
  }

  /** References of a user to what is not there say nothing. */
  #references(row: MirrorRow): Record<string, null> {
    const lost = USER_REFERENCES.filter(
      ([field, kind]) => row[field] != null && !this.#has(kind, row[field], row.organisation),
    )
    for (const [field] of lost) this.#leave(`times a user names a ${field} that is not mirrored`)
    return Object.fromEntries(lost.map(([field]) => [field, null]))
  }

  #aim(row: MirrorRow): object | undefined {
    const { assessor: _, iqa: __, iv: ___, ...aim } = row
    if (!this.#has('users', row.learner, row.organisation)) return this.#leave('aims of learners in no list')
    if (!this.#has('standards', row.standard)) return this.#leave('aims for standards in no list')
    return this.#has('aimStatuses', row.status, row.organisation) ? aim : { ...aim, status: 0 }
  }

  #summary(row: MirrorRow): object | undefined {
    const { assessor: _, iqa: __, iv: ___, ...summary } = row
    if (!this.#has('aims', row.aim)) return this.#leave('unit summaries of aims that are not in the data set')
    return this.#has('units', row.unit) ? summary : this.#leave('unit summaries for units in no list')
  }

  #assign(): void {
    for (const user of certain(this.#taken.get('users')).values()) {
      if (user.kind !== 'learner') continue
      this.#put({ ...user, learner: user.id }, 'default', 'assessor', user.defaultAssessor)
      this.#put({ ...user, learner: user.id }, 'default', 'employer', user.defaultEmployer)
    }
    for (const [kind, level] of SLOTS) {
      for (const row of certain(this.#taken.get(kind)).values()) {
        this.#put(row, level, 'assessor', row.assessor)
        this.#put(row, level, 'iqa', row.iqa ?? row.iv)
      }
    }
  }

  #put({ organisation, learner, id }: MirrorRow, level: string, role: Role, person: unknown): void {
    if (person == null) return
    const kind = certain(this.#taken.get('users')).get(person as Id)?.kind as AccountKind
    const isThere = this.#has('users', person, organisation)
    if (isThere && qualifies(kind, role)) {
      const slot = { organisation, learner, level, role, person }
      this.#records.push({
        record: 'assignment',
        values: level === 'default' ? slot : { ...slot, target: id },
      })
    } else this.#leave('assignments of people who are in no list, or of no kind that fits')
  }
}

const PLACES = [
  ['learnerStatus', 'learnerStatuses'],
  ['aimStatus', 'aimStatuses'],
  ['placement', 'placements'],
  ['classroom', 'classrooms'],
  ['provider', 'providers'],
] as const satisfies readonly (readonly [MirrorRecord, Mirrored])[]

const USER_REFERENCES = [
  ['placement', 'placements'],
  ['classroom', 'classrooms'],
  ['provider', 'providers'],
  ['learnerStatus', 'learnerStatuses'],
] as const satisfies readonly (readonly [string, Mirrored])[]

const SLOTS = [
  ['aims', 'aim'],
  ['unitSummaries', 'unit'],
] as const

function named({ firstName, lastName }: Partial<MirrorRow>): boolean {
  return Boolean(firstName) && Boolean(lastName)
}

function momentsOf(row: MirrorRow): Record<string, number> {
  const moments = ['createdOn', 'lastModified'].filter(field => typeof row[field] === 'string')
  return Object.fromEntries(moments.map(field => [field, Date.parse(String(row[field]))]))
}

/** Without what only a mirror says, and without fields that say nothing. */
function plain(values: object): Record<string, unknown> {
  const fields = Object.entries(values).filter(
    ([field, value]) => field !== 'gone' && field !== 'readable' && value != null,
  )
  return Object.fromEntries(fields)
}
