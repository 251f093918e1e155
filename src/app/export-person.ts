import type { Id } from '../domain/id.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import { reachAndTraits } from '../storage/erase.ts'
import { findMentions, type Mention } from '../storage/mentions.ts'
import { type PersonRecords, recordsAbout } from '../storage/person-records.ts'
import { accountsOf, findPerson } from './person.ts'
import type { Services } from './services.ts'

/** Everything about one account. */
export interface AccountFile {
  user: Id
  records: PersonRecords
  /** Texts elsewhere that tell of the person; a name that stands alone may be somebody else's. */
  mentions: readonly Mention[]
}

/** Everything about one person. */
export interface PersonExport {
  accounts: readonly AccountFile[]
  /** Accounts of the same person that are left out. */
  linked: readonly Id[]
  /** Accounts that may be the same person's. */
  likely: readonly Id[]
}

/** Gathers everything about one person, as it stands at one moment: an account, or all that are linked. */
export async function exportPerson(
  { storage }: Services,
  { user, linked }: { user: Id; linked: boolean },
): Promise<PersonExport | Problem> {
  return storage.snapshot(async db => {
    const person = await findPerson(db, user)
    if (isProblem(person)) return person
    const accounts: AccountFile[] = []
    for (const account of accountsOf(person, linked)) {
      const mentions = await findMentions(db, { ...(await reachAndTraits(db, account)), names: true })
      accounts.push({ user: account.id, records: await recordsAbout(db, account), mentions: mentions.sure })
    }
    return { accounts, linked: linked ? [] : person.linked.map(one => one.id), likely: person.likely }
  })
}
