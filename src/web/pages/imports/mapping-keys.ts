import type { ImportSheet } from '../../../sdk/types.ts'

/** What is said about how files are to be read (docs/mapping.md). */
export type MappingKeys = Readonly<Record<string, unknown>>

/** The same with one key more, or without it. */
export function withKey(keys: MappingKeys, key: string, value: unknown): MappingKeys {
  const { [key]: _, ...rest } = keys
  return value === undefined ? rest : { ...rest, [key]: value }
}

/** The same with a column read as another one; as its header says where nothing is given. */
export function withColumn(keys: MappingKeys, header: string, meaning: string | undefined): MappingKeys {
  const columns = withKey((keys.columns ?? {}) as MappingKeys, header, meaning)
  return withKey(keys, 'columns', Object.keys(columns).length === 0 ? undefined : columns)
}

/** The same with one of several sheets read, or left out. */
export function withSheet(
  keys: MappingKeys,
  sheets: readonly ImportSheet[],
  name: string,
  isRead: boolean,
): MappingKeys {
  const said = Array.isArray(keys.sheets) ? (keys.sheets as string[]) : undefined
  const before =
    said ?? sheets.flatMap(sheet => (sheet.isRead && sheet.name !== undefined ? [sheet.name] : []))
  const after = isRead ? [...before.filter(one => one !== name), name] : before.filter(one => one !== name)
  return withKey(keys, 'sheets', after)
}

/** The row that holds the column names of a sheet, where somebody has said it. */
export function headerIn(keys: MappingKeys, name: string | undefined): number | undefined {
  const { header } = keys
  if (typeof header === 'number') return header
  const row = name === undefined ? undefined : ((header ?? {}) as MappingKeys)[name]
  return typeof row === 'number' ? row : undefined
}

/** The same with the column names of a sheet in this row; where they are found by themselves if nothing is given. */
export function withHeader(
  keys: MappingKeys,
  sheets: readonly ImportSheet[],
  name: string | undefined,
  row: number | undefined,
): MappingKeys {
  const named = sheets.flatMap(sheet => sheet.name ?? [])
  if (name === undefined) return withKey(keys, 'header', row)
  const { header } = keys
  const before =
    typeof header === 'number'
      ? Object.fromEntries(named.map(one => [one, header]))
      : ((header ?? {}) as MappingKeys)
  const after = withKey(before, name, row)
  return withKey(keys, 'header', Object.keys(after).length === 0 ? undefined : after)
}
