import type { PersonFacts, Statement } from '../statement/statement.ts'
import { compact } from './naming.ts'
import type { ReadItem } from './reading.ts'

/** Items that say who is beside whom, and of people nothing but what finds them. */
export async function* onlyAssignments(items: AsyncIterable<ReadItem>): AsyncGenerator<ReadItem> {
  for await (const item of items) {
    yield item.outcome === 'note' ? item : { ...item, statements: item.statements.flatMap(assigning) }
  }
}

function assigning(statement: Statement): Statement[] {
  if (statement.says === 'assignment') return [statement]
  return statement.says === 'person' ? [{ ...statement, facts: finding(statement.facts) }] : []
}

/** What tells somebody from others of the same name. */
function finding({ birth, organisation, organisationName }: PersonFacts): PersonFacts {
  return compact({ birth, organisation, organisationName })
}
