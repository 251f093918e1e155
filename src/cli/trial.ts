import { readFileSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { addOperator, everyOperator, linkOperator, linkTo } from '../app/operators.ts'
import type { Services } from '../app/services.ts'
import { importDataSet } from '../dataset/import.ts'
import { FIRST_PROVIDER, syntheticDataset } from '../dataset/synthetic/dataset.ts'
import { makePrivateFolder, writePrivateFile } from '../disk/private-file.ts'
import { isProblem } from '../domain/problem.ts'
import { SCOPES, type Scope } from '../domain/scope.ts'
import { firstCustomer, isEmpty } from '../storage/empty.ts'
import { hasPasswords } from '../storage/operators.ts'

/** A server for trying out, with what is asked of its token. */
export interface Trial {
  services: Services
  /** The folder in which the token is kept. */
  data: string
  name: 'demo' | 'practice'
  scopes: readonly Scope[]
}

type SayTrial = (line: string) => void

/** Fills a database that holds nobody's data; one that holds some is left as it is. */
export async function fillIfEmpty({ services, data }: Trial, tell: SayTrial): Promise<void> {
  const { storage, writer, clock } = services
  if (!(await isEmpty(storage.db))) return
  tell('Making a synthetic training provider: three centres, sixty staff, twelve hundred learners…')
  const size = { ...FIRST_PROVIDER, now: clock() }
  const lines = () => syntheticDataset(size)
  const imported = await importDataSet(writer, { name: 'the synthetic provider', lines })
  if (!isProblem(imported)) return
  if (imported.code !== 'storage-unavailable') throw new Error(imported.sentence)
  throw new Error(
    `The synthetic provider could not be written to ${resolve(data)}, where ${await freeSpace(data)} are free. Make room there and start again: nothing of it was kept. Or choose another folder with --data.`,
  )
}

async function freeSpace(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder)
  return `${Math.floor((bavail * bsize) / 1_000_000)} MB`
}

/**
 * The secret of the token for everything of the first customer. That of an earlier start, which the folder keeps, is used
 * as long as it is good, so that what was told about it holds; else a new one takes its place.
 */
export async function tokenOf(trial: Trial, tell: SayTrial): Promise<string> {
  const kept = await keptToken(trial)
  if (kept.good) return kept.secret
  const secret = await freshToken(trial)
  makePrivateFolder(trial.data)
  writePrivateFile(fileOf(trial), `${secret}\n`)
  if (kept.secret !== '') tell(`The token in ${fileOf(trial)} was no longer valid; there is a new one in it.`)
  return secret
}

function fileOf({ data, name }: Trial): string {
  return join(data, `${name}-token`)
}

/** The secret in the folder, empty where there is none, and whether it is one that this server takes. */
async function keptToken(trial: Trial): Promise<{ secret: string; good: boolean }> {
  if (!statSync(fileOf(trial), { throwIfNoEntry: false })?.isFile()) return { secret: '', good: false }
  const secret = readFileSync(fileOf(trial), 'utf8').trim()
  const token = await trial.services.access.tokenOf(secret)
  return { secret, good: !isProblem(token) && token.name === trial.name }
}

/** How long the token of a trial is good: it is told on a screen and kept in a file. A later start makes another. */
const TRIAL_DAYS = 30

/** Who looks around in a server for trying out. */
const VISITOR = { email: 'visitor@example.org', name: 'Visitor', role: 'administrator' } as const

/**
 * A link by which whoever has started the server signs in as its administrator; nothing where somebody has set a password
 * already. There is no account with a password that everybody knows.
 */
export async function firstLink(services: Services): Promise<string | undefined> {
  const customer = await firstCustomer(services.storage.db)
  if (await hasPasswords(services.storage.db)) return undefined
  const keeper = { customer, scopes: SCOPES, organisations: null }
  const known = (await everyOperator(services, customer)).find(one => one.email === VISITOR.email)
  const made = known
    ? await linkOperator(services, keeper, known.id)
    : await addOperator(services, keeper, { ...VISITOR, sensitive: false, organisations: null })
  if (isProblem(made)) throw new Error(made.sentence)
  return linkTo(services.site, made.link)
}

async function freshToken({ services, name, scopes }: Trial): Promise<string> {
  const { storage, access } = services
  for (const token of await access.listTokens()) {
    if (token.name === name && token.revokedAt === null) await access.revoke(token.id)
  }
  const made = await access.createToken({
    expiresAt: services.clock() + TRIAL_DAYS * 86_400_000,
    customer: await firstCustomer(storage.db),
    name,
    scopes,
    organisations: null,
    callLimit: 300,
  })
  if (isProblem(made)) throw new Error(made.sentence)
  return made.secret
}
