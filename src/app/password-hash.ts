import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { certain } from '../domain/certain.ts'
import { type Problem, problem } from '../domain/problem.ts'

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2)

/** What a hash costs: memory in KiB, passes over it, lanes. */
interface Cost {
  memory: number
  passes: number
  lanes: number
}

/** The second choice of RFC 9106, with one lane: 64 MiB and three passes. */
const COST: Cost = { memory: 65_536, passes: 3, lanes: 1 }

/** Most that a stored hash may ask for, so that a row nobody here has written cannot use up the machine. */
const MOST: Cost = { memory: 1_048_576, passes: 20, lanes: 16 }

const SALT_BYTES = 16
const HASH_BYTES = 32

/** Hashes worked out at the same time; each takes a thread of the pool that files are read with, and its memory. */
const AT_ONCE = 2

/** Hashes that wait their turn at most. */
const WAITING = 32

const BUSY = problem('too-busy', 'Many people are signing in just now; try again in a few seconds.')

/** Whether a password fits, and whether its hash should be made again with what hashes cost today. */
interface PasswordVerdict {
  fits: boolean
  outdated: boolean
}

/** Works out password hashes, off the main thread and a few at a time. */
export interface PasswordHasher {
  /** The hash of a password, as text that says how it was made; a problem where too many wait for one. */
  hash(password: string): Promise<string | Problem>
  /** Holds a password against a hash; against none it takes as long, and never fits. */
  verify(password: string, stored: string | null): Promise<PasswordVerdict | Problem>
}

/** Makes a hasher. `cost` is for tests, which hash often. */
export function createPasswordHasher(cost: Cost = COST): PasswordHasher {
  const turn = takeTurns()
  const decoy = {
    cost,
    salt: randomBytes(SALT_BYTES),
    hash: randomBytes(HASH_BYTES),
  }
  return {
    hash: password =>
      turn(async () => {
        const salt = randomBytes(SALT_BYTES)
        return written({ cost, salt, hash: await hashWith(password, salt, cost, HASH_BYTES) })
      }),
    verify: (password, stored) =>
      turn(async () => {
        const known = stored === null ? undefined : readHash(stored)
        const against = known ?? decoy
        const hash = await hashWith(password, against.salt, against.cost, against.hash.length)
        const fits = timingSafeEqual(hash, against.hash) && known !== undefined
        return { fits, outdated: fits && !isSameCost(against.cost, cost) }
      }),
  }
}

function hashWith(password: string, salt: Buffer, { memory, passes, lanes }: Cost, bytes: number) {
  // The same password typed on two systems may come as two sequences of code points.
  const message = Buffer.from(password.normalize('NFKC'))
  return derive('argon2id', { message, nonce: salt, memory, passes, parallelism: lanes, tagLength: bytes })
}

function isSameCost(one: Cost, other: Cost): boolean {
  return one.memory === other.memory && one.passes === other.passes && one.lanes === other.lanes
}

interface Hash {
  cost: Cost
  salt: Buffer
  hash: Buffer
}

/** The usual text of an Argon2 hash: `$argon2id$v=19$m=65536,t=3,p=1$salt$hash`. */
function written({ cost, salt, hash }: Hash): string {
  const { memory, passes, lanes } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${lanes}$${plainBase64(salt)}$${plainBase64(hash)}`
}

function plainBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

const HASH =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/

/** Nothing where it is no such hash, or one that costs more than is sane. */
function readHash(text: string): Hash | undefined {
  const [, memory, passes, lanes, salt, hash] = HASH.exec(text) ?? []
  if (hash === undefined) return undefined
  const cost = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) }
  const sane = cost.memory <= MOST.memory && cost.passes <= MOST.passes && cost.lanes <= MOST.lanes
  if (!sane) return undefined
  return { cost, salt: Buffer.from(certain(salt), 'base64'), hash: Buffer.from(hash, 'base64') }
}

/** Lets a few pieces of work go at a time; the others wait, and beyond that many are turned away. */
function takeTurns(): <T>(work: () => Promise<T>) => Promise<T | Problem> {
  const waiting: (() => void)[] = []
  let running = 0
  return async work => {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING) return BUSY
      await new Promise<void>(resolve => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
