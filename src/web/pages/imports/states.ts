import type { Import } from '../../../sdk/types.ts'
import { counted } from '../../ui/words.ts'

/** How far an import is, in a person's words, with what is to be done next. */
export function stateText({ state, plan, applied, problem }: Import): string {
  if (problem !== null && !isWorking(state)) return 'Stopped, look at it'
  switch (state) {
    case 'uploading':
      return 'Files are still to come'
    case 'uploaded':
      return 'Not read yet'
    case 'planning':
      return 'Being read'
    case 'planned':
      return plan ? plannedText(plan) : 'Read'
    case 'applying':
      return 'Being applied'
    case 'applied':
      return applied ? appliedText(applied) : 'Applied'
    case 'undoing':
      return 'Being taken back'
    case 'undone':
      return 'Taken back'
  }
}

function plannedText({ verdict, added, changed, removed, questions }: NonNullable<Import['plan']>): string {
  if (verdict === 'refused') return 'A file was refused'
  const changes = added + changed + removed
  if (questions > 0) return `${counted(questions, 'person', 'people')} to confirm`
  return changes > 0 ? `${counted(changes, 'change')} to apply` : 'Nothing to change'
}

function appliedText({ done, whole }: NonNullable<Import['applied']>): string {
  return `${counted(done, 'change')} made${whole ? '' : ', not all'}`
}

/** Whether the server is at work on it. */
export function isWorking(state: Import['state']): boolean {
  return state === 'planning' || state === 'applying' || state === 'undoing'
}

/** What an import is called: its files. */
export function titleOf({ files, id }: Pick<Import, 'files' | 'id'>): string {
  const [first, ...more] = files
  if (!first) return `Plan of import ${id}`
  return more.length === 0 ? first.name : `${first.name} and ${more.length} more`
}
