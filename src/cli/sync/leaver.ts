import type { Command } from 'commander'
import { counted } from '../../domain/counted.ts'
import { roleOf } from '../../domain/role.ts'
import { isCalendarDate } from '../../domain/time.ts'
import { pairsApart } from '../../reconcile/resolve/apart.ts'
import { nameBook } from '../../report/names.ts'
import type { Client } from '../../sdk/client.ts'
import { print, printText, tell } from '../output.ts'
import { confirmed } from './ask.ts'
import { choosePerson } from './choose-person.ts'
import { connected } from './connect.ts'
import { type ServerFlags, withServer } from './options.ts'
import { onlyOnCaseload } from './ours.ts'
import { partsOf } from './transfer.ts'

interface LeaverFlags extends ServerFlags {
  on: string
  to?: string
  archive: boolean
  reason?: string
  yes?: boolean
  dryRun?: boolean
}

export function registerLeaver(program: Command): void {
  withServer(
    program
      .command('leaver')
      .argument('<person>', 'who leaves: a name, reference, e-mail address or account number'),
  )
    .description(
      'Hand over everything that a leaver holds on a day, shared out by targets and competence, and archive the account. Shows the plan, and asks.',
    )
    .requiredOption('--on <date>', 'the first day without them, such as 2026-12-01')
    .option(
      '--to <people>',
      'who takes over, with semicolons or commas; without it, all of the same kind in the centre',
    )
    .option('--no-archive', 'leave the account as it is')
    .option('--reason <text>', 'why, for the history')
    .option('--dry-run', 'show it and change nothing')
    .option('--yes', 'do not ask')
    .addHelpText('after', EXAMPLES)
    .addHelpText('after', EXIT_CODES)
    .action(leaver)
}

const EXAMPLES = `
Examples:
  caseload leaver "Ina Stead" --on 2026-12-01 --dry-run
  caseload leaver 7200101 --on 2026-12-01 --to "Rhodri Vane; Maud Pell" --reason "leaves for another provider"`

const EXIT_CODES =
  '\nExit codes: 0 planned, or done where the day has come; 1 failed; 2 a dry run found something to hand over.'

type LeaverPlan = Awaited<ReturnType<Client['planLeaver']>>

async function leaver(words: string, flags: LeaverFlags): Promise<void> {
  if (!isCalendarDate(flags.on)) throw new Error('--on must be a date such as 2026-12-01.')
  await connected(flags, async connection => {
    const { client, kind: server, target, signal, store, today } = connection
    onlyOnCaseload(server, 'what is planned')
    const world = await target.readPeople(signal)
    const staff = { ...world, people: world.people.filter(person => person.kind !== 'learner') }
    const { id: user, kind } = await choosePerson(words, 'The leaver', staff)
    const to: number[] = []
    for (const one of flags.to === undefined ? [] : partsOf(flags.to)) {
      to.push((await choosePerson(one, '--to', staff)).id)
    }
    const { on, archive, reason } = flags
    const apart = pairsApart(await store.apart(), roleOf(kind), today, staff.people)
    const asked = {
      ...{ user, on, archive },
      ...(to.length > 0 && { to }),
      ...(apart.length > 0 && { apart }),
      ...(reason !== undefined && { reason }),
    }
    const seen = await client.planLeaver({ ...asked, dryRun: true })
    const { called } = nameBook(world, [])
    if (flags.json) print(seen, true, [])
    else printText(linesOf(seen, called))
    if (flags.dryRun) return seen.moves.length > 0 ? 2 : 0
    if (!(await confirmed(`Hand over ${counted(seen.moves.length, 'assignment')} on ${on}?`, flags.yes)))
      return 0
    const done = await client.planLeaver({ ...asked, preview: seen.preview })
    tell(outcomeOf(done, on, archive))
    return 0
  })
}

function linesOf({ shares, moves, leftOut, people }: LeaverPlan, called: (id: number) => string): string[] {
  const slots = Map.groupBy(moves, one => one.learner)
  const handed = shares.map(({ learner, sentence }) => {
    const count = slots.get(learner)?.length ?? 0
    return `+ ${called(learner)}: ${counted(count, 'assignment')} ${sentence}`
  })
  const stays = leftOut.map(
    one => `  ${called(one.learner)}: ${one.level} ${one.role} stays. ${one.sentence}`,
  )
  const counts = people.map(({ person, target, before, after }) => {
    const goal = target ? `, target ${target}` : ''
    return `  ${called(person.id)}: ${before.learners} learners now, ${after.learners} then${goal}`
  })
  return [...handed, ...stays, ...counts, `${moves.length} to hand over, ${leftOut.length} left out.`]
}

function outcomeOf({ plannedRun, run, moves }: LeaverPlan, on: string, archive: boolean): string {
  const what = counted(moves.length, 'assignment')
  const after = archive ? ', and the account is archived after that' : ''
  if (run !== null) return `Handed over ${what} as run ${run} of the server${after}.`
  return `Planned as planned run ${plannedRun}: ${what} on ${on}${after}. "caseload planned ${plannedRun}" shows it, "caseload planned ${plannedRun} --take-back" takes it back.`
}
