import type { Services } from '../../src/app/services.ts'
import type { Postgres } from '../postgres.ts'
import { backUpAndRestore } from './backup.ts'
import { killWhileDue } from './due.ts'
import { failOver } from './failover.ts'
import { addressIn, inFolder } from './observe.ts'
import {
  fullDisk,
  noConnections,
  readOnlyDatabase,
  readOnlyFile,
  stoppedDatabase,
  type Trouble,
  type Withstood,
  withstand,
} from './outage.ts'
import { raceForOneSlot, raceInCrossingOrders } from './race.ts'
import { killPostgres, killServer } from './scenarios.ts'
import { startServer } from './server.ts'
import { stopServer } from './stop.ts'
import { killSync } from './sync.ts'
import { killTransfer } from './transfer.ts'
import { SMALL, startVictim } from './victims.ts'

/** What a part is played with. */
export interface Play {
  /** A PostgreSQL server of its own, that a part may kill and restart. */
  postgres: Postgres
  rounds: number
  /** Hears how many rounds are done. */
  hear(round: number): void
}

/** A part of the long form. */
interface Part {
  about: string
  /** Rounds where nothing else is said. */
  rounds: number
  /** Plays it; gives what it counted, and throws where something is not as it must be. */
  run(play: Play): Promise<object>
}

/** The parts of the long form, in the order in which they are played. */
export const PARTS = {
  'kill-sqlite': {
    about: 'a server on SQLite is killed while it writes',
    rounds: 200,
    run: ({ rounds, hear }) => killServer('sqlite', rounds, hear),
  },
  'kill-postgres': {
    about: 'a server on PostgreSQL is killed while it writes',
    rounds: 200,
    run: async ({ postgres, rounds, hear }) =>
      killServer(await postgres.createDatabase('kill_server'), rounds, hear),
  },
  'kill-database': {
    about: 'PostgreSQL itself is killed while a server writes',
    rounds: 50,
    run: async ({ postgres, rounds, hear }) =>
      killPostgres(postgres, await postgres.createDatabase('kill_database'), rounds, hear),
  },
  failover: {
    about:
      'the primary of PostgreSQL is lost while two servers write, and its synchronous standby takes its place',
    rounds: 30,
    run: ({ rounds, hear }) =>
      failOver({ way: 'address', losses: ['killed', 'frozen', 'cut off', 'standby killed'], rounds }, hear),
  },
  'failover-hosts': {
    about: 'the same where the servers know primary and standby by name',
    rounds: 20,
    run: ({ rounds, hear }) => failOver({ way: 'hosts', losses: ['killed', 'frozen'], rounds }, hear),
  },
  'due-sqlite': {
    about: 'a server on SQLite is killed while it carries out planned changes',
    rounds: 200,
    run: ({ rounds, hear }) => killWhileDue('sqlite', { rounds, servers: 1 }, hear),
  },
  'due-postgres': {
    about: 'two servers on PostgreSQL are killed while they carry out planned changes',
    rounds: 200,
    run: async ({ postgres, rounds, hear }) =>
      killWhileDue(await postgres.createDatabase('kill_due'), { rounds, servers: 2 }, hear),
  },
  race: {
    about: '50 clients race for one slot over two servers, while the feed is read',
    rounds: 10_000,
    run: async ({ postgres, rounds, hear }) =>
      raceForOneSlot(await postgres.createDatabase('race'), rounds, hear),
  },
  crossing: {
    about: '50 clients take many slots in crossing orders over two servers, while the feed is read',
    rounds: 200,
    run: async ({ postgres, rounds, hear }) =>
      raceInCrossingOrders(await postgres.createDatabase('crossing'), rounds, hear),
  },
  'transfer-sqlite': {
    about: 'a transfer of 20,000 slots is killed half-way, on SQLite',
    rounds: 20,
    run: ({ rounds, hear }) => killTransfer('sqlite', { slots: 20_000, rounds }, hear),
  },
  'transfer-postgres': {
    about: 'a transfer of 20,000 slots is killed half-way, on PostgreSQL',
    rounds: 20,
    run: async ({ postgres, rounds, hear }) =>
      killTransfer(await postgres.createDatabase('transfer'), { slots: 20_000, rounds }, hear),
  },
  'full-disk': {
    about: 'the SQLite file may not grow while a server writes',
    rounds: 20,
    run: ({ rounds, hear }) => withstandOnSqlite(fullDisk, rounds, hear),
  },
  'read-only-sqlite': {
    about: 'SQLite takes no writes while a server writes',
    rounds: 20,
    run: ({ rounds, hear }) => withstandOnSqlite(readOnlyFile, rounds, hear),
  },
  'read-only-postgres': {
    about: 'PostgreSQL takes no writes while a server writes',
    rounds: 20,
    run: play => withstandOnPostgres(({ url }) => readOnlyDatabase(url), 'read_only', play),
  },
  'restarted-database': {
    about: 'PostgreSQL is stopped and started while a server writes',
    rounds: 20,
    run: play => withstandOnPostgres(stoppedDatabase, 'restarted', play),
  },
  'no-connections': {
    about: 'others take all connections of PostgreSQL while a server writes',
    rounds: 20,
    run: play => withstandOnPostgres(({ url }) => noConnections(url), 'no_connections', play),
  },
  'backup-sqlite': {
    about: 'a backup among writes is restored elsewhere and in place, from SQLite',
    rounds: 20,
    run: ({ rounds, hear }) => backUpAndRestore('sqlite', rounds, hear),
  },
  'backup-postgres': {
    about: 'a backup among writes is restored elsewhere and in place, from PostgreSQL',
    rounds: 20,
    run: async ({ postgres, rounds, hear }) =>
      backUpAndRestore(await postgres.createDatabase('backup'), rounds, hear),
  },
  'stop-sqlite': {
    about: 'a server on SQLite is asked to stop while it writes',
    rounds: 50,
    run: ({ rounds, hear }) => stopServer('sqlite', rounds, hear),
  },
  'stop-postgres': {
    about: 'a server on PostgreSQL is asked to stop while it writes',
    rounds: 50,
    run: async ({ postgres, rounds, hear }) =>
      stopServer(await postgres.createDatabase('stop'), rounds, hear),
  },
  sync: {
    about: 'the sync tool is killed while it syncs 2,000 learners with a server that makes faults',
    rounds: 100,
    run: ({ rounds, hear }) => killSync(2000, rounds, hear),
  },
} as const satisfies Record<string, Part>

export type PartName = keyof typeof PARTS

/** The trouble is made inside of the server's process, since it is the server's own connection that has it. */
function withstandOnSqlite(
  trouble: (services: Services) => Trouble,
  rounds: number,
  hear: Play['hear'],
): Promise<Withstood> {
  return inFolder(async folder => {
    const address = addressIn(folder, 'sqlite')
    const server = await startServer({ address, folder, provider: SMALL })
    const came = await withstand(server.told, address, { trouble: trouble(server.services), rounds }, hear)
    await server.stop()
    return came
  })
}

function withstandOnPostgres(
  trouble: (postgres: Postgres) => Trouble,
  name: string,
  { postgres, rounds, hear }: Play,
): Promise<Withstood> {
  return inFolder(async folder => {
    const address = await postgres.createDatabase(name)
    const victim = await startVictim(address, folder)
    const came = await withstand(victim, address, { trouble: trouble(postgres), rounds }, hear)
    await victim.kill()
    return came
  })
}
