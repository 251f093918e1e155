import type { Person } from '../../../sdk/types.ts'
import { Button } from '../../ui/button.tsx'
import { Marks } from '../../ui/tag.tsx'
import { nameOf } from '../../ui/words.ts'

/** Somebody who was chosen, as far as it takes to show them. */
export type ChosenPerson = Pick<Person, 'id' | 'firstName' | 'lastName' | 'archived' | 'flagged' | 'kind'>

interface ChosenPeopleProps<Chosen extends ChosenPerson> {
  /** What they were chosen for. */
  label: string
  people: readonly Chosen[]
  onPeople: (people: readonly Chosen[]) => void
}

/** The people chosen so far, each with the way to leave them out again. */
export function ChosenPeople<Chosen extends ChosenPerson>({
  label,
  people,
  onPeople,
}: ChosenPeopleProps<Chosen>) {
  if (people.length === 0) return null
  return (
    <ul className="chosen" aria-label={label}>
      {people.map(person => (
        <li key={person.id}>
          {nameOf(person)}
          <Marks {...person} />
          <Button
            look="plain"
            aria-label={`Leave out ${nameOf(person)}`}
            onClick={() => onPeople(people.filter(({ id }) => id !== person.id))}
          >
            Leave out
          </Button>
        </li>
      ))}
    </ul>
  )
}
