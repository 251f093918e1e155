import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Mapping } from '../../src/intake/mapping/mapping.ts'
import { NO_MAPPING } from '../../src/intake/mapping/mapping.ts'
import { readAll, type WholeReading } from '../../src/intake/read.ts'
import type { AssignmentStatement, Naming, PersonStatement } from '../../src/intake/statement/statement.ts'

/** The day on which the samples are read. */
export const TODAY = '2026-07-15'

/** Path of a composed sample, kept byte for byte in this folder. */
export function samplePath(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}

/** Path of a published file, which is not copied into the repository; nothing where it is not at hand. */
export function publishedPath(name: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url))
  return existsSync(path) ? path : undefined
}

/** Reads a composed sample. */
export function readSample(name: string, mapping?: Partial<Mapping>): Promise<WholeReading> {
  return readPath(samplePath(name), name, mapping)
}

/** Reads a file on disk. */
export function readPath(path: string, name: string, mapping: Partial<Mapping> = {}): Promise<WholeReading> {
  const short = name.replace(/^.*\//, '')
  return readAll({ name: short, path }, { today: TODAY, mapping: { ...NO_MAPPING, ...mapping } })
}

/** Reads text or bytes as if they were a file. */
export function readBytes(
  content: string | Uint8Array,
  name = 'sheet.csv',
  mapping: Partial<Mapping> = {},
): Promise<WholeReading> {
  const bytes = Buffer.from(content)
  return readAll({ name, bytes }, { today: TODAY, mapping: { ...NO_MAPPING, ...mapping } })
}

/** The people that a reading states. */
export function peopleIn({ statements }: WholeReading): PersonStatement[] {
  return statements.filter(one => one.says === 'person')
}

/** The assignments that a reading states, each as one line to compare by eye. */
export function assignmentsIn(reading: WholeReading): string[] {
  return reading.statements
    .filter(one => one.says === 'assignment')
    .map(
      one =>
        `${callOf(one.learner)}: ${one.want} ${one.role} ${targetOf(one)}= ${one.who ? callOf(one.who) : 'anybody'}`,
    )
}

function targetOf({ level, aim, unit, effectiveFrom }: AssignmentStatement): string {
  const what = [aim, unit].flatMap(one => (one ? [[one.words, one.level].filter(Boolean).join(' ')] : []))
  return [level, ...what, ...(effectiveFrom ? [`from ${effectiveFrom}`] : []), ''].join(' ')
}

/** How a person is called in these lines: by the surest key there is. */
export function callOf({ keys, name }: Naming): string {
  const whole = name.full ?? [name.given, name.family].filter(Boolean).join(' ')
  return String(keys.onefileId ?? keys.misId ?? keys.uln ?? keys.email ?? whole)
}

/** The findings of a reading as `code holds row column`, to compare by eye. */
export function findingsIn({ findings }: WholeReading): string[] {
  return findings.map(({ code, holds, place }) =>
    [code, holds, place?.sheet, place?.row, place?.column].filter(part => part !== undefined).join(' '),
  )
}

/** The rows of a small comma-separated sample of facts, by column name. */
export function tableOf(name: string): Record<string, string>[] {
  const text = readFileSync(samplePath(name), 'utf8')
  const [header, ...lines] = text.split(/\r?\n/).filter(line => line !== '')
  const keys = cellsOf(header!)
  return lines.map(line => Object.fromEntries(cellsOf(line).map((cell, index) => [keys[index], cell])))
}

function cellsOf(line: string): string[] {
  const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? []
  return cells.map(cell =>
    cell.replace(/,$/, '').replace(/^"([\s\S]*)"$/, (_, inside: string) => inside.replaceAll('""', '"')),
  )
}
