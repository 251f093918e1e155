/** Number of a person, organisation, aim and so on: whole, positive, unique on a server among its kind. */
export type Id = number

/**
 * An id for a sentence. Ids of units are text that a caller may fill with anything, a name included; only what looks
 * like an id is repeated.
 */
export function sayId(id: Id | string): string {
  const said = String(id)
  return said.length <= 40 && /^\w+([./-]\w+)*$/.test(said) ? said : 'of that id'
}
