import { type AccountKind, KIND_TITLES } from '../../domain/account.ts'
import { compareNames, foldParts } from '../match/names.ts'
import type { Roster } from '../match/roster.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { type HeldReason, reason } from './held.ts'

/**
 * Whose mailbox an address is: somebody's of another role and another name. Whoever reads it could sign in as the other, so that
 * nobody gets it. A learner may share that of a family firm, which is told where the file is read.
 */
function ownerOf(email: string, person: WorldPerson, roster: Roster): WorldPerson | undefined {
  const { kind, organisation, firstName, lastName } = person
  const ours = foldParts({ given: firstName, family: lastName })
  return roster.with('email', email).find(one => {
    if (one.organisation !== organisation || one.archived || !isApart(one.kind, kind)) return false
    return compareNames(ours, roster.nameOf(one)) === 'different'
  })
}

function isApart(a: AccountKind, b: AccountKind): boolean {
  const isFirm = [a, b].includes('learner') && [a, b].includes('employer')
  return a !== b && !isFirm
}

/** Why somebody is not created with an address; nothing where it is theirs. */
export function whyMailboxRefused(person: WorldPerson, roster: Roster): HeldReason | undefined {
  const owner = person.email ? ownerOf(person.email, person, roster) : undefined
  const { firstName, lastName } = person
  return owner && reason('cannot-create', `"${firstName} ${lastName}" cannot be created: ${belongsTo(owner)}`)
}

function belongsTo(owner: WorldPerson): string {
  return `the e-mail address belongs to ${calledBy(owner)}, ${KIND_TITLES[owner.kind]}. Correct the address.`
}
