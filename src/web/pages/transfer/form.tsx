import type { ReactNode } from 'react'
import { LEVELS } from '../../../domain/level.ts'
import { ROLES, roleOf } from '../../../domain/role.ts'
import type { ShareRules } from '../../../sdk/types.ts'
import { idIn } from '../../data/address.ts'
import { useClassrooms, usePlacements } from '../../data/names.ts'
import { kindWord } from '../../data/terms.ts'
import { CheckForm } from '../../ui/check-form.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { today } from '../../ui/dates.ts'
import { SelectField, TextField, Tick } from '../../ui/field.tsx'
import { Empty } from '../../ui/notice.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { Marks } from '../../ui/tag.tsx'
import { counted, LEVEL_TITLES, nameOf, sentenceCase } from '../../ui/words.ts'
import { ChoosePerson } from '../people/choose-person.tsx'
import { ChosenPeople } from '../people/chosen-people.tsx'
import type { WholeCaseload } from '../people/whole-caseload.ts'
import { missingIn, type TransferWanted } from './wanted.ts'

interface FormProps {
  caseload: WholeCaseload
  wanted: TransferWanted
  onWanted: (wanted: TransferWanted) => void
  onCheck: () => void
  busy: boolean
  error: unknown
}

/** Who takes over, and what. */
export function TransferForm({ caseload, wanted, onWanted, onCheck, busy, error }: FormProps) {
  const { user, held } = caseload
  const change = (part: Partial<TransferWanted>) => onWanted({ ...wanted, ...part })
  if (held.length === 0) return <Empty title={`${nameOf(user)} holds nothing to hand over.`} />
  return (
    <CheckForm
      missing={missingIn(wanted)}
      onCheck={onCheck}
      busy={busy}
      error={error}
      what="This cannot be handed over"
    >
      <Section title="Who takes over">
        <TakesOver caseload={caseload} wanted={wanted} change={change} />
      </Section>
      <Section title="What">
        <What caseload={caseload} wanted={wanted} change={change} />
      </Section>
      <Section title="When and why">
        <div className="filters">
          <TextField
            label="First day"
            type="date"
            hint="Leave blank for now"
            min={today()}
            value={wanted.from ?? ''}
            onChange={({ target }) => change({ from: target.value || undefined })}
          />
          <TextField
            label="Last day"
            type="date"
            hint="Leave blank for good"
            min={wanted.from ?? today()}
            value={wanted.until ?? ''}
            onChange={({ target }) => change({ until: target.value || undefined })}
          />
        </div>
        <ReasonField value={wanted.reason} onValue={reason => change({ reason })} />
      </Section>
    </CheckForm>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="panel stack">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

interface TransferFormProps {
  caseload: WholeCaseload
  wanted: TransferWanted
  change: (part: Partial<TransferWanted>) => void
}

function TakesOver({ caseload: { user, held }, wanted: { to, rules }, change }: TransferFormProps) {
  const role = roleOf(user.kind)
  const organisation = held[0]?.learner.organisation
  return (
    <>
      <ChosenPeople label="Takes over" people={to} onPeople={people => change({ to: people })} />
      <div className="narrow">
        <ChoosePerson
          label={to.length === 0 ? `Which ${kindWord(user.kind)}` : 'Somebody else as well'}
          hint="Type part of a name, a reference or an email address. Choose several to share the learners between them."
          kinds={role && ROLES[role].accounts}
          organisation={organisation}
          without={[user.id, ...to.map(({ id }) => id)]}
          onChoose={person => change({ to: [...to, person] })}
        />
      </div>
      {to.length > 1 && (
        <fieldset className="plain stack">
          <legend>Learners are shared by target and by how many each person has. What else counts?</legend>
          {RULES.map(({ rule, title }) => (
            <Tick
              key={rule}
              label={title}
              checked={rules[rule]}
              onChange={({ target }) => change({ rules: { ...rules, [rule]: target.checked } })}
            />
          ))}
        </fieldset>
      )}
    </>
  )
}

const RULES: readonly { rule: keyof ShareRules; title: string }[] = [
  { rule: 'competence', title: 'Only people recorded as competent to assess the standard' },
  { rule: 'independent', title: 'Nobody both assesses and quality-assures the same learner' },
  { rule: 'employer', title: 'Learners of one employer stay together' },
  { rule: 'placement', title: 'Prefer somebody with learners at the same workplace' },
  { rule: 'classroom', title: 'Prefer somebody with learners in the same class' },
]

function What({ caseload: { user, held }, wanted, change }: TransferFormProps) {
  const { levels, placement, classroom, learners } = wanted
  const placements = usePlacements().filter(({ id }) => held.some(({ learner }) => learner.placement === id))
  const classrooms = useClassrooms().filter(({ id }) => held.some(({ learner }) => learner.classroom === id))
  return (
    <>
      <fieldset className="plain">
        <legend>Levels (tick none for all)</legend>
        <div className="ticks">
          {LEVELS.filter(level => held.some(one => one[level].length > 0)).map(level => (
            <Tick
              key={level}
              label={sentenceCase(LEVEL_TITLES[level])}
              checked={levels.includes(level)}
              onChange={({ target }) =>
                change({ levels: target.checked ? [...levels, level] : levels.filter(one => one !== level) })
              }
            />
          ))}
        </div>
      </fieldset>
      <div className="filters">
        <SelectField
          label="Placement"
          none="All"
          value={placement}
          options={placements.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={id => change({ placement: idIn(id) })}
        />
        <SelectField
          label="Class"
          none="All"
          value={classroom}
          options={classrooms.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={id => change({ classroom: idIn(id) })}
        />
      </div>
      <Tick
        label="Only the learners I choose"
        checked={learners !== undefined}
        onChange={({ target }) => change({ learners: target.checked ? new Set() : undefined })}
      />
      {learners !== undefined && (
        <>
          <p role="status" className="muted">
            {counted(learners.size, 'learner')} chosen
          </p>
          <DataTable
            caption={`Learners of ${nameOf(user)}`}
            rows={held}
            columns={COLUMNS}
            keyOf={row => row.learner.id}
            selection={{
              selected: learners,
              onSelect: chosen => change({ learners: new Set([...chosen].map(Number)) }),
              labelOf: key => `Choose ${nameOf(held.find(({ learner }) => learner.id === key)?.learner)}`,
            }}
          />
        </>
      )}
    </>
  )
}

const COLUMNS: readonly Column<WholeCaseload['held'][number]>[] = [
  {
    id: 'name',
    header: 'Learner',
    names: true,
    cell: ({ learner }) => (
      <>
        {nameOf(learner)}
        <Marks {...learner} />
      </>
    ),
  },
  {
    id: 'held',
    header: 'Held',
    cell: row =>
      LEVELS.filter(level => row[level].length > 0)
        .map(level =>
          row[level].length === 1 ? LEVEL_TITLES[level] : counted(row[level].length, LEVEL_TITLES[level]),
        )
        .join(', '),
  },
]
