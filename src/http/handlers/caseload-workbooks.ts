import { callerName } from '../../app/principal.ts'
import type { Caller, Services } from '../../app/services.ts'
import { readTerms } from '../../app/terms.ts'
import {
  type ListFound,
  listWorkbookNotes,
  noteWorkbook,
  readListRows,
  type WorkbookAsked,
} from '../../app/workbooks.ts'
import type { workbooks } from '../../contract/caseload/workbooks.ts'
import { isProblem, problem } from '../../domain/problem.ts'
import { londonDate } from '../../domain/time.ts'
import { listWorkbook, workbookName } from '../../workbooks/workbook.ts'
import type { Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const workbooksHandlers: Handlers<typeof workbooks> = {
  async makeWorkbook(asked, { services, caller }) {
    const found = await readListRows(services, caller, asked)
    if (isProblem(found)) return found
    const about = await aboutOf(services, caller, asked)
    const { bytes, rows, isCut } = await listWorkbook(found, about)
    if (isCut) return tooLong()
    const noted = await noteWorkbook(services, caller, { ...noteOf(found), rows })
    if (noted) return noted
    const name = workbookName(found, londonDate(about.madeAt))
    return { name, type: TYPE, rows, content: bytes.toString('base64') }
  },
  listWorkbooks: async (asked, { services, caller }) =>
    paged('workbooks', await listWorkbookNotes(services, caller, asked)),
}

async function aboutOf(
  services: Services,
  caller: Caller,
  { list: _, user: __, ...narrowed }: WorkbookAsked,
) {
  return {
    by: await callerName(services, caller),
    madeAt: services.clock(),
    terms: await readTerms(services, caller.customer),
    narrowed: Object.entries(narrowed).flatMap(([label, value]) =>
      value === undefined ? [] : [[`Only ${label}`, String(value)] as const],
    ),
  }
}

function noteOf(found: ListFound) {
  const { list, organisations } = found
  return { list, organisations, person: found.list === 'caseload' ? found.person.id : null }
}

function tooLong() {
  return problem(
    'field-invalid',
    'The list has more rows than a sheet of a workbook may hold, a million; narrow it to one organisation.',
    'list',
  )
}
