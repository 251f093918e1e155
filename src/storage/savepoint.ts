import type { Failure } from './failure.ts'

/**
 * Tries statements on a savepoint of the transaction under way; false where a constraint refuses them. `execute` speaks to
 * its connection.
 */
export function attempts(execute: (sql: string) => Promise<void>, classify: (error: unknown) => Failure) {
  return async (statements: () => Promise<void>): Promise<boolean> => {
    await execute('savepoint attempt')
    try {
      await statements()
      await execute('release savepoint attempt')
      return true
    } catch (error) {
      await execute('rollback to savepoint attempt')
      await execute('release savepoint attempt')
      if (classify(error) !== 'constraint') throw error
      return false
    }
  }
}
