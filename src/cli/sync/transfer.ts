import type { Command } from 'commander'
import { counted } from '../../domain/counted.ts'
import { LEVELS, type Level } from '../../domain/level.ts'
import { ROLE_NAMES, type Role } from '../../domain/role.ts'
import type { Move } from '../../domain/transfer.ts'
import { barePlan } from '../../reconcile/plan/bare-plan.ts'
import { transferChanges } from '../../reconcile/plan/transfer.ts'
import { planJson } from '../../report/json.ts'
import { nameBook } from '../../report/names.ts'
import { planText } from '../../report/text.ts'
import { applyPlan } from '../../runs/apply-plan.ts'
import { print, tell } from '../output.ts'
import { confirmed } from './ask.ts'
import { carry } from './carry.ts'
import { type Connection, connected } from './connect.ts'
import { handLines } from './hand.ts'
import { type ServerFlags, withServer } from './options.ts'
import { previewApart } from './transfer-preview.ts'

interface Flags extends ServerFlags {
  from: string
  to: string
  levels?: string
  roles?: string
  placements?: string
  classes?: string
  learners?: string
  reason?: string
  yes?: boolean
  dryRun?: boolean
}

export function registerTransfer(program: Command): void {
  withServer(program.command('transfer'))
    .description('Hand a caseload over, whole or in part. Shows what moves and what does not, and asks.')
    .requiredOption('--from <id>', 'whose caseload it is')
    .requiredOption('--to <ids>', 'who takes over; several, with commas, share the learners out')
    .option('--levels <list>', `only these levels, with commas: ${LEVELS.join(', ')}`)
    .option('--roles <list>', `only these roles, with commas: ${ROLE_NAMES.join(', ')}`)
    .option('--placements <ids>', 'only learners who work there')
    .option('--classes <ids>', 'only learners of these classes')
    .option('--learners <ids>', 'only these learners')
    .option('--reason <text>', 'why, for the history')
    .option('--dry-run', 'show it and change nothing')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nExample:\n  caseload transfer --from 7200101 --to 7200103,7200105 --levels default,aim',
    )
    .addHelpText('after', EXIT_CODES)
    .action(transfer)
}

const EXIT_CODES = '\nExit codes: 0 done, 1 failed, 2 a dry run found something to move, 4 partly done.'

async function transfer(flags: Flags): Promise<void> {
  const move = moveOf(flags)
  await connected(flags, connection =>
    connection.kind === 'caseload' ? byServer(move, connection, flags) : byPlan(move, connection, flags),
  )
}

function moveOf(flags: Flags): Move & { from: number } {
  const ids = (name: 'to' | 'placements' | 'classes' | 'learners') =>
    flags[name]?.split(',').map(one => idOf(one, `--${name}`))
  const [placements, classrooms, learners] = [ids('placements'), ids('classes'), ids('learners')]
  return {
    from: idOf(flags.from, '--from'),
    to: ids('to')!,
    ...(flags.levels !== undefined && { levels: words<Level>(flags.levels, LEVELS, '--levels') }),
    ...(flags.roles !== undefined && { roles: words<Role>(flags.roles, ROLE_NAMES, '--roles') }),
    ...(placements && { placements }),
    ...(classrooms && { classrooms }),
    ...(learners && { learners }),
  }
}

function idOf(text: string, flag: string): number {
  if (/^\s*[1-9]\d{0,14}\s*$/.test(text)) return Number(text)
  throw new Error(`${flag} takes numbers of accounts, as OneFile shows them.`)
}

function words<W extends string>(text: string, known: readonly W[], flag: string): W[] {
  return text.split(',').map(one => {
    const word = known.find(each => each === one.trim())
    if (word) return word
    throw new Error(`${flag} takes these, with commas: ${known.join(', ')}.`)
  })
}

/** Our own server moves all of it at once or nothing. */
async function byServer(
  { from, ...move }: Move & { from: number },
  { client, store, today }: Connection,
  flags: Flags,
): Promise<number> {
  const moves = [move as { to: number[] }]
  const asked = { from, moves, ...(flags.reason !== undefined && { reason: flags.reason }) }
  const { wish, seen, apart } = await previewApart(client, asked, await store.apart(), today)
  const lines = [
    ...seen.moves.map(one => `+ learner ${one.learner}: ${one.level} ${one.role}${about(one)} to ${one.to}`),
    ...seen.leftOut.map(
      one => `  learner ${one.learner}: ${one.level} ${one.role}${about(one)} stays. ${one.sentence}`,
    ),
    ...[...apart].map(([learner, sentence]) => `  learner ${learner} stays. ${sentence}`),
    ...seen.residual.map(
      one => `  account ${one.person} still holds ${one.level} ${one.role} of learner ${one.learner}`,
    ),
    ...seen.findings.map(one => `  ${one.sentence}`),
    `${seen.moves.length} to move, ${seen.leftOut.length} left out.${apart.size > 0 ? ` ${counted(apart.size, 'learner')} kept apart.` : ''}`,
  ]
  print(seen, flags.json, lines)
  if (flags.dryRun || seen.moves.length === 0) return seen.moves.length === 0 ? 0 : 2
  if (!(await confirmed(`Move ${counted(seen.moves.length, 'assignment')}?`, flags.yes))) return 0
  const done = await client.transferCaseload({ ...wish, preview: seen.preview })
  tell(`Moved ${counted(done.moves.length, 'assignment')} as run ${done.run} of the server.`)
  return 0
}

function about({
  standard,
  unit,
}: {
  standard: { title: string } | null
  unit: { title: string } | null
}): string {
  const title = unit?.title ?? standard?.title
  return title === undefined ? '' : ` of ${title}`
}

/** A server with nothing but OneFile's calls is moved slot by slot, as far as this tool knows of them. */
async function byPlan(
  { from, ...move }: Move & { from: number },
  connection: Connection,
  flags: Flags,
): Promise<number> {
  const { target, store, signal, clock, by } = connection
  const people = await target.readPeople(signal)
  const held = new Set(people.assignments.filter(one => one.person === from).map(one => one.learner))
  const learners = new Set(move.learners ?? held)
  const world = await target.readLearners(
    people,
    { aims: learners, units: learners, assignments: learners },
    signal,
  )
  const { changes, leftOut } = transferChanges(world, from, [move], {
    apart: await store.apart(),
    today: connection.today,
  })
  const plan = barePlan(changes, world)
  const names = nameBook(world, [])
  print(planJson(plan, names), flags.json, [
    planText(plan, names, { colour: false }),
    ...leftOut.map(
      one => `  ${names.called(one.slot.learner)}: ${one.slot.level} ${one.slot.role} stays. ${one.sentence}`,
    ),
    ...handLines(changes, target, names),
  ])
  tell('This server shows nobody’s assignments: only those that this tool has made itself are moved.')
  if (flags.dryRun || changes.length === 0) return changes.length === 0 ? 0 : 2
  if (!(await confirmed(`Make ${counted(changes.length, 'change')}?`, flags.yes))) return 0
  await store.savePlan(planJson(plan, names), {
    at: clock(),
    sources: [`transfer from ${from}`],
    madeBy: null,
  })
  const work = (wish: object) => applyPlan(plan, connection, { by, world, ...wish })
  return carry(connection, { plan, names, sources: [], work, seen: true })
}
