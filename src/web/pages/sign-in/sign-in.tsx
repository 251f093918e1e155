import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import type { SignedIn } from '../../../sdk/types.ts'
import { queryClient } from '../../data/client.ts'
import { takeOver } from '../../data/me.ts'
import { LinkForm } from './link-form.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** The page that is there before anything else: signing in, by password, by another service or by a one-time link. */
export function SignInPage() {
  const [link] = useState(linkInAddress)
  const navigate = useNavigate()
  useEffect(() => {
    // The secret leaves the address, so that it is neither copied nor kept in the history.
    if (link !== undefined) window.history.replaceState(window.history.state, '', '/sign-in')
  }, [link])
  const onSignedIn = (signedIn: SignedIn) => {
    queryClient.clear()
    takeOver(signedIn)
    void navigate({ to: '/caseloads', replace: true })
  }
  return link === undefined ? (
    <Gate title="Sign in">
      <SignInForm onSignedIn={onSignedIn} />
    </Gate>
  ) : (
    <Gate title="Choose a password">
      <p>The link signs you in once. With a password you can come back.</p>
      <LinkForm link={link} onSignedIn={onSignedIn} />
    </Gate>
  )
}

function linkInAddress(): string | undefined {
  return new URLSearchParams(window.location.hash.slice(1)).get('link') ?? undefined
}

/** What stands alone on the window, before somebody is signed in. */
export function Gate({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="gate">
      <title>{`${title} – Caseload`}</title>
      <div className="gate-card">
        <p className="brand">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="5" cy="8" r="4" fill="#1864ab" />
            <circle cx="12" cy="8" r="3" fill="#74c0fc" />
          </svg>
          Caseload
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
