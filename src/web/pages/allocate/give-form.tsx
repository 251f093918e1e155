import { useState } from 'react'
import { LEVELS } from '../../../domain/level.ts'
import { ROLE_NAMES, ROLES } from '../../../domain/role.ts'
import { idIn, oneOf } from '../../data/address.ts'
import { useStandards, useUnits } from '../../data/names.ts'
import { roleWord } from '../../data/terms.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField, Tick } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Marks } from '../../ui/tag.tsx'
import { LEVEL_TITLES, nameOf, sentenceCase } from '../../ui/words.ts'
import { ChoosePerson } from '../people/choose-person.tsx'
import { type AllocationWanted, type LearnersMeant, levelsOf, missingIn } from './wanted.ts'

interface GiveFormProps {
  meant: LearnersMeant
  wanted: AllocationWanted
  onWanted: (wanted: AllocationWanted) => void
  onCheck: () => void
  busy: boolean
  error: unknown
}

/** Who is set, and as what. */
export function GiveForm({ meant, wanted, onWanted, onCheck, busy, error }: GiveFormProps) {
  const missing = missingIn(wanted, meant)
  const [isAsked, setAsked] = useState(false)
  const change = (part: Partial<AllocationWanted>) => onWanted({ ...wanted, ...part })
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        setAsked(missing !== undefined)
        if (missing === undefined) onCheck()
      }}
    >
      <fieldset className="panel stack">
        <legend>What</legend>
        <Slot wanted={wanted} change={change} />
        <People wanted={wanted} change={change} />
        <TextField
          className="input narrow"
          label="Reason"
          hint="Kept in the history; optional."
          maxLength={500}
          value={wanted.reason}
          onChange={({ target }) => change({ reason: target.value })}
        />
      </fieldset>
      {error !== undefined && <ErrorNotice what="They cannot be set like this" error={error} />}
      {busy && <Reading what="Working out what would change" />}
      <div className="actions">
        <Button look="primary" type="submit" busy={busy}>
          See what would change
        </Button>
        <span role="status" className={isAsked ? 'field-error' : 'muted'}>
          {missing}
        </span>
      </div>
    </form>
  )
}

interface PartProps {
  wanted: AllocationWanted
  change: (part: Partial<AllocationWanted>) => void
}

function Slot({ wanted: { role, level, standard, unit }, change }: PartProps) {
  const standards = useStandards()
  const units = useUnits().filter(
    ({ standards: within }) => standard === undefined || within === undefined || within.includes(standard),
  )
  return (
    <div className="filters">
      <SelectField
        label="As"
        value={role}
        options={ROLE_NAMES.map(one => ({ value: one, label: sentenceCase(roleWord(one)) }))}
        onChoose={chosen => {
          const next = oneOf(ROLE_NAMES, chosen) ?? role
          change({ role: next, level: levelsOf(next)[0] ?? 'additional', to: [] })
        }}
      />
      <SelectField
        label="Level"
        value={level}
        options={levelsOf(role).map(one => ({ value: one, label: sentenceCase(LEVEL_TITLES[one]) }))}
        onChoose={chosen => change({ level: oneOf(LEVELS, chosen) ?? level })}
      />
      {(level === 'aim' || level === 'unit') && (
        <SelectField
          label="Standard"
          none={level === 'aim' ? 'Choose one' : 'Any'}
          value={standard}
          options={standards.map(({ id, title }) => ({ value: id, label: title }))}
          onChoose={id => change({ standard: idIn(id), unit: undefined })}
        />
      )}
      {level === 'unit' && (
        <SelectField
          label="Unit"
          none="Choose one"
          value={unit}
          options={units.map(({ id, title }) => ({ value: id, label: title }))}
          onChoose={id => change({ unit: id })}
        />
      )}
    </div>
  )
}

function People({ wanted: { role, level, to, takesAway, onlyEmpty }, change }: PartProps) {
  const needsPerson = !takesAway || level === 'additional'
  return (
    <>
      {needsPerson && to.length > 0 && (
        <ul className="chosen" aria-label={takesAway ? 'Taken away' : 'Set'}>
          {to.map(person => (
            <li key={person.id}>
              {nameOf(person)}
              <Marks {...person} />
              <Button
                look="plain"
                aria-label={`Leave out ${nameOf(person)}`}
                onClick={() => change({ to: to.filter(({ id }) => id !== person.id) })}
              >
                Leave out
              </Button>
            </li>
          ))}
        </ul>
      )}
      {needsPerson && (!takesAway || to.length === 0) && (
        <div className="narrow">
          <ChoosePerson
            label={to.length === 0 ? `Which ${roleWord(role)}` : 'Somebody else as well'}
            hint={
              takesAway
                ? 'Type part of a name, a reference or an e-mail address.'
                : 'Type part of a name, a reference or an e-mail address. Several share the learners in turn.'
            }
            kinds={ROLES[role].accounts}
            without={to.map(({ id }) => id)}
            onChoose={person => change({ to: takesAway ? [person] : [...to, person] })}
          />
        </div>
      )}
      <div className="ticks">
        {!takesAway && level !== 'additional' && (
          <Tick
            label="Only where nobody is yet"
            checked={onlyEmpty}
            onChange={({ target }) => change({ onlyEmpty: target.checked })}
          />
        )}
        <Tick
          label="Take away instead of setting"
          checked={takesAway}
          onChange={({ target }) => change({ takesAway: target.checked, to: [] })}
        />
      </div>
    </>
  )
}
