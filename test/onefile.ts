import type { Fields } from '../src/contract/fields.ts'
import { addRecords, type EntityName } from '../src/storage/entities.ts'
import type { Stage } from './stage.ts'

/** What came back: the status, and the body read as JSON where there is one. */
export interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: whatever a call answers
  body: any
}

/** Speaks to OneFile's API as its clients do. */
export interface OnefileClient {
  get(path: string): Promise<Answered>
  post(path: string, body?: object): Promise<Answered>
  /** Posts a form, as PHP clients do. */
  postForm(path: string, fields: Record<string, string>): Promise<Answered>
}

/** A client with a session. */
export function onefileClient(stage: Stage, session: string): OnefileClient {
  const send = async (method: 'GET' | 'POST', path: string, payload?: object | string, type?: string) => {
    const answer = await stage.server.inject({
      method,
      url: `/api/v2.1${path}`,
      headers: { 'x-tokenid': session, ...(type !== undefined && { 'content-type': type }) },
      ...(payload !== undefined && { payload }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }
  return {
    get: path => send('GET', path),
    post: (path, body) => send('POST', path, body),
    postForm: (path, fields) =>
      send('POST', path, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded'),
  }
}

/** Puts more objects beside the cast, past the calls. */
export async function put(stage: Stage, name: EntityName, objects: readonly object[]): Promise<void> {
  await stage.services.writer.run({ organisations: [], work: tx => addRecords(tx.db, name, objects) })
}

/** A record as a read answers it: these values, and null in every other field. */
export function recordOf(fields: Fields, values: object): object {
  const nothing = Object.values(fields).map(({ name }) => [name, null])
  return { ...Object.fromEntries(nothing), ...values }
}
