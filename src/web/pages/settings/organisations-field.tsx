import { useOrganisations } from '../../data/me.ts'
import { Tick } from '../../ui/field.tsx'

interface OrganisationsFieldProps {
  legend: string
  /** Nothing stands for all, those to come included. */
  value: readonly number[] | null
  onChange: (value: readonly number[] | null) => void
}

/** All organisations, or some of them. */
export function OrganisationsField({ legend, value, onChange }: OrganisationsFieldProps) {
  const organisations = useOrganisations()
  return (
    <fieldset className="plain">
      <legend>{legend}</legend>
      <Tick
        label="All, those to come included"
        checked={value === null}
        onChange={({ target }) => onChange(target.checked ? null : [])}
      />
      {value !== null &&
        organisations.map(({ id, name }) => (
          <Tick
            key={id}
            label={name}
            checked={value.includes(id)}
            onChange={({ target }) =>
              onChange(target.checked ? [...value, id] : value.filter(one => one !== id))
            }
          />
        ))}
    </fieldset>
  )
}
