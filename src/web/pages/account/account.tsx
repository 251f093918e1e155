import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { client, queryClient } from '../../data/client.ts'
import { ME, useMe } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../sign-in/password-field.tsx'

/** One's own account: the password, and every session there is. */
export function AccountPage() {
  const { operator } = useMe()
  return (
    <Page title="Your account" lead={`${operator.name}, ${operator.email}`}>
      <PasswordForm hasPassword={operator.hasPassword} />
      <section aria-labelledby="everywhere" className="stack">
        <h2 id="everywhere">Sign out everywhere</h2>
        <p>
          This ends every session of yours within a second, in every browser and program, this one included.
        </p>
        <div className="actions">
          <Button look="danger" onClick={() => void signOutEverywhere()}>
            Sign out everywhere
          </Button>
        </div>
      </section>
    </Page>
  )
}

async function signOutEverywhere(): Promise<void> {
  await client.signOutEverywhere()
  window.location.assign('/sign-in')
}

function PasswordForm({ hasPassword }: { hasPassword: boolean }) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const save = useMutation({
    mutationFn: () => client.changePassword({ password, ...(hasPassword && { current }) }),
    onSuccess: async () => {
      setCurrent('')
      setPassword('')
      await queryClient.invalidateQueries({ queryKey: ME })
      notify('The password is set. Every other session of yours is over.')
    },
  })
  return (
    <form
      className="stack narrow"
      aria-labelledby="password"
      onSubmit={event => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <h2 id="password">{hasPassword ? 'Change the password' : 'Set a password'}</h2>
      {hasPassword && (
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          value={current}
          onValue={setCurrent}
        />
      )}
      <PasswordField
        label="New password"
        hint="12 characters or more. Three unrelated words make a good password."
        autoComplete="new-password"
        value={password}
        onValue={setPassword}
      />
      {save.error && <ErrorNotice what="The password stays as it was" error={save.error} />}
      <div className="actions">
        <Button look="primary" type="submit" busy={save.isPending}>
          Set password
        </Button>
      </div>
    </form>
  )
}
