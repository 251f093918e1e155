import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { FoundPerson } from '../sdk/types.ts'
import { useFoundPeople } from './data/find-people.ts'
import { useOrganisations } from './data/me.ts'
import { nameIn } from './data/names.ts'
import { kindWord } from './data/terms.ts'
import { Combobox } from './ui/combobox.tsx'
import { Dialog } from './ui/dialog.tsx'
import { ErrorNotice } from './ui/notice.tsx'
import { Marks } from './ui/tag.tsx'
import { nameOf, sentenceCase } from './ui/words.ts'

/** The button that opens the search; `/` and Ctrl-K do the same from everywhere. */
export function FindAnybody({ keys = false }: { keys?: boolean }) {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!keys) return undefined
    const onKey = (event: KeyboardEvent) => {
      if (!opensSearch(event) || document.querySelector('dialog[open]')) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [keys])
  return (
    <>
      <button
        type="button"
        className="search-opener"
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K"
        onClick={() => setOpen(true)}
      >
        Find anybody
        {keys && (
          <span className="key" aria-hidden="true">
            /
          </span>
        )}
      </button>
      {open && <FindDialog onClose={() => setOpen(false)} />}
    </>
  )
}

/** Whether the key asks for the search: not where somebody is typing, unless with Ctrl. */
function opensSearch(event: KeyboardEvent): boolean {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') return true
  const typing =
    event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
  return event.key === '/' && !typing && !event.ctrlKey && !event.altKey && !event.metaKey
}

function FindDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const navigate = useNavigate()
  const { found, error } = useFoundPeople(text)
  const choose = ({ id, kind }: FoundPerson) => {
    onClose()
    const to = kind === 'learner' ? '/learners/$id' : '/people/$id'
    void navigate({ to, params: { id: String(id) } })
  }
  return (
    <Dialog title="Find anybody" className="find-dialog" onClose={onClose}>
      <Combobox
        label="Name, reference, ULN, email or number"
        text={text}
        onText={setText}
        items={found?.people}
        keyOf={person => person.id}
        show={person => <Found person={person} />}
        onChoose={choose}
        none="Nobody found. Try part of the name, or the reference."
        autoFocus
      />
      {error && <ErrorNotice what="The search could not be made" error={error} />}
      {found?.more && <p className="muted">There are more. Type more of the name to narrow them down.</p>}
    </Dialog>
  )
}

/** Somebody who was found, with what tells people apart. */
function Found({ person }: { person: FoundPerson }) {
  const organisations = useOrganisations()
  const details = [
    sentenceCase(kindWord(person.kind)),
    nameIn(organisations, person.organisation),
    person.misId,
    person.uln && `ULN ${person.uln}`,
    person.email,
  ]
  return (
    <>
      <span className="option-name">
        {nameOf(person)}
        <Marks archived={person.archived} flagged={person.flagged} />
      </span>
      <span className="option-details">{details.filter(Boolean).join(' · ')}</span>
    </>
  )
}
