import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { PlanFinding } from '../collect/finding.ts'
import type { Breach } from '../limits/limits.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'

/** Says what is over a limit. */
export class LimitWords {
  readonly #find: (id: Id) => WorldPerson | undefined

  constructor(find: (id: Id) => WorldPerson | undefined) {
    this.#find = find
  }

  finding(breach: Breach): PlanFinding {
    const { removals, of, limit, person } = breach
    const share = Math.round((removals / Math.max(of, 1)) * 100)
    const allowed = `${limit.count} and ${Math.round(limit.share * 100)}%`
    return {
      code: 'removals-wait',
      sentence: `${this.#subject(breach)} would lose ${removals} of ${of} (${share}%), which is over ${allowed}. These removals wait for an approval; everything else goes on.`,
      ...(person === undefined ? {} : { candidates: [person] }),
    }
  }

  /** That removals by absence wait for rows of which it is not known whom they are about. */
  uncertain(rows: number, waiting: number): PlanFinding {
    const which = rows === 1 ? 'One row is held and may be' : `${rows} rows are held and may be`
    const what = waiting === 1 ? '1 removal waits' : `${waiting} removals wait`
    return {
      code: 'removals-wait',
      sentence: `${which} about somebody who seems to be missing, so ${what} for an approval.`,
    }
  }

  #subject({ part, organisation, person, level }: Breach): string {
    if (part === 'assessor') {
      const known = this.#find(certain(person))
      return known ? calledBy(known) : `Account ${person}`
    }
    if (part === 'level') return `Organisation ${organisation}, at the level ${level},`
    return part === 'accounts'
      ? `Organisation ${organisation}, of its live learners,`
      : `Organisation ${organisation}`
  }
}
