import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { SignedIn } from '../../../sdk/types.ts'
import { signInClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { PasswordField } from './password-field.tsx'

interface LinkFormProps {
  link: string
  onSignedIn: (signedIn: SignedIn) => void
}

/** Signs in with a one-time link, which sets a password for the next time. */
export function LinkForm({ link, onSignedIn }: LinkFormProps) {
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => signInClient.signInWithLink({ link, password }),
    onSuccess: onSignedIn,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <form onSubmit={submit}>
      {signIn.error && <ErrorNotice what="You are not signed in" error={signIn.error} />}
      <PasswordField
        label="New password"
        hint="12 characters or more. Three or four words that belong to nothing make a good one."
        autoComplete="new-password"
        autoFocus
        value={password}
        onValue={setPassword}
      />
      <Button look="primary" type="submit" busy={signIn.isPending}>
        Set password and sign in
      </Button>
    </form>
  )
}
