import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the PostgreSQL server of this test run; create your own database on it. */
    postgresUrl: string
  }
}

/** Starts one PostgreSQL for the whole run, or takes the one `CASELOAD_TEST_POSTGRES` names. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.CASELOAD_TEST_POSTGRES
  if (given) {
    await requireAnswer(given)
    project.provide('postgresUrl', given)
    return undefined
  }
  const postgres = await startPostgres().catch(refuse)
  project.provide('postgresUrl', postgres.url)
  return () => postgres.remove()
}

/** Tests that need a database must never pass by not running. */
function refuse(cause: Error): never {
  const advice = 'Set CASELOAD_TEST_POSTGRES to the URL of a PostgreSQL server to test with that one.'
  throw new Error(`The tests need PostgreSQL and could not start it. ${advice}\n${cause.message}`, { cause })
}

async function requireAnswer(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.query('select 1')
  } catch (cause) {
    const reason = (cause as Error).message
    throw new Error(`The PostgreSQL server in CASELOAD_TEST_POSTGRES does not answer: ${reason}`, { cause })
  } finally {
    await client.end().catch(() => {})
  }
}
