import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { OPERATOR_ROLES, type OperatorRole } from '../../../domain/operator.ts'
import type { Operator, OperatorInvited } from '../../../sdk/types.ts'
import { oneOf } from '../../data/address.ts'
import { client, queryClient } from '../../data/client.ts'
import { useMay, useMe, useOrganisations } from '../../data/me.ts'
import { nameIn } from '../../data/names.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { dateText } from '../../ui/dates.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField, Tick } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { OrganisationsField } from './organisations-field.tsx'
import { SettingsPage } from './settings.tsx'
import './settings.css'
import { ShownOnce } from './shown-once.tsx'

const ROLE_TITLES: Readonly<Record<OperatorRole, string>> = {
  viewer: 'Viewer: can look, and change nothing',
  manager: 'Manager: can change who is allocated to learners',
  'mis-officer': 'MIS officer: can also import, and change people',
  administrator: 'Administrator: can do everything, settings included',
}

const PEOPLE = ['operators']

/** Who may sign in to the console, and what they may do. */
export function PeopleSettings() {
  const [edited, setEdited] = useState<Operator | 'new'>()
  const [invited, setInvited] = useState<OperatorInvited>()
  const may = useMay('admin')
  const query = useQuery({ queryKey: PEOPLE, queryFn: () => client.listOperators({}), enabled: may })
  const columns = useColumns(setEdited, setInvited)
  return (
    <SettingsPage title="People" lead="Who may sign in to these pages, and what they may do.">
      <div className="actions">
        <Button look="primary" aria-haspopup="dialog" onClick={() => setEdited('new')}>
          Add a person
        </Button>
      </div>
      {query.isPending && <Reading what="Loading people" />}
      {query.error && (
        <ErrorNotice what="The people could not be read" error={query.error} retry={() => query.refetch()} />
      )}
      {query.data && (
        <DataTable
          caption="People of the console"
          rows={query.data.operators}
          columns={columns}
          keyOf={({ id }) => id}
        />
      )}
      {edited !== undefined && (
        <PersonDialog
          operator={edited === 'new' ? undefined : edited}
          onInvited={setInvited}
          onClose={() => setEdited(undefined)}
        />
      )}
      {invited && (
        <ShownOnce
          title={`A link for ${invited.operator.name}`}
          about={`Send it to ${invited.operator.email}. It signs in once, within three days, and sets a password.`}
          secret={new URL(invited.link, window.location.origin).href}
          onClose={() => setInvited(undefined)}
        />
      )}
    </SettingsPage>
  )
}

function useColumns(
  onEdit: (operator: Operator) => void,
  onInvited: (invited: OperatorInvited) => void,
): readonly Column<Operator>[] {
  const organisations = useOrganisations()
  const me = useMe().operator
  return [
    {
      id: 'name',
      header: 'Name',
      names: true,
      cell: ({ id, name, email, disabledAt }) => (
        <>
          {name} {id === me.id && <Tag tone="accent">you</Tag>}
          {disabledAt !== null && <Tag tone="bad">disabled</Tag>}
          <span className="under">{email}</span>
        </>
      ),
    },
    { id: 'role', header: 'Role', cell: ({ role }) => ROLE_TITLES[role].split(':')[0] },
    {
      id: 'organisations',
      header: 'Organisations',
      cell: ({ organisations: limited }) =>
        limited?.map(id => nameIn(organisations, id) ?? `organisation ${id}`).join(', ') ?? 'All',
    },
    { id: 'since', header: 'Since', width: '10.5rem', cell: ({ createdAt }) => dateText(createdAt) },
    {
      id: 'actions',
      header: 'Actions',
      width: '14rem',
      cell: operator => (
        <div className="actions">
          <Button
            aria-label={`Change ${operator.name}`}
            aria-haspopup="dialog"
            onClick={() => onEdit(operator)}
          >
            Change
          </Button>
          {operator.disabledAt === null && <NewLink operator={operator} onInvited={onInvited} />}
        </div>
      ),
    },
  ]
}

function NewLink({
  operator,
  onInvited,
}: {
  operator: Operator
  onInvited: (invited: OperatorInvited) => void
}) {
  const link = useMutation({
    mutationFn: () => client.linkOperator({ operator: operator.id }),
    onSuccess: onInvited,
    onError: error => notify(error.message, 'error'),
  })
  return (
    <Button aria-label={`New link for ${operator.name}`} busy={link.isPending} onClick={() => link.mutate()}>
      New link
    </Button>
  )
}

interface PersonDialogProps {
  /** Nobody for somebody new. */
  operator: Operator | undefined
  onInvited: (invited: OperatorInvited) => void
  onClose: () => void
}

function PersonDialog({ operator, onInvited, onClose }: PersonDialogProps) {
  const [name, setName] = useState(operator?.name ?? '')
  const [email, setEmail] = useState(operator?.email ?? '')
  const [role, setRole] = useState<OperatorRole>(operator?.role ?? 'manager')
  const [organisations, setOrganisations] = useState(operator?.organisations ?? null)
  const [disabled, setDisabled] = useState(operator ? operator.disabledAt !== null : false)
  const wish = { name: name.trim(), email: email.trim(), role, organisations }
  const save = useMutation({
    mutationFn: async () => {
      if (operator) await client.updateOperator({ ...wish, operator: operator.id, disabled })
      else onInvited(await client.addOperator(wish))
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: PEOPLE })
      if (operator) notify(`${wish.name} is changed.`)
      onClose()
    },
  })
  return (
    <Dialog title={operator ? `Change ${operator.name}` : 'Let somebody in'} onClose={onClose}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField label="Name" required value={name} onChange={({ target }) => setName(target.value)} />
        <TextField
          label="Email address"
          type="email"
          required
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
        <SelectField
          label="Role"
          value={role}
          options={OPERATOR_ROLES.map(one => ({ value: one, label: ROLE_TITLES[one] }))}
          onChoose={chosen => setRole(oneOf(OPERATOR_ROLES, chosen) ?? role)}
        />
        <OrganisationsField legend="Organisations" value={organisations} onChange={setOrganisations} />
        {operator && (
          <Tick
            label="May not sign in"
            checked={disabled}
            onChange={({ target }) => setDisabled(target.checked)}
          />
        )}
        {save.error && <ErrorNotice what="Nothing was changed" error={save.error} />}
        <div className="actions">
          <Button look="primary" type="submit" busy={save.isPending}>
            {operator ? 'Save' : 'Let in'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
