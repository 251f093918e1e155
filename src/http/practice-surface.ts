import { onefileContract } from '../contract/contract.ts'
import { faultLedger, type Practice } from './practice.ts'
import { faultyHandlers } from './practice-calls.ts'
import { registerWireFaults } from './practice-wire.ts'
import { type Surface, WHOLE_SURFACE } from './surface.ts'

/** OneFile's service alone, with faults on order; `GET /practice/faults` tells those made so far. */
export function practiceSurface(practice: Practice): Surface {
  const ledger = faultLedger(practice)
  return {
    calls: onefileContract,
    handlers: faultyHandlers(onefileContract, WHOLE_SURFACE.handlers, ledger),
    console: false,
    furnish(server) {
      registerWireFaults(server, onefileContract, ledger)
      server.get('/practice/faults', async () => ledger.report())
    },
    unknownCall: 'There is no such call; a practice server has only those of the OneFile web API v2.1.',
  }
}
