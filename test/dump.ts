import type { Stage } from './stage.ts'

/** Every row of every table, in one text. Which id is given next is left out: a refused call may have taken one. */
export async function dump({ storage }: Stage): Promise<string> {
  const tables = await storage.db.introspection.getTables()
  const kept = tables.filter(({ name }) => name !== 'id_counters')
  const texts = kept.map(async ({ name }) => {
    const rows = await storage.db
      .selectFrom(name as never)
      .selectAll()
      .execute()
    return `${name}\n${rows
      .map(row => JSON.stringify(row))
      .sort()
      .join('\n')}`
  })
  return (await Promise.all(texts)).sort().join('\n\n')
}
