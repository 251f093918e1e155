import { workerData } from 'node:worker_threads'
import { type QueryName, runQuery } from '../queries.ts'
import { connect } from './connection.ts'
import { answerAtDesk } from './desk.ts'

const { db, close } = connect((workerData as { file: string }).file, 'read')

answerAtDesk(({ query, input }: { query: QueryName; input: unknown }) => runQuery(db, query, input), close)
