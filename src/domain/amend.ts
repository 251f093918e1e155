/** Some properties of an object as they should be; what is left out, or not said, stays. */
export type Changes<T> = { [Property in keyof T]?: T[Property] | undefined }

/** The object with its changes. Nothing (`null`) is a value: it clears. */
export function amend<T extends object>(object: T, changes: Changes<NoInfer<T>>): T {
  const said = Object.entries(changes).filter(([, value]) => value !== undefined)
  return { ...object, ...Object.fromEntries(said) }
}
