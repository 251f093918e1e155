/**
 * A value that cannot be missing where it is asked for, by a rule that the compiler does not see: something was looked up
 * that was put there before, or a list was found to have one. Throws where it is missing after all, which is a bug, and
 * names the place by its stack.
 */
export function certain<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('A value is missing that cannot be.')
  return value
}
