import type { Id } from '../domain/id.ts'
import type { PlannedChange } from '../domain/plan.ts'
import { calledBy, standardTitle, type World, type WorldPerson } from '../reconcile/world/world.ts'
import { inOneLine } from './visible.ts'

/** What things are called, for people who read a plan. Ids below zero are what the plan makes. */
export interface NameBook {
  person(id: Id): WorldPerson | undefined
  /** The name and number of an account. */
  called(id: Id): string
  organisation(id: Id): string
  standard(id: Id): string
  unit(id: string): string
  template(id: Id): string
  placement(id: Id): string
  classroom(id: Id): string
}

/** The names of a world and of those whom a plan makes. */
export function nameBook(world: World, changes: readonly PlannedChange[]): NameBook {
  const people = new Map(world.people.map(one => [one.id, one]))
  for (const change of changes) if (change.do === 'create-person') people.set(change.person, newcomer(change))
  const titles = <K>(things: readonly { id: K; label: string }[], what: string) => {
    const byId = new Map(things.map(one => [one.id, inOneLine(one.label)]))
    return (id: K) => byId.get(id) ?? `${what} ${id}`
  }
  return {
    person: id => people.get(id),
    called: id => {
      const known = people.get(id)
      return known ? inOneLine(calledBy(known)) : `account ${id}`
    },
    organisation: titles(world.organisations.map(named), 'organisation'),
    standard: titles(
      world.standards.map(one => ({ id: one.id, label: standardTitle(one) })),
      'standard',
    ),
    unit: titles(
      world.units.map(({ id, title }) => ({ id, label: `${id} ${title}` })),
      'unit',
    ),
    template: titles(
      world.templates.map(({ id, title }) => ({ id, label: title })),
      'template',
    ),
    placement: titles(world.placements.map(named), 'placement'),
    classroom: titles(world.classrooms.map(named), 'class'),
  }
}

function named({ id, name }: { id: Id; name: string }): { id: Id; label: string } {
  return { id, label: name }
}

function newcomer({
  person,
  organisation,
  kind,
  fields,
}: PlannedChange & { do: 'create-person' }): WorldPerson {
  return { ...fields, id: person, organisation, kind, archived: false, link: null }
}
