import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { createClient, UnauthorizedError } from '../sdk/client.ts'
import { type KeptSession, keepSession, keptSession } from './kept-session.ts'
import { openQuestions, print, tell } from './output.ts'
import { warnIfPlain } from './plain-http.ts'

interface LoginFlags {
  server: string
  email?: string
  link?: string
  json?: boolean
}

export function registerLogin(program: Command): void {
  withAddress(program.command('login'))
    .description('Sign in to a Caseload server as a person, for the commands that follow.')
    .option('--email <address>', 'the address that you sign in with (asked for)')
    .option('--link <link>', 'sign in with a one-time link instead of a password')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
The password is asked for, or read from standard input. The session is kept where nobody else of the machine can read it,
and ends after 12 hours, or 2 hours without a call.

Example:
  caseload login --server https://caseload.example.org`,
    )
    .action(login)
}

export function registerLogout(program: Command): void {
  withAddress(program.command('logout'))
    .description('End the session of "caseload login".')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload logout --server https://caseload.example.org')
    .action(logout)
}

export function registerWhoami(program: Command): void {
  withAddress(program.command('whoami'))
    .description('Show who has signed in with "caseload login", and what they may do.')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload whoami --json')
    .action(whoami)
}

function withAddress(command: Command): Command {
  return command.addOption(
    new Option('--server <url>', 'address of the Caseload server')
      .env('CASELOAD_SERVER')
      .default('http://127.0.0.1:4680'),
  )
}

async function login({ server, email, link, json }: LoginFlags): Promise<void> {
  warnIfPlain(server)
  const client = createClient({ baseUrl: server, session: 'none' })
  const signedIn =
    link === undefined
      ? await client.signInWithPassword({ ...(await credentials(email)), carry: 'header' })
      : await client.signInWithLink({ link: secretOf(link), carry: 'header' })
  const { operator, session } = signedIn
  if (session === null) throw new Error('The server gave no session; it may be of another version.')
  keepSession(server, { session, name: operator.name, email: operator.email })
  print(operator, json, [])
  tell(`Signed in at ${server} as ${operator.name} (${operator.role}).`)
}

/** What stands behind the `#` of a link; a link without one is the secret itself. */
function secretOf(link: string): string {
  return link.split('#link=').at(-1)?.trim() ?? ''
}

async function credentials(email: string | undefined): Promise<{ email: string; password: string }> {
  if (!process.stdin.isTTY) {
    if (email === undefined)
      throw new Error('Name your address with --email; the password is read from standard input.')
    return { email, password: (await text(process.stdin)).replace(/\r?\n$/, '') }
  }
  return { email: email ?? (await ask('Address: ')), password: await askHidden('Password: ') }
}

async function ask(question: string): Promise<string> {
  const questions = openQuestions()
  try {
    return (await questions.question(question)).trim()
  } finally {
    questions.close()
  }
}

/** Asks without showing what is typed. */
async function askHidden(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  tell(question)
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
  }
}

async function logout({ server, json }: LoginFlags): Promise<void> {
  const kept = keptSession(server)
  print({ signedOut: kept !== undefined }, json, [])
  if (!kept) return tell(`Nobody is signed in at ${server}.`)
  try {
    await createClient({ baseUrl: server, session: kept.session }).signOut()
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error
  }
  keepSession(server, undefined)
  tell(`Signed out at ${server}.`)
}

async function whoami({ server, json }: LoginFlags): Promise<void> {
  const me = await whoIs(server, signedInAt(server))
  const where = me.organisations.map(one => one.name).join(', ')
  print(me, json, [`${me.operator.name} <${me.operator.email}>, ${me.operator.role}`, `sees ${where}`])
}

function signedInAt(server: string): KeptSession {
  const kept = keptSession(server)
  if (kept) return kept
  throw new Error(`Nobody is signed in at ${server}; sign in with "caseload login --server ${server}".`)
}

/** Who a kept session stands for. Throws a sentence where it is over. */
async function whoIs(server: string, { session }: KeptSession) {
  try {
    return await createClient({ baseUrl: server, session }).readMe()
  } catch (error) {
    if (error instanceof UnauthorizedError) throw sessionOver(server)
    throw error
  }
}

/** That a person has to sign in again. */
export function sessionOver(server: string): Error {
  return new Error(
    `Your session at ${server} is over; sign in again with "caseload login --server ${server}".`,
  )
}
