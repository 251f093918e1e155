import type { Command } from 'commander'
import { counted } from '../../domain/counted.ts'
import { LEVELS, type Level } from '../../domain/level.ts'
import { hasLevel, ROLE_NAMES, type Role } from '../../domain/role.ts'
import { type CalendarDate, isCalendarDate } from '../../domain/time.ts'
import { asWhat, type KeptApart } from '../../reconcile/resolve/apart.ts'
import type { World, WorldPerson } from '../../reconcile/world/world.ts'
import { nameBook } from '../../report/names.ts'
import { columns, print, tell } from '../output.ts'
import { choosePerson } from './choose-person.ts'
import { type Connection, connected } from './connect.ts'
import { type ServerFlags, withServer } from './options.ts'

interface ApartFlags extends ServerFlags {
  role?: string
  level?: string
  reason?: string
  until?: string
}

/** Flags of the server may stand before the word that says what is to be done as well as after it. */
export function registerApart(program: Command): void {
  const apart = withServer(program.command('apart')).description(
    'Keep a person and a learner apart: no plan and no transfer puts them together.',
  )
  registerAdd(apart)
  registerList(apart)
  registerRemove(apart)
}

function withPair(command: Command): Command {
  return withServer(command)
    .argument('<learner>', 'the learner: number, reference, e-mail address or name')
    .argument('<person>', 'who is to be kept apart from them, likewise')
    .option('--role <role>', `only as this: ${ROLE_NAMES.join(', ')}; every role if left out`)
    .option('--level <level>', `only at this level: ${LEVELS.join(', ')}; every level if left out`)
}

function registerAdd(apart: Command): void {
  withPair(apart.command('add'))
    .description('Keep two apart from now on. Who is there already is left there.')
    .requiredOption('--reason <text>', 'why, for everybody who sees the row held')
    .option('--until <date>', 'the last day on which it holds, as 2026-12-31; for ever if left out')
    .addHelpText(
      'after',
      '\nExample:\n  caseload apart add FBW-000102 7200101 --role assessor --reason "family" --until 2026-12-31',
    )
    .action((learner, person, _flags, command) => add(learner, person, command.optsWithGlobals()))
}

function registerList(apart: Command): void {
  withServer(apart.command('list'))
    .description('List who is kept apart, with reason and end.')
    .addHelpText('after', '\nExample:\n  caseload apart list')
    .action((_flags, command) => list(command.optsWithGlobals()))
}

function registerRemove(apart: Command): void {
  withPair(apart.command('remove'))
    .description('Keep two apart no longer. Without --role and --level, all that was said of them ends.')
    .addHelpText('after', '\nExample:\n  caseload apart remove FBW-000102 7200101')
    .action((learner, person, _flags, command) => remove(learner, person, command.optsWithGlobals()))
}

async function add(learner: string, person: string, flags: ApartFlags): Promise<void> {
  const as = placeOf(flags)
  const until = dayOf(flags.until)
  const reason = flags.reason?.trim()
  if (!reason) throw new Error('--reason must say why: whoever sees the row held will ask.')
  await connected(flags, async connection => {
    const { world, ...pair } = await pairOf(learner, person, connection)
    const { by, clock, store, today } = connection
    if (until !== undefined && until < today) throw new Error(`--until ${until} is over already.`)
    const ids = { learner: pair.learner.id, person: pair.person.id }
    const line: KeptApart = { ...ids, ...as, reason, ...(until && { until }), by, at: clock() }
    await store.keepApart([line])
    print(line, flags.json, [lineOf(line, world, today).join('  ').trimEnd()])
    return 0
  })
}

async function list(flags: ApartFlags): Promise<void> {
  await connected(flags, async ({ target, store, signal, today }) => {
    const pairs = await store.apart()
    const world = await target.readPeople(signal)
    const rows = pairs.map(one => lineOf(one, world, today))
    const head = ['LEARNER', 'PERSON', 'AS', 'UNTIL', 'REASON', 'BY']
    print(pairs, flags.json, rows.length > 0 ? columns([head, ...rows]) : [])
    if (rows.length === 0) tell('Nobody is kept apart.')
    return 0
  })
}

async function remove(learner: string, person: string, flags: ApartFlags): Promise<void> {
  const as = placeOf(flags)
  await connected(flags, async connection => {
    const { store, by, clock } = connection
    const pair = await pairOf(learner, person, connection)
    const ended = (await store.apart()).filter(
      one =>
        one.learner === pair.learner.id &&
        one.person === pair.person.id &&
        (as.role === undefined || one.role === as.role) &&
        (as.level === undefined || one.level === as.level),
    )
    if (ended.length === 0) throw new Error('These two are not kept apart so; see: caseload apart list')
    await store.keepApart(
      ended.map(({ reason: _reason, until: _until, ...one }) => ({ ...one, by, at: clock(), ended: true })),
    )
    print(ended, flags.json, [`No longer kept apart: ${counted(ended.length, 'rule')}.`])
    return 0
  })
}

/** The two as accounts: the learner first, then somebody else of the same centre. */
async function pairOf(
  learner: string,
  person: string,
  { target, signal }: Connection,
): Promise<{ learner: WorldPerson; person: WorldPerson; world: World }> {
  const world = await target.readPeople(signal)
  const { people, organisations } = world
  const learners = people.filter(one => one.kind === 'learner')
  const who = await choosePerson(learner, 'The learner', { people: learners, organisations })
  const others = people.filter(one => one.kind !== 'learner' && one.organisation === who.organisation)
  return {
    learner: who,
    person: await choosePerson(person, 'The person', { people: others, organisations }),
    world,
  }
}

function placeOf({ role, level }: ApartFlags): { role?: Role; level?: Level } {
  const asRole = wordOf(role, ROLE_NAMES, '--role')
  const atLevel = wordOf(level, LEVELS, '--level')
  if (asRole && atLevel && !hasLevel(asRole, atLevel))
    throw new Error(`There is no ${atLevel} level for the role ${asRole}; write another --level.`)
  return { ...(asRole && { role: asRole }), ...(atLevel && { level: atLevel }) }
}

function wordOf<W extends string>(
  given: string | undefined,
  known: readonly W[],
  flag: string,
): W | undefined {
  const word = known.find(one => one === given?.trim().toLowerCase())
  if (given === undefined || word) return word
  throw new Error(`${flag} must be one of: ${known.join(', ')}.`)
}

function dayOf(until: string | undefined): CalendarDate | undefined {
  if (until === undefined || isCalendarDate(until)) return until
  throw new Error('--until must be a date, as 2026-12-31.')
}

function lineOf(one: KeptApart, world: World, today: CalendarDate): string[] {
  const { called } = nameBook(world, [])
  const { until } = one
  const end = until === undefined ? 'for ever' : `${until}${until < today ? ' (over)' : ''}`
  return [
    called(one.learner),
    called(one.person),
    asWhat(one).replace(/^ as /, '') || 'anything',
    end,
    one.reason,
    one.by,
  ]
}
