/** Runs statements on a savepoint of the transaction under way. `execute` speaks to its connection. */
export function savepoints(execute: (sql: string) => Promise<void>) {
  return async <T>(statements: () => Promise<T>): Promise<T> => {
    await execute('savepoint attempt')
    try {
      const result = await statements()
      await execute('release savepoint attempt')
      return result
    } catch (error) {
      await execute('rollback to savepoint attempt')
      await execute('release savepoint attempt')
      throw error
    }
  }
}
