import { isLoopback } from './config.ts'
import { tell } from './output.ts'

/** Says that the token goes over the network as it is, where the address of a server has it so. */
export function warnIfPlain(server: string): void {
  const { protocol, hostname } = new URL(server)
  if (protocol !== 'http:' || isLoopback(hostname.replace(/^\[|\]$/g, ''))) return
  tell(
    `The token and people's data go to ${hostname} in the clear, where others of the network can read them; write https:// if the server has it.`,
  )
}
