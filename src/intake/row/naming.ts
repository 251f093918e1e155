import type { SourceLocation } from '../../domain/finding.ts'
import type { Who } from '../column/cell.ts'
import type { Naming, PersonKeys, PersonName } from '../statement/statement.ts'

/** The pieces that columns can give of one person. */
export interface NamePieces {
  onefileId?: number | undefined
  isBareId?: true | undefined
  misId?: string | undefined
  isNumber?: true | undefined
  otherMisIds?: readonly string[] | undefined
  uln?: string | undefined
  email?: string | undefined
  name?: PersonName | undefined
  given?: string | undefined
  family?: string | undefined
  knownAs?: string | undefined
}

/** Leaves out what is undefined, so that a missing piece is missing and not there as nothing. */
export function compact<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present: Partial<T> = {}
  for (const key in parts) if (parts[key] !== undefined) present[key] = parts[key]
  return present as { [K in keyof T]: Exclude<T[K], undefined> }
}

/** Somebody, from the pieces that a row gives of them. */
export function naming(pieces: NamePieces, place: SourceLocation): Naming {
  const { onefileId, misId, otherMisIds, uln, email } = pieces
  const isNumber = misId === undefined ? undefined : pieces.isNumber
  const isBareId = onefileId === undefined ? undefined : pieces.isBareId
  const keys: PersonKeys = compact({ onefileId, isBareId, misId, isNumber, otherMisIds, uln, email })
  return { keys, name: personName(pieces), place }
}

function personName({ name, given, family, knownAs }: NamePieces): PersonName {
  return compact({
    full: given || family ? undefined : name?.full,
    given: given ?? name?.given,
    family: family ?? name?.family,
    knownAs,
  })
}

/** Whether there is anything by which somebody could be found. */
export function isNamed({ keys, name }: Naming): boolean {
  return Object.keys(keys).length > 0 || Boolean(name.full || name.given || name.family)
}

/** The pieces that one cell naming a person gives. */
export function piecesOf({ name, email, misId }: Who): NamePieces {
  return { name, email, misId }
}

/** A name on one line, for people and for comparing. */
export function nameLine({ full, given, family }: PersonName): string {
  return full ?? [given, family].filter(part => part).join(' ')
}
