import type { Place } from '../../domain/finding.ts'
import { readCell, type Who, who as whoReader } from '../column/cell.ts'
import { textCell } from '../file/sheet.ts'
import type { MonitoredPerson } from '../mapping/mapping.ts'
import { compact, isNamed, naming, piecesOf } from '../row/naming.ts'
import { type Note, trouble } from '../statement/finding.ts'
import type { AimWords, AssignmentStatement, Naming } from '../statement/statement.ts'
import type { Element } from './ilr-learner.ts'
import { monitoringIn } from './ilr-learner.ts'

/** What a monitoring field says of somebody beside a learner, and what is to be told of it. */
export interface Monitored {
  statements: AssignmentStatement[]
  notes: { note: Note; place: Place }[]
}

/** Whose fields these are, for which aim, and where they stand. */
export interface MonitoredOf {
  of: MonitoredPerson['of']
  learner: Naming
  aim?: AimWords | undefined
  placeOf(element: Element): Place
}

/** The return never says who assesses, unless the mapping says in which field the provider keeps a code. */
export function monitored(
  element: Element,
  people: readonly MonitoredPerson[],
  where: MonitoredOf,
): Monitored {
  const fields = monitoringIn(element, where.of === 'learner' ? 'Learner' : 'Delivery')
  const read = people
    .filter(person => person.of === where.of)
    .map(person => inField(fields.get(person.field) ?? [], person, where))
  return { statements: read.flatMap(one => one.statements), notes: read.flatMap(one => one.notes) }
}

/** Blank words and words of removal mean what they mean in any sheet. */
function inField([first, ...more]: Element[], person: MonitoredPerson, where: MonitoredOf): Monitored {
  if (!first) return { statements: [], notes: [] }
  const place = where.placeOf(first)
  if (more.some(({ text }) => text.trim() !== first.text.trim())) {
    return { statements: [], notes: [{ note: fieldTwice(person.field), place }] }
  }
  const { value, notes } = readCell<Who>(whoReader, textCell(first.text), { order: 'unknown', today: '' })
  const statements = value ? [assignment(value, person, where, place)] : []
  return { statements, notes: notes.map(note => ({ note, place })) }
}

function assignment(
  value: Who,
  { role, level }: MonitoredPerson,
  { learner, aim }: MonitoredOf,
  place: Place,
): AssignmentStatement {
  const who = naming(piecesOf(asCode(value)), place)
  return {
    says: 'assignment',
    want: value.remove ? 'remove' : 'hold',
    learner,
    role,
    level,
    who: isNamed(who) ? who : null,
    place,
    ...(level === 'aim' ? compact({ aim }) : {}),
  }
}

/** One word in such a field is a code, though it be of letters alone. */
function asCode({ name, ...others }: Who): Who {
  const word = name?.full
  if (word === undefined || /\s/.test(word)) return { ...others, ...compact({ name }) }
  return { ...others, misId: word }
}

function fieldTwice(field: string): Note {
  return trouble('people-two', `The learner has monitoring field ${field} twice, with different codes.`)
}
