import type { Command } from 'commander'
import { KIND_TITLES } from '../../domain/account.ts'
import { LEVELS } from '../../domain/level.ts'
import { answersOf, type Client } from '../../sdk/client.ts'
import { connected, organisationsIn } from './connect.ts'
import { standingOf } from './find.ts'
import { type ServerFlags, withServer } from './options.ts'
import { centresOf, onlyOnCaseload } from './ours.ts'
import { OUT_HELP, showTable, type TableFlags } from './table.ts'

export function registerCaseloads(program: Command): void {
  withServer(program.command('caseloads'))
    .description(
      'Show how much everybody holds: staff with their learners, slots and targets. Changes nothing.',
    )
    .option('--out <file>', OUT_HELP)
    .addHelpText(
      'after',
      '\nExamples:\n  caseload caseloads\n  caseload caseloads --organisation 11 --out caseloads.xlsx',
    )
    .addHelpText('after', '\nExit codes: 0 shown, 1 failed.')
    .action(caseloads)
}

type CaseloadRow = Awaited<ReturnType<Client['listCaseloads']>>['caseloads'][number]

async function caseloads(flags: ServerFlags & TableFlags): Promise<void> {
  await connected(flags, async ({ client, kind, signal }) => {
    onlyOnCaseload(kind, 'who holds how much')
    const centres = await centresOf(client)
    const all: CaseloadRow[] = []
    for (const organisation of organisationsIn(flags) ?? [undefined]) {
      const input = { limit: 200, ...(organisation !== undefined && { organisation }) }
      for await (const page of answersOf(client, 'listCaseloads', input, { signal }))
        all.push(...page.caseloads)
    }
    const rows = all.map(row => rowOf(row, centres.get(row.organisation)))
    await showTable({ name: 'Caseloads', head: HEAD, rows, json: all, none: 'There are no staff.' }, flags)
    return 0
  })
}

const HEAD = [
  ...['CENTRE', 'NUMBER', 'NAME', 'ROLE', 'LEARNERS', 'TARGET'],
  ...LEVELS.map(level => level.toUpperCase()),
  ...['ARCHIVED LEARNERS', 'ARCHIVED'],
]

function rowOf(
  { organisation, user, target, learners, archivedLearners, slots }: CaseloadRow,
  centre?: string,
): string[] {
  const who = [String(user.id), `${user.firstName} ${user.lastName}`.trim(), KIND_TITLES[user.kind]]
  const sizes = [String(learners), target ? String(target) : '']
  const held = LEVELS.map(level => String(slots[level]))
  return [
    ...[centre ?? String(organisation), ...who, ...sizes, ...held],
    ...[String(archivedLearners), standingOf(user)],
  ]
}
