import { randomFor } from '../dataset/synthetic/random.ts'

/** A fault that a practice server makes on order. */
export interface Fault {
  /** A share from 0 to 1 of the calls it fits, or a whole number. */
  takes: 'share' | 'count'
  /** What it is without an order; 0 is never. */
  otherwise: number
  about: string
  /** An amount to try. */
  example: number
  /** How a fault goes, rather than whether it happens: nothing to count. */
  manner?: true
}

/** Every fault there is, by its option. A new one goes to the end: the place of a fault is part of its seed. */
export const FAULTS = {
  limit: share(0.05, '429 with Retry-After; nothing is done'),
  'limit-bare': share(0.05, '429 without Retry-After; nothing is done'),
  error: share(0.02, '500; nothing is done'),
  timeout: share(0.01, 'the connection is held, then dropped without a reply; nothing is done'),
  lost: share(0.01, 'a write is made, and the connection dropped instead of the reply'),
  'session-calls': count(50, 'a session takes this many calls, then 401'),
  'page-cap': count(50, 'a page holds this many rows at most, whatever size is asked for'),
  'page-size': count(25, 'a page holds exactly this many rows, whatever size is asked for'),
  'row-gone': share(
    0.1,
    'before a page that is not the first, a row goes: the list moves up, and one row is never shown',
  ),
  'row-come': share(
    0.1,
    'before a page that is not the first, a row comes: the list moves down, and one row is repeated',
  ),
  case: share(1, 'a change of nothing but letter case is answered like any other and not kept'),
  unsaved: share(1, 'a write is answered as done (204, or 200 with a new id), and nothing is saved'),
  'user-demanded': share(1, 'a search of learning aims or unit summaries without UserID is 400'),
  'retry-after': { ...count(5, 'seconds that limit tells in Retry-After'), otherwise: 1, manner: true },
  'hold-ms': {
    ...count(2000, 'milliseconds that timeout holds a connection'),
    otherwise: 30_000,
    manner: true,
  },
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof FAULTS

/** How much of each fault is wanted. */
export type FaultOrder = Record<FaultName, number>

/** What a practice server is told. */
export interface Practice {
  seed: number
  faults: FaultOrder
}

const NAMES = Object.keys(FAULTS) as FaultName[]

const LARGEST_COUNT = 1_000_000

function share(example: number, about: string): Fault {
  return { takes: 'share', otherwise: 0, about, example }
}

function count(example: number, about: string): Fault {
  return { takes: 'count', otherwise: 0, about, example }
}

/** An order without a fault. */
export function noFaults(): FaultOrder {
  return Object.fromEntries(NAMES.map(name => [name, FAULTS[name].otherwise])) as FaultOrder
}

/**
 * Reads an order such as `limit=0.05,page-cap=50`; what it leaves out stays as it is without an order.
 * An order that cannot be read is answered by the rest of a sentence, after the name of its option.
 */
export function readFaults(text: string): FaultOrder | { why: string } {
  const order = noFaults()
  for (const part of text.split(',').filter(one => one.trim() !== '')) {
    const [name = '', value = '', ...more] = part.split('=').map(one => one.trim())
    if (!isFault(name) || more.length > 0) return { why: `cannot use "${part.trim()}": ${whatThereIs()}` }
    const amount = value === '' ? Number.NaN : Number(value)
    if (!fits(FAULTS[name], amount))
      return { why: `needs ${name} to be ${range(FAULTS[name])}: ${whatThereIs()}` }
    order[name] = amount
  }
  return order
}

function isFault(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name)
}

function fits({ takes }: Fault, amount: number): boolean {
  if (takes === 'share') return amount >= 0 && amount <= 1
  return Number.isInteger(amount) && amount >= 0 && amount <= LARGEST_COUNT
}

function range({ takes }: Fault): string {
  return takes === 'share' ? 'a share from 0 to 1' : `a whole number from 0 to ${LARGEST_COUNT}`
}

function whatThereIs(): string {
  const of = (takes: Fault['takes']) => NAMES.filter(name => FAULTS[name].takes === takes).join(', ')
  return `give name=number, separated by commas; shares from 0 to 1 are ${of('share')}; whole numbers are ${of('count')}`
}

/** What `GET /practice/faults` tells. */
export interface FaultReport {
  seed: number
  /** Calls that came in, sign-ins included. */
  calls: number
  signIns: number
  /** For each fault: how much is ordered, and how often it happened. */
  faults: Record<string, { ordered: number; injected: number }>
}

/** Decides what goes wrong, and keeps count of it. */
export interface FaultLedger {
  /** How much of a fault is ordered. */
  ordered(name: FaultName): number
  /** Whether it is this fault's turn. Nothing is counted: the fault may turn out to change nothing here. */
  drawn(name: FaultName): boolean
  /** Counts a fault that was made. */
  made(name: FaultName): void
  /** Counts a call that came in. */
  called(signIn: boolean): void
  report(): FaultReport
}

/** A ledger. The n-th draw of a fault depends on the seed, the fault and n, so the same calls meet the same faults. */
export function faultLedger({ seed, faults }: Practice): FaultLedger {
  const draws = new Map<FaultName, number>()
  const injected = new Map<FaultName, number>()
  const came = { calls: 0, signIns: 0 }
  return {
    ordered: name => faults[name],
    drawn(name) {
      const before = draws.get(name) ?? 0
      draws.set(name, before + 1)
      return randomFor(seed, NAMES.indexOf(name), before).chance(faults[name])
    },
    made: name => void injected.set(name, (injected.get(name) ?? 0) + 1),
    called(signIn) {
      came.calls += 1
      if (signIn) came.signIns += 1
    },
    report() {
      const counted = NAMES.filter(name => !('manner' in FAULTS[name]))
      const told = counted.map(name => [name, { ordered: faults[name], injected: injected.get(name) ?? 0 }])
      return { seed, ...came, faults: Object.fromEntries(told) }
    },
  }
}
