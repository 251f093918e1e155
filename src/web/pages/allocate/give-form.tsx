import { LEVELS } from '../../../domain/level.ts'
import { ROLE_NAMES, ROLES } from '../../../domain/role.ts'
import { idIn, oneOf } from '../../data/address.ts'
import { useStandards, useUnits } from '../../data/names.ts'
import { roleWord } from '../../data/terms.ts'
import { CheckForm } from '../../ui/check-form.tsx'
import { SelectField, Tick } from '../../ui/field.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { LEVEL_TITLES, sentenceCase } from '../../ui/words.ts'
import { ChoosePerson } from '../people/choose-person.tsx'
import { ChosenPeople } from '../people/chosen-people.tsx'
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
  const change = (part: Partial<AllocationWanted>) => onWanted({ ...wanted, ...part })
  return (
    <CheckForm
      missing={missingIn(wanted, meant)}
      onCheck={onCheck}
      busy={busy}
      error={error}
      what="They cannot be allocated like this"
    >
      <fieldset className="panel stack">
        <legend>What</legend>
        <Slot wanted={wanted} change={change} />
        <People wanted={wanted} change={change} />
        <ReasonField value={wanted.reason} onValue={reason => change({ reason })} />
      </fieldset>
    </CheckForm>
  )
}

interface GiveProps {
  wanted: AllocationWanted
  change: (part: Partial<AllocationWanted>) => void
}

function Slot({ wanted: { role, level, standard, unit }, change }: GiveProps) {
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

function People({ wanted: { role, level, to, takesAway, onlyEmpty }, change }: GiveProps) {
  const needsPerson = !takesAway || level === 'additional'
  return (
    <>
      {needsPerson && (
        <ChosenPeople
          label={takesAway ? 'Removed' : 'Allocated'}
          people={to}
          onPeople={people => change({ to: people })}
        />
      )}
      {needsPerson && (!takesAway || to.length === 0) && (
        <div className="narrow">
          <ChoosePerson
            label={to.length === 0 ? `Which ${roleWord(role)}` : 'Somebody else as well'}
            hint={
              takesAway
                ? 'Type part of a name, a reference or an email address.'
                : 'Type part of a name, a reference or an email address. Choose several to share the learners in turn.'
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
            label="Only where there is nobody yet"
            checked={onlyEmpty}
            onChange={({ target }) => change({ onlyEmpty: target.checked })}
          />
        )}
        <Tick
          label="Remove instead"
          checked={takesAway}
          onChange={({ target }) => change({ takesAway: target.checked, to: [] })}
        />
      </div>
    </>
  )
}
