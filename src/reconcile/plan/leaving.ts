import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { calledBy, type World } from '../world/world.ts'
import type { PlanFinding } from './codes.ts'
import type { PersonFile } from './entry.ts'

/** Staff who leave or have left, as a file of theirs says, with how many learners they are beside. */
export function leavingStaff(
  files: ReadonlyMap<Id, PersonFile>,
  { assignments }: World,
  today: CalendarDate,
): PlanFinding[] {
  return [...files.values()].flatMap(({ person, facts }): PlanFinding[] => {
    const entry = facts.find(one => one.facts.actualEnd !== undefined)
    if (!entry || person.kind === 'learner' || person.id < 0) return []
    const day = certain(entry.facts.actualEnd)
    const own = assignments.filter(one => one.person === person.id)
    const verb = day < today ? 'left' : 'leaves'
    const sentence = `${calledBy(person)} ${verb} on ${day} and ${caseload(own, person.id)}`
    return [{ code: 'staff-leaving', sentence, place: entry.place, candidates: [person.id] }]
  })
}

function caseload(own: World['assignments'], id: Id): string {
  if (own.length === 0) return 'is beside no learner.'
  const learners = new Set(own.map(one => one.learner)).size
  const levels = [...Map.groupBy(own, one => one.level)].map(([level, of]) => `${of.length} ${level}`)
  const people = learners === 1 ? '1 learner' : `${learners} learners`
  return `is beside ${people} (${levels.join(', ')}); move them with "caseload transfer --from ${id} --to …".`
}
