import type { Command } from 'commander'
import { certain } from '../domain/certain.ts'
import { isScope, PRESETS, SCOPES, type Scope } from '../domain/scope.ts'
import { readConfig } from './config.ts'
import { give } from './control.ts'
import { DATA_OPTIONS, withOptions } from './options.ts'
import { columns, print, tell, timeOf } from './output.ts'

type TokenFlags = Record<string, string | undefined>

export function registerToken(program: Command): void {
  const token = program.command('token').description('Make, list and revoke customer tokens.')
  registerCreate(token)
  registerList(token)
  registerRevoke(token)
}

function registerCreate(token: Command): void {
  withOptions(token.command('create'), DATA_OPTIONS)
    .description('Make a token. Its secret is shown once, on standard output.')
    .option('--customer <id>', 'whose token it is (the only customer)')
    .option('--name <text>', 'what it is for, for the list', 'unnamed')
    .option('--scopes <list>', `what it may do, with commas: ${SCOPES.join(', ')}`)
    .option('--preset <name>', `a named set of scopes: ${Object.keys(PRESETS).join(', ')} (onefile)`)
    .option('--organisations <ids>', 'organisations that it is limited to, with commas (all)')
    .option('--limit <calls>', 'calls that it may make in any minute', '300')
    .option('--days <days>', 'days from now after which it is good no more (no end)')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  caseload token create --name "night sync" --scopes read,assign\n  caseload token create --name "trial of a client" --days 30',
    )
    .action(createToken)
}

async function createToken({ customer, organisations, ...flags }: TokenFlags): Promise<void> {
  const made = await give(readConfig(flags, process.env), 'token.create', {
    name: certain(flags.name),
    scopes: scopesOf(flags),
    callLimit: wholeNumber(certain(flags.limit), '--limit'),
    ...(flags.days !== undefined && { expiresAt: endAfter(wholeNumber(flags.days, '--days'), Date.now()) }),
    ...(customer !== undefined && { customer: wholeNumber(customer, '--customer') }),
    ...(organisations !== undefined && {
      organisations: organisations.split(',').map(one => wholeNumber(one, '--organisations')),
    }),
  })
  print(made, flags.json, [made.secret])
  const end = made.expiresAt === null ? '' : `, until ${timeOf(Date.parse(made.expiresAt))} UTC`
  tell(
    `Token ${made.id} of customer ${made.customer} may ${made.scopes.join(', ')}${end}. It is not shown again.`,
  )
}

const DAY = 86_400_000

/** The longest that a token with an end may live, in days: ten years. */
const MOST_DAYS = 3650

function endAfter(days: number, now: number): number {
  if (days <= MOST_DAYS) return now + days * DAY
  throw new Error(`--days takes at most ${MOST_DAYS}; leave it out for a token without an end.`)
}

function scopesOf({ scopes, preset }: TokenFlags): Scope[] {
  if (scopes !== undefined && preset !== undefined) throw new Error('Give --scopes or --preset, not both.')
  if (scopes !== undefined) return scopes.split(',').map(one => scopeOf(one.trim()))
  const chosen = Object.entries(PRESETS).find(([name]) => name === (preset ?? 'onefile'))
  if (chosen) return [...chosen[1]]
  throw new Error(`--preset must be one of: ${Object.keys(PRESETS).join(', ')}.`)
}

function scopeOf(text: string): Scope {
  if (isScope(text)) return text
  throw new Error(`--scopes takes these, with commas: ${SCOPES.join(', ')}.`)
}

export function wholeNumber(text: string, flag: string): number {
  if (/^\s*[1-9]\d{0,14}\s*$/.test(text)) return Number(text)
  throw new Error(`${flag} must be a whole number above 0.`)
}

function registerList(token: Command): void {
  withOptions(token.command('list'), DATA_OPTIONS)
    .description('List tokens, without their secrets.')
    .option('--customer <id>', 'only tokens of this customer')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload token list --json')
    .action(listTokens)
}

async function listTokens({ customer, ...flags }: TokenFlags): Promise<void> {
  const only = customer === undefined ? {} : { customer: wholeNumber(customer, '--customer') }
  const { tokens } = await give(readConfig(flags, process.env), 'token.list', only)
  const rows = tokens.map(one => [
    String(one.id),
    String(one.customer),
    one.name,
    one.scopes.join(','),
    one.organisations?.join(',') ?? 'all',
    String(one.callLimit),
    one.createdAt.slice(0, 10),
    dayOf(one.lastUsedAt, 'never'),
    dayOf(one.expiresAt),
    dayOf(one.revokedAt),
  ])
  const head = [
    'ID',
    'CUSTOMER',
    'NAME',
    'SCOPES',
    'ORGANISATIONS',
    'LIMIT',
    'MADE',
    'LAST USED',
    'ENDS',
    'REVOKED',
  ]
  print(tokens, flags.json, rows.length > 0 ? columns([head, ...rows]) : [])
  if (rows.length === 0) tell('There are no tokens.')
}

function dayOf(moment: string | null, otherwise = '-'): string {
  return moment?.slice(0, 10) ?? otherwise
}

function registerRevoke(token: Command): void {
  withOptions(
    token.command('revoke').argument('<id>', 'number of the token, as the list shows it'),
    DATA_OPTIONS,
  )
    .description('End a token and its sessions, within a second.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload token revoke 3')
    .action(revokeToken)
}

async function revokeToken(id: string, flags: TokenFlags): Promise<void> {
  const token = wholeNumber(id, 'The number of the token')
  const answer = await give(readConfig(flags, process.env), 'token.revoke', { token })
  print(answer, flags.json, [])
  tell(`Token ${token} is revoked, and its sessions are over.`)
}
