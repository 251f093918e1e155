import { getRouteApi } from '@tanstack/react-router'
import { ROLE_NAMES } from '../../../domain/role.ts'
import { idIn, oneOf } from '../../data/address.ts'
import { useOrganisations } from '../../data/me.ts'
import { useClassrooms, usePlacements } from '../../data/names.ts'
import { roleWord } from '../../data/terms.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { sentenceCase } from '../../ui/words.ts'

const route = getRouteApi('/inside/caseloads')

/** What the list is narrowed to; all of it stands in the address. */
export function Filters() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const organisations = useOrganisations()
  const inOrganisation = <T extends { organisation: number }>(things: readonly T[]) =>
    things.filter(thing => search.organisation === undefined || thing.organisation === search.organisation)
  const placements = inOrganisation(usePlacements())
  const classrooms = inOrganisation(useClassrooms())
  const narrow = (change: Partial<typeof search>) =>
    navigate({ search: { ...search, ...change }, replace: true })
  return (
    <search className="filters">
      <TextField
        label="Name"
        type="search"
        value={search.name ?? ''}
        onChange={({ target }) => narrow({ name: target.value || undefined })}
      />
      <SelectField
        label="Role"
        none="Every role"
        value={search.role}
        options={ROLE_NAMES.map(role => ({ value: role, label: sentenceCase(roleWord(role)) }))}
        onChoose={role => narrow({ role: oneOf(ROLE_NAMES, role) })}
      />
      <SelectField
        label="Organisation"
        none="Every organisation"
        value={search.organisation}
        options={organisations.map(optionOf)}
        onChoose={id => narrow({ organisation: idIn(id), placement: undefined, classroom: undefined })}
      />
      <SelectField
        label="Placement"
        none="Every placement"
        value={search.placement}
        options={placements.map(optionOf)}
        onChoose={id => narrow({ placement: idIn(id) })}
      />
      <SelectField
        label="Class"
        none="Every class"
        value={search.classroom}
        options={classrooms.map(optionOf)}
        onChoose={id => narrow({ classroom: idIn(id) })}
      />
    </search>
  )
}

function optionOf({ id, name }: { id: number; name: string }) {
  return { value: id, label: name }
}
