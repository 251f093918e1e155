import { hostname, userInfo } from 'node:os'
import type { PlanMaker } from '../../runs/state/store.ts'

/** The person who gives this command, and the folder where it is given. */
export function planMaker(): PlanMaker {
  return { user: userInfo().username, machine: hostname(), folder: process.cwd() }
}
