import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Scope } from '../../../domain/scope.ts'
import { type CalendarDate, startOf } from '../../../domain/time.ts'
import type { Token } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { useMay, useMe, useOrganisations } from '../../data/me.ts'
import { nameIn } from '../../data/names.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { dateText, today } from '../../ui/dates.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField, Tick } from '../../ui/field.tsx'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { OrganisationsField } from './organisations-field.tsx'
import { SettingsPage } from './settings.tsx'
import './settings.css'
import { ShownOnce } from './shown-once.tsx'

const TOKENS = ['tokens']

/** What each scope allows. */
const SCOPE_TITLES: Readonly<Record<Scope, string>> = {
  read: 'Read',
  assign: 'Change who is allocated to learners',
  manage: 'Change people and the catalogue',
  admin: 'Settings and organisations',
  sensitive: 'See NI number and L12 to L16',
}

/** What programs sign in with. */
export function TokenSettings() {
  const [making, setMaking] = useState(false)
  const [ending, setEnding] = useState<Token>()
  const [secret, setSecret] = useState<string>()
  const may = useMay('admin')
  const query = useQuery({ queryKey: TOKENS, queryFn: () => client.listTokens({}), enabled: may })
  const columns = useColumns(setEnding)
  return (
    <SettingsPage title="Tokens" lead="What other programs sign in with, such as the nightly sync.">
      <div className="actions">
        <Button look="primary" aria-haspopup="dialog" onClick={() => setMaking(true)}>
          Make a token
        </Button>
      </div>
      {query.isPending && <Reading what="Loading tokens" />}
      {query.error && (
        <ErrorNotice what="The tokens could not be read" error={query.error} retry={() => query.refetch()} />
      )}
      {query.data?.tokens.length === 0 && (
        <Empty title="There are no tokens.">
          <p>Make one for each program that calls this server.</p>
        </Empty>
      )}
      {query.data && query.data.tokens.length > 0 && (
        <DataTable caption="Tokens" rows={query.data.tokens} columns={columns} keyOf={({ id }) => id} />
      )}
      {making && <MakeDialog onMade={setSecret} onClose={() => setMaking(false)} />}
      {ending && <EndDialog token={ending} onClose={() => setEnding(undefined)} />}
      {secret !== undefined && (
        <ShownOnce
          title="The token"
          about="Give it to the program that is to sign in with it."
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </SettingsPage>
  )
}

function useColumns(onEnd: (token: Token) => void): readonly Column<Token>[] {
  const organisations = useOrganisations()
  return [
    {
      id: 'name',
      header: 'For',
      names: true,
      cell: ({ name, revokedAt, expiresAt }) => (
        <>
          {name} {revokedAt !== null && <Tag tone="bad">revoked</Tag>}
          {revokedAt === null && expiresAt !== null && expiresAt <= Date.now() && <Tag>past its end</Tag>}
        </>
      ),
    },
    {
      id: 'scopes',
      header: 'May',
      cell: ({ scopes }) => scopes.map(scope => SCOPE_TITLES[scope]).join(', '),
    },
    {
      id: 'organisations',
      header: 'Organisations',
      cell: ({ organisations: limited }) =>
        limited?.map(id => nameIn(organisations, id) ?? `organisation ${id}`).join(', ') ?? 'All',
    },
    {
      id: 'used',
      header: 'Last used',
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'Never' : dateText(lastUsedAt)),
    },
    {
      id: 'end',
      header: 'Ends',
      cell: ({ expiresAt }) => (expiresAt === null ? 'No end' : dateText(expiresAt)),
    },
    {
      id: 'actions',
      header: 'Actions',
      cell: token =>
        token.revokedAt === null && (
          <Button
            look="danger"
            aria-label={`Revoke ${token.name}`}
            aria-haspopup="dialog"
            onClick={() => onEnd(token)}
          >
            Revoke
          </Button>
        ),
    },
  ]
}

function MakeDialog({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const own = useMe().scopes
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>(['read'])
  const [organisations, setOrganisations] = useState<readonly number[] | null>(null)
  const [end, setEnd] = useState<CalendarDate | ''>('')
  const make = useMutation({
    mutationFn: () =>
      client.createToken({
        ...{ name: name.trim(), scopes, organisations },
        ...(end !== '' && { expiresAt: startOf(end) }),
      }),
    onSuccess: async ({ secret }) => {
      await queryClient.invalidateQueries({ queryKey: TOKENS })
      onMade(secret)
      onClose()
    },
  })
  return (
    <Dialog title="Make a token" onClose={onClose}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          make.mutate()
        }}
      >
        <TextField
          label="What it is for"
          hint="Such as: night sync"
          required
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <fieldset className="plain">
          <legend>What it may do</legend>
          {own.map(scope => (
            <Tick
              key={scope}
              label={SCOPE_TITLES[scope]}
              checked={scopes.includes(scope)}
              onChange={({ target }) =>
                setScopes(target.checked ? [...scopes, scope] : scopes.filter(one => one !== scope))
              }
            />
          ))}
        </fieldset>
        <OrganisationsField legend="Organisations" value={organisations} onChange={setOrganisations} />
        <TextField
          label="Ends on"
          hint="Blank: no end"
          type="date"
          min={today()}
          value={end}
          onChange={({ target }) => setEnd(target.value)}
        />
        {make.error && <ErrorNotice what="No token was made" error={make.error} />}
        <div className="actions">
          <Button look="primary" type="submit" busy={make.isPending}>
            Make it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}

function EndDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const end = useMutation({
    mutationFn: () => client.revokeToken({ token: token.id }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: TOKENS })
      notify(`The token “${token.name}” is revoked.`)
      onClose()
    },
  })
  return (
    <Dialog title={`Revoke “${token.name}”`} onClose={onClose}>
      <p>Programs that sign in with it are out within a second. It cannot be taken back.</p>
      {end.error && <ErrorNotice what="It was not revoked" error={end.error} />}
      <div className="actions">
        <Button look="danger" busy={end.isPending} onClick={() => end.mutate()}>
          Revoke it
        </Button>
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
      </div>
    </Dialog>
  )
}
