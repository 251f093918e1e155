import { foldCase, foldName } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import type { PersonFacts } from '../../intake/statement/statement.ts'
import type { World } from '../world/world.ts'
import { type HeldReason, reason } from './held.ts'

type WorldPlace = World['placements'][number]

/** What a file says of where somebody learns and works: ids, and remarks on names that nothing has. */
export interface Whereabouts {
  placement?: Id
  classroom?: Id
  notes: readonly HeldReason[]
}

/** Finds placements and classes by number or name. Names that fit two places fit none. */
export class WorkplaceFinder {
  readonly #placements: ReadonlyMap<string, WorldPlace | null>
  readonly #classrooms: ReadonlyMap<string, WorldPlace | null>

  constructor({ placements, classrooms }: World) {
    this.#placements = indexed(placements)
    this.#classrooms = indexed(classrooms)
  }

  find({ workplace, classroom }: PersonFacts, organisation: Id): Whereabouts {
    const notes: HeldReason[] = []
    const placement = this.#placement(workplace, organisation)
    if (placement === undefined && (workplace?.id !== undefined || workplace?.name)) {
      const what = workplace.name ?? workplace.id
      notes.push(
        reason(
          'placement-unknown',
          `No placement of centre ${organisation}, or more than one, is called "${what}", so the account keeps the placement it has. Correct the name, or create the placement.`,
        ),
      )
    }
    const room = classroom && this.#classroom(classroom, organisation)
    if (classroom && room === undefined) {
      const what = classroom.name ?? classroom.id
      notes.push(
        reason(
          'classroom-unknown',
          `No class of centre ${organisation}, or more than one, is called "${what}", so the account keeps the class it has. Correct the name, or create the class.`,
        ),
      )
    }
    return {
      ...(placement === undefined ? {} : { placement }),
      ...(room === undefined ? {} : { classroom: room }),
      notes,
    }
  }

  /** The name of the placement that has an employer's number; nothing where none or several have it. */
  employerName(number: string, organisation: Id): string | undefined {
    return this.#placements.get(`${organisation} mis ${numberKey(number)}`)?.name
  }

  #placement(workplace: PersonFacts['workplace'], organisation: Id): Id | undefined {
    if (!workplace) return undefined
    const { id, name, employerId } = workplace
    const keys = [
      id && `id ${id}`,
      employerId && `mis ${numberKey(employerId)}`,
      name && `name ${foldName(name)}`,
    ]
    return firstFit(this.#placements, keys, organisation)
  }

  #classroom({ id, name }: NonNullable<PersonFacts['classroom']>, organisation: Id): Id | undefined {
    return firstFit(this.#classrooms, [id && `id ${id}`, name && `name ${foldName(name)}`], organisation)
  }
}

function firstFit(
  index: ReadonlyMap<string, WorldPlace | null>,
  keys: readonly (string | number | undefined)[],
  organisation: Id,
): Id | undefined {
  return keys.map(key => key && index.get(`${organisation} ${key}`)?.id).find(id => typeof id === 'number')
}

function indexed(places: readonly WorldPlace[]): Map<string, WorldPlace | null> {
  const index = new Map<string, WorldPlace | null>()
  for (const place of places) {
    for (const key of keysOf(place)) {
      const whole = `${place.organisation} ${key}`
      index.set(whole, index.has(whole) ? null : place)
    }
  }
  return index
}

/** An employer's number is one: zeros before it mean nothing. */
function numberKey(misId: string): string {
  return foldCase(misId).replace(/^0+(?=\d+$)/, '')
}

function keysOf({ id, name, misId }: WorldPlace): string[] {
  return [`id ${id}`, `name ${foldName(name)}`, ...(misId ? [`mis ${numberKey(misId)}`] : [])]
}
