import type { FastifyInstance } from 'fastify'
import type { OwnCall, OwnReply } from '../app/own-call.ts'

/** Makes calls of the server from inside, by the same way as all others and without a socket. */
export function ownCalls(server: FastifyInstance): (call: OwnCall) => Promise<OwnReply> {
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
