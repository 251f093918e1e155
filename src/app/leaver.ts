import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { roleOf } from '../domain/role.ts'
import type { SaidRules } from '../domain/share.ts'
import { type CalendarDate, startOf } from '../domain/time.ts'
import { competencesOf } from '../storage/competences.ts'
import type { Storage } from '../storage/database.ts'
import { notStaff, personSeen } from './caseload.ts'
import { listBeside } from './search.ts'
import type { Caller, Services } from './services.ts'
import type { SharingBounds } from './share-out.ts'
import { type Transfer, transferCaseload } from './transfer.ts'

/** Somebody who leaves. */
interface LeaverAsked {
  user: Id
  /** The first day without them. */
  on: CalendarDate
  /** Who takes over; all of the same kind in the organisation where nobody is named. */
  to?: readonly Id[] | undefined
  share?: SaidRules | undefined
  archive: boolean
  reason: string | null
  dryRun: boolean
  preview?: string | undefined
  apart?: SharingBounds['apart']
  besides?: SharingBounds['besides']
  settled?: SharingBounds['settled']
}

/**
 * Hands over everything that a leaver will hold on a day, shared out, as one planned run, and archives the account after
 * it. A preview proposes who takes over whom, and names it by a hash; applying needs that hash.
 */
export async function planLeaver(
  services: Services,
  caller: Caller,
  { user, on, to, share, apart, besides, settled, ...asked }: LeaverAsked,
): Promise<Transfer | Problem> {
  const { storage } = services
  if (asked.archive && !caller.manages) return mayNotArchive()
  const leaver = await personSeen(storage, storage.db, caller, user, 'user')
  if (isProblem(leaver)) return leaver
  if (leaver.kind === 'learner') return notStaff(user)
  const takers = to ?? (await colleaguesOf(storage, leaver))
  if (takers.length === 0) return nobodyToTakeOver(leaver)
  const rules = share ?? (await usualRules(storage, leaver, takers))
  const effectiveFrom = startOf(on)
  return transferCaseload(services, caller, {
    ...asked,
    ...{ from: user, moves: [{ to: takers, share: rules }], effectiveFrom },
    bounds: { apart, besides, settled },
  })
}

/** People who assess or assure are shared among themselves; whoever takes over from an employer must be named. */
async function colleaguesOf(storage: Storage, leaver: NamedPerson): Promise<Id[]> {
  const role = roleOf(leaver.kind)
  if (role !== 'assessor' && role !== 'iqa') return []
  const { organisation, kind } = leaver
  const filter = { kind, archivedAt: null }
  const all = await listBeside(storage, { name: 'user', organisations: [organisation], filter, limit: MOST })
  const isSame = (link: Id | null) => link !== null && link === leaver.link
  return all
    .filter(one => one.id !== leaver.id && one.deleteRequestedAt === null && !isSame(one.link))
    .map(one => one.id)
}

/** Colleagues among whom a caseload is shared at most. */
const MOST = 1000

/** Competence is minded where anything is said of it. */
async function usualRules(
  storage: Storage,
  { organisation }: NamedPerson,
  people: readonly Id[],
): Promise<SaidRules> {
  const said = await competencesOf(storage.db, { organisation, people })
  const competence = said.size > 0
  return { competence, independent: true, employer: true, placement: true, classroom: true }
}

function mayNotArchive(): Problem {
  return problem(
    'field-beyond-scope',
    'Archiving the account needs the scope "manage"; send "archive": false to hand over alone.',
    'archive',
  )
}

function nobodyToTakeOver({ id }: NamedPerson): Problem {
  return problem(
    'field-missing',
    `Nobody else of the same kind is in the organisation of user ${id}, or it is not theirs to take over; name in "to" who does.`,
    'to',
  )
}
