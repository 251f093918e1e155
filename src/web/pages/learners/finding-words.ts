import type { CoverFinding, SlotAmiss } from '../../../sdk/types.ts'
import { inTerms, roleWord } from '../../data/terms.ts'
import { LEVEL_TITLES } from '../../ui/words.ts'

/** Names for the numbers that a finding holds. */
export interface Names {
  person: (id: number) => string
  standard: (id: number | null) => string | undefined
  unit: (id: string | null) => string | undefined
}

/** A finding as a sentence with names, where the server's has numbers. */
export function findingText({ code, sentence, slot, candidates = [] }: CoverFinding, names: Names): string {
  if (!slot) return inTerms(sentence)
  const of = subjectOf(slot, names)
  const who = slot.person === null ? 'Nobody' : names.person(slot.person)
  const as = `${slot.level === 'default' || slot.level === 'additional' ? `${LEVEL_TITLES[slot.level]} ` : ''}${roleWord(slot.role)}${of}`
  switch (code) {
    case 'no-assessor':
    case 'no-iqa':
      return `Nobody is ${roleWord(slot.role)}${of}.`
    case 'held-by-archived':
      return `${who} is archived and still ${as}.`
    case 'held-by-flagged':
      return `${who} is flagged for deletion and still ${as}.`
    case 'assesses-and-assures':
      return `${pair(candidates, names)} ${roleWord('assessor')} and ${roleWord('iqa')}${of}.`
    case 'employer-elsewhere':
      return `${who}, ${as}, belongs to another placement.`
    case 'trainee':
      return `${who}, ${as}, is a trainee.`
    case 'residual-access':
      return `${who} is no longer the default ${roleWord(slot.role)} and still ${as}.`
    default:
      return inTerms(sentence)
  }
}

/** One name where two accounts carry the same. */
function pair([assessor, iqa]: readonly number[], names: Names): string {
  if (assessor === undefined || iqa === undefined) return 'The same person is'
  const [first, second] = [names.person(assessor), names.person(iqa)]
  return first === second ? `${first} is both` : `${first} and ${second}, likely one person, are`
}

function subjectOf({ level, standard, unit }: SlotAmiss, names: Names): string {
  if (level === 'unit') return ` of the unit ${names.unit(unit) ?? unit}`
  if (level === 'aim') return ` of ${names.standard(standard) ?? `standard ${standard}`}`
  return ''
}
