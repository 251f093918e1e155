import type { Command } from 'commander'
import { COVER_CODES, type CoverCode } from '../../domain/cover.ts'
import { answersOf, type Client } from '../../sdk/client.ts'
import { connected, organisationsIn } from './connect.ts'
import { type ServerFlags, withServer } from './options.ts'
import { centresOf, onlyOnCaseload } from './ours.ts'
import { OUT_HELP, showTable, type TableFlags } from './table.ts'

interface CoverageFlags extends ServerFlags, TableFlags {
  finding?: string
}

export function registerCoverage(program: Command): void {
  withServer(program.command('coverage'))
    .description('List learners with gaps or conflicts in who is responsible for them. Changes nothing.')
    .option('--finding <code>', `only this: ${COVER_CODES.join(', ')}`)
    .option('--out <file>', OUT_HELP)
    .addHelpText(
      'after',
      '\nExamples:\n  caseload coverage\n  caseload coverage --finding no-iqa --out gaps.xlsx',
    )
    .addHelpText('after', '\nExit codes: 0 shown, 1 failed.')
    .action(coverage)
}

type CoverageRow = Awaited<ReturnType<Client['listCoverage']>>['learners'][number]

async function coverage(flags: CoverageFlags): Promise<void> {
  const finding = codeIn(flags)
  await connected(flags, async ({ client, kind, signal }) => {
    onlyOnCaseload(kind, 'which learners have gaps')
    const centres = await centresOf(client)
    const all: CoverageRow[] = []
    for (const organisation of organisationsIn(flags) ?? [undefined]) {
      const input = {
        limit: 200,
        ...(organisation !== undefined && { organisation }),
        ...(finding && { finding }),
      }
      for await (const page of answersOf(client, 'listCoverage', input, { signal }))
        all.push(...page.learners)
    }
    const rows = all.flatMap(row => rowsOf(row, centres))
    await showTable(
      { name: 'Coverage', head: HEAD, rows, json: all, none: 'No learner has a gap or a conflict.' },
      flags,
    )
    return 0
  })
}

function codeIn({ finding }: CoverageFlags): CoverCode | undefined {
  const code = COVER_CODES.find(each => each === finding)
  if (code || finding === undefined) return code
  throw new Error(`--finding ${finding} must be one of: ${COVER_CODES.join(', ')}.`)
}

const HEAD = ['CENTRE', 'NUMBER', 'LEARNER', 'FINDING', 'WHAT']

function rowsOf({ learner, findings }: CoverageRow, centres: ReadonlyMap<number, string>): string[][] {
  const { id, firstName, lastName, organisation } = learner
  const who = [
    centres.get(organisation) ?? String(organisation),
    String(id),
    `${firstName} ${lastName}`.trim(),
  ]
  return findings.map(({ code, sentence }) => [...who, code, sentence])
}
