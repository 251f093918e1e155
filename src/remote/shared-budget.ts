import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { claimPrivateFile, makePrivateFolder } from '../disk/private-file.ts'
import { certain } from '../domain/certain.ts'
import { inTurn } from '../sdk/budget.ts'
import {
  ALLOWANCE,
  type Allowance,
  allowanceOf,
  type Budget,
  type Clock,
  nextCall,
  type Sleep,
} from '../sdk/client.ts'
import { steadyClock, timerSleep } from '../sdk/wait.ts'

/** How a shared budget is kept. */
interface SharedBudgetOptions {
  clock?: Clock
  sleep?: Sleep
  allowance?: Allowance
  /** Whether to keep to the allowance, whatever a server says. */
  fixed?: boolean
}

/** A budget that all processes of a machine share. */
export interface SharedBudget extends Budget {
  /** Calls that may still be made within the window that ends now. */
  left(): number
  close(): void
}

/** Milliseconds that a process waits for the file while others count their calls. */
const PATIENCE = 10_000

/**
 * The budget of a token in a locked file of a folder, so that a pull and a nightly sync at the same time stay within it
 * together. The file is named after the token's hash and never holds the token.
 */
export function openSharedBudget(
  folder: string,
  token: string,
  { clock = steadyClock, sleep = timerSleep, fixed = false, ...options }: SharedBudgetOptions = {},
): SharedBudget {
  let { allowance = ALLOWANCE } = options
  const calls = openCalls(folder, token)
  return {
    take: inTurn(now => calls.take(now, allowance), { clock, sleep }),
    backOff: seconds => calls.hold(clock() + seconds * 1000),
    allow: most => {
      if (!fixed) allowance = allowanceOf(most)
    },
    left: () => allowance.calls - calls.countSince(clock() - allowance.window),
    close: calls.close,
  }
}

/** Moments of calls in a file, and until when all are held back. */
interface CallFile {
  /** Counts a call where one may be made now; gives when the next one may be made. */
  take(now: number, allowance: Allowance): number
  hold(until: number): void
  countSince(moment: number): number
  close(): void
}

function openCalls(folder: string, token: string): CallFile {
  makePrivateFolder(folder)
  const name = createHash('sha256').update(token).digest('hex').slice(0, 16)
  const file = join(folder, `budget-${name}.db`)
  claimPrivateFile(file)
  const db = new DatabaseSync(file, { timeout: PATIENCE })
  // What a power cut takes away is a minute old by the time the machine is back.
  db.exec('pragma synchronous = off')
  db.exec('create table if not exists calls (at real not null) strict')
  db.exec('create table if not exists holds (until real not null) strict')
  db.exec('create index if not exists calls_at on calls (at)')
  const select = db.prepare('select at from calls where at > ? and at <= ? order by at')
  const held = db.prepare('select coalesce(max(until), 0) as until from holds')
  const insert = db.prepare('insert into calls (at) values (?)')
  const tidy = db.prepare('delete from calls where at <= ? or at > ?')
  const count = db.prepare('select count(*) as calls from calls where at > ?')
  const made = (from: number, to: number) => select.all(from, to).map(row => Number(row.at))
  const countSince = (moment: number) => Number(certain(count.get(moment)).calls)

  return {
    take: (now, allowance) =>
      locked(db, () => {
        const { window } = allowance
        // A call in the future was made before the clock was set back.
        tidy.run(now - 2 * window, now + window)
        // Where calls need not be spread out yet, when they were made does not matter.
        const isFew = countSince(now - window) < Math.min(allowance.burst, allowance.calls)
        const free = isFew ? now : nextCall(made(0, now + window), now, allowance)
        const at = Math.max(free, Number(certain(held.get()).until))
        if (at <= now) insert.run(now)
        return at
      }),
    hold: until =>
      locked(db, () => {
        if (until <= Number(certain(held.get()).until)) return
        db.exec('delete from holds')
        db.prepare('insert into holds (until) values (?)').run(until)
      }),
    countSince,
    close: () => db.close(),
  }
}

function locked<T>(db: DatabaseSync, work: () => T): T {
  db.exec('begin immediate')
  try {
    return work()
  } finally {
    db.exec('commit')
  }
}
