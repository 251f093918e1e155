import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What the server measures of itself. Labels are routes' patterns, never a URL. */
export interface Metrics {
  observe(route: string, method: string, status: number, seconds: number): void
  committed(requests: number, milliseconds: number): void
  /** The text that Prometheus reads. */
  text(): Promise<string>
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** What is asked of a server when its metrics are read. */
interface Gauges {
  /** Writes accepted and not answered yet. */
  waiting(): number
  /** Milliseconds that the oldest of them has waited. */
  waited(): number
  /** Lines that the log could not take. */
  logDropped?(): number
}

/** Makes the metrics of one server. */
export function createMetrics({ waiting, waited, logDropped = () => 0 }: Gauges): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry, prefix: 'caseload_' })
  const labelNames = ['route', 'method', 'status'] as const
  const requests = new Counter({
    name: 'caseload_requests_total',
    help: 'Calls answered.',
    labelNames,
    registers,
  })
  const latency = new Histogram({
    name: 'caseload_request_seconds',
    help: 'Time from the first byte of a call to its answer.',
    labelNames: ['route', 'method'],
    buckets: SECONDS,
    registers,
  })
  const batches = new Histogram({
    name: 'caseload_commit_writes',
    help: 'Writes that shared one commit.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  })
  const commits = new Histogram({
    name: 'caseload_commit_seconds',
    help: 'Time of one commit, from its first read to the disk.',
    buckets: SECONDS,
    registers,
  })
  new Gauge({
    name: 'caseload_writes_waiting',
    help: 'Writes accepted and not answered yet.',
    registers,
    collect() {
      this.set(waiting())
    },
  })
  new Gauge({
    name: 'caseload_write_wait_seconds',
    help: 'How long the oldest write has waited that is not answered yet.',
    registers,
    collect() {
      this.set(waited() / 1000)
    },
  })
  new Counter({
    name: 'caseload_log_lines_dropped_total',
    help: 'Lines that the log could not take: its disk was full, or nobody read them.',
    registers,
    collect() {
      this.reset()
      this.inc(logDropped())
    },
  })
  return {
    observe(route, method, status, seconds) {
      requests.inc({ route, method, status })
      latency.observe({ route, method }, seconds)
    },
    committed(writes, milliseconds) {
      batches.observe(writes)
      commits.observe(milliseconds / 1000)
    },
    text: () => registry.metrics(),
  }
}
