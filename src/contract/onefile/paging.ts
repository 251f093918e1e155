import { integer } from '../codec.ts'
import { required } from '../fields.ts'

const anyNumber = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)

/** Which page of a search, in its path (contract 2.7). The limits are told by the search itself. */
export const paging = {
  page: required('page', anyNumber, 'Number of the page, from 1.'),
  size: required('size', anyNumber, 'Rows on a page, 1 to 1000.'),
}
