import type { Role } from '../../../domain/role.ts'
import type { Learner, PlannedBeside } from '../../../sdk/types.ts'
import { roleWord } from '../../data/terms.ts'
import { Button } from '../../ui/button.tsx'
import { dateText } from '../../ui/dates.ts'
import { Tag } from '../../ui/tag.tsx'
import { nameOf, sentenceCase } from '../../ui/words.ts'
import type { AimBeside, Answering, Beside, Tree } from './beside.ts'
import { PersonLink } from './person-link.tsx'
import { PlannedHere } from './planned-here.tsx'
import type { SlotWanted } from './slot-dialog.tsx'

interface TreeProps {
  tree: Tree
  learner: Learner
  /** What is planned beside the learner; nothing for a day that is past. */
  planned: readonly PlannedBeside[]
  /** Asked to change a slot; left out where nothing can be changed, as on a day that is past. */
  onChange: ((slot: SlotWanted) => void) | undefined
}

/** A learner, the learner's aims and their units, with who answers for each and why. */
export function LearnerTree({ tree, learner, planned, onChange }: TreeProps) {
  return (
    <div className="stack">
      <Whole tree={tree} learner={learner} planned={planned} onChange={onChange} />
      {tree.aims.map(aim => (
        <Aim key={aim.aim} aim={aim} learner={learner} planned={planned} onChange={onChange} />
      ))}
    </div>
  )
}

const DEFAULTS = ['assessor', 'employer'] as const
const ADDITIONAL = ['assessor', 'iqa', 'employer', 'observer'] as const

function Whole({ tree, learner, planned, onChange }: TreeProps) {
  const slotOf = (level: Beside['level'], role: Role, holder: Answering['person'] | null): SlotWanted => ({
    ...{ learner: learner.id, organisation: learner.organisation, level, role, holder },
    title: nameOf(learner),
  })
  return (
    <section className="panel stack" aria-labelledby="whole">
      <h2 id="whole">Who is allocated to {nameOf(learner)}</h2>
      <table className="plain-table roles-table">
        <caption className="visually-hidden">People allocated to the learner as a whole</caption>
        <tbody>
          {DEFAULTS.map(role => {
            const holder = tree.learner.find(one => one.level === 'default' && one.role === role)
            const name = `Default ${roleWord(role)}`
            return (
              <tr key={role}>
                <th scope="row">{name}</th>
                <td>
                  {holder ? <Since beside={holder} /> : <Nobody missing={role === 'assessor'} />}
                  {onChange && (
                    <ChangeButton
                      label={`Change the default ${roleWord(role)}`}
                      onClick={() => onChange(slotOf('default', role, holder?.person ?? null))}
                    />
                  )}
                  <PlannedHere planned={planned} at={{ level: 'default', role }} />
                </td>
              </tr>
            )
          })}
          {ADDITIONAL.map(role => {
            const holders = tree.learner.filter(one => one.level === 'additional' && one.role === role)
            return (
              <tr key={`additional ${role}`}>
                <th scope="row">Additional {roleWord(role)}</th>
                <td>
                  {holders.map(holder => (
                    <div key={holder.person.id}>
                      <Since beside={holder} />
                      {onChange && (
                        <ChangeButton
                          text="Remove"
                          label={`Remove the additional ${roleWord(role)} ${nameOf({ firstName: '', lastName: '', ...holder.person })}`}
                          onClick={() => onChange(slotOf('additional', role, holder.person))}
                        />
                      )}
                    </div>
                  ))}
                  {holders.length === 0 && <Nobody />}
                  {onChange && (
                    <ChangeButton
                      text="Add"
                      label={`Add an additional ${roleWord(role)}`}
                      onClick={() => onChange(slotOf('additional', role, null))}
                    />
                  )}
                  <PlannedHere planned={planned} at={{ level: 'additional', role }} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Since({ beside }: { beside: Beside }) {
  return (
    <>
      <PersonLink person={beside.person} /> <span className="why">since {dateText(beside.since)}</span>
    </>
  )
}

function Nobody({ missing = false }: { missing?: boolean }) {
  return missing ? <Tag tone="bad">nobody</Tag> : <span className="muted">nobody</span>
}

interface AimProps {
  aim: AimBeside
  learner: Learner
  planned: TreeProps['planned']
  onChange: TreeProps['onChange']
}

const ANSWERING = ['assessor', 'iqa'] as const

function Aim({ aim, learner, planned, onChange }: AimProps) {
  const id = `aim-${aim.aim}`
  const title = aim.standard?.title ?? 'Learning aim'
  const base = { learner: learner.id, organisation: learner.organisation, standard: aim.standard?.id }
  return (
    <section className="panel stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl className="facts">
        {ANSWERING.map(role => (
          <div key={role}>
            <dt>{sentenceCase(roleWord(role))} of the learning aim</dt>
            <dd>
              <Answer answering={aim[role]} of="aim" />
              {onChange && (
                <ChangeButton
                  label={`Change the ${roleWord(role)} of ${title}`}
                  onClick={() =>
                    onChange({ ...base, level: 'aim', role, title, holder: holderAt('aim', aim[role]) })
                  }
                />
              )}
              <PlannedHere planned={planned} at={{ level: 'aim', role, target: aim.aim }} />
            </dd>
          </div>
        ))}
      </dl>
      {aim.units.length > 0 && (
        <table className="plain-table units-table">
          <caption className="visually-hidden">Units of {title}</caption>
          <thead>
            <tr>
              <th scope="col">Unit</th>
              {ANSWERING.map(role => (
                <th key={role} scope="col">
                  {sentenceCase(roleWord(role))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {aim.units.map(unit => (
              <tr key={unit.unitSummary}>
                <th scope="row">{unit.unit?.title}</th>
                {ANSWERING.map(role => (
                  <td key={role} data-label={sentenceCase(roleWord(role))}>
                    <span>
                      <Answer answering={unit[role]} of="unit" />
                      {onChange && (
                        <ChangeButton
                          label={`Change the ${roleWord(role)} of the unit ${unit.unit?.title}`}
                          onClick={() =>
                            onChange({
                              ...base,
                              level: 'unit',
                              role,
                              unit: unit.unit?.id,
                              title: unit.unit?.title ?? 'the unit',
                              holder: holderAt('unit', unit[role]),
                            })
                          }
                        />
                      )}
                      <PlannedHere planned={planned} at={{ level: 'unit', role, target: unit.unitSummary }} />
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** Who is in the slot itself, not who answers for it by another. */
function holderAt(level: 'aim' | 'unit', answering: Answering | null): Answering['person'] | null {
  return answering?.because === level ? answering.person : null
}

const WHY: Readonly<Record<string, string>> = {
  'unit unit': 'set on the unit',
  'unit aim': 'by the learning aim',
  'unit default': 'the default',
  'unit additional': 'additional, held longest',
  'aim aim': 'set on the learning aim',
  'aim default': 'the default',
  'aim additional': 'additional, held longest',
}

function Answer({ answering, of }: { answering: Answering | null; of: 'aim' | 'unit' }) {
  if (!answering) return <Nobody missing />
  return (
    <>
      <PersonLink person={answering.person} />{' '}
      <span className="why">{WHY[`${of} ${answering.because}`] ?? answering.because}</span>
    </>
  )
}

function ChangeButton({
  label,
  text = 'Change',
  onClick,
}: {
  label: string
  text?: string
  onClick: () => void
}) {
  return (
    <>
      {' '}
      <Button look="plain" className="small" aria-label={label} onClick={onClick}>
        {text}
      </Button>
    </>
  )
}
