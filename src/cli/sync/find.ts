import type { Command } from 'commander'
import { KIND_TITLES } from '../../domain/account.ts'
import { findPeople } from '../../reconcile/match/find-people.ts'
import type { World, WorldPerson } from '../../reconcile/world/world.ts'
import { connected } from './connect.ts'
import { type ServerFlags, withServer } from './options.ts'
import { OUT_HELP, showTable, type Table, type TableFlags } from './table.ts'

export function registerFind(program: Command): void {
  withServer(
    program
      .command('find')
      .argument('<words...>', 'a name, reference, ULN, e-mail address or account number, or part of one'),
  )
    .description('Find people on the server, archived ones too, with what tells them apart. Changes nothing.')
    .option('--out <file>', OUT_HELP)
    .addHelpText('after', '\nExamples:\n  caseload find Stead\n  caseload find "Stead, Ina"')
    .addHelpText('after', '  caseload find FBW-000102\n  caseload find rhodri@example.org --json')
    .addHelpText('after', '\nExit codes: 0 found, or nobody found; 1 failed.')
    .action(find)
}

async function find(words: string[], flags: ServerFlags & TableFlags): Promise<void> {
  await connected(flags, async ({ target, signal }) => {
    const world = await target.readPeople(signal)
    await showTable(tableOf(words.join(' '), world), flags)
    return 0
  })
}

const HEAD = ['NUMBER', 'NAME', 'ROLE', 'REFERENCE', 'ULN', 'E-MAIL', 'CENTRE', 'STATE']

function tableOf(words: string, { people, organisations }: World): Table {
  const found = findPeople(words, people)
  const centres = new Map(organisations.map(({ id, name }) => [id, name]))
  return {
    ...{ name: 'People', head: HEAD },
    rows: found.map(person => rowOf(person, centres.get(person.organisation))),
    json: found.map(
      ({ id, firstName, lastName, kind, misId, uln, email, organisation, archived, flagged }) => ({
        ...{ id, firstName, lastName, kind, misId, uln, email, archived, flagged: flagged === true },
        organisation: { id: organisation, name: centres.get(organisation) ?? null },
      }),
    ),
    none: `Nobody here has "${words}" as a name, reference, ULN, e-mail address or account number. Try a part of it, and look at which centres the token covers.`,
  }
}

function rowOf(person: WorldPerson, centre = String(person.organisation)): string[] {
  const { id, firstName, lastName, kind, misId, uln, email } = person
  const name = [firstName, lastName].filter(part => part !== '').join(' ')
  return [
    String(id),
    name,
    KIND_TITLES[kind],
    misId ?? '',
    uln ?? '',
    email ?? '',
    centre,
    standingOf(person),
  ]
}

/** What keeps an account from being given anything; a flag for deletion comes first. */
export function standingOf({
  archived,
  flagged,
}: {
  archived: boolean
  flagged?: boolean | undefined
}): string {
  if (flagged) return 'flagged for deletion'
  return archived ? 'archived' : ''
}
