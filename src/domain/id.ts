/** Number of a person, organisation, aim and so on: whole, positive, unique on a server among its kind. */
export type Id = number
