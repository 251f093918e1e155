import { carryOutDue } from '../app/carry-out-due.ts'
import { setDemoClock } from '../app/demo-clock.ts'
import { erasePerson, listErasures, lookAtPerson } from '../app/erase-person.ts'
import { exportPerson } from '../app/export-person.ts'
import type { Keeper } from '../app/keeper.ts'
import {
  addOperator,
  eraseOperator,
  everyOperator,
  type Invited,
  linkOperator,
  linkTo,
  operatorNamed,
  updateOperator,
} from '../app/operators.ts'
import type { Services } from '../app/services.ts'
import { chooseCustomer, issueToken } from '../app/tokens.ts'
import { id, integer, list, moment, nullable, text, truth, word } from '../contract/codec.ts'
import {
  type Fields,
  isFieldRefusal,
  optional,
  readFields,
  required,
  writeFields,
} from '../contract/fields.ts'
import { exportToFile } from '../dataset/backup.ts'
import { BrokenDataSet } from '../dataset/broken.ts'
import { importDataSet } from '../dataset/import.ts'
import { fileLines, UnreadableFile } from '../dataset/lines.ts'
import { restoreDataSet } from '../dataset/restore.ts'
import { Stopped, stoppable } from '../dataset/stopped.ts'
import { UnwritableFile } from '../dataset/whole-file.ts'
import type { Token } from '../domain/access.ts'
import type { Id } from '../domain/id.ts'
import { OPERATOR_ROLES, type Operator } from '../domain/operator.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { SCOPES } from '../domain/scope.ts'
import type { Instant } from '../domain/time.ts'
import { type Command, command } from './command.ts'
import { writePerson } from './person-file.ts'
import { WEBHOOK_COMMANDS } from './webhook-commands.ts'

const file = required('file', text(10_000, { least: 1 }), 'The file, from the root of the file system on.')
const user = required('user', id, 'The account.')
const linked = required('linked', truth, 'Whether all accounts that are linked with it are meant.')
const operator = required('operator', text(320, { least: 1 }), 'The address that the person signs in with.')
const names = required('names', truth, 'Whether names that stand alone in texts are taken out too.')

/** What can be asked through the control socket: the functions behind the command line that write. */
export const COMMANDS = {
  ...WEBHOOK_COMMANDS,
  'token.create': command(
    {
      customer: optional('customer', id, 'Whose token it is; needed only where there are several customers.'),
      name: required('name', text(200, { least: 1 }), 'What it is for.'),
      scopes: required('scopes', list(word(SCOPES)), 'What it may do.'),
      organisations: optional('organisations', list(id), 'Organisations that it is limited to.'),
      callLimit: required('callLimit', integer(1, 1e9), 'Calls in any minute.'),
      expiresAt: optional('expiresAt', moment, 'From when on it is good no more; left out, it has no end.'),
    },
    async (services, { organisations = null, scopes, expiresAt = null, ...wish }) => {
      if (expiresAt !== null && expiresAt <= services.clock())
        return problem('field-invalid', 'The end of a token must be still to come.', 'expiresAt')
      if (scopes.length === 0) return problem('field-invalid', 'A token needs at least one scope.', 'scopes')
      const made = await issueToken(services, {
        ...{ ...wish, organisations, expiresAt },
        scopes: [...new Set(scopes)],
      })
      return isProblem(made) ? made : { secret: made.secret, ...shownToken(made.token) }
    },
  ),
  'token.list': command(
    { customer: optional('customer', id, 'Only tokens of this customer.') },
    async ({ access }, { customer }) => ({ tokens: (await access.listTokens(customer)).map(shownToken) }),
  ),
  'token.revoke': command(
    { token: required('token', id, 'The number of the token.') },
    async ({ access }, { token }) => {
      const revoked = await access.revoke(token)
      if (isProblem(revoked)) return revoked
      return revoked ? { revoked: token } : unknownToken(token)
    },
  ),
  'operator.add': command(
    {
      customer: optional(
        'customer',
        id,
        'Whose people they look after; needed only where there are several.',
      ),
      email: required('email', text(320, { least: 1 }), 'The address that they sign in with.'),
      name: required('name', text(200, { least: 1 }), 'Name, as others see it.'),
      role: required('role', word(OPERATOR_ROLES), 'What they may do.'),
      sensitive: required('sensitive', truth, 'Whether NI number and L12 to L16 are shown too.'),
      organisations: optional('organisations', list(id), 'Organisations that they are limited to.'),
    },
    async (services, { customer: wanted, organisations = null, ...wish }) => {
      const customer = await chooseCustomer(services, wanted)
      if (typeof customer !== 'number') return customer
      return invited(services, await addOperator(services, ownerOf(customer), { ...wish, organisations }))
    },
  ),
  'operator.list': command(
    { customer: optional('customer', id, 'Only people of this customer.') },
    async (services, { customer }) => ({
      operators: (await everyOperator(services, customer)).map(toldOperator),
    }),
  ),
  'operator.update': command(
    {
      operator,
      role: optional('role', word(OPERATOR_ROLES), 'What they may do.'),
      organisations: optional('organisations', nullable(list(id)), 'Organisations; null for all.'),
      sensitive: optional('sensitive', truth, 'Whether NI number and L12 to L16 are shown too.'),
      disabled: optional('disabled', truth, 'Whether they may not come in.'),
    },
    async (services, { operator: email, ...change }) => {
      const found = await operatorNamed(services, email)
      if (isProblem(found)) return found
      const changed = await updateOperator(services, ownerOf(found.customer), found.id, change)
      return isProblem(changed) ? changed : toldOperator(changed)
    },
  ),
  'operator.erase': command({ operator }, async (services, { operator: email }) => {
    const found = await operatorNamed(services, email)
    return isProblem(found) ? found : eraseOperator(services, found.id)
  }),
  'operator.link': command({ operator }, async (services, { operator: email }) => {
    const found = await operatorNamed(services, email)
    if (isProblem(found)) return found
    return invited(services, await linkOperator(services, ownerOf(found.customer), found.id))
  }),
  import: command({ file }, async ({ writer, access }, input, signal) => {
    const source = stoppable(fileLines(input.file), signal)
    const imported = await importDataSet(writer, source)
    access.forgetSessions()
    return isProblem(imported) ? imported : { imported }
  }),
  export: command({ file }, async ({ storage }, input, signal) => {
    const compressed = input.file.endsWith('.gz')
    return {
      file: input.file,
      records: await exportToFile(storage, input.file, { compressed, signal, secrets: false }),
    }
  }),
  backup: command({ file }, async ({ storage }, input, signal) => ({
    file: input.file,
    records: await exportToFile(storage, input.file, { compressed: true, signal, secrets: true }),
  })),
  restore: command({ file }, async ({ storage, writer, access }, input, signal) => {
    const restored = await restoreDataSet(writer, stoppable(fileLines(input.file), signal))
    access.forgetSessions()
    if (isProblem(restored) || restored.erasedAgain.length === 0) return restored
    return { ...restored, scrubbed: await storage.scrub() }
  }),
  'clock.set': command(
    {
      to: optional(
        'to',
        moment,
        'What the clock of the demo is to show; the machine’s own time where left out.',
      ),
    },
    async (services, { to }) => {
      if (!services.setClock) return noDemo()
      const trouble = await setDemoClock(services, services.setClock, to)
      if (trouble) return trouble
      const count = await carryOutDue(services)
      return isProblem(count) ? count : { now: moment.write(services.clock()) as string, ...count }
    },
  ),
  'person.export': command({ user, linked, file }, async (services, input) => {
    const person = await exportPerson(services, input)
    if (isProblem(person)) return person
    const { linked, likely } = person
    return { file: input.file, records: await writePerson(person, input.file), linked, likely }
  }),
  'person.look': command({ user, linked, names }, lookAtPerson),
  'person.erase': command(
    {
      ...{ user, linked, names },
      by: required('by', text(200, { least: 1 }), 'Who decided it, such as an office.'),
      reason: optional('reason', text(1000, { least: 1 }), 'Why, without a name.'),
    },
    (services, { reason = null, ...input }) => erasePerson(services, { ...input, reason }),
  ),
  'person.erased': command({}, async services => ({
    erased: (await listErasures(services)).map(({ createdOn: _, at, ...one }) => ({
      ...one,
      at: moment.write(at) as string,
    })),
  })),
} as const

export type CommandName = keyof typeof COMMANDS

type RunOf<Name extends CommandName> = (typeof COMMANDS)[Name]['run']

/** What a command is asked with. */
export type CommandInput<Name extends CommandName> = Parameters<RunOf<Name>>[1]

/** What a command answers where it is not refused. */
export type CommandAnswer<Name extends CommandName> = Exclude<Awaited<ReturnType<RunOf<Name>>>, Problem>

/** Why a command was refused. */
interface CommandRefusal {
  sentence: string
}

/** The input of a command as it goes over the socket, such as moments as text. */
export function writeCommand<Name extends CommandName>(name: Name, input: CommandInput<Name>): object {
  const { fields }: { fields: Fields } = COMMANDS[name]
  return writeFields(fields, { ...input })
}

/** Tells a refusal from an answer. */
export function isCommandRefusal(answer: object): answer is CommandRefusal {
  return 'sentence' in answer
}

/**
 * Runs a command on raw input, until the signal is given where there is one. Expected trouble is a refusal with a sentence;
 * anything else is thrown.
 */
export async function runCommand(
  services: Services,
  name: CommandName,
  raw: Record<string, unknown>,
  signal: AbortSignal = new AbortController().signal,
): Promise<object> {
  const { fields, run } = COMMANDS[name] as Command<Fields, object>
  const input = readFields(fields, raw, 'exact')
  if (isFieldRefusal(input)) return { sentence: input.sentence }
  try {
    const answer = await run(services, input, signal)
    return isProblem(answer) ? { sentence: answer.sentence } : answer
  } catch (error) {
    if (TOLD.some(kind => error instanceof kind)) return { sentence: (error as Error).message }
    throw error
  }
}

/** Exceptions that carry a sentence for the person who asked. */
const TOLD = [BrokenDataSet, UnreadableFile, UnwritableFile, Stopped] as const

function shownToken({ createdAt, revokedAt, expiresAt, lastUsedAt, ...token }: Token) {
  return {
    ...token,
    createdAt: moment.write(createdAt) as string,
    revokedAt: shownMoment(revokedAt),
    expiresAt: shownMoment(expiresAt),
    lastUsedAt: shownMoment(lastUsedAt),
  }
}

function shownMoment(at: Instant | null): string | null {
  return at === null ? null : (moment.write(at) as string)
}

/** Whoever is at the machine itself may give everything. */
function ownerOf(customer: Id): Keeper {
  return { customer, scopes: SCOPES, organisations: null }
}

function invited({ site }: Services, made: Invited | Problem) {
  if (isProblem(made)) return made
  return { link: linkTo(site, made.link), operator: toldOperator(made.operator) }
}

function toldOperator({ createdAt, disabledAt, ...operator }: Operator) {
  return {
    ...operator,
    createdAt: moment.write(createdAt) as string,
    disabledAt: disabledAt === null ? null : (moment.write(disabledAt) as string),
  }
}

function noDemo(): Problem {
  return problem(
    'field-invalid',
    'Only the clock of a running demo can be set; start one with "caseload demo", on the same data folder.',
    'to',
  )
}

function unknownToken(token: number): Problem {
  return problem('token-invalid', `There is no token ${token}; "caseload token list" shows them all.`)
}
