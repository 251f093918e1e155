import { workerData } from 'node:worker_threads'
import { type QueryName, runQuery } from '../queries.ts'
import { answerOnChannel } from './channel.ts'
import { connect } from './connection.ts'

const encoder = new TextEncoder()
const { db, close } = connect((workerData as { file: string }).file, 'read')

answerOnChannel(
  async ({ query, input }: { query: QueryName; input: unknown }) => inBytes(await runQuery(db, query, input)),
  close,
)

/** What is written already is sent as bytes, which are handed over and not copied, and which no thread has to read again. */
function inBytes(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('json' in answer)) return answer
  return { ...answer, json: encoder.encode(answer.json as string) }
}
