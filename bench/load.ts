import { type ChildProcess, fork } from 'node:child_process'
import autocannon from 'autocannon'
import type { Ready, Role } from './server.ts'

/** A measured server in a process of its own. */
export interface Measured extends Ready {
  /** Ends the process. */
  end(): Promise<void>
  process: ChildProcess
}

/** Starts a server to measure and waits until it listens. */
export function start(role: Role): Promise<Measured> {
  return measured(fork(new URL('./server.ts', import.meta.url), [JSON.stringify(role)]))
}

/** Waits until a process that is to be measured tells where it listens. */
export async function measured(child: ChildProcess): Promise<Measured> {
  // A benchmark that fails half-way must not leave its servers behind.
  process.once('exit', () => child.kill('SIGKILL'))
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', message => resolve(message as Ready))
    child.once('exit', code => reject(new Error(`The measured server ended with ${code}`)))
  })
  return { ...ready, process: child, end: () => end(child) }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

/** One call to send. */
export interface Call {
  method: 'GET' | 'POST'
  path: string
  body?: string
}

/** What a load came to. */
export interface Result {
  /** Answers a second. */
  rate: number
  p50: number
  p99: number
  answers: number
  /** Bytes of an answer, with its headers. */
  bytes: number
}

/** Sends calls from many connections for some seconds and checks every answer's status. Throws when one is wrong. */
export async function load(
  server: Ready,
  calls: readonly Call[],
  options: { connections: number; seconds: number; expected: number },
): Promise<Result> {
  let next = 0
  const take = () => {
    next = (next + 1) % calls.length
    return calls[next]!
  }
  const result = await autocannon({
    url: `http://127.0.0.1:${server.port}`,
    connections: options.connections,
    duration: options.seconds,
    requests: [{ setupRequest: request => Object.assign(request, take()) }],
    headers: { 'content-type': 'application/json', 'x-tokenid': server.session },
  })
  const codes = result.statusCodeStats as Record<string, { count: number }>
  const wrong = Object.entries(codes).filter(([code]) => Number(code) !== options.expected)
  if (wrong.length > 0 || result.errors > 0) {
    throw new Error(`Wrong answers under load: ${JSON.stringify(codes)}, ${result.errors} errors`)
  }
  const { average } = result.requests
  const answers = result.requests.total
  const bytes = result.throughput.total / answers
  return { rate: average, p50: result.latency.p50, p99: result.latency.p99, answers, bytes }
}
