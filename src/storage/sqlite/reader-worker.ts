import { parentPort, workerData } from 'node:worker_threads'
import { type QueryName, runQuery } from '../queries.ts'
import { connect } from './connection.ts'
import type { Answer } from './reader.ts'

interface Question {
  ticket: number
  query: QueryName
  input: unknown
}

const { db } = connect((workerData as { file: string }).file, 'read')

parentPort!.on('message', async ({ ticket, query, input }: Question) => {
  parentPort!.postMessage(await answer(ticket, query, input))
})

async function answer(ticket: number, query: QueryName, input: unknown): Promise<Answer> {
  try {
    return { ticket, value: await runQuery(db, query, input) }
  } catch (error) {
    return { ticket, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
