import { foldCase } from '../domain/folding.ts'
import type { Grant } from './limiter.ts'
import type { Services } from './services.ts'

/** What somebody tries to sign in with, as far as it is counted. */
export interface Attempt {
  /** The address of mail that is signed in with. */
  email: string
  /** Where the call comes from. */
  address: string
  /** The hash of the secret of a browser that this very account has been used from before. */
  browser?: string | undefined
}

/** Attempts in a minute, by what they have in common. */
const MOST = { browser: 10, pair: 10, account: 30, address: 60 }

/**
 * Takes one attempt out of what is allowed, before the password is looked at, so that many at once get no further than
 * one after another. Strangers are limited by account, by address and by both; a browser that the account has been used
 * from is counted for itself alone, so that nobody is locked out by what others try (OWASP, device cookies).
 */
export function takeAttempt({ failedPasswords }: Pick<Services, 'failedPasswords'>, attempt: Attempt): Grant {
  const keys = keysOf(attempt)
  for (const [key, most] of keys) {
    const grant = failedPasswords.room(key, most)
    if (!grant.granted) return grant
  }
  for (const [key] of keys) failedPasswords.add(key)
  return { granted: true }
}

function keysOf({ email, address, browser }: Attempt): [key: string, most: number][] {
  if (browser !== undefined) return [[`browser ${browser}`, MOST.browser]]
  const account = foldCase(email)
  return [
    [`pair ${account} ${address}`, MOST.pair],
    [`account ${account}`, MOST.account],
    [`address ${address}`, MOST.address],
  ]
}
