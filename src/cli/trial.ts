import { join } from 'node:path'
import type { Services } from '../app/services.ts'
import { importDataSet } from '../dataset/import.ts'
import { FIRST_PROVIDER, syntheticDataset } from '../dataset/synthetic/dataset.ts'
import { makePrivateFolder, writePrivateFile } from '../disk/private-file.ts'
import { isProblem } from '../domain/problem.ts'
import type { Scope } from '../domain/scope.ts'
import { firstCustomer, isEmpty } from '../storage/empty.ts'

/** Fills a database that holds nobody's data; one that holds some is left as it is. */
export async function fillIfEmpty(
  { storage, writer, clock }: Services,
  tell: (line: string) => void,
): Promise<void> {
  if (!(await isEmpty(storage.db))) return
  tell('Making a synthetic training provider: three centres, sixty staff, twelve hundred learners…')
  const size = { ...FIRST_PROVIDER, now: clock() }
  const lines = () => syntheticDataset(size)
  const imported = await importDataSet(writer, { name: 'the synthetic provider', lines })
  if (isProblem(imported)) throw new Error(imported.sentence)
}

/** The secret of a new token for everything of the first customer; it takes the place of the one of that name. */
export async function freshToken(
  { storage, access }: Services,
  { name, scopes }: { name: string; scopes: readonly Scope[] },
): Promise<string> {
  for (const token of await access.listTokens()) {
    if (token.name === name && token.revokedAt === null) await access.revoke(token.id)
  }
  const made = await access.createToken({
    customer: await firstCustomer(storage.db),
    name,
    scopes,
    organisations: null,
    callLimit: 300,
  })
  if (isProblem(made)) throw new Error(made.sentence)
  return made.secret
}

/** Writes the token of a server for trying out into its data folder, so that commands can be pasted as they stand. */
export async function keepToken(data: string, name: 'demo' | 'practice', secret: string): Promise<void> {
  makePrivateFolder(data)
  writePrivateFile(join(data, `${name}-token`), `${secret}\n`)
}
