import type { session } from '../../contract/onefile/session.ts'
import { isProblem, problem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'

export const sessionHandlers: Handlers<typeof session> = {
  async signIn(_input, { services, tokenSecret, note }) {
    if (!tokenSecret) {
      return problem('token-invalid', 'The customer token is missing; send it in the header X-CustomerToken.')
    }
    const signedIn = await services.access.signIn(tokenSecret)
    if (isProblem(signedIn)) return signedIn
    note({ token: signedIn.token.id })
    return signedIn.session
  },
}
