import type { SQLInputValue } from 'node:sqlite'
import { workerData } from 'node:worker_threads'
import type { KnownFacts, Tx } from '../database.ts'
import { attempts } from '../savepoint.ts'
import { sequence } from '../sequence.ts'
import { batchStatements } from './batch.ts'
import { answerOnChannel } from './channel.ts'
import { connect, inTransaction } from './connection.ts'
import { classify } from './failure.ts'
import type { Ran } from './remote.ts'
import { scrub } from './scrub.ts'
import { openSlack } from './slack.ts'
import { NOTHING_TO_DO, type Order } from './writing.ts'

const { file } = workerData as { file: string }
const connection = connect(file, 'write')
const { raw, prepare, db } = connection
const slack = openSlack(file)
const execute = (sql: string) => raw.exec(sql)
const statements = batchStatements(connection)
/** Of each kind of fact, as many are kept, so that they cannot fill the memory. */
const KEPT = 50_000
const known: KnownFacts = { accounts: new Map(), aims: new Map() }
const tx: Tx = {
  db,
  statements,
  known,
  locked: [],
  attempt: attempts(async sql => execute(sql), classify),
  newIds: sequence(db),
  ...NOTHING_TO_DO,
}

answerOnChannel(carryOut, close)

async function carryOut(order: Order): Promise<unknown> {
  // Whatever else is written here may change them.
  if (order.kind !== 'program' || isFull()) forget()
  switch (order.kind) {
    case 'execute':
      return execute(order.sql)
    case 'query':
      return query(order.sql, order.parameters as SQLInputValue[])
    case 'statement':
      return statements[order.statement](order.input as never)
    case 'program':
      return runProgram(order.module, order.input)
    case 'scrub':
      return scrub(connection, slack)
  }
}

function isFull(): boolean {
  return known.accounts.size > KEPT || known.aims.size > KEPT
}

function forget(): void {
  known.accounts.clear()
  known.aims.clear()
}

function query(sql: string, parameters: SQLInputValue[]): Ran {
  const statement = prepare(sql)
  if (statement.columns().length > 0) return { rows: statement.all(...parameters) }
  return { rows: [], changes: statement.run(...parameters).changes }
}

/** A whole transaction on this thread, so that none of its statements is a round trip. */
async function runProgram(module: string, input: unknown): Promise<unknown> {
  const { default: work } = await import(module)
  return inTransaction(connection, () => work(tx, input))
}

function close(): void {
  execute('pragma wal_checkpoint(truncate)')
  connection.close()
  slack.close()
}
