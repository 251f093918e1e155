import { type RawBuilder, sql } from 'kysely'

/** Whether the text that somebody is found in has a part that reads so. */
export function textHas(part: string): RawBuilder<boolean> {
  return sql<boolean>`search_text like ${`%${escaped(part)}%`} escape '!'`
}

/** Whether it begins so. */
export function textBegins(part: string): RawBuilder<boolean> {
  return sql<boolean>`search_text like ${`${escaped(part)}%`} escape '!'`
}

/** Signs that would stand for others. */
function escaped(text: string): string {
  return text.replace(/[!%_]/g, '!$&')
}
