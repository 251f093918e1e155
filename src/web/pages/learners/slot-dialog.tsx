import { useState } from 'react'
import type { Level } from '../../../domain/level.ts'
import { ROLES, type Role } from '../../../domain/role.ts'
import type { ChangesMade, FoundPerson, RequestChangesInput } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { useFoundPeople } from '../../data/find-people.ts'
import { inTerms, roleWord } from '../../data/terms.ts'
import { Button } from '../../ui/button.tsx'
import { type CheckedChange, useCheckedChange } from '../../ui/checked-change.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Marks } from '../../ui/tag.tsx'
import { nameOf, sentenceCase } from '../../ui/words.ts'
import type { Answering } from './beside.ts'
import { TookEffect } from './took-effect.tsx'

/** A slot that somebody wants to change, and who is in it as far as the page knows. */
export interface SlotWanted {
  learner: number
  organisation: number
  level: Level
  role: Role
  standard?: number | undefined
  unit?: string | undefined
  /** What the slot is of, such as "Level 3 Care". */
  title: string
  /** Who is in it; null for nobody, undefined where the page does not know. */
  holder: Answering['person'] | null | undefined
}

/** Who should be in the slot; nobody where it is to be emptied. */
interface Wanted {
  after: Pick<FoundPerson, 'id' | 'firstName' | 'lastName'> | null
}

interface SlotChecked {
  wanted: Wanted
  made: ChangesMade
}

interface SlotDialogProps {
  slot: SlotWanted
  onClose: () => void
}

/** Changes who is in one slot: choose, see what it would do, make it. */
export function SlotDialog({ slot, onClose }: SlotDialogProps) {
  const [reason, setReason] = useState('')
  const change = useCheckedChange<Wanted, SlotChecked, ChangesMade>(
    async wanted => ({
      wanted,
      made: await client.requestChanges({ ...inputOf(slot, wanted), dryRun: true }),
    }),
    async ({ wanted }) => {
      const made = await client.requestChanges({
        ...inputOf(slot, wanted),
        ...(reason.trim() && { reason: reason.trim() }),
      })
      await queryClient.invalidateQueries()
      if (made.run !== null) {
        notify(<TookEffect run={made.run}>The change is made.</TookEffect>)
        onClose()
      }
      return made
    },
  )
  const { now } = change
  const title = `${slot.level === 'additional' && !slot.holder ? 'Add' : 'Change'} the ${titleOf(slot)}`
  return (
    <Dialog title={title} onClose={onClose}>
      {slot.holder !== undefined && (
        <p>
          Now:{' '}
          {slot.holder ? (
            <strong>{nameOf({ firstName: '', lastName: '', ...slot.holder })}</strong>
          ) : (
            <span className="muted">nobody</span>
          )}
        </p>
      )}
      {(now.stage === 'edit' || now.stage === 'checking') && (
        <Choose slot={slot} change={change} onClose={onClose} />
      )}
      {(now.stage === 'checked' || now.stage === 'running') && (
        <Check slot={slot} change={change} reason={reason} onReason={setReason} checked={now.check} />
      )}
      {now.stage === 'done' && <Overtaken made={now.result} onClose={onClose} />}
    </Dialog>
  )
}

function titleOf({ level, role, title }: SlotWanted): string {
  const word = roleWord(role)
  if (level === 'default' || level === 'additional') return `${level} ${word} of ${title}`
  return `${word} of ${title}`
}

type Steps = CheckedChange<Wanted, SlotChecked, ChangesMade>

function Choose({ slot, change, onClose }: { slot: SlotWanted; change: Steps; onClose: () => void }) {
  const [text, setText] = useState('')
  const { organisation, role, holder } = slot
  const { found } = useFoundPeople(text, { kinds: ROLES[role].accounts, organisation })
  const { now, check } = change
  const error = now.stage === 'edit' ? now.error : undefined
  return (
    <>
      {(slot.level !== 'additional' || !holder) && (
        <Combobox
          label={`Who should be the ${roleWord(role)}`}
          hint="Type part of a name, a reference or an email address."
          text={text}
          onText={setText}
          items={found?.people}
          keyOf={person => person.id}
          show={person => (
            <span className="option-name">
              {nameOf(person)}
              <Marks {...person} />
              <span className="option-details"> {person.email}</span>
            </span>
          )}
          onChoose={person => check({ after: person })}
          none={`No ${roleWord(role)} of this organisation fits.`}
          autoFocus
        />
      )}
      {now.stage === 'checking' && <Reading what="Checking" />}
      {error !== undefined && <ErrorNotice what="The change cannot be made" error={error} />}
      <div className="actions">
        {holder && (
          <Button look="danger" onClick={() => check({ after: null })}>
            Remove {nameOf({ firstName: '', lastName: '', ...holder })}
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </>
  )
}

interface SlotCheckProps {
  slot: SlotWanted
  change: Steps
  checked: SlotChecked
  reason: string
  onReason: (reason: string) => void
}

/** What the change would do, before it is made. */
function Check({ slot, change, checked, reason, onReason }: SlotCheckProps) {
  const [outcome] = checked.made.outcomes
  const findings = [...checked.made.findings, ...(outcome?.findings ?? [])]
  const { now } = change
  const after = checked.wanted.after
  const possible = outcome?.outcome === 'done'
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void change.run()
      }}
    >
      <p>
        Afterwards: <strong>{after ? nameOf(after) : 'nobody'}</strong>
      </p>
      {!possible && (
        <Notice
          kind="warning"
          title={sentenceCase(OUTCOMES[outcome?.outcome ?? 'refused'] ?? 'Not possible')}
        >
          {outcome?.sentence && <p>{inTerms(outcome.sentence)}</p>}
        </Notice>
      )}
      {findings.map(({ code, sentence }) => (
        <Notice key={`${code} ${sentence}`} kind="warning" title="Before you go on">
          <p>{inTerms(sentence)}</p>
        </Notice>
      ))}
      {possible && (
        <TextField
          label="Reason (optional)"
          hint={`Kept in the history of ${slot.title}.`}
          maxLength={500}
          value={reason}
          onChange={event => onReason(event.target.value)}
        />
      )}
      {now.stage === 'checked' && now.error !== undefined && (
        <ErrorNotice what="The change was not made" error={now.error} />
      )}
      <div className="actions">
        {possible && (
          <Button look="primary" type="submit" busy={now.stage === 'running'} autoFocus>
            Make this change
          </Button>
        )}
        <Button onClick={change.edit}>Back</Button>
      </div>
    </form>
  )
}

const OUTCOMES: Readonly<Record<string, string>> = {
  'already-so': 'it is so already; there is nothing to change',
  'moved-on': 'somebody else has changed this meanwhile',
  refused: 'this cannot be changed so',
}

/** What is told where somebody else was first: nothing was changed, and the page shows what is there now. */
function Overtaken({ made, onClose }: { made: ChangesMade; onClose: () => void }) {
  const [outcome] = made.outcomes
  return (
    <>
      <Notice
        kind="warning"
        title={sentenceCase(OUTCOMES[outcome?.outcome ?? 'refused'] ?? 'Nothing was changed')}
      >
        <p>{inTerms(outcome?.sentence ?? 'Nothing was changed. The page shows what is there now.')}</p>
      </Notice>
      <div className="actions">
        <Button look="primary" onClick={onClose}>
          Look at what is there now
        </Button>
      </div>
    </>
  )
}

function inputOf(slot: SlotWanted, { after }: Wanted): RequestChangesInput {
  const { learner, level, role, standard, unit, holder } = slot
  const before = level === 'additional' && !holder ? undefined : holder === null ? null : holder?.id
  return {
    changes: [{ learner, level, role, standard, unit, before, after: after?.id ?? null }],
  }
}
