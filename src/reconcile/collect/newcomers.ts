import { certain } from '../../domain/certain.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import { lineOf } from '../match/ledger.ts'
import type { Unmatched } from '../match/match.ts'
import { compareNames, type FoldedName, foldParts } from '../match/names.ts'
import { foldKey, type RosterKey } from '../match/roster.ts'
import { newcomersShareKey } from '../match/sentences.ts'
import type { PersonSearch } from './person-finder.ts'

/** Somebody whom rows would make, and the first of these rows. */
interface KeyClaim {
  name: FoldedName
  named: string
  place: SourceLocation
}

/**
 * Who would be made with which key. One that only one account can have, and that rows of different names give, makes nobody:
 * whichever row came first would have it, and the other person would be taken for them.
 */
export class NewcomerKeys {
  readonly #byKey = new Map<string, KeyClaim[]>()

  /** Notes whom a row would make. One without a name tells nobody apart. */
  add(search: PersonSearch): void {
    const name = foldParts(search.who.name)
    if (name.words.length === 0) return
    for (const { at } of keysOf(search)) {
      const claims = this.#byKey.get(at) ?? []
      this.#byKey.set(at, claims)
      if (!claims.some(claim => compareNames(claim.name, name) !== 'different'))
        claims.push({ name, named: lineOf(search.who), place: search.place })
    }
  }

  /** Why nobody is made of a row: its key is given to others too. */
  conflictOf(search: PersonSearch): Unmatched | undefined {
    if (this.#byKey.size === 0) return undefined
    const shared = keysOf(search).find(({ at }) => (this.#byKey.get(at)?.length ?? 0) > 1)
    if (!shared) return undefined
    const sharing = certain(this.#byKey.get(shared.at)).map(({ named, place }) => ({
      named,
      row: rowOf(place),
    }))
    return { result: 'missing', suggestions: [], ...newcomersShareKey(shared.key, sharing) }
  }
}

/** The keys that only one account can have: not the address of a learner, for families share those. */
function keysOf({ who: { keys }, as, organisation }: PersonSearch): { key: RosterKey; at: string }[] {
  const kind = as === 'learner' ? 'learner' : 'staff'
  return (['misId', 'uln', 'email'] as const).flatMap(key => {
    const folded = keys[key] ? foldKey(key, keys[key]) : ''
    if (folded === '' || (key === 'email' && as === 'learner')) return []
    return [{ key, at: `${organisation} ${kind} ${key} ${folded}` }]
  })
}

function rowOf({ sheet, row }: SourceLocation): string {
  const where = `row ${row ?? '?'}`
  return sheet ? `${where} of sheet ${sheet}` : where
}
