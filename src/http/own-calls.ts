import type { FastifyInstance } from 'fastify'

/** A call that the server makes of itself. */
interface OwnCall {
  method: string
  path: string
  headers: Record<string, string>
  body?: string
}

/** What came of it: its headers by their names in lower case. */
interface Replied {
  status: number
  told: Record<string, string>
  text: string
}

/** Makes calls of the server from inside, by the same way as all others and without a socket. */
export function ownCalls(server: FastifyInstance): (call: OwnCall) => Promise<Replied> {
  return async ({ method, path, headers, body }) => {
    const answer = await server.inject({
      method: method as 'GET',
      url: path,
      headers,
      ...(body !== undefined && { payload: body }),
    })
    const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    return { status: answer.statusCode, told: Object.fromEntries(told), text: answer.body }
  }
}
