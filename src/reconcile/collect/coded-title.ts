import { certain } from '../../domain/certain.ts'

const CODED_TITLE = /^(.+?)\s*\[([^[\]]+)\]\s*$/

/**
 * The title of a standard alone and its code, where the code stands in square brackets after it, as OneFile shows it; nothing
 * where it does not. Source: contract H23.
 */
export function partsOfTitle(title: string): [title: string, code: string] | [] {
  const [, alone, code] = CODED_TITLE.exec(title) ?? []
  return alone === undefined ? [] : [alone, certain(code).trim()]
}
