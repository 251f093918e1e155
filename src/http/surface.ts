import type { FastifyInstance } from 'fastify'
import { contract } from '../contract/contract.ts'
import type { Contract } from '../contract/endpoint.ts'
import type { AnyHandler } from './context.ts'
import { handlers } from './handlers/all.ts'
import { registerPages } from './pages.ts'

/** What a server shows of itself: its calls, who answers them, and what there is beside them. */
export interface Surface {
  calls: Contract
  /** By the names of the calls. */
  handlers: Readonly<Record<string, AnyHandler>>
  /** Adds what there is beside the calls. */
  furnish(server: FastifyInstance, publicFolder: string): void
  /** Whether browsers are sent the console's page where there is nothing else. */
  console: boolean
  /** What a call is told that there is not. */
  unknownCall: string
}

/** Both APIs and the pages. */
export const WHOLE_SURFACE: Surface = {
  calls: contract,
  handlers,
  furnish: registerPages,
  console: true,
  unknownCall: 'There is no such call; the documentation at /docs lists all.',
}
