import { LEVELS, type Level } from '../../../domain/level.ts'
import { ROLE_NAMES } from '../../../domain/role.ts'
import { roleWord } from '../../data/terms.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { LEVEL_TITLES, sentenceCase } from '../../ui/words.ts'
import { type MappingKeys, withKey } from './mapping-keys.ts'

/** A monitoring field of a return that holds somebody's code (docs/mapping.md). */
interface MonitoredField {
  of: 'learner' | 'aim'
  field: string
  role: string
  level: string
}

/** Fields that a return has for this, and the levels at which each can put somebody. */
const PLACES: Readonly<
  Record<MonitoredField['of'], { label: string; fields: readonly string[]; levels: readonly Level[] }>
> = {
  learner: { label: 'of the learner', fields: ['A', 'B'], levels: ['default', 'additional'] },
  aim: { label: 'of each aim', fields: ['A', 'B', 'C', 'D'], levels: ['aim', 'default'] },
}

const FIRST: MonitoredField = { of: 'learner', field: 'A', role: 'assessor', level: 'default' }

interface MonitoredProps {
  keys: MappingKeys
  onChange: (keys: MappingKeys) => void
}

/** Which monitoring field of a return holds whose code; without one, a return changes nobody's people. */
export function Monitored({ keys, onChange }: MonitoredProps) {
  const fields = monitoredIn(keys)
  const change = (after: readonly MonitoredField[]) =>
    onChange(withKey(keys, 'ilr', after.length === 0 ? undefined : after))
  return (
    <section className="panel stack" aria-label="ILR return">
      <h2 className="item">ILR return</h2>
      <p>
        A return has no place for assessors. If you keep somebody’s reference in a provider-specified
        monitoring field, say in which.
      </p>
      {fields.map((one, at) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          key={at}
          one={one}
          number={at + 1}
          onChange={after =>
            change(fields.flatMap((other, index) => (index === at ? (after ?? []) : [other])))
          }
        />
      ))}
      <div>
        <Button onClick={() => change([...fields, FIRST])}>Add a monitoring field</Button>
      </div>
    </section>
  )
}

interface RowProps {
  one: MonitoredField
  number: number
  /** Takes what the row says now; nothing where it is removed. */
  onChange: (after: MonitoredField | undefined) => void
}

function Row({ one, number, onChange }: RowProps) {
  const { levels } = PLACES[one.of]
  return (
    <fieldset className="monitored">
      <legend className="visually-hidden">Monitoring field {number}</legend>
      <SelectField
        label="Field"
        value={`${one.of} ${one.field}`}
        options={Object.entries(PLACES).flatMap(([of, place]) =>
          place.fields.map(field => ({ value: `${of} ${field}`, label: `${field} ${place.label}` })),
        )}
        onChoose={value => onChange(withField(one, value))}
      />
      <SelectField
        label="Holds the reference of the"
        value={one.role}
        options={ROLE_NAMES.map(role => ({ value: role, label: roleWord(role) }))}
        onChoose={role => onChange({ ...one, role: role ?? one.role })}
      />
      <SelectField
        label="Who is put"
        value={one.level}
        options={LEVELS.filter(level => levels.includes(level)).map(level => ({
          value: level,
          label: sentenceCase(LEVEL_TITLES[level]),
        }))}
        onChoose={level => onChange({ ...one, level: level ?? one.level })}
      />
      <Button aria-label={`Remove monitoring field ${number}`} onClick={() => onChange(undefined)}>
        Remove
      </Button>
    </fieldset>
  )
}

/** The same person from another field; the level goes along where that field has it. */
function withField(one: MonitoredField, value = ''): MonitoredField {
  const [of, field = one.field] = value.split(' ')
  if (of !== 'learner' && of !== 'aim') return one
  const { levels } = PLACES[of]
  const [usual = 'default'] = levels
  return { ...one, of, field, level: levels.some(level => level === one.level) ? one.level : usual }
}

function monitoredIn({ ilr }: MappingKeys): readonly MonitoredField[] {
  return Array.isArray(ilr) ? ilr : []
}
