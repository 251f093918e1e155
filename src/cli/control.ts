import { request } from 'node:http'
import { resolve } from 'node:path'
import { json } from 'node:stream/consumers'
import {
  type CommandAnswer,
  type CommandInput,
  type CommandName,
  isCommandRefusal,
  runCommand,
  writeCommand,
} from '../http/commands.ts'
import { engineOf } from '../storage/open.ts'
import { type Config, databaseAddress } from './config.ts'
import { controlSocketOf } from './control-socket.ts'
import { warnIfOpen } from './private-folder.ts'
import { openServices } from './run-server.ts'
import { onStopSignal } from './stop-signals.ts'

/** Commands that may begin a database. */
const BEGINNING: ReadonlySet<CommandName> = new Set(['import', 'restore'])

/**
 * Has a command run by the server that runs on the data folder, or, where none does, in this process. Throws an error
 * with a sentence for the person where the command is refused.
 */
export async function give<Name extends CommandName>(
  config: Config,
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandAnswer<Name>> {
  const raw = writeCommand(name, input)
  const answer = (await ask(config, name, raw)) ?? (await runHere(config, name, raw))
  if (isCommandRefusal(answer)) throw new Error(answer.sentence)
  return answer as CommandAnswer<Name>
}

/** What the running server answers; nothing where none is running. */
async function ask(config: Config, name: CommandName, input: object): Promise<object | undefined> {
  if (!hasData(config)) return undefined
  try {
    return await post(controlSocketOf(config), name, input)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined
    if (code === 'EACCES')
      throw new Error(`The server on ${config.data} is another user's; run this as that user.`)
    throw new Error('The server ended before it answered; look at its log, and whether the command was done.')
  }
}

function post(socketPath: string, name: CommandName, input: object): Promise<object> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: `/${name}`, method: 'POST' }, response => {
      json(response).then(answer => resolve(answer as object), reject)
    })
    asked.once('error', reject)
    asked.end(JSON.stringify(input))
  })
}

async function runHere(config: Config, name: CommandName, input: object): Promise<object> {
  if (!BEGINNING.has(name)) requireData(config)
  warnIfOpen(resolve(config.data))
  const services = await openServices(config)
  const stop = new AbortController()
  const forget = onStopSignal(() => stop.abort())
  try {
    return await runCommand(services, name, { ...input }, stop.signal)
  } finally {
    forget()
    await services.writer.close()
    await services.storage.close()
  }
}

/** Throws an error with a sentence for the person where there is no database yet. */
export function requireData(config: Config): void {
  if (hasData(config)) return
  throw new Error(
    `There is no database in ${config.data} yet; choose the folder with --data, or begin with "caseload import" or "caseload demo".`,
  )
}

function hasData(config: Config): boolean {
  const address = databaseAddress(config)
  return engineOf(address).isThere(address)
}
