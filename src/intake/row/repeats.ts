import { certain } from '../../domain/certain.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import { foldName } from '../../domain/folding.ts'
import type { ReadFinding } from '../statement/finding.ts'
import { emailKey } from '../statement/identifiers.ts'
import type { Naming, Statement } from '../statement/statement.ts'
import { nameLine } from './naming.ts'
import type { RowReading } from './reading.ts'

interface SeenRow {
  identity: string
  place: SourceLocation
  others: number
}

/** A mailbox, with the first row that gives it to each kind of person. */
type Mailbox = { as: string; place: SourceLocation }[]

/**
 * Notices keys that one source gives to several learners. It settles nothing: which of them is right,
 * if any, is for matching to hold and for a person to say.
 */
export class Repeats {
  readonly #ulns = new Map<string, SeenRow>()
  readonly #emails = new Map<string, SeenRow>()
  readonly #mailboxes = new Map<string, Mailbox>()

  /** What the statements of a row repeat of rows before it. */
  seenIn(statements: readonly Statement[]): ReadFinding[] {
    for (const one of statements) this.#noteMailbox(one)
    return statements.flatMap(one =>
      one.says === 'person' && one.account === 'learner' && !one.archived ? this.#of(one.who) : [],
    )
  }

  #of(who: Naming): ReadFinding[] {
    const identity = identityOf(who)
    const { uln, email } = who.keys
    if (email) note(this.#emails, emailKey(email), identity, who.place)
    const first = uln && note(this.#ulns, uln, identity, who.place)
    return first ? [sharedUln(uln, who.place, first.place)] : []
  }

  /** Takes in whose an address is: the learner’s, or somebody’s beside one. */
  #noteMailbox(one: Statement): void {
    if (one.says === 'person' && !one.archived) this.#addMailbox(one.who, one.account)
    if (one.says === 'assignment' && one.who) this.#addMailbox(one.who, one.role)
  }

  #addMailbox({ keys: { email }, place }: Naming, as: string): void {
    if (!email) return
    const key = emailKey(email)
    const mailbox = this.#mailboxes.get(key)
    if (!mailbox) this.#mailboxes.set(key, [{ as, place }])
    else if (!mailbox.some(one => one.as === as)) mailbox.push({ as, place })
  }

  /** What can be told only at the end, once for each address: learners who share it, and other roles that have it too. */
  findings(): ReadFinding[] {
    return [...this.#shared(), ...[...this.#mailboxes].flatMap(([email, mailbox]) => clash(email, mailbox))]
  }

  #shared(): ReadFinding[] {
    return [...this.#emails]
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
  readonly #rows = new Map<string, number | undefined>()

  /** What a record repeats of those before it. */
  seenIn({ statements, place }: RowReading): ReadFinding[] {
    const [first] = statements
    const reference = first?.says === 'person' ? first.who.keys.misId : undefined
    if (reference === undefined) return []
    const isNew = !this.#rows.has(reference)
    if (isNew) this.#rows.set(reference, place.row)
    const sentence = `The reference ${reference} has a record in line ${this.#rows.get(reference)} already; a return has one for each learner.`
    return isNew ? [] : [{ code: 'record-repeated', sentence, place, holds: 'nothing' }]
  }
}

/** One mailbox of a learner and of somebody in another role: mail to one reaches both, and one may sign in as the other. */
function clash(email: string, mailbox: Mailbox): ReadFinding[] {
  const learner = mailbox.find(one => one.as === 'learner')?.place
  const others = mailbox.filter(one => one.as !== 'learner')
  if (!learner || others.length === 0) return []
  const where = others
    .map(({ as, place: { row } }) => `${as}${row === undefined ? '' : ` (row ${row})`}`)
    .join(', ')
  const sentence = `The address ${email} is a learner’s${learner.row === undefined ? '' : ` (row ${learner.row})`} and belongs to another role as well: ${where}. Check whose it is.`
  return [{ code: 'email-role-clash', sentence, place: certain(others[0]).place, holds: 'nothing' }]
}

function note(
  seen: Map<string, SeenRow>,
  key: string,
  identity: string,
  place: SourceLocation,
): SeenRow | undefined {
  const first = seen.get(key)
  if (!first) seen.set(key, { identity, place, others: 0 })
  if (!first || first.identity === identity) return undefined
  first.others += 1
  return first
}

/** What makes two rows of one file speak of the same learner, whatever other keys they share. */
function identityOf({ keys, name }: Naming): string {
  if (keys.onefileId !== undefined) return `id ${keys.onefileId}`
  return keys.misId ? `mis ${keys.misId}` : `name ${foldName(nameLine(name))}`
}

function sharedUln(uln: string, place: SourceLocation, first: SourceLocation): ReadFinding {
  const where = first.row === undefined ? 'before' : `in row ${first.row}`
  return {
    code: 'uln-shared',
    sentence: `The ULN ${uln} belongs to another learner ${where}; correct one of them.`,
    place,
    holds: 'nothing',
  }
}
