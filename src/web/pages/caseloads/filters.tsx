import { getRouteApi } from '@tanstack/react-router'
import { ROLE_NAMES } from '../../../domain/role.ts'
import { oneOf } from '../../data/address.ts'
import { roleWord } from '../../data/terms.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { sentenceCase } from '../../ui/words.ts'
import { WhereFields } from '../people/where-fields.tsx'

const route = getRouteApi('/inside/caseloads')

/** What the list is narrowed to; all of it stands in the address. */
export function Filters() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
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
        none="All"
        value={search.role}
        options={ROLE_NAMES.map(role => ({ value: role, label: sentenceCase(roleWord(role)) }))}
        onChoose={role => narrow({ role: oneOf(ROLE_NAMES, role) })}
      />
      <WhereFields where={search} narrow={narrow} />
    </search>
  )
}
