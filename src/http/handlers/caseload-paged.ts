import type { Page } from '../../app/cursor.ts'
import { isProblem, type Problem } from '../../domain/problem.ts'

/** A page under the name that its answer gives the rows. */
export function paged<Name extends string, Row>(
  name: Name,
  page: Page<Row> | Problem,
): ({ [N in Name]: readonly Row[] } & { next: string | null }) | Problem {
  if (isProblem(page)) return page
  return { [name]: page.rows, next: page.next } as { [N in Name]: readonly Row[] } & { next: string | null }
}
