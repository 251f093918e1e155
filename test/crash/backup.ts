/** Backups are taken while clients write, and restored elsewhere and in place. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { readConfig } from '../../src/cli/config.ts'
import { give } from '../../src/cli/control.ts'
import type { Db } from '../../src/storage/db.ts'
import { engineOf } from '../../src/storage/open.ts'
import { replayDiffers } from '../../src/storage/replay.ts'
import { call, called } from './call.ts'
import { write } from './clients.ts'
import { addressIn, inFolder, observing } from './observe.ts'
import { add, begin, type Totals } from './scenarios.ts'
import { startServer } from './server.ts'
import { brokenChain, verify } from './verify.ts'
import { SMALL, startVictim, type Told } from './victims.ts'

/** What came of backups. */
export interface BackedUp extends Totals {
  /** Changes of the histories in the last backup. */
  kept: number
}

/**
 * In each round takes a backup among writes, restores it elsewhere, where the history has to be the same to the last
 * hash, and then in place, among writes again. What read the feed before has to begin anew at both.
 */
export function backUpAndRestore(
  address: string,
  rounds: number,
  told: (round: number) => void,
): Promise<BackedUp> {
  return inFolder(async folder => {
    const file = addressIn(folder, address)
    const config = configOf(file, folder)
    const backup = join(folder, 'backup.jsonl.gz')
    const total: BackedUp = { done: 0, unknown: 0, kept: 0 }
    const victim = await startVictim(file, folder)
    for (let round = 0; round < rounds; round += 1) {
      const server = await signedIn(victim)
      const { stories, before } = await observing(file, db => begin(db, round))
      const writing = write(server, stories)
      await writing.begun
      await give(config, 'backup', { file: backup })
      await writing.stop()
      await observing(file, db => verify(db, stories, before))
      const { next: cursor } = await called(server, 'GET', '/changes?limit=1')
      const kept = historyIn(backup)
      await observing(file, db => expectBeginsWith(db, kept))
      await restoreElsewhere(backup, cursor, kept)

      const more = await observing(file, db => begin(db, round))
      // A restore ends all sessions.
      const writingOn = write(server, more.stories, [401, 503])
      await writingOn.begun
      await give(config, 'restore', { file: backup })
      await writingOn.stop()
      await observing(file, db => expectBeginsWith(db, kept))
      await expectGone(await signedIn(victim), cursor)
      add(total, stories)
      total.kept = kept.size
      told(round + 1)
    }
    await victim.kill()
    return total
  })
}

function configOf(address: string, folder: string) {
  return readConfig({ data: folder, ...(!engineOf(address).isFile && { database: address }) }, {})
}

/** The same server, with a session of now. */
async function signedIn(server: Told): Promise<Told> {
  const answer = await fetch(`${server.url}/api/v2.1/Authentication`, {
    method: 'POST',
    headers: { 'x-customertoken': server.token },
  })
  expect(answer.status).toBe(200)
  return { ...server, session: await answer.text() }
}

/** Hashes of the changes in a backup, by organisation and position. */
function historyIn(backup: string): Map<string, string> {
  const lines = gunzipSync(readFileSync(backup)).toString().split('\n')
  const changes = lines.filter(line => line.startsWith('{"record":"change"')).map(line => JSON.parse(line))
  return new Map(changes.map(({ organisation, position, hash }) => [`${organisation}/${position}`, hash]))
}

/** The histories begin with these changes, hash for hash, and are sound as a whole. Gives the number of changes. */
async function expectBeginsWith(db: Db, kept: ReadonlyMap<string, string>): Promise<number> {
  const rows = await db.selectFrom('changes').select(['organisation_id', 'position', 'hash']).execute()
  const found = new Map(rows.map(row => [`${row.organisation_id}/${row.position}`, row.hash]))
  const different = [...kept].filter(([place, hash]) => found.get(place) !== hash)
  expect(different, 'changes that are not as in the backup').toEqual([])
  for (const { id } of await db.selectFrom('organisations').select('id').execute()) {
    expect(await brokenChain(db, id)).toBeUndefined()
    expect(await replayDiffers(db, id)).toBe(false)
  }
  return rows.length
}

function restoreElsewhere(backup: string, cursor: string, kept: ReadonlyMap<string, string>): Promise<void> {
  return inFolder(async folder => {
    await give(configOf('sqlite', folder), 'restore', { file: backup })
    const file = addressIn(folder, 'sqlite')
    expect(await observing(file, db => expectBeginsWith(db, kept))).toBe(kept.size)
    const server = await startServer({ address: file, folder, provider: SMALL })
    await expectGone(server.told, cursor)
    await server.stop()
  })
}

/** A cursor from before is refused, and reading from the start works. */
async function expectGone(server: Told, cursor: string): Promise<void> {
  const gone = await call(server, 'GET', `/changes?cursor=${encodeURIComponent(cursor)}`)
  expect([gone.status, gone.body.code]).toEqual([410, 'cursor-gone'])
  await called(server, 'GET', '/changes')
}
