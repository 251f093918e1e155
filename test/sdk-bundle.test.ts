/** What a browser would load. */
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'vite'
import { expect, test } from 'vitest'
import type * as library from '../src/sdk/client.ts'
import { script } from './sdk-script.ts'

/** All of the platform that the library may use. */
const BROWSER = { AbortController, AbortSignal, URL, URLSearchParams, setTimeout, clearTimeout, performance }

test('the client is one file that imports nothing and needs nothing that a browser lacks', async () => {
  const context = createContext({ ...BROWSER })
  runInContext(await bundle(), context)
  const { createClient } = context.caseload as typeof library
  const server = script().on('GET /api/v2.1/Customer', {
    status: 200,
    body: { ID: 1, Name: 'Fellside Training' },
  })
  const client = createClient({ baseUrl: 'https://caseload.test', session: 'session', fetch: server.fetch })
  expect(await client.readCustomer()).toEqual({ id: 1, name: 'Fellside Training' })
  server.done()
})

async function bundle(): Promise<string> {
  const entry = join(import.meta.dirname, '../src/sdk/client.ts')
  const lib = { entry, formats: ['iife'] as 'iife'[], name: 'caseload', fileName: 'client' }
  const built = await build({ configFile: false, logLevel: 'silent', build: { write: false, lib } })
  const [chunk, ...more] = [built].flat().flatMap(one => ('output' in one ? one.output : []))
  if (chunk?.type !== 'chunk' || more.length > 0) throw new Error('one file was expected')
  expect([...chunk.imports, ...chunk.dynamicImports]).toEqual([])
  return chunk.code
}
