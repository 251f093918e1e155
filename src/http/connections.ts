import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'

/** Connections at once. */
const MOST = 4_000

/** Descriptors that are left for the database, the log and files. */
const KEPT_BACK = 200

/** A connection, and how many calls it has under way. */
interface OpenConnection {
  socket: Socket
  busy: number
}

/** How many connections a server may have: as many as the system lets a process hold, and no more than 4,000. */
function mostConnections(): number {
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | string } }
  }
  const open = Number(userLimits?.open_files?.soft)
  return Number.isFinite(open) ? Math.max(10, Math.min(MOST, open - KEPT_BACK)) : MOST
}

/**
 * Keeps a server from holding more connections than it can. Where one too many comes, the one that has been without a call for
 * longest is closed: who merely holds connections loses them, and who calls gets one. Where all are busy, the new one is closed.
 */
export function boundConnections(server: Server, most = mostConnections()): void {
  const lines = new WeakMap<Socket, OpenConnection>()
  const idle = new Set<OpenConnection>()
  /** Lines that speak TLS are known by their ends until they have shaken hands. */
  const byEnds = new Map<string, OpenConnection>()
  let open = 0
  server.on('connection', (socket: Socket) => {
    const line = { socket, busy: 0 }
    const ends = endsOf(socket)
    open += 1
    lines.set(socket, line)
    byEnds.set(ends, line)
    idle.add(line)
    socket.once('close', () => {
      open -= 1
      byEnds.delete(ends)
      idle.delete(line)
    })
    if (open > most) for (const { socket: oldest } of idle) return void oldest.destroy()
  })
  server.on('secureConnection', (socket: TLSSocket) => {
    const line = byEnds.get(endsOf(socket))
    if (line) lines.set(socket, line)
  })
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const line = lines.get(socket)
    if (!line) return
    line.busy += 1
    idle.delete(line)
    response.once('close', () => {
      line.busy -= 1
      if (line.busy === 0 && !line.socket.destroyed) idle.add(line)
    })
  })
}

function endsOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
