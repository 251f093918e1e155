import type { Command } from 'commander'
import { OPERATOR_ROLES, type OperatorRole } from '../domain/operator.ts'
import { readConfig } from './config.ts'
import { give } from './control.ts'
import { DATA_OPTIONS, withOptions } from './options.ts'
import { columns, print, tell } from './output.ts'
import { wholeNumber } from './token.ts'

type OperatorFlags = Record<string, string | undefined>

/** Where a link made without a running server leads is worked out from these. */
const LINK_OPTIONS = [...DATA_OPTIONS, 'host', 'port', 'publicUrl'] as const

const EMAIL = 'address that the person signs in with'
const ROLES = OPERATOR_ROLES.join(', ')

export function registerOperator(program: Command): void {
  const operator = program
    .command('operator')
    .description('Let people in to the console, list them, change what they may do, end their access.')
  registerAdd(operator)
  registerList(operator)
  registerRole(operator)
  registerLink(operator)
  registerDisable(operator)
  registerEnable(operator)
  registerErase(operator)
}

function registerAdd(operator: Command): void {
  withOptions(operator.command('add').argument('<email>', EMAIL), LINK_OPTIONS)
    .description(
      'Let a person in. Prints a link to sign in with once and set a password; it is good for 3 days.',
    )
    .requiredOption('--name <text>', 'name, as others see it')
    .requiredOption('--role <role>', `what the person may do: ${ROLES}`)
    .option('--organisation <id...>', 'organisations that the person is limited to (all)')
    .option('--sensitive', 'show NI number and L12 to L16 too')
    .option('--customer <id>', 'whose people they look after (the only customer)')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  caseload operator add ffion@example.org --name "Ffion Rees" --role manager --organisation 11',
    )
    .action(addOperator)
}

interface AddFlags extends Record<string, unknown> {
  name: string
  role: string
  organisation?: string[]
  sensitive?: boolean
  customer?: string
}

async function addOperator(email: string, flags: AddFlags): Promise<void> {
  const { organisation, sensitive = false, customer } = flags
  const made = await give(readConfig(flags, process.env), 'operator.add', {
    email,
    name: flags.name,
    role: roleOf(flags.role),
    sensitive,
    ...(organisation && { organisations: organisation.map(id => wholeNumber(id, '--organisation')) }),
    ...(customer !== undefined && { customer: wholeNumber(customer, '--customer') }),
  })
  print(made, flags.json, [made.link])
  tell(`Send this link to ${made.operator.name}. It works once, within 3 days, and is not shown again.`)
}

function registerList(operator: Command): void {
  withOptions(operator.command('list'), DATA_OPTIONS)
    .description('List the people of the console.')
    .option('--customer <id>', 'only people of this customer')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload operator list')
    .action(listOperators)
}

async function listOperators({ customer, ...flags }: OperatorFlags): Promise<void> {
  const only = customer === undefined ? {} : { customer: wholeNumber(customer, '--customer') }
  const { operators } = await give(readConfig(flags, process.env), 'operator.list', only)
  const rows = operators.map(one => [
    one.email,
    one.name,
    one.role + (one.sensitive ? ' (sensitive)' : ''),
    one.organisations?.join(',') ?? 'all',
    one.createdAt.slice(0, 10),
    one.disabledAt?.slice(0, 10) ?? '-',
  ])
  const head = ['ADDRESS', 'NAME', 'ROLE', 'ORGANISATIONS', 'SINCE', 'DISABLED']
  print(operators, flags.json, rows.length > 0 ? columns([head, ...rows]) : [])
  if (rows.length === 0) tell('Nobody can sign in yet; let somebody in with "caseload operator add".')
}

function registerRole(operator: Command): void {
  withOptions(operator.command('role').argument('<email>', EMAIL), DATA_OPTIONS)
    .description('Change what a person may do. It counts within a second.')
    .argument('<role>', `what the person may do: ${ROLES}`)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload operator role ffion@example.org mis-officer')
    .action(async (email: string, role: string, flags: OperatorFlags) =>
      change(email, { role: roleOf(role) }, flags, `${email} is ${role} now.`),
    )
}

function registerLink(operator: Command): void {
  withOptions(operator.command('link').argument('<email>', EMAIL), LINK_OPTIONS)
    .description('Print a new link to sign in with once, for whoever has lost password or link.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload operator link ffion@example.org')
    .action(linkOperator)
}

async function linkOperator(email: string, flags: OperatorFlags): Promise<void> {
  const made = await give(readConfig(flags, process.env), 'operator.link', { operator: email })
  print(made, flags.json, [made.link])
  tell(`Send this link to ${made.operator.name}. It works once, within 3 days; any link before it is void.`)
}

function registerDisable(operator: Command): void {
  withOptions(operator.command('disable').argument('<email>', EMAIL), DATA_OPTIONS)
    .description('End a person’s access and their sessions, within a second. What they did stays theirs.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload operator disable ffion@example.org')
    .action(async (email: string, flags: OperatorFlags) =>
      change(email, { disabled: true }, flags, `${email} may not come in any more.`),
    )
}

function registerEnable(operator: Command): void {
  withOptions(operator.command('enable').argument('<email>', EMAIL), DATA_OPTIONS)
    .description('Let a person in again who was disabled.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload operator enable ffion@example.org')
    .action(async (email: string, flags: OperatorFlags) =>
      change(email, { disabled: false }, flags, `${email} may come in again.`),
    )
}

function registerErase(operator: Command): void {
  withOptions(operator.command('erase').argument('<email>', EMAIL), DATA_OPTIONS)
    .description('Take name, address and access from a person for good. What they did keeps their number.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload operator erase ffion@example.org')
    .action(async (email: string, flags: OperatorFlags) => {
      const answer = await give(readConfig(flags, process.env), 'operator.erase', { operator: email })
      print(answer, flags.json, [])
      tell('The person is erased. Backups that were made before still hold them.')
    })
}

async function change(
  email: string,
  wanted: { role?: OperatorRole; disabled?: boolean },
  flags: OperatorFlags,
  done: string,
): Promise<void> {
  const input = { operator: email, ...wanted }
  const operator = await give(readConfig(flags, process.env), 'operator.update', input)
  print(operator, flags.json, [])
  tell(done)
}

function roleOf(text: string): OperatorRole {
  const role = OPERATOR_ROLES.find(one => one === text)
  if (role) return role
  throw new Error(`A role is one of: ${ROLES}.`)
}
