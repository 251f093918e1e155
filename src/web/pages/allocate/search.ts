import { LACKED_ROLES } from '../../../domain/learners-wanted.ts'
import { filled, idIn, oneOf, textIn } from '../../data/address.ts'

/** Which learners are looked at. */
export function readAllocateSearch(raw: Record<string, unknown>) {
  return filled({
    organisation: idIn(raw.organisation),
    placement: idIn(raw.placement),
    classroom: idIn(raw.classroom),
    standard: idIn(raw.standard),
    without: oneOf(LACKED_ROLES, raw.without),
    assessor: idIn(raw.assessor),
    name: textIn(raw.name),
  })
}

export type AllocateSearch = ReturnType<typeof readAllocateSearch>
