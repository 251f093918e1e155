import { integer, nullable, text } from '../codec.ts'
import { optional, required } from '../fields.ts'

/** Largest page of our API. */
const LARGEST_PAGE = 200

/** Which page: where the one before left off, and how many rows. */
export const paging = {
  cursor: optional(
    'cursor',
    text(20_000, { least: 1 }),
    'The "next" of the page before; left out for the first page.',
  ),
  limit: optional('limit', integer(1, LARGEST_PAGE), 'Rows at most; 100 where left out.'),
}

/** Largest page of the lists that a whole copy is made from: their rows are short. */
const LARGEST_WIDE_PAGE = 5000

/** The same for such a list. */
export const widePaging = {
  cursor: paging.cursor,
  limit: optional('limit', integer(1, LARGEST_WIDE_PAGE), 'Rows at most; 100 where left out.'),
}

/** Where the next page goes on; nothing at the end. */
export const next = required(
  'next',
  nullable(text(20_000)),
  'Send it as "cursor" to get the next page; null where this was the last.',
)
