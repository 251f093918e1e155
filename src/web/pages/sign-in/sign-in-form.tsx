import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { SignedIn } from '../../../sdk/types.ts'
import { signInClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ErrorNotice, Notice, sentenceOf } from '../../ui/notice.tsx'
import { Reading } from '../../ui/progress.tsx'
import { PasswordField } from './password-field.tsx'

interface SignInFormProps {
  /** Who was signed in before, where a session has ended. */
  email?: string | undefined
  onSignedIn: (signedIn: SignedIn) => void
}

/** Address and password, and the other services that the server trusts. */
export function SignInForm({ email: known = '', onSignedIn }: SignInFormProps) {
  const [email, setEmail] = useState(known)
  const [password, setPassword] = useState('')
  const ways = useQuery({ queryKey: ['sign-in-ways'], queryFn: () => signInClient.listSignInWays() })
  const signIn = useMutation({
    mutationFn: () => signInClient.signInWithPassword({ email: email.trim(), password }),
    onSuccess: onSignedIn,
    onError: () => setPassword(''),
  })
  if (ways.isPending) return <Reading />
  if (ways.error)
    return <ErrorNotice what="Signing in is not possible" error={ways.error} retry={() => ways.refetch()} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (email.trim() !== '' && password !== '') signIn.mutate()
  }
  return (
    <>
      {signIn.error && (
        <Notice kind="error" title="You are not signed in">
          <p>{sentenceOf(signIn.error)}</p>
        </Notice>
      )}
      {ways.data.password && (
        <form onSubmit={submit}>
          <TextField
            label="Email address"
            type="email"
            autoComplete="username"
            required
            autoFocus={known === ''}
            value={email}
            onChange={event => setEmail(event.target.value)}
          />
          <PasswordField
            label="Password"
            autoComplete="current-password"
            autoFocus={known !== ''}
            value={password}
            onValue={setPassword}
          />
          <Button look="primary" type="submit" busy={signIn.isPending}>
            Sign in
          </Button>
        </form>
      )}
      {ways.data.providers.map(({ name, path }) => (
        <a key={path} className="button" href={path}>
          Sign in with {name}
        </a>
      ))}
    </>
  )
}
