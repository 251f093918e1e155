import { type ReactNode, useState } from 'react'
import type { AccountKind } from '../../../domain/account.ts'
import type { FoundPerson } from '../../../sdk/types.ts'
import { useFoundPeople } from '../../data/find-people.ts'
import { useOrganisations } from '../../data/me.ts'
import { nameIn } from '../../data/names.ts'
import { kindWord } from '../../data/terms.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Marks } from '../../ui/tag.tsx'
import { nameOf, sentenceCase } from '../../ui/words.ts'

interface ChoosePersonProps {
  label: string
  hint?: ReactNode
  /** Only accounts of these kinds, of this organisation. */
  kinds?: readonly AccountKind[] | undefined
  organisation?: number | undefined
  /** Those who cannot be chosen, such as whoever is chosen already. */
  without?: readonly number[]
  onChoose: (person: FoundPerson) => void
}

/** A box in which somebody is found by name, reference or address, and chosen. It is empty again afterwards. */
export function ChoosePerson({
  label,
  hint,
  kinds,
  organisation,
  without = [],
  onChoose,
}: ChoosePersonProps) {
  const [text, setText] = useState('')
  const organisations = useOrganisations()
  const { found, error } = useFoundPeople(text, { kinds, organisation })
  return (
    <>
      <Combobox
        label={label}
        hint={hint ?? 'Type part of a name, a reference or an email address.'}
        text={text}
        onText={setText}
        items={text.trim() === '' ? undefined : found?.people.filter(({ id }) => !without.includes(id))}
        keyOf={person => person.id}
        show={person => (
          <span className="option-name">
            {nameOf(person)}
            <Marks {...person} />
            <span className="option-details">
              {' '}
              {[sentenceCase(kindWord(person.kind)), nameIn(organisations, person.organisation)].join(' · ')}
            </span>
          </span>
        )}
        onChoose={person => {
          setText('')
          onChoose(person)
        }}
        none="Nobody found. Try part of the name, or the reference."
      />
      {error && <ErrorNotice what="The search could not be made" error={error} />}
    </>
  )
}
