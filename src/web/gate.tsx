import type { ReactNode } from 'react'
import type { SignedIn } from '../sdk/types.ts'
import { queryClient } from './data/client.ts'
import { takeOver, useMeIfKnown } from './data/me.ts'
import { useSessionState } from './data/session.ts'
import { Gate } from './pages/sign-in/sign-in.tsx'
import { SignInForm } from './pages/sign-in/sign-in-form.tsx'
import { Dialog } from './ui/dialog.tsx'
import { ErrorNotice } from './ui/notice.tsx'
import { Reading } from './ui/progress.tsx'

/**
 * Draws what is inside once it is known who is signed in. A session that ends in the middle brings the sign-in over the
 * page, which stays as it is and goes on afterwards.
 */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const { me, error } = useMeIfKnown()
  const session = useSessionState()
  if (me) {
    return (
      <>
        {children}
        {session === 'ended' && (
          <Dialog title="Sign in again">
            <p>Your session has ended. The page stays as it is and goes on once you have signed in.</p>
            <SignInForm email={me.operator.email} onSignedIn={next => goOn(me.operator.id, next)} />
          </Dialog>
        )}
      </>
    )
  }
  if (session === 'ended') {
    return (
      <Gate title="Sign in">
        <SignInForm onSignedIn={takeOver} />
      </Gate>
    )
  }
  return (
    <main className="main">
      {error ? <ErrorNotice what="The console cannot be opened" error={error} retry={reload} /> : <Reading />}
    </main>
  )
}

function reload(): void {
  window.location.reload()
}

/** What stands on the page belongs to whoever was there before; somebody else begins anew. */
function goOn(before: number, next: SignedIn): void {
  if (next.operator.id === before) {
    takeOver(next)
    void queryClient.invalidateQueries()
  } else reload()
}
