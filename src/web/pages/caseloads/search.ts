import { ROLE_NAMES } from '../../../domain/role.ts'
import { filled, idIn, oneOf, textIn } from '../../data/address.ts'

/** What the list of caseloads is narrowed to and sorted by. */
export function readCaseloadsSearch(raw: Record<string, unknown>) {
  return filled({
    role: oneOf(ROLE_NAMES, raw.role),
    organisation: idIn(raw.organisation),
    placement: idIn(raw.placement),
    classroom: idIn(raw.classroom),
    name: textIn(raw.name),
    sort: textIn(raw.sort),
  })
}
