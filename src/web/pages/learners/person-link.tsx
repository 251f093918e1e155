import { Link } from '@tanstack/react-router'
import { Marks } from '../../ui/tag.tsx'
import { nameOf } from '../../ui/words.ts'
import type { Answering } from './beside.ts'

/** Somebody of the staff, leading to what they hold. */
export function PersonLink({ person }: { person: Answering['person'] }) {
  const { id, kind, firstName = '', lastName = '', archived = false, flagged = false } = person
  return (
    <>
      <Link to="/people/$id" params={{ id: String(id) }}>
        {nameOf({ firstName, lastName })}
      </Link>
      <Marks archived={archived} flagged={flagged} {...(kind && { kind })} />
    </>
  )
}
