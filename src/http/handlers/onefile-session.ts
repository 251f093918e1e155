import { signIn } from '../../app/sign-in.ts'
import type { session } from '../../contract/onefile/session.ts'
import type { Handlers } from '../context.ts'

export const sessionHandlers: Handlers<typeof session> = {
  async signIn(_input, { services, tokenSecret, address, note, retryAfter }) {
    const signedIn = await signIn(services, tokenSecret, address)
    if ('refused' in signedIn) {
      if (signedIn.retryAfter !== undefined) retryAfter(signedIn.retryAfter)
      return signedIn.refused
    }
    note({ token: signedIn.token.id })
    return signedIn.session
  },
}
