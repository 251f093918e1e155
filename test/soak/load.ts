import autocannon from 'autocannon'
import type { SoakServer } from './server.ts'
import { quantile } from './server.ts'

/** What became of a crowd of callers. */
interface Crowd {
  /** Answers a second, and milliseconds, of those that were served. */
  rate: number
  p99: number
  /** How many were told to come again, and their milliseconds. */
  refused: number
  refusedP99: number
  /** Answers that are neither. */
  other: Record<string, number>
}

/** Sends the same assign from so many connections at once, each as fast as it is answered. */
export async function crowd(
  { url, session }: SoakServer,
  {
    connections,
    seconds,
    learner,
    person,
  }: { connections: number; seconds: number; learner: number; person: number },
): Promise<Crowd> {
  const served: number[] = []
  const refused: number[] = []
  const other: Record<string, number> = {}
  const options = {
    url: `${url}/api/v2.1/User/${person}/Assign`,
    method: 'POST',
    connections,
    duration: seconds,
    headers: { 'content-type': 'application/json', 'x-tokenid': session },
    body: JSON.stringify({ LearnerID: learner, Level: 1 }),
  } as const
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
    running.on('response', (_client, status, _bytes, milliseconds) => {
      if (status === 204) served.push(milliseconds)
      else if (status === 503 || status === 429) refused.push(milliseconds)
      else other[status] = (other[status] ?? 0) + 1
    })
  })
  if (errors > 0) other.errors = errors
  return {
    rate: served.length / seconds,
    p99: quantile(served, 0.99),
    refused: refused.length,
    refusedP99: quantile(refused, 0.99),
    other,
  }
}
