import type { PlannedState } from '../../../domain/planned.ts'
import type { PlannedChange, PlannedRun } from '../../../sdk/types.ts'
import { dateText } from '../../ui/dates.ts'
import { counted } from '../../ui/words.ts'

/** What has become of a planned change, in plain words. */
export const STATE_TITLES: Readonly<Record<PlannedState, string>> = {
  planned: 'To come',
  waiting: 'Waits for a person',
  done: 'Carried out',
  'already-so': 'Nothing had to be done',
  'taken-back': 'Taken back',
}

/** What has become of the changes of a planned run, in one phrase, such as `3 to come, 1 waits for a person`. */
export function standing({ states }: Pick<PlannedRun, 'states'>): string {
  const parts = [
    states.planned > 0 && `${states.planned.toLocaleString('en-GB')} to come`,
    states.waiting > 0 && `${states.waiting.toLocaleString('en-GB')} waiting for a person`,
    states.done > 0 && `${states.done.toLocaleString('en-GB')} carried out`,
    states.alreadySo > 0 && `${states.alreadySo.toLocaleString('en-GB')} with nothing to do`,
    states.takenBack > 0 && `${states.takenBack.toLocaleString('en-GB')} taken back`,
  ]
  return parts.filter(Boolean).join(', ')
}

/** Who does what next: a person where something waits, the server while a day is to come, else nobody. */
export function nextStep({ states, first, last }: Pick<PlannedRun, 'states' | 'first' | 'last'>): string {
  if (states.waiting > 0) return `You: decide about ${counted(states.waiting, 'change')}`
  if (states.planned === 0) return 'Nobody: it is settled'
  if (first === null || last === null) return 'The server'
  if (dateText(first) === dateText(last)) return `The server: on ${dateText(first)}`
  return `The server: each on its day, until ${dateText(last)}`
}

/** Why a planned change waits, or would as things stand, for whoever is to decide; nothing where all is as it needs. */
export function whyWaiting(
  { state, expected, code, holder, before, after }: PlannedChange,
  name: (id: number | null) => string,
): string | undefined {
  if (state === 'planned')
    return expected ? undefined : `Would wait: ${name(holder)} is there now, not ${name(before)}.`
  if (state !== 'waiting') return undefined
  if (code === 'moved-on') return `${name(holder)} is there now, not ${name(before)}.`
  const rule = code === null ? undefined : FORBIDDEN[code]
  return rule?.(name(after)) ?? 'The rules forbid it.'
}

/** What may forbid a planned change on its day, for whoever it was to put there. */
const FORBIDDEN: Partial<Record<NonNullable<PlannedChange['code']>, (after: string) => string>> = {
  'start-not-made': () => 'It ends a cover that never began.',
  'person-archived': after => `${after} is archived.`,
  'person-flagged': after => `${after} is marked for deletion.`,
  'role-mismatch': after => `${after} does not have that role.`,
  'organisations-differ': after => `${after} is in another organisation than the learner.`,
  'user-unknown': after => `${after} is no longer there.`,
  'learner-archived': () => 'The learner is archived.',
  'learner-flagged': () => 'The learner is marked for deletion.',
  'standard-not-held': () => 'The learner no longer has that learning aim.',
  'unit-not-held': () => 'The learner no longer has that unit.',
}
