import type { Figures } from './assign.ts'

/** A figure that has to reach a goal: of which benchmark, what it was on 30 November 2026, and where it has to be. */
interface Goal {
  bench: string
  figure: string
  was: number
  goal: number
  better: 'more' | 'less'
}

const GOALS: readonly Goal[] = [
  { bench: 'peers', figure: 'page: Caseload, SQLite ÷ Express', was: 0.25, goal: 0.7, better: 'more' },
  { bench: 'peers', figure: 'one: Caseload, SQLite ÷ Express', was: 0.42, goal: 0.8, better: 'more' },
  { bench: 'peers', figure: 'page: Caseload, PostgreSQL ÷ Nest', was: 0.5, goal: 1.2, better: 'more' },
  { bench: 'peers', figure: 'one: Caseload, PostgreSQL ÷ Nest', was: 0.6, goal: 1.2, better: 'more' },
  { bench: 'assign', figure: 'SQLite assign ÷ echo', was: 0.23, goal: 0.33, better: 'more' },
  { bench: 'assign', figure: 'PostgreSQL assign ÷ echo', was: 0.15, goal: 0.22, better: 'more' },
  { bench: 'assign', figure: 'SQLite p99, ms', was: 17, goal: 11, better: 'less' },
  { bench: 'assign', figure: 'SQLite assign, processor µs', was: 135, goal: 90, better: 'less' },
  {
    bench: 'beside',
    figure: 'SQLite: assigns beside searches ÷ alone',
    was: 0.58,
    goal: 0.7,
    better: 'more',
  },
  {
    bench: 'beside',
    figure: 'PostgreSQL: assigns beside searches ÷ alone',
    was: 0.35,
    goal: 0.5,
    better: 'more',
  },
  { bench: 'commands', figure: 'plan of three rows, s', was: 5, goal: 1.5, better: 'less' },
  {
    bench: 'commands',
    figure: '5,000 rows planned and applied, rows a second',
    was: 419,
    goal: 2000,
    better: 'more',
  },
  { bench: 'commands', figure: 'start on an empty folder, s', was: 4, goal: 3, better: 'less' },
  { bench: 'plan', figure: 'processor seconds', was: 6.1, goal: 4, better: 'less' },
  { bench: 'plan', figure: 'memory at most, MB', was: 328, goal: 300, better: 'less' },
  { bench: 'read', figure: 'processor seconds', was: 11.1, goal: 6, better: 'less' },
  { bench: 'read', figure: 'memory at most, MB', was: 254, goal: 200, better: 'less' },
  ...['SQLite', 'PostgreSQL'].flatMap((engine): Goal[] => [
    {
      bench: 'console',
      figure: `${engine}: learners: without an assessor, ms`,
      was: 128,
      goal: 100,
      better: 'less',
    },
    {
      bench: 'console',
      figure: `${engine}: learners: without an IQA, ms`,
      was: 155,
      goal: 100,
      better: 'less',
    },
  ]),
  { bench: 'page', figure: 'row to screen beside a running import, ms', was: 160, goal: 100, better: 'less' },
  { bench: 'memory', figure: 'memory after mixed load, MB', was: 450, goal: 300, better: 'less' },
]

/** A goal beside what was measured. `ratio` is above 1 where the goal is passed, whichever way is better. */
export interface Judged extends Goal {
  now: number
  ratio: number
}

/** The goals of what was measured, in their order. */
export function judge(measured: Readonly<Record<string, Figures>>): Judged[] {
  return GOALS.flatMap(goal => {
    const now = measured[goal.bench]?.[goal.figure]
    if (now === undefined) return []
    return { ...goal, now, ratio: goal.better === 'more' ? now / goal.goal : goal.goal / now }
  })
}
