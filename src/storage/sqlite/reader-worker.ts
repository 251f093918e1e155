import { parentPort, workerData } from 'node:worker_threads'
import { type QueryName, runQuery } from '../queries.ts'
import { connect } from './connection.ts'
import { END } from './end-worker.ts'
import type { Answer, Failed } from './reader.ts'

interface Question {
  ticket: number
  query: QueryName
  input: unknown
}

const { db, close } = connect((workerData as { file: string }).file, 'read')

parentPort!.on('message', async (told: Question | typeof END) => {
  if (told === END) {
    parentPort!.close()
    close()
  } else parentPort!.postMessage(await answer(told.ticket, told.query, told.input))
})

/** Workers send errors without what was added to them, so what tells their kind goes beside the text. */
function failureOf(error: unknown): Failed {
  if (!(error instanceof Error)) return { text: String(error) }
  const { errcode } = error as { errcode?: number }
  return { text: error.stack ?? error.message, errcode }
}

async function answer(ticket: number, query: QueryName, input: unknown): Promise<Answer> {
  try {
    return { ticket, value: await runQuery(db, query, input) }
  } catch (error) {
    return { ticket, failure: failureOf(error) }
  }
}
