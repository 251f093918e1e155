/** Data sets for tests: databases that begin empty, lines written by hand, and files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Services } from '../src/app/services.ts'
import { exportLines } from '../src/dataset/export.ts'
import { type Imported, importDataSet } from '../src/dataset/import.ts'
import { isProblem } from '../src/domain/problem.ts'
import type { Storage } from '../src/storage/database.ts'
import type { EngineName } from '../src/storage/open.ts'
import { openStorage } from '../src/storage/open.ts'
import { NOW } from './cast.ts'
import { freshAddress, servicesOn } from './stage.ts'

/** A record as somebody would write it. */
export type Written = { record: string } & Record<string, unknown>

/** The services of a server on a database of its own, which begins empty. */
export interface House {
  services: Services
  close(): Promise<void>
}

/** Opens a house for a whole suite; the suite closes it. */
export async function openHouse(engine: EngineName): Promise<House> {
  const { address, remove } = await freshAddress(engine)
  const { services, close } = await openAt(address)
  return { services, close: () => close().then(remove) }
}

async function openAt(address: string, time = { now: NOW }): Promise<House> {
  const services = servicesOn(await openStorage(address, time.now), time)
  const close = async () => {
    await services.writer.close()
    await services.storage.close()
  }
  return { services, close }
}

/** The services of a house that goes with the test. */
export async function emptyServices(engine: EngineName): Promise<Services> {
  const { services, close } = await openHouse(engine)
  onTestFinished(close)
  return services
}

/** The services of one more server on a database. It goes with the test. */
export async function servicesAt(address: string, time = { now: NOW }): Promise<Services> {
  const { services, close } = await openAt(address, time)
  onTestFinished(close)
  return services
}

/** All that a database holds, as lines. */
export function linesOf({ snapshot }: Pick<Storage, 'snapshot'>): Promise<string[]> {
  return snapshot(async db => {
    const lines: string[] = []
    for await (const line of exportLines(db)) lines.push(line)
    return lines
  })
}

/** A data set of these records: header and end are put around them. */
export function written(...records: readonly Written[]): string[] {
  const lines = records.map(record => JSON.stringify(record))
  return ['{"record":"caseload-dataset","version":1}', ...lines, `{"record":"end","count":${records.length}}`]
}

/** Imports lines as the file `set.jsonl`. */
export async function take(
  { writer }: Pick<Services, 'writer'>,
  lines: readonly string[],
): Promise<Imported> {
  const imported = await importDataSet(writer, { name: 'set.jsonl', lines: () => lines })
  if (isProblem(imported)) throw new Error(imported.sentence)
  return imported
}

/** A folder that goes with the test. */
export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A file of these bytes that goes with the test. */
export function fileOf(bytes: string | Uint8Array, name = 'set.jsonl'): string {
  const file = join(folderForTest(), name)
  writeFileSync(file, bytes)
  return file
}
