import { KIND_TITLES } from '../../domain/account.ts'
import type { Id } from '../../domain/id.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { contradictionsIn } from './compare.ts'
import { comparisonWith, gather, pointsElsewhere, type SoughtAccount } from './evidence.ts'
import { foldParts, likenessOf } from './names.ts'
import type { Question } from './question.ts'
import { accountsOf, type Roster } from './roster.ts'
import { classTitle, contradictionSentence, keysConflict } from './sentences.ts'

/**
 * Why an account can't be the one that a row means, whatever anybody has said: it has another MIS id, ULN or date of birth, or a
 * key of the row is another account's. Asked each time a link is made or used. Nothing where it can.
 */
export function whyNotLinked(sought: SoughtAccount, person: WorldPerson): string | undefined {
  const contradictions = contradictionsIn(comparisonWith(sought, person))
  if (contradictions.length > 0) return contradictionSentence(person, sought, contradictions)
  const hasName = foldParts(sought.who.name).words.length > 0
  const against = gather(sought).find(
    one =>
      (one.key === 'misId' ||
        one.key === 'uln' ||
        (one.key === 'email' && !hasName && sought.where.as !== 'learner')) &&
      !one.lookalikes.includes(person) &&
      pointsElsewhere(one, person, sought.roster),
  )
  const other = against && (against.live[0] ?? against.archived[0])
  return against && other && keysConflict([[against.key, other]]).sentence
}

/**
 * Why a link that was made for a key without a name is not one for a row that gives a name: the key may be somebody else's since.
 * Nothing where the names agree, or date of birth or a second key bears it out.
 */
export function whyNotNamed(sought: SoughtAccount, person: WorldPerson): string | undefined {
  const comparison = comparisonWith(sought, person)
  const isBorneOut = comparison.birth === 'agrees' || comparison.uln === 'agrees'
  return comparison.name === 'different' && !isBorneOut
    ? contradictionSentence(person, sought, ['name'])
    : undefined
}

/** Why an account that has another name altogether than when it was confirmed may be somebody else's; nothing after a marriage. */
export function whyRenamed(called: string, sought: SoughtAccount, person: WorldPerson): string | undefined {
  const now = sought.roster.nameOf(person)
  if (likenessOf(foldParts({ full: called }), now) !== 'different') return undefined
  const { name, birth, uln, misId } = comparisonWith(sought, person)
  const isBorneOut = name !== 'different' || [birth, uln, misId].includes('agrees')
  return isBorneOut ? undefined : `The account was that of "${called}" then. Say anew who is meant.`
}

/** Why a question can't be answered with an account: not there yet, not there, of another kind or centre, or contradicted. */
export function whyNotAnswer(question: Question, account: Id, roster: Roster): string | undefined {
  const { who, as, organisation, birth } = question
  const person = roster.get(account)
  if (account < 0 || (person && person.id < 0))
    return 'This person is only about to be made by another row. Apply the plan first, then link.'
  if (!person) return `There is no account ${account} here; look for it with "caseload find".`
  if (!accountsOf(as).includes(person.kind))
    return `${calledBy(person)} is an account of the kind ${KIND_TITLES[person.kind]}, and ${classTitle(as)} is needed.`
  if (organisation !== undefined && person.organisation !== organisation)
    return `Account ${account} belongs to another centre than the row.`
  const where = { as, organisation, ...(birth === undefined ? {} : { birth }) }
  return whyNotLinked({ who, where, roster, rejected: new Set(), isNoNewcomer: false }, person)
}
