import type { Command } from 'commander'
import { counted } from '../../domain/counted.ts'
import { foldName } from '../../domain/folding.ts'
import { totalLines } from '../../report/text.ts'
import { applyPlan } from '../../runs/apply-plan.ts'
import { withWorld } from '../../runs/kept-plan.ts'
import { lastPlanOf } from '../../runs/last-run.ts'
import { keepPlan, type MadePlan, makePlan } from '../../runs/make-plan.ts'
import type { PlanEntry } from '../../runs/state/store.ts'
import { tell, timeOf } from '../output.ts'
import { confirmed, isTerminal } from './ask.ts'
import { carry } from './carry.ts'
import { type Connection, connected } from './connect.ts'
import { planMaker } from './maker.ts'
import { type FileFlags, withFiles } from './options.ts'
import { planLines } from './plan-lines.ts'
import { isFile, sourcesOf } from './sources.ts'

interface ApplyFlags extends FileFlags {
  approve?: string | true
  yes?: boolean
  doneByHand?: boolean
  report?: string
}

export function registerApply(program: Command): void {
  withFiles(
    program
      .command('apply')
      .argument(
        '[what...]',
        'the beginning of a plan’s hash, or files to plan from; without it, the last plan that you made in this folder',
      ),
  )
    .description(
      'Carry out a plan. If it is stopped, run the same command again: it continues and does nothing twice.',
    )
    .option(
      '--approve [name]',
      'approve this plan’s removals: as yourself where you have signed in with "caseload login", else with the name of the person who has looked at them',
    )
    .option('--yes', 'do not ask')
    .option('--done-by-hand', 'mark the manual steps listed by this plan as done')
    .option(
      '--report <folder>',
      'also write a report of the run there, as JSON and as text, for you alone to read',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  caseload apply\n  caseload apply 3f2a91c0d1e2 --approve "Ada Quillfeather"',
    )
    .addHelpText('after', '  caseload apply export.csv --mapping export.yaml --yes --report ./reports')
    .addHelpText('after', EXIT_CODES)
    .action(applyCommand)
}

const EXIT_CODES = `
Exit codes: 0 done, or nothing to do; 1 failed, or a file was refused (the last line says why); 3 removals need an
approval, or were refused because a file or a list was incomplete; 4 partly done: something was refused, has moved on, is
manual, or rows are held beside changes that were made; 5 nothing to do, but rows are held or people are to be confirmed.`

/** A plan that is to be carried out. */
interface Chosen extends MadePlan {
  sources: readonly string[]
  /** Whether the person has just looked at its changes. */
  seen: boolean
}

async function applyCommand(what: string[], flags: ApplyFlags): Promise<void> {
  await connected(flags, async connection => {
    const isFiles = what.length > 0 && what.every(isFile)
    const chosen = isFiles ? await planFrom(what, connection, flags) : await keptPlan(what, connection, flags)
    if (!chosen) {
      tell('Nothing was changed.')
      return 0
    }
    const { plan, names, world, sources, seen } = chosen
    if (flags.approve !== undefined)
      await connection.store.approve({
        by: approverOf(flags.approve, connection),
        hash: plan.hash,
        at: connection.clock(),
      })
    const given = { by: connection.by, doneByHand: flags.doneByHand === true, sources }
    const work = (wish: object) => applyPlan(plan, connection, { ...wish, ...given, world })
    const { json, report } = flags
    return carry(connection, { plan, names, sources, work, seen, json, report })
  })
}

/** Who approves: the person who has signed in, and nobody else in their place; where a token calls, whoever is named. */
function approverOf(given: string | true, { person }: Connection): string {
  if (person === undefined) {
    if (given !== true) return given
    throw new Error(
      'An approval carries a name: --approve "Name of who approves", or sign in with "caseload login".',
    )
  }
  if (given === true || foldName(given) === foldName(person)) return person
  throw new Error(
    `You are signed in as ${person}, and nobody approves for somebody else; leave the name out.`,
  )
}

/** Plans from files, shows it and asks; nothing where the person says no. */
async function planFrom(
  paths: readonly string[],
  connection: Connection,
  { yes }: ApplyFlags,
): Promise<Chosen | undefined> {
  const sources = sourcesOf(paths)
  const made = await makePlan(sources, connection)
  await keepPlan(made, sources, connection, planMaker())
  const isAsked = !yes && made.plan.changes.length > 0
  const chosen = { ...made, sources: sources.map(source => source.name), seen: isAsked }
  if (!isAsked) return chosen
  for (const line of planLines(made, connection.target, { colour: false })) tell(line)
  return (await confirmed(`Apply ${counted(made.plan.changes.length, 'change')}?`, yes)) ? chosen : undefined
}

/**
 * A plan that was kept, with the world as it is now: what does not fit any more is refused change by change. Where none is
 * named, it is the last one of this person in this folder, and a person at the terminal is asked.
 */
async function keptPlan(
  what: readonly string[],
  connection: Connection,
  { yes }: ApplyFlags,
): Promise<Chosen | undefined> {
  const { store } = connection
  const plans = await store.plans()
  const [start] = what
  if (what.length > 1) throw new Error(`There is no file ${what.find(one => !isFile(one))}.`)
  const entry =
    start === undefined
      ? lastPlanOf(planMaker(), plans)
      : plans.findLast(one => one.hash.startsWith(start.toLowerCase()))
  const plan = entry && (await store.plan(entry.hash))
  if (!plan) throw new Error(missing(start, plans.at(-1)))
  if (start === undefined) {
    for (const line of [madeLine(entry), ...totalLines(plan)]) tell(line)
    const question = `Apply ${counted(plan.changes.length, 'change')}?`
    const isAsked = plan.changes.length > 0 && isTerminal()
    if (isAsked && !(await confirmed(question, yes))) return undefined
  }
  return { ...(await withWorld(plan, connection)), sources: entry.sources, seen: false }
}

function madeLine({ at, sources }: PlanEntry): string {
  return `The last plan that you made in this folder, from ${sources.join(', ')}, at ${timeOf(at)}:`
}

function missing(start: string | undefined, last: PlanEntry | undefined): string {
  if (start !== undefined)
    return `"${start}" is neither a file nor the beginning of a kept plan’s hash; make a plan with: caseload plan <files>`
  if (!last) return 'No plan has been made yet; make one with: caseload plan <files>'
  const who = last.madeBy ? ` by ${last.madeBy.user} in ${last.madeBy.folder}` : ''
  return `You have made no plan in this folder. Make one with: caseload plan <files>. The last plan of all was made${who} from ${last.sources.join(', ')}; apply it by its name: caseload apply ${last.hash.slice(0, 12)}`
}
