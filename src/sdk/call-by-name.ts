import type { Methods } from './types.ts'

/** Makes a call whose name is only known when it runs. The contract says what it takes and answers: the caller says it as `T`. */
export function callByName<T>(
  client: Methods,
  name: keyof Methods,
  input: object,
  options: object,
): Promise<T> {
  return Reflect.apply(client[name], client, [input, options])
}
