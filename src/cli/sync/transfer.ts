import type { Command } from 'commander'
import { counted } from '../../domain/counted.ts'
import { foldCase } from '../../domain/folding.ts'
import { LEVELS, type Level } from '../../domain/level.ts'
import { ROLE_NAMES, type Role } from '../../domain/role.ts'
import type { Move } from '../../domain/transfer.ts'
import { barePlan } from '../../reconcile/plan/bare-plan.ts'
import { transferChanges } from '../../reconcile/plan/transfer.ts'
import type { World } from '../../reconcile/world/world.ts'
import { planJson } from '../../report/json.ts'
import { nameBook } from '../../report/names.ts'
import { planText } from '../../report/text.ts'
import { applyPlan } from '../../runs/apply-plan.ts'
import { print, printText, tell } from '../output.ts'
import { outputStyle } from '../terminal.ts'
import { confirmed } from './ask.ts'
import { carry } from './carry.ts'
import { type Choices, choosePerson } from './choose-person.ts'
import { type Connection, connected } from './connect.ts'
import { handLines } from './hand.ts'
import { type ServerFlags, withServer } from './options.ts'
import { previewApart } from './transfer-preview.ts'

interface TransferFlags extends ServerFlags {
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
    .requiredOption(
      '--from <person>',
      'whose caseload it is: a name, reference, e-mail address or account number',
    )
    .requiredOption(
      '--to <people>',
      'who takes over; several, with semicolons (or with commas, where no name has one), share the learners out',
    )
    .option('--levels <list>', `only these levels, with commas: ${LEVELS.join(', ')}`)
    .option('--roles <list>', `only these roles, with commas: ${ROLE_NAMES.join(', ')}`)
    .option('--placements <list>', 'only learners who work there: names or numbers, as with --to')
    .option('--classes <list>', 'only learners of these classes: names or numbers, as with --to')
    .option('--learners <people>', 'only these learners, as with --to')
    .option('--reason <text>', 'why, for the history')
    .option('--dry-run', 'show it and change nothing')
    .option('--yes', 'do not ask')
    .addHelpText('after', EXAMPLES)
    .addHelpText('after', EXIT_CODES)
    .action(transfer)
}

const EXAMPLES = `
Examples:
  caseload transfer --from "Ina Stead" --to "Rhodri Vane" --dry-run
  caseload transfer --from "Stead, Ina" --to "Vane, Rhodri; maud.pell@example.org" --levels default,aim
  caseload transfer --from 7200101 --to 7200103,7200105 --reason "left on Friday"`

const EXIT_CODES = '\nExit codes: 0 done, 1 failed, 2 a dry run found something to move, 4 partly done.'

async function transfer(flags: TransferFlags): Promise<void> {
  const limits = limitsOf(flags)
  await connected(flags, async connection => {
    const people = await connection.target.readPeople(connection.signal)
    const move = { ...limits, ...(await chosenIn(flags, people)) }
    return connection.kind === 'caseload'
      ? byServer(move, people, connection, flags)
      : byPlan(move, people, connection, flags)
  })
}

type WholeMove = Move & { from: number; to: number[] }

function limitsOf({ levels, roles }: TransferFlags): Pick<Move, 'levels' | 'roles'> {
  return {
    ...(levels !== undefined && { levels: words<Level>(levels, LEVELS, '--levels') }),
    ...(roles !== undefined && { roles: words<Role>(roles, ROLE_NAMES, '--roles') }),
  }
}

/** Whom and what the flags name, asking where a name is not enough. */
async function chosenIn(flags: TransferFlags, world: World): Promise<WholeMove> {
  const staff = { ...world, people: world.people.filter(person => person.kind !== 'learner') }
  const taught = { ...world, people: world.people.filter(person => person.kind === 'learner') }
  const { from } = flags
  const { placements, classes, learners } = flags
  return {
    from: (await choosePerson(from, '--from', staff)).id,
    to: await peopleIn(flags.to, '--to', staff),
    ...(learners !== undefined && { learners: await peopleIn(learners, '--learners', taught) }),
    ...(placements !== undefined && { placements: thingsIn(placements, '--placements', world.placements) }),
    ...(classes !== undefined && { classrooms: thingsIn(classes, '--classes', world.classrooms) }),
  }
}

/** One after the other, for each may have to be asked for. */
async function peopleIn(list: string, flag: string, choices: Choices): Promise<number[]> {
  const ids: number[] = []
  for (const words of partsOf(list)) ids.push((await choosePerson(words, flag, choices)).id)
  return ids
}

/** What stands between semicolons; between commas where there is none. */
export function partsOf(list: string): string[] {
  const parts = list.split(list.includes(';') ? ';' : ',').map(part => part.trim())
  return parts.filter(part => part !== '')
}

/** Placements or classes by their number or their name. */
function thingsIn(list: string, flag: string, known: readonly { id: number; name: string }[]): number[] {
  return partsOf(list).map(words => {
    const [only, ...more] = known.filter(
      ({ id, name }) => String(id) === words || foldCase(name) === foldCase(words),
    )
    if (only && more.length === 0) return only.id
    const which = [only, ...more].flatMap(thing => thing ?? []).map(({ id, name }) => `${name} (${id})`)
    throw new Error(
      only
        ? `${flag} "${words}" fits several: ${which.join(', ')}. Write the number in brackets.`
        : `${flag} "${words}" is not the name or number of any that the server has.`,
    )
  })
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
  { from, ...move }: WholeMove,
  world: World,
  { client, store, today }: Connection,
  flags: TransferFlags,
): Promise<number> {
  const asked = { from, moves: [move], ...(flags.reason !== undefined && { reason: flags.reason }) }
  const { wish, seen, apart } = await previewApart(client, asked, await store.apart(), today)
  const { called } = nameBook(world, [])
  const lines = [
    ...seen.moves.map(
      one => `+ ${called(one.learner)}: ${one.level} ${one.role}${about(one)} to ${called(one.to)}`,
    ),
    ...seen.leftOut.map(
      one => `  ${called(one.learner)}: ${one.level} ${one.role}${about(one)} stays. ${one.sentence}`,
    ),
    ...[...apart].map(([learner, sentence]) => `  ${called(learner)} stays. ${sentence}`),
    ...seen.residual.map(
      one => `  ${called(one.person)} still holds ${one.level} ${one.role} of ${called(one.learner)}`,
    ),
    ...seen.findings.map(one => `  ${one.sentence}`),
    `${seen.moves.length} to move, ${seen.leftOut.length} left out.${apart.size > 0 ? ` ${counted(apart.size, 'learner')} kept apart.` : ''}`,
  ]
  if (flags.json) print(seen, true, [])
  else printText(lines)
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
  { from, ...move }: WholeMove,
  people: World,
  connection: Connection,
  flags: TransferFlags,
): Promise<number> {
  const { target, store, signal, clock, by } = connection
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
  const lines = [
    planText(plan, names, outputStyle()),
    ...leftOut.map(
      one => `  ${names.called(one.slot.learner)}: ${one.slot.level} ${one.slot.role} stays. ${one.sentence}`,
    ),
    ...handLines(changes, target, names),
  ]
  const isShown = flags.dryRun || changes.length === 0
  if (!flags.json) printText(lines)
  else if (isShown) print(planJson(plan, names), true, [])
  tell('OneFile does not show assignments, so only those that this tool has made itself are moved.')
  if (isShown) return changes.length === 0 ? 0 : 2
  if (!(await confirmed(`Make ${counted(changes.length, 'change')}?`, flags.yes))) return 0
  await store.savePlan(planJson(plan, names), {
    at: clock(),
    sources: [`transfer from ${from}`],
    madeBy: null,
  })
  const work = (wish: object) => applyPlan(plan, connection, { by, world, ...wish })
  return carry(connection, { plan, names, sources: [], work, seen: true, json: flags.json })
}
