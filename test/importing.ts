import { ownCalls } from '../src/http/own-calls.ts'
import { type ImportRunner, startImportRunner } from '../src/importing/runner.ts'
import { type Client, createClient, type Fetch } from '../src/sdk/client.ts'
import type { Stage } from './stage.ts'

/** Starts what does the imports of a stage. Faults are noted, for there must be none. */
export function importingOn(stage: Stage): { runner: ImportRunner; faults: Error[] } {
  const faults: Error[] = []
  const { services, server } = stage
  const runner = startImportRunner({ services, call: ownCalls(server), fault: error => faults.push(error) })
  return { runner, faults }
}

/** A client that calls a stage without a port. */
export function clientOn({ server }: Pick<Stage, 'server'>, session: string): Client {
  const fetch: Fetch = async (url, { method, headers, body }) => {
    const { pathname, search } = new URL(url)
    const answer = await server.inject({
      ...{ method: method as 'GET', url: pathname + search, headers },
      ...(body !== undefined && { payload: body }),
    })
    const header = (name: string) => answer.headers[name]?.toString() ?? null
    return { status: answer.statusCode, headers: { get: header }, text: async () => answer.body }
  }
  const budget = { take: async () => {}, backOff: () => {} }
  return createClient({ baseUrl: 'http://caseload.test', session, fetch, budget })
}

/** Brings files as an import; gives its number. */
export async function bring(
  client: Client,
  files: readonly { name: string; bytes: Uint8Array | string }[],
  more: { mapping?: string } = {},
  piece = 1_000_000,
): Promise<number> {
  const contents = files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }))
  const begun = await client.createImport({
    files: contents.map(({ name, bytes }) => ({ name, size: bytes.length })),
    ...more,
  })
  for (const [file, { bytes }] of contents.entries()) {
    for (let at = 0; at < bytes.length; at += piece) {
      const content = bytes.subarray(at, at + piece).toString('base64')
      await client.addImportPiece({ import: begun.id, file, at, content })
    }
  }
  return begun.id
}
