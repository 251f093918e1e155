import { setGlobalProxyFromEnv } from 'node:http'
import { connect } from 'node:net'

/** The machine itself is never reached by way of a proxy. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1', '[::1]']

/**
 * Has calls go by way of the proxy that the environment names: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case. Gives
 * what has them go straight again.
 */
export function useProxyOfEnvironment(environment: NodeJS.ProcessEnv): () => void {
  if (!isProxied(environment)) return () => undefined
  const direct = [environment.no_proxy ?? environment.NO_PROXY ?? '', ...LOOPBACK]
  return setGlobalProxyFromEnv({ ...environment, no_proxy: direct.filter(host => host !== '').join(',') })
}

function isProxied(environment: NodeJS.ProcessEnv): boolean {
  return ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some(name => environment[name])
}

/** Milliseconds after which a host that neither takes nor refuses a connection is left to the call itself. */
const PATIENCE = 2000

/**
 * Throws a sentence where the machine is there and refuses the connection: nobody listens, and trying again would only make
 * the person wait. Says nothing of any other trouble, and does not look where a proxy stands between.
 */
export async function refuseIfNobodyListens(server: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const { hostname, port, protocol } = new URL(server)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isProxied(environment) && !LOOPBACK.includes(host)) return
  const at = Number(port) || (protocol === 'https:' ? 443 : 80)
  if (!(await isRefused(host, at))) return
  throw new Error(
    `No server answers at ${server}: nothing listens at port ${at} there. Check the address (--server, or CASELOAD_SERVER), and that the server is running.`,
  )
}

function isRefused(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: PATIENCE })
    const end = (refused: boolean) => {
      socket.destroy()
      resolve(refused)
    }
    socket.once('connect', () => end(false))
    socket.once('timeout', () => end(false))
    socket.once('error', (error: NodeJS.ErrnoException) => end(codesOf(error).includes('ECONNREFUSED')))
  })
}

/** A host with several addresses gives one error for each. */
function codesOf(error: NodeJS.ErrnoException): (string | undefined)[] {
  return error instanceof AggregateError ? error.errors.map(one => one.code) : [error.code]
}
