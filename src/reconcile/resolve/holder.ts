import { foldCase } from '../../domain/folding.ts'
import { ROLE_TITLES } from '../../domain/role.ts'
import type { Slot } from '../../domain/slot.ts'
import { nameLine } from '../../intake/row/naming.ts'
import { emailKey } from '../../intake/statement/identifiers.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { SlotRequest } from '../collect/request.ts'
import { compareNames, foldParts } from '../match/names.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'

/** Why a slot is left as it is: none of those who are there is whom a row believes to be there. */
export function whyNotAsExpected(
  { level, role }: Slot,
  requests: readonly SlotRequest[],
  there: readonly WorldPerson[],
): HeldReason | undefined {
  const expected = requests.flatMap(({ expects }) => expects ?? [])
  const wrong = expected.find(naming => !there.some(person => isCalled(person, naming)))
  if (!wrong) return undefined
  const who = there.length === 0 ? 'nobody is' : `it is ${there.map(calledBy).join(' and ')}`
  const sentence = `The row says that ${shown(wrong)} is the ${level} ${ROLE_TITLES[role]} now, but ${who}. Correct the row, or clear the cell that says who is there.`
  return { ...reason('holder-differs', sentence), candidates: there.map(one => one.id) }
}

/** Whether an account may be whom a cell names, by any key or by name. It only checks; it finds nobody. */
function isCalled(person: WorldPerson, { keys, name }: Naming): boolean {
  if (keys.onefileId !== undefined) return keys.onefileId === person.id
  if (keys.misId && person.misId) return foldCase(keys.misId) === foldCase(person.misId)
  if (keys.email && person.email) return emailKey(keys.email) === emailKey(person.email)
  const called = foldParts({ given: person.firstName, family: person.lastName })
  return compareNames(foldParts(name), called) !== 'different'
}

function shown({ keys, name }: Naming): string {
  return nameLine(name) || keys.email || keys.misId || `account ${keys.onefileId}`
}
