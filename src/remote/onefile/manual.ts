import type { Id } from '../../domain/id.ts'
import type { PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import { ROLE_TITLES } from '../../domain/role.ts'

/** What has to be done by hand, on which screen of OneFile. */
interface ManualWork {
  screen: string
  sentence: string
}

/** How an account is called in a sentence. */
type ManualNames = (id: Id) => string

/**
 * Says in an MIS officer's words how to do on OneFile's screens what its API has no call for, or what it refused.
 * Source: contract H2, H3, H7, H8, H9, H11, H14.
 */
export function manualWork(change: PlannedChange, called: ManualNames = id => `account ${id}`): ManualWork {
  switch (change.do) {
    case 'assign':
      return seat(change, called)
    case 'plan-ahead':
    case 'take-back':
      return work(
        'Allocations',
        `OneFile keeps no changes to come: plan the same file again on ${change.effectiveFrom}, for ${called(change.learner)}.`,
      )
    case 'archive-person':
      return work('Archive', `Open ${called(change.person)} and archive the account.`)
    case 'plan-leaver':
      return work(
        'Assign',
        `Hand over what ${called(change.person)} holds on ${change.on}, and archive the account.`,
      )
    case 'set-competences':
      return work(
        'Competences',
        `Keep what ${called(change.person)} may assess where you keep it; OneFile does not.`,
      )
    case 'unarchive-person':
      return work('Archive', `Find ${called(change.person)} among the archived accounts and restore it.`)
    case 'create-person':
      return work(
        'Create user',
        `Create the account with the MIS id that the file gives, so that the next plan finds it.`,
      )
    case 'update-person': {
      const fields = Object.keys(change.after).map(field => FIELD_TITLES[field] ?? field)
      return work('User details', `Open ${called(change.person)} and correct: ${fields.join(', ')}.`)
    }
    case 'give-template':
      return work(
        'Assign Framework Template',
        `Give template ${change.template} to ${called(change.learner)}; OneFile asks there what to do with existing aims.`,
      )
    case 'give-standard':
      return work('Learning aims', `Give standard ${change.standard} to ${called(change.learner)}.`)
    case 'give-unit':
      return work(
        'Learning aims',
        `Give unit ${change.unit} of standard ${change.standard} to ${called(change.learner)}.`,
      )
  }
}

const FIELD_TITLES: Record<string, string> = {
  firstName: 'first name',
  lastName: 'last name',
  email: 'e-mail',
  misId: 'MIS Value',
  uln: 'ULN',
  dateOfBirth: 'date of birth',
  startOn: 'start date',
  plannedEndDate: 'planned end date',
  placement: 'placement',
  classroom: 'class',
}

function work(screen: string, sentence: string): ManualWork {
  return { screen, sentence }
}

function seat(change: PlannedAssignment, called: ManualNames): ManualWork {
  const { level, role, learner, before, after } = change
  const who = `${ROLE_TITLES[role]} ${called(after ?? before ?? learner)}`
  const where = placeOf(change, called(learner))
  if (after !== null) return work(screenOf(change), `Set ${who} ${where}.`)
  if (level !== 'default') return work(screenOf(change), `Take ${who} away ${where.replace(/^for/, 'from')}.`)
  return role === 'employer'
    ? work(screenOf(change), `Take ${who} out as default employer of ${called(learner)}.`)
    : work(
        screenOf(change),
        `Choose another default assessor for ${called(learner)} in place of ${called(before ?? 0)}; OneFile does not let it be empty.`,
      )
}

function screenOf({ level, role }: PlannedAssignment): string {
  if (level === 'unit') return 'Unit Allocations'
  return role === 'employer' ? 'Assign Employers' : 'Allocations'
}

function placeOf({ level, standard, unit }: PlannedAssignment, learner: string): string {
  const under = standard === undefined ? '' : ` of standard ${standard}`
  if (level === 'unit') return `for ${learner}, on unit ${unit}${under}`
  if (level === 'aim') return `for ${learner}, on the learning aim${under}`
  return level === 'default' ? `for ${learner}, as default` : `for ${learner}`
}
