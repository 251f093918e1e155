import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openReading } from '../src/intake/read.ts'
import { count, noRows } from '../src/intake/row/reading.ts'
import { composeWorkbook, type SampleCell } from '../test/samples/workbook.ts'
import type { Figures } from './assign.ts'

const ROWS = 100_000
const HEAP_MB = 256

const HEADERS =
  'Learner Ref,ULN,First name,Last name,Email,DOB,Main Assessor,Assessor Email,Aim 1,Aim 1 Assessor,Aim 1 IQA,From'

function* rows(): Generator<SampleCell[]> {
  yield HEADERS.split(',')
  for (let index = 0; index < ROWS; index += 1) {
    yield [
      `FBW-${String(index).padStart(6, '0')}`,
      { number: 9_901_000_000 + index },
      `Given${index}`,
      `Family ${index}`,
      `given${index}@example.org`,
      { number: 38_000 + (index % 900), style: 1 },
      `Assessor ${index % 300}`,
      `a${index % 300}@example.org`,
      'ST0005',
      `Assessor ${(index + 7) % 300}`,
      `Iqa ${index % 40}`,
      '08/09/2025',
    ]
  }
}

interface Read {
  stated: number
  seconds: number
  processor: number
  memory: number
}

async function read(path: string): Promise<Read> {
  const started = performance.now()
  const counts = noRows()
  const { items } = await openReading({ name: 'big.xlsx', path }, { today: '2026-01-01' })
  for await (const item of items) count(counts, item)
  const seconds = (performance.now() - started) / 1000
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  return {
    stated: counts.stated,
    seconds,
    processor: (userCPUTime + systemCPUTime) / 1e6,
    memory: maxRSS / 1024,
  }
}

/** Reads a workbook of 100,000 rows with shared strings in a process whose heap may not pass 256 MB. */
export async function benchRead(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  try {
    const path = join(folder, 'big.xlsx')
    writeFileSync(path, composeWorkbook({ sheets: { Allocations: [...rows()] }, formats: ['dd/mm/yyyy'] }))
    const { stated, seconds, processor, memory } = readApart(path)
    if (stated !== ROWS) throw new Error(`${stated} of ${ROWS} rows were read.`)
    return {
      rows: stated,
      'heap allowed, MB': HEAP_MB,
      'memory at most, MB': memory,
      seconds,
      'processor seconds': processor,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function readApart(path: string): Read {
  const args = [`--max-old-space-size=${HEAP_MB}`, fileURLToPath(import.meta.url), path]
  const { status, stdout } = spawnSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  if (status !== 0) throw new Error('The workbook could not be read with so small a heap.')
  return JSON.parse(String(stdout)) as Read
}

const given = process.argv[2]
if (given !== undefined && process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await read(given)))
