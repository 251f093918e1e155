import type { Stage } from './stage.ts'

/** An answer of our API: its status and its body, if it has one. */
export interface Told {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of a body, it says itself
  body: any
}

/** Calls our API as one session does. */
export interface Caller {
  get(path: string): Promise<Told>
  post(path: string, body: object): Promise<Told>
  put(path: string, body: object): Promise<Told>
  /** All rows of a paged list, page by page. */
  all(path: string, rows: string): Promise<Told['body'][]>
}

/** Somebody who calls our API with a session. */
export function callerWith(stage: Pick<Stage, 'server'>, session: string): Caller {
  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object): Promise<Told> => {
    const answer = await stage.server.inject({
      method,
      url: `/api/caseload/v1${path}`,
      headers: { authorization: `Bearer ${session}` },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }
  const get = (path: string) => call('GET', path)
  return {
    get,
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    all: async (path, rows) => {
      const found: Told['body'][] = []
      let next: string | null = ''
      while (next !== null) {
        const page: Told = await get(next === '' ? path : `${path}&cursor=${encodeURIComponent(next)}`)
        if (page.status !== 200) throw new Error(JSON.stringify(page.body))
        found.push(...page.body[rows])
        next = page.body.next
      }
      return found
    },
  }
}

/** Every row of the assignments table, in one order, to compare two states of the world. */
export async function assignmentsTable(stage: Stage): Promise<object[]> {
  return stage.storage.db
    .selectFrom('assignments')
    .select(['organisation_id', 'learner_id', 'level', 'role', 'target', 'person_id', 'since'])
    .orderBy('organisation_id')
    .orderBy('learner_id')
    .orderBy('level')
    .orderBy('role')
    .orderBy('target')
    .execute()
}
