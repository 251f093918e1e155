import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** The secret of Caseload at the service. */
export const SECRET = 'a secret of the tests that nobody else knows'

/** Who has accounts at the service: by their number there, what it says of them. */
type Accounts = Readonly<Record<string, Record<string, unknown>>>

/** A sign-in service as others run one, on a port of this machine; `back` is where it sends people who have signed in. */
export async function startService(
  back: string,
  accounts: Accounts,
): Promise<{ issuer: string; close(): Promise<void> }> {
  const http: Server = createServer()
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const client = (id: string, back: string) => ({
    client_id: id,
    client_secret: SECRET,
    redirect_uris: [back],
    response_types: ['code' as const],
    grant_types: ['authorization_code'],
  })
  const provider = new Provider(issuer, {
    clients: [client('caseload', back), client('another', 'http://127.0.0.1:4999/return')],
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'xms_edov', 'groups'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['only for tests'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...accounts[sub] }) }),
  })
  http.on('request', provider.callback())
  return {
    issuer,
    close: () =>
      new Promise(resolve => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}
