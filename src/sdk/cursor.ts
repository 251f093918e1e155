import type { contract } from '../contract/contract.ts'
import type { Answer, Input } from '../contract/endpoint.ts'
import { callByName } from './call-by-name.ts'
import { UnexpectedAnswerError } from './errors.ts'
import type { Methods } from './types.ts'

type ContractCalls = typeof contract

/** Names of the calls of our API that go on after a cursor, such as `listChanges`. */
export type CursorCall = {
  [K in keyof ContractCalls]: 'cursor' extends keyof Input<ContractCalls[K]> ? K : never
}[keyof ContractCalls]

/**
 * The answers of a call that goes on after a cursor, one for each page, until nothing more is there. Each has its `next`:
 * whoever follows the feed keeps the last one and begins with it as `cursor` the next time. Rejects as the call does:
 * `RefusedError` with the code `cursor-gone` means to read again from the start.
 */
export async function* answersOf<K extends CursorCall>(
  client: Methods,
  call: K,
  input: Input<ContractCalls[K]>,
  options: { signal?: AbortSignal | undefined } = {},
): AsyncGenerator<Answer<ContractCalls[K]>, void, undefined> {
  let cursor = (input as { cursor?: string }).cursor
  for (;;) {
    const answer = await callByName<Answer<ContractCalls[K]>>(
      client,
      call,
      { ...input, ...(cursor !== undefined && { cursor }) },
      options,
    )
    yield answer
    const { next, more } = answer as { next: string | null; more?: boolean }
    if (next === null || more === false) return
    if (next === cursor) throw standingStill(call)
    cursor = next
  }
}

function standingStill(call: string): UnexpectedAnswerError {
  const sentence = `The answer to ${call} says that there is more, and to go on where it was asked to begin.`
  return new UnexpectedAnswerError({ call, code: 'answer-unexpected', sentence })
}
