import * as client from 'openid-client'
import { certain } from '../domain/certain.ts'
import { OPERATOR_ROLES, type OperatorRole } from '../domain/operator.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Site } from './services.ts'

/** How the sign-in service of somebody else is reached, and what its word counts for. */
export interface OpenIdSettings {
  /** The address of the service, such as `https://accounts.google.com`. */
  issuer: string
  clientId: string
  clientSecret: string | undefined
  /** What stands on the button. */
  name: string
  /** The claim that says what somebody may do, with the role that each of its values stands for. */
  roles: { claim: string; byValue: ReadonlyMap<string, OperatorRole> } | undefined
}

/** What a browser keeps while its person is at the other service. */
export interface OpenIdFlow {
  state: string
  nonce: string
  verifier: string
}

/** Whom the service says to have signed in. */
export interface OpenIdPerson {
  issuer: string
  subject: string
  name: string | undefined
  /** An address that the service vouches for; nothing where it does not. */
  verifiedEmail: string | undefined
  /** The role that the service gives, where that was settled. */
  role: OperatorRole | undefined
}

/** Signing in with the service of somebody else: OpenID Connect, authorization code with PKCE. */
export interface OpenId {
  name: string
  /** Where the browser goes, and what it keeps meanwhile. */
  begin(site: Site): Promise<{ url: string; flow: OpenIdFlow } | Problem>
  /** Who has signed in, by the address that the browser came back to. */
  finish(site: Site, returned: URLSearchParams, flow: OpenIdFlow): Promise<OpenIdPerson | Problem>
}

/** Where the browser comes back to. */
export const OPENID_RETURN = '/sign-in/openid/return'

/** Makes the way in by a service, which is asked for its description at the first use, and again where that failed. */
export function createOpenId(settings: OpenIdSettings): OpenId {
  let known: Promise<client.Configuration> | undefined
  const configuration = () => {
    known ??= discover(settings).catch(error => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    name: settings.name,
    begin: site => begin(configuration, site),
    finish: (site, returned, flow) => finish({ settings, configuration }, site, returned, flow),
  }
}

type Configure = () => Promise<client.Configuration>

function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<client.Configuration> {
  const url = new URL(issuer)
  // On this very machine there is nothing in between that could listen.
  const plain = url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  const options = plain ? { execute: [client.allowInsecureRequests], timeout: 10 } : { timeout: 10 }
  return client.discovery(url, clientId, clientSecret, undefined, options)
}

async function begin(configure: Configure, { address }: Site) {
  try {
    const flow = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const url = client.buildAuthorizationUrl(await configure(), {
      redirect_uri: address + OPENID_RETURN,
      scope: 'openid email profile',
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    })
    return { url: url.href, flow }
  } catch {
    return unreachable()
  }
}

async function finish(
  { settings, configuration }: { settings: OpenIdSettings; configuration: Configure },
  { address }: Site,
  returned: URLSearchParams,
  { state, nonce, verifier }: OpenIdFlow,
): Promise<OpenIdPerson | Problem> {
  try {
    const url = new URL(`${address}${OPENID_RETURN}?${returned}`)
    const checks = {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    }
    const tokens = await client.authorizationCodeGrant(await configuration(), url, checks)
    return personOf(certain(tokens.claims()), settings)
  } catch (error) {
    return whyRefused(error)
  }
}

type Claims = Readonly<Record<string, unknown>> & { iss: string; sub: string }

function personOf(claims: Claims, { roles }: OpenIdSettings): OpenIdPerson {
  const { iss: issuer, sub: subject, name, email } = claims
  return {
    issuer,
    subject,
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : undefined,
    verifiedEmail: typeof email === 'string' && isVouchedFor(claims) ? email : undefined,
    role: roles && highestRole(claims[roles.claim], roles.byValue),
  }
}

/** Entra ID leaves `email_verified` out and says `xms_edov` where the domain of the address is the tenant's own. */
function isVouchedFor(claims: Claims): boolean {
  return [claims.email_verified, claims.xms_edov].some(said =>
    [true, 1, 'true', '1'].some(yes => yes === said),
  )
}

/** The role that allows most among those that the values of a claim stand for. */
function highestRole(value: unknown, byValue: ReadonlyMap<string, OperatorRole>): OperatorRole | undefined {
  const given = new Set([value].flat().map(one => byValue.get(String(one))))
  return OPERATOR_ROLES.toReversed().find(role => given.has(role))
}

function whyRefused(error: unknown): Problem {
  if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied')
    return refused('you, or the service, did not agree to it')
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
    return refused('the service refused it, or it took too long')
  if (error instanceof client.ClientError)
    return refused(REASONS[String(error.code)] ?? 'the answer of the service does not fit what was asked')
  return unreachable()
}

/** Why an answer does not fit, by the code of the library. */
const REASONS: Readonly<Record<string, string>> = {
  OAUTH_TIMEOUT: 'the service did not answer in time',
  OAUTH_INVALID_RESPONSE: 'it was not begun in this browser, or came from another service',
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'what the service says is meant for somebody else',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'what the service says is too old; is the clock of the server right?',
}

/** Nobody was let in by the other service. */
function refused(why: string): Problem {
  return problem('openid-refused', `Signing in did not work: ${why}. Begin again.`)
}

function unreachable(): Problem {
  return problem(
    'openid-unreachable',
    'The sign-in service cannot be reached just now; try again in a moment, or sign in another way.',
  )
}
