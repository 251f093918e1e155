import type { Postgres } from '../postgres.ts'
import { raceForOneSlot, raceInCrossingOrders } from './race.ts'
import { killPostgres, killServer } from './scenarios.ts'

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
} as const satisfies Record<string, Part>

export type PartName = keyof typeof PARTS
