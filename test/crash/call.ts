import { Agent, request } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Told } from './victims.ts'

/** An answer of our API. */
export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: what a scenario expects of a body, it says itself
  body: any
}

const agent = new Agent({ keepAlive: true, maxSockets: 200 })

/** Longest time that a call may take, in milliseconds. */
const PATIENCE = 60_000

/** Calls our API as an integration would, over a connection that is kept. Rejects when no answer comes. */
export function call(server: Told, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  const sent = body && JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const outgoing = request(`${server.url}/api/caseload/v1${path}`, {
      method,
      agent,
      timeout: PATIENCE,
      headers: {
        authorization: `Bearer ${server.session}`,
        ...(sent !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(sent),
        }),
      },
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer to ${method} ${path} in time`)))
    outgoing.on('error', reject)
    outgoing.on('response', response => {
      json(response).then(told => resolve({ status: response.statusCode!, body: told }), reject)
    })
    outgoing.end(sent)
  })
}

/** The body of an answer that has to be 200. */
export async function called(
  server: Told,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Answer['body']> {
  const answer = await call(server, method, path, body)
  if (answer.status !== 200)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
