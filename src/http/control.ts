import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { json } from 'node:stream/consumers'
import type { Logger } from 'pino'
import type { Services } from '../app/services.ts'
import { COMMANDS, type CommandName, isCommandRefusal, runCommand } from './commands.ts'

/** The control socket of a running server. */
interface Control {
  /** Takes no more commands, and ends when those under way are done. */
  close(): Promise<void>
}

/**
 * Lets the machine's owner give commands to a running server: HTTP on a socket that only the owner may open. A socket
 * that a dead server has left is replaced. Where another server answers there already, which shares the database with
 * this one, that one goes on answering.
 */
export async function startControl(
  services: Services,
  socketPath: string,
  logger?: Logger,
): Promise<Control> {
  const server = createServer((request, response) => void respond(services, request, response, logger))
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await listens(server, socketPath)) return { close: () => closed(server) }
    if (await answers(socketPath)) return { close: async () => {} }
    rmSync(socketPath, { force: true })
  }
  throw new Error(`The control socket ${socketPath} cannot be opened.`)
}

/** How often a server tries to get the socket: others that start in the same moment may take or remove it in between. */
const TRIES = 5

/** Whether the server has the socket now; false where the name is taken. */
function listens(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    privately(() => {
      server.listen(path, () => {
        server.removeAllListeners('error')
        resolve(true)
      })
    })
  })
}

/** What is made meanwhile, only its owner may open. */
function privately(work: () => void): void {
  const before = process.umask(0o177)
  try {
    work()
  } finally {
    process.umask(before)
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}

async function respond(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger | undefined,
): Promise<void> {
  const name = request.url?.slice(1) ?? ''
  try {
    const answer = await answerTo(services, name, request, whenGone(response))
    logger?.info({ command: name, refused: isCommandRefusal(answer) }, 'a command')
    send(response, isCommandRefusal(answer) ? 422 : 200, answer)
  } catch (error) {
    logger?.error({ command: name, failure: kindOf(error) }, 'a command failed by a fault of the server')
    send(response, 500, { sentence: 'The server has a fault; its log tells more.' })
  }
}

/** Given when whoever asked has gone before there was an answer. */
function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  return gone.signal
}

async function answerTo(
  services: Services,
  name: string,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<object> {
  if (request.method !== 'POST' || !Object.hasOwn(COMMANDS, name)) {
    return { sentence: 'The running server does not know this command; it may be of another version.' }
  }
  const raw = await json(request).catch(() => undefined)
  if (typeof raw !== 'object' || raw === null)
    return { sentence: 'The input of a command must be a JSON object.' }
  return runCommand(services, name as CommandName, raw as Record<string, unknown>, signal)
}

function send(response: ServerResponse, status: number, answer: object): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' })
  response.end(JSON.stringify(answer))
}

/** Messages of a database quote values, so only the kind of an error is logged. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
