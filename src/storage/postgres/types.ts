import { types } from 'pg'

const INT8 = 20
const NUMERIC = 1700

/** Ids and moments stay below 2^53, so that they can be numbers on both engines. */
export const parsers = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC
      ? Number
      : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
}
