import { parentPort, workerData } from 'node:worker_threads'
import { type QueryName, runQuery } from '../queries.ts'
import { connect } from './connection.ts'
import type { Answer, Failed } from './reader.ts'

interface Question {
  ticket: number
  query: QueryName
  input: unknown
}

const { db } = connect((workerData as { file: string }).file, 'read')

parentPort!.on('message', async ({ ticket, query, input }: Question) => {
  parentPort!.postMessage(await answer(ticket, query, input))
})

/** Workers send errors without what was added to them, so what tells their kind goes beside the text. */
function told(error: unknown): Failed {
  if (!(error instanceof Error)) return { text: String(error) }
  const { errcode } = error as { errcode?: number }
  return { text: error.stack ?? error.message, errcode }
}

async function answer(ticket: number, query: QueryName, input: unknown): Promise<Answer> {
  try {
    return { ticket, value: await runQuery(db, query, input) }
  } catch (error) {
    return { ticket, failure: told(error) }
  }
}
