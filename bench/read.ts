import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openReading } from '../src/sync/read/read.ts'
import { count, noRows } from '../src/sync/read/reading.ts'
import { composeWorkbook, type SampleCell } from '../test/samples/workbook.ts'

// Reads a workbook of 100,000 rows with shared strings in a process whose heap may not pass 256 MB.

const ROWS = 100_000
const HEAP_MB = 256

const HEADERS =
  'Learner Ref,ULN,First name,Last name,Email,DOB,Main Assessor,Assessor Email,Aim 1,Aim 1 Assessor,Aim 1 IQA,From'

function* rows(): Generator<SampleCell[]> {
  yield HEADERS.split(',')
  for (let index = 0; index < ROWS; index++) {
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

async function read(path: string): Promise<void> {
  const started = performance.now()
  const counts = noRows()
  const { items } = await openReading({ name: 'big.xlsx', path }, { today: '2026-01-01' })
  for await (const item of items) count(counts, item)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    `xlsx rows=${counts.rows} stated=${counts.stated} held=${counts.held} s=${seconds} rssMB=${memory}`,
  )
  if (counts.stated !== ROWS) process.exitCode = 1
}

function measure(): void {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  try {
    const path = join(folder, 'big.xlsx')
    writeFileSync(path, composeWorkbook({ sheets: { Allocations: [...rows()] }, formats: ['dd/mm/yyyy'] }))
    const args = [`--max-old-space-size=${HEAP_MB}`, fileURLToPath(import.meta.url), path]
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
    process.exitCode = status ?? 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const given = process.argv[2]
if (given === undefined) measure()
else await read(given)
