/** An object whose missing properties are not there, instead of being undefined. */
type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Leaves out properties that are undefined, so that "left out" is told in one way only. */
export function present<T extends object>(object: T): Present<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Present<T>
}
