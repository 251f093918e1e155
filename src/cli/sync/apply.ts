import type { Command } from 'commander'
import { nameBook } from '../../report/names.ts'
import { planText } from '../../report/text.ts'
import { needOf } from '../../runs/apply/need.ts'
import { applyPlan } from '../../runs/apply-plan.ts'
import { keepPlan, type MadePlan, makePlan } from '../../runs/make-plan.ts'
import { tell } from '../output.ts'
import { confirmed } from './ask.ts'
import { carry } from './carry.ts'
import { type Connection, connected } from './connect.ts'
import { type FileFlags, withFiles } from './options.ts'
import { isFile, sourcesOf } from './sources.ts'

interface Flags extends FileFlags {
  approve?: string
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
        'the beginning of a plan’s hash, or files to plan from; the last plan if left out',
      ),
  )
    .description('Carry out a plan. Stopped at any point, the same command goes on and does nothing twice.')
    .option('--approve <name>', 'name of the person who has looked at this plan’s removals and wants them')
    .option('--yes', 'do not ask, where files are planned and applied in one go')
    .option('--done-by-hand', 'the work that was listed to be done by hand is done: keep that')
    .option('--report <folder>', 'also write a report of the run there, as JSON and as text')
    .addHelpText(
      'after',
      '\nExamples:\n  caseload apply\n  caseload apply 3f2a91c0d1e2 --approve "Ada Quillfeather"',
    )
    .addHelpText('after', '  caseload apply export.csv --mapping export.yaml --yes --report ./reports')
    .addHelpText('after', EXIT_CODES)
    .action(applyCommand)
}

const EXIT_CODES = `
Ends with 0 where all is done, 3 where removals wait for an approval, 4 where it was done in part,
5 where rows are held and nothing else was to do, 1 where something failed.`

async function applyCommand(what: string[], flags: Flags): Promise<void> {
  await connected(flags, async connection => {
    const isFiles = what.length > 0 && what.every(isFile)
    const made = isFiles ? await planFrom(what, connection, flags) : await keptPlan(what, connection)
    if (!made) return 0
    const { plan, names, world } = made
    if (flags.approve !== undefined)
      await connection.store.approve({ by: flags.approve, hash: plan.hash, at: connection.clock() })
    const given = { by: connection.by, doneByHand: flags.doneByHand === true }
    const work = (wish: object) => applyPlan(plan, connection, { ...wish, ...given, world })
    return carry(connection, { plan, names, work, json: flags.json, report: flags.report })
  })
}

/** Plans from files and asks; nothing where the person says no. */
async function planFrom(
  paths: readonly string[],
  connection: Connection,
  { yes }: Flags,
): Promise<MadePlan | undefined> {
  const sources = sourcesOf(paths)
  const made = await makePlan(sources, connection)
  await keepPlan(made, sources, connection)
  if (made.plan.changes.length === 0) return made
  if (!yes) tell(planText(made.plan, made.names, { colour: false }))
  if (await confirmed(`Apply ${made.plan.changes.length} changes?`, yes)) return made
  tell('Nothing was changed.')
  return undefined
}

/** A plan that was kept, with the world as it is now: what does not fit any more is refused change by change. */
async function keptPlan(what: readonly string[], { store, target, signal }: Connection): Promise<MadePlan> {
  const plans = await store.plans()
  const [start = ''] = what
  if (what.length > 1) throw new Error(`${what.find(one => !isFile(one))} is no file that is there.`)
  const entry = plans.findLast(one => one.hash.startsWith(start.toLowerCase()))
  const plan = entry && (await store.plan(entry.hash))
  if (!plan) throw new Error(missing(start))
  const people = await target.readPeople(signal)
  const world = await target.readLearners(people, needOf(plan.changes), signal)
  return { plan, world, names: nameBook(world, plan.changes) }
}

function missing(start: string): string {
  return start === ''
    ? 'No plan has been made yet; make one with: caseload plan <files>'
    : `"${start}" is neither a file nor the beginning of a kept plan’s hash; make a plan with: caseload plan <files>`
}
