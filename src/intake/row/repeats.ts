import type { Place } from '../../domain/finding.ts'
import { foldName } from '../../domain/folding.ts'
import type { ReadFinding } from '../statement/finding.ts'
import type { Naming, Statement } from '../statement/statement.ts'
import { nameLine } from './naming.ts'
import type { RowReading } from './reading.ts'

interface Seen {
  identity: string
  place: Place
  others: number
}

/**
 * Notices keys that one source gives to several learners. It settles nothing: which of them is right,
 * if any, is for matching to hold and for a person to say.
 */
export class Repeats {
  private readonly ulns = new Map<string, Seen>()
  private readonly emails = new Map<string, Seen>()

  /** What the statements of a row repeat of rows before it. */
  seenIn(statements: readonly Statement[]): ReadFinding[] {
    return statements.flatMap(one =>
      one.says === 'person' && one.account === 'learner' && !one.archived ? this.of(one.who) : [],
    )
  }

  private of(who: Naming): ReadFinding[] {
    const identity = identityOf(who)
    const { uln, email } = who.keys
    if (email) note(this.emails, email, identity, who.place)
    const first = uln && note(this.ulns, uln, identity, who.place)
    return first ? [sharedUln(uln, who.place, first.place)] : []
  }

  /** What can be told only at the end: addresses that several learners share, once each. */
  findings(): ReadFinding[] {
    return [...this.emails]
      .filter(([, seen]) => seen.others > 0)
      .map(([email, seen]) => ({
        code: 'email-shared',
        sentence: `${seen.others + 1} learners share the address ${email}; it finds none of them for certain.`,
        place: seen.place,
        holds: 'nothing',
      }))
  }
}

/** Notices references that a return gives to two records, though each learner has one. Source: rule R_06 of the agency. */
export class Records {
  private readonly rows = new Map<string, number | undefined>()

  /** What a record repeats of those before it. */
  seenIn({ statements, place }: RowReading): ReadFinding[] {
    const [first] = statements
    const reference = first?.says === 'person' ? first.who.keys.misId : undefined
    if (reference === undefined) return []
    const isNew = !this.rows.has(reference)
    if (isNew) this.rows.set(reference, place.row)
    const sentence = `The reference ${reference} has a record in line ${this.rows.get(reference)} already; a return has one for each learner.`
    return isNew ? [] : [{ code: 'record-repeated', sentence, place, holds: 'nothing' }]
  }
}

function note(seen: Map<string, Seen>, key: string, identity: string, place: Place): Seen | undefined {
  const first = seen.get(key)
  if (!first) seen.set(key, { identity, place, others: 0 })
  if (!first || first.identity === identity) return undefined
  first.others++
  return first
}

/** What makes two rows of one file speak of the same learner, whatever other keys they share. */
function identityOf({ keys, name }: Naming): string {
  if (keys.onefileId !== undefined) return `id ${keys.onefileId}`
  return keys.misId ? `mis ${keys.misId}` : `name ${foldName(nameLine(name))}`
}

function sharedUln(uln: string, place: Place, first: Place): ReadFinding {
  const where = first.row === undefined ? 'before' : `in row ${first.row}`
  return {
    code: 'uln-shared',
    sentence: `The ULN ${uln} belongs to another learner ${where}; correct one of them.`,
    place,
    holds: 'nothing',
  }
}
