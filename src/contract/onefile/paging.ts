import { type Codec, integer, Refusal } from '../codec.ts'
import { required } from '../fields.ts'

const whole = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)

/** A whole number of whatever size: which pages there are, the search itself tells. */
const count: Codec<number> = {
  ...whole,
  schema: { type: 'integer', minimum: 1 },
  read(raw) {
    const value = whole.read(raw)
    return value instanceof Refusal ? new Refusal('must be a whole number') : value
  },
}

/** Which page of a search, in its path (docs/onefile-api.md#2.7). */
export const paging = {
  page: required('page', count, 'Number of the page, from 1.'),
  size: required('size', count, 'Rows on a page, 1 to 1000.'),
}
