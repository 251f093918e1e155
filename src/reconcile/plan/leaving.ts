import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { PlanFinding } from '../collect/finding.ts'
import type { AccountNotes } from '../resolve/account.ts'
import { calledBy, type World } from '../world/world.ts'

/** Staff who leave or have left, as a file of theirs says, with how many learners they are assigned to. */
export function leavingStaff(
  accounts: Iterable<AccountNotes>,
  { assignments }: World,
  today: CalendarDate,
): PlanFinding[] {
  return [...accounts].flatMap(({ person, facts }): PlanFinding[] => {
    const request = facts.find(each => each.facts.actualEnd !== undefined)
    if (!request || person.kind === 'learner' || person.id < 0) return []
    const day = certain(request.facts.actualEnd)
    const own = assignments.filter(assignment => assignment.person === person.id)
    const verb = day < today ? 'left' : 'leaves'
    const sentence = `${calledBy(person)} ${verb} on ${day} and ${caseload(own, person.id)}`
    return [{ code: 'staff-leaving', sentence, place: request.place, candidates: [person.id] }]
  })
}

function caseload(own: World['assignments'], id: Id): string {
  if (own.length === 0) return 'is beside no learner.'
  const learners = new Set(own.map(({ learner }) => learner)).size
  const levels = [...Map.groupBy(own, ({ level }) => level)].map(([level, of]) => `${of.length} ${level}`)
  const people = learners === 1 ? '1 learner' : `${learners} learners`
  return `is beside ${people} (${levels.join(', ')}); move them with "caseload transfer --from ${id} --to …".`
}
