/** One address before several servers, as HAProxy or a virtual address gives: connections are passed on as they are. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** An address that leads to one server at a time. */
export interface Address {
  port: number
  /** Leads new connections to another port. Those that are open stay where they are. */
  lead(port: number): void
  close(): Promise<void>
}

/** Opens an address on this machine that leads to a port. */
export async function openAddress(first: number): Promise<Address> {
  let target = first
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true }, incoming => {
    const outgoing = connect({ port: target, host: '127.0.0.1', noDelay: true })
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    lead: port => {
      target = port
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
