import { certain } from '../../domain/certain.ts'
import { foldName } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import type { Mapping } from '../../intake/mapping/mapping.ts'
import type { Naming, PersonFacts } from '../../intake/statement/statement.ts'
import type { Roster } from '../match/roster.ts'
import type { World } from '../world/world.ts'
import { type HeldReason, reason } from './held.ts'

/** Somebody whom a row names, with what the row tells of them. */
export interface Placeable {
  who: Naming
  facts?: PersonFacts | undefined
}

type WorldOrganisation = World['organisations'][number]

/**
 * Says in which organisation somebody is looked for: the one that the row names, else that of the mapping, else the only one
 * that the token sees, else the one whose name the sheet carries. An account number is the server's own, so that it needs
 * none. References, ULNs and names may exist in several organisations, so that they never choose one.
 */
export class Centres {
  readonly #organisations: readonly WorldOrganisation[]
  readonly #known = new Map<string, Id | undefined>()
  readonly #common: Id | undefined
  readonly #roster: Roster

  constructor({ organisations }: World, { organisation }: Mapping, roster: Roster) {
    this.#organisations = organisations
    this.#common = organisation ?? (organisations.length === 1 ? certain(organisations[0]).id : undefined)
    this.#roster = roster
  }

  /** The organisation in which somebody is looked for; nothing where nothing says which. */
  of({ who, facts }: Placeable): Id | undefined {
    const named = facts?.organisation ?? this.#named(facts?.organisationName)
    return named ?? this.#common ?? this.#named(who.place.sheet) ?? this.#byNumber(who)
  }

  /** Why somebody cannot be looked for; nothing where they can. */
  whyNot(one: Placeable): HeldReason | undefined {
    const { organisation, organisationName } = one.facts ?? {}
    if (organisation !== undefined && !this.#isSeen(organisation)) return this.#unknown(`${organisation}`)
    const isUnknown = organisationName !== undefined && this.#named(organisationName) === undefined
    if (isUnknown && organisation === undefined) return this.#unknown(`"${organisationName}"`)
    return this.of(one) === undefined ? this.#missing() : undefined
  }

  #isSeen(id: Id): boolean {
    return this.#organisations.length === 0 || this.#organisations.some(one => one.id === id)
  }

  #named(name: string | undefined): Id | undefined {
    if (name === undefined) return undefined
    if (!this.#known.has(name)) this.#known.set(name, called(name, this.#organisations))
    return this.#known.get(name)
  }

  #byNumber({ keys: { onefileId } }: Naming): Id | undefined {
    return onefileId === undefined ? undefined : this.#roster.get(onefileId)?.organisation
  }

  #unknown(what: string): HeldReason {
    return reason(
      'organisation-unknown',
      `The row is about centre ${what}, and this run sees ${this.#list()}; correct the row, or use a token and an --organisation that cover the centre. A column that names something else is mapped to ignore.`,
    )
  }

  #missing(): HeldReason {
    const { id } = this.#organisations[0] ?? { id: 90001 }
    return reason(
      'organisation-missing',
      `Your token covers ${this.#list()}, and the file does not say which centre it is about. Say it with --organisation ${id}, with "organisation: ${id}" in the mapping, or in a column OrganisationID.`,
    )
  }

  #list(): string {
    const names = this.#organisations.map(({ id, name }) => `${name} (${id})`)
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  }
}

/** The organisation of a name, or of a part of one that begins or ends no other's: "Netherby" of "Fablewick Netherby". */
function called(name: string, organisations: readonly WorldOrganisation[]): Id | undefined {
  const words = foldName(name)
  const isWhole = (one: WorldOrganisation) => foldName(one.name) === words
  const isPart = (one: WorldOrganisation) => {
    const whole = foldName(one.name)
    return whole.startsWith(`${words} `) || whole.endsWith(` ${words}`)
  }
  const whole = organisations.filter(isWhole)
  const found = whole.length > 0 ? whole : organisations.filter(isPart)
  return words !== '' && found.length === 1 ? certain(found[0]).id : undefined
}
