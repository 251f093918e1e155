import { workerData } from 'node:worker_threads'
import { type QueryName, runQuery } from '../queries.ts'
import { answerOnChannel } from './channel.ts'
import { connect } from './connection.ts'
import { pack } from './reader.ts'

const { db, close } = connect((workerData as { file: string }).file, 'read')

answerOnChannel(
  async ({ query, input }: { query: QueryName; input: unknown }) =>
    pack(query, await runQuery(db, query, input)),
  close,
)
