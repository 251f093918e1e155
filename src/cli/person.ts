import { resolve } from 'node:path'
import type { Command } from 'commander'
import { certain } from '../domain/certain.ts'
import { counted } from '../domain/counted.ts'
import type { Extent } from '../storage/erase.ts'
import { type Config, readConfig } from './config.ts'
import { give } from './control.ts'
import { DATA_OPTIONS, withOptions } from './options.ts'
import { columns, print, tell } from './output.ts'

interface PersonFlags {
  linked?: boolean
  names?: boolean
  yes?: boolean
  json?: boolean
  out?: string
  by?: string
  reason?: string
  [flag: string]: string | boolean | undefined
}

export function registerPerson(program: Command): void {
  const person = program.command('person').description('Export or erase everything about one person.')
  registerPersonExport(person)
  registerErase(person)
  registerErased(person)
}

const ACCOUNT = ['<id>', 'number of the account'] as const
const LINKED = ['--linked', 'all accounts that are linked with it as one person, too'] as const

function registerPersonExport(person: Command): void {
  withOptions(person.command('export').argument(...ACCOUNT), DATA_OPTIONS)
    .description('Write everything about one person to a file that only you can read.')
    .requiredOption('--out <file>', 'where to write the JSON')
    .option(...LINKED)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload person export 101 --out person-101.json')
    .action(exportOne)
}

async function exportOne(id: string, flags: PersonFlags): Promise<void> {
  const answer = await give(configOf(flags), 'person.export', {
    user: accountOf(id),
    linked: flags.linked === true,
    file: resolve(certain(flags.out)),
  })
  print(answer, flags.json, [])
  tell(`Wrote ${counted(answer.records, 'record')} to ${answer.file}. Other people are in it by number only.`)
  tellOthers(answer)
}

function registerErase(person: Command): void {
  withOptions(person.command('erase').argument(...ACCOUNT), DATA_OPTIONS)
    .description('Erase one person. Without --yes it only says what would go and what must stay.')
    .option('--by <who>', 'who decided it, such as an office; kept')
    .option('--reason <text>', 'why, without a name; kept')
    .option(...LINKED)
    .option('--names', 'take first and family name out of texts also where they stand alone')
    .option('--yes', 'yes, erase')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  caseload person erase 101\n  caseload person erase 101 --by "data protection officer" --reason "request 12" --yes',
    )
    .action(eraseOne)
}

async function eraseOne(id: string, flags: PersonFlags): Promise<void> {
  const config = configOf(flags)
  const wanted = {
    user: accountOf(id),
    linked: flags.linked === true,
    names: flags.names === true,
  }
  if (flags.yes) return erase(config, wanted, flags)
  const told = await give(config, 'person.look', wanted)
  print(told, flags.json, told.accounts.flatMap(linesOf))
  tellBefore(told.erasedBefore)
  tellOthers(told)
  tell('Nothing was changed. Add --by WHO --yes to erase; it cannot be undone.')
}

async function erase(
  config: Config,
  wanted: { user: number; linked: boolean; names: boolean },
  { by, reason, json }: PersonFlags,
): Promise<void> {
  if (by === undefined) throw new Error('Say with --by who decided it, such as "data protection officer".')
  const done = await give(config, 'person.erase', { ...wanted, by, ...(reason !== undefined && { reason }) })
  print(done, json, done.accounts.flatMap(linesOf))
  tellBefore(done.erasedBefore)
  for (const { user } of done.accounts) tell(`User ${user} is erased.`)
  tellOthers(done)
  tell(done.scrubbed ? SCRUBBED : HELD_UP)
}

const SCRUBBED =
  'Nothing of it is left in the database. Backups made before still hold it: see docs/privacy.md.'
const HELD_UP =
  'Somebody still reads an earlier moment, such as a backup under way, so old copies are still in the files; run the same command again when that is done.'

/** What goes, what is emptied, and what stays, a line for each. */
function linesOf({
  user,
  kind,
  properties,
  removed,
  emptied,
  redacted,
  lookAt,
  takenBack,
  kept,
}: Extent): string[] {
  const counts = (some: object) =>
    Object.entries(some)
      .map(([record, count]) => `${record} ${count}`)
      .join(', ') || '-'
  const places = (some: Extent['redacted']) =>
    some.map(({ record, id, property }) => `${record} ${id} (${property})`).join(', ') || '-'
  return columns([
    ['ACCOUNT', `${user} (${kind})`],
    ['goes: properties', properties.join(', ')],
    ['goes: records', counts(removed)],
    ['goes: out of texts', places(redacted)],
    ['emptied', counts(emptied)],
    ['taken back', `planned changes ${takenBack}`],
    ['look at: a name alone in', places(lookAt)],
    ['stays', `number, organisation, kind, dates of creation and archiving`],
    [
      'stays',
      `slots held ${kept.holding}, own slots filled ${kept.beside}, changes in the history ${kept.changes}`,
    ],
  ])
}

function tellBefore(before: readonly number[]): void {
  for (const user of before) tell(`User ${user} was erased before.`)
}

function tellOthers({ linked, likely }: { linked: readonly number[]; likely: readonly number[] }): void {
  if (linked.length > 0) tell(`The same person also has: ${linked.join(', ')}. Add --linked to take them in.`)
  if (likely.length > 0) {
    tell(`Perhaps the same person, by e-mail address: ${likely.join(', ')}. Look, and name them one by one.`)
  }
}

function registerErased(person: Command): void {
  withOptions(person.command('erased'), DATA_OPTIONS)
    .description('List the accounts that were erased, by number.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload person erased --json')
    .action(listErased)
}

async function listErased(flags: PersonFlags): Promise<void> {
  const { erased } = await give(configOf(flags), 'person.erased', {})
  const rows = erased.map(({ user, organisation, at, by, reason }) => [
    String(user),
    String(organisation),
    at.slice(0, 10),
    by,
    reason ?? '-',
  ])
  print(
    erased,
    flags.json,
    rows.length > 0 ? columns([['ACCOUNT', 'ORGANISATION', 'ERASED', 'BY', 'REASON'], ...rows]) : [],
  )
  if (rows.length === 0) tell('Nobody has been erased.')
}

function configOf(flags: PersonFlags): Config {
  return readConfig(flags, process.env)
}

function accountOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  throw new Error('The number of the account must be a whole number above 0.')
}
