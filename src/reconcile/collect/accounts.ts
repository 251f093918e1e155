import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import { foldKey } from '../match/roster.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { type HeldReason, reason } from './held.ts'
import type { AccountRequests, Doubt } from './request.ts'

/** The requests of one account while rows are still being collected. */
type OpenAccount = { -readonly [K in keyof AccountRequests]: AccountRequests[K] } & {
  /** The keys by which the first row named the account. */
  first?: { keys: Naming['keys']; place: SourceLocation }
  /** The date of birth that the first row with one gave. */
  firstBirth?: CalendarDate | undefined
}

/** Lists of an account that requests are put into. */
type RequestKind = 'facts' | 'aims' | 'slots' | 'competences'

const NO_DOUBTS: ReadonlySet<Doubt> = new Set()

/** What the sources ask, sorted by account, and the keys by which rows name each account. */
export class Accounts {
  readonly #byId = new Map<Id, OpenAccount>()
  readonly #keys = new Map<string, { account: OpenAccount; place: SourceLocation }>()

  /** Everything asked so far, by account. */
  get requests(): Map<Id, AccountRequests> {
    return this.#byId
  }

  /** Puts a request to the others of its account. Lists are short and many: exact ones take less memory than growing ones. */
  put<K extends RequestKind>(person: WorldPerson, kind: K, request: AccountRequests[K][number]): void {
    const account = this.#of(person)
    account[kind] = [...account[kind], request] as OpenAccount[K]
  }

  /** Notes that something of an account is held, so that nothing is concluded from absence. */
  doubt(person: WorldPerson, ...what: readonly Doubt[]): void {
    const account = this.#of(person)
    account.doubts = new Set([...account.doubts, ...what])
  }

  /** Whatever keys a row gives with an account count against other rows that give it others, or them to others. */
  identify(
    person: WorldPerson,
    { keys }: Naming,
    birth: CalendarDate | undefined,
    place: SourceLocation,
  ): void {
    const account = this.#of(person)
    account.first ??= { keys, place }
    account.firstBirth ??= birth
    const isOtherBirth = birth !== undefined && account.firstBirth !== birth
    if (areTwo(account.first.keys, keys) || (isOtherBirth && !shareKey(account.first.keys, keys)))
      account.contested ??= twoRows(person, account.first.place, place)
    for (const key of ['misId', 'uln'] as const) this.#claim(key, keys[key], place, account)
  }

  /** One key that rows give to two accounts holds both: whichever gets it, the other row would mean it next time. */
  #claim(key: 'misId' | 'uln', value: string | undefined, place: SourceLocation, account: OpenAccount): void {
    const folded = value === undefined ? '' : foldKey(key, value)
    if (folded === '') return
    const { organisation, kind } = account.person
    // Two accounts whose keys differ only in letter case each have their own.
    const isOwn = account.person[key] === value
    const at = `${organisation} ${kind} ${key} ${isOwn ? `exactly ${value}` : folded}`
    const first = this.#keys.get(at)
    if (!first) this.#keys.set(at, { account, place })
    else if (first.account !== account) {
      const why = twoAccounts(first.account.person, account.person, first.place, place)
      first.account.contested ??= why
      account.contested ??= why
    }
  }

  #of(person: WorldPerson): OpenAccount {
    const known = this.#byId.get(person.id)
    if (known) return known
    const account: OpenAccount = {
      ...{ person, facts: [], aims: [], slots: [], competences: [] },
      doubts: NO_DOUBTS,
    }
    this.#byId.set(person.id, account)
    return account
  }
}

/** Whether the keys of two rows tell of two people. */
function areTwo(a: Naming['keys'], b: Naming['keys']): boolean {
  const isApart = (key: 'misId' | 'uln', left: readonly string[], right: readonly string[]) => {
    const [folded, others] = [left, right].map(values =>
      values.map(value => foldKey(key, value)).filter(value => value !== ''),
    )
    if (!folded?.length || !others?.length) return false
    return !folded.some(value => others.includes(value))
  }
  return isApart('misId', misIdsIn(a), misIdsIn(b)) || isApart('uln', [a.uln ?? ''], [b.uln ?? ''])
}

function misIdsIn({ misId, otherMisIds = [] }: Naming['keys']): string[] {
  return [misId, ...otherMisIds].flatMap(id => id || [])
}

/** Whether two rows give one key that tells a person by itself. */
function shareKey(a: Naming['keys'], b: Naming['keys']): boolean {
  const isSame = (key: 'misId' | 'uln') => {
    const folded = foldKey(key, a[key] ?? '')
    return folded !== '' && folded === foldKey(key, b[key] ?? '')
  }
  return isSame('misId') || isSame('uln') || (a.onefileId !== undefined && a.onefileId === b.onefileId)
}

function twoRows({ id }: WorldPerson, first: SourceLocation, second: SourceLocation): HeldReason {
  const sentence = `The keys of ${rowsLine(first, second)} tell of two people, and both fit account ${id}; correct one of them.`
  return { ...reason('two-rows-one-account', sentence), candidates: [id] }
}

function twoAccounts(
  a: WorldPerson,
  b: WorldPerson,
  first: SourceLocation,
  second: SourceLocation,
): HeldReason {
  const accounts = [a, b].map(calledBy).join(' and ')
  const sentence = `${rowsLine(first, second)} give one key to two accounts, ${accounts}; correct one of them.`
  return { ...reason('one-key-two-accounts', sentence), candidates: [a.id, b.id] }
}

function rowsLine(...places: readonly SourceLocation[]): string {
  return places.map(place => `row ${place.row ?? '?'}`).join(' and ')
}
