import type { Id } from '../../domain/id.ts'
import type { Outcome, PlanLeaver } from '../../domain/plan.ts'
import { slotKey } from '../../domain/slot.ts'
import { dateOf } from '../../domain/time.ts'
import type { LeaverNeed, LeaverProposal, World, WorldPerson } from '../../reconcile/world/world.ts'
import { answersOf, type Client, RefusedError } from '../../sdk/client.ts'

/** Learners who come to somebody by what is proposed for leavers before this one. */
type Besides = { learner: Id; person: Id }[]

/** Asks what would become of the caseload of each leaver, one after another, so that together they are shared out evenly. */
export async function readLeavers(
  client: Client,
  { people }: Pick<World, 'people'>,
  leavers: ReadonlyMap<Id, LeaverNeed>,
  signal?: AbortSignal,
): Promise<Map<Id, LeaverProposal>> {
  const found = new Map<Id, LeaverProposal>()
  const besides: Besides = []
  const inOrder = [...leavers].sort(([a, { on: first }], [b, { on: second }]) =>
    first === second ? a - b : first < second ? -1 : 1,
  )
  for (const [user, need] of inOrder) {
    const leaver = people.find(one => one.id === user)
    if (!leaver) continue
    const to = takersFor(leaver, people, leavers)
    const known = await plannedFor(client, user, signal)
    const proposal = known ?? (await propose(client, { leaver, need, to, besides }, signal))
    found.set(user, proposal)
    if ('shares' in proposal)
      besides.push(...proposal.shares.map(({ learner, to }) => ({ learner, person: to })))
  }
  return found
}

/** All of the same kind in the organisation but those who leave too. */
function takersFor(
  leaver: WorldPerson,
  people: readonly WorldPerson[],
  leavers: ReadonlyMap<Id, LeaverNeed>,
): Id[] {
  const isSame = ({ id, link }: WorldPerson) => id === leaver.id || (link !== null && link === leaver.link)
  return people
    .filter(
      one =>
        one.kind === leaver.kind &&
        one.organisation === leaver.organisation &&
        !one.archived &&
        !leavers.has(one.id) &&
        !isSame(one),
    )
    .map(one => one.id)
}

type KnownRun = Extract<LeaverProposal, { planned: Id }>

/** The planned run after which an account is archived, where there is one: of one that was taken back nobody is. */
async function plannedFor(client: Client, user: Id, signal?: AbortSignal): Promise<KnownRun | undefined> {
  for await (const { plannedRuns } of answersOf(client, 'listPlannedRuns', { limit: 200 }, { signal })) {
    for (const { id, archives, archiveFrom, archivedAt } of plannedRuns) {
      if (archives !== user || archivedAt !== null) continue
      // Midnight of the centre may be late on the day before by universal time.
      return { planned: id, on: archiveFrom === null ? '' : dateOf(archiveFrom + HALF_A_DAY) }
    }
  }
  return undefined
}

const HALF_A_DAY = 43_200_000

interface Asked {
  leaver: WorldPerson
  need: LeaverNeed
  to: readonly Id[]
  besides: Besides
}

async function propose(
  client: Client,
  { leaver, need: { on, apart }, to, besides }: Asked,
  signal?: AbortSignal,
): Promise<LeaverProposal> {
  if (to.length === 0) return { why: 'nobody else of the same kind is in the centre to take over' }
  const bounds = { ...(apart.length > 0 && { apart }), ...(besides.length > 0 && { besides }) }
  try {
    const asked = { user: leaver.id, on, to, dryRun: true, ...bounds }
    const { moves, shares, leftOut, people } = await client.planLeaver(asked, { signal })
    const names = new Map(people.map(({ person: one }) => [one.id, `${one.firstName} ${one.lastName}`]))
    return {
      moves: moves.map(({ learner, level, role, target, to: person }) => ({
        ...{ learner, level, role, target },
        to: person,
      })),
      shares: shares.map(({ learner, to: person, sentence }) => ({
        ...{ learner, to: person },
        because: sentence.replace(`to ${names.get(person) ?? ''}: `, ''),
      })),
      stay: leftOut.length,
    }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    return { why: error.message.replace(/\.$/, '') }
  }
}

/** Plans a leaver as it was proposed, or takes that back; what has changed since is left alone. */
export async function carryLeaver(
  client: Client,
  change: PlanLeaver,
  begun: boolean,
  signal?: AbortSignal,
): Promise<Outcome> {
  const { person, on, moves, shares } = change
  const known = await plannedFor(client, person, signal)
  if (change.undone) return takeBack(client, known, signal)
  if (known) return { outcome: begun ? 'done' : 'already-so' }
  const settled = shares.map(({ learner, to }) => ({ learner, person: to }))
  const to = [...new Set(shares.map(one => one.to))]
  const asked = { user: person, on, settled, ...(to.length > 0 && { to }) }
  const seen = await client.planLeaver({ ...asked, dryRun: true }, { signal })
  if (namesOf(seen.moves) !== namesOf(moves))
    return { outcome: 'moved-on', sentence: 'What the leaver holds has changed; plan again.' }
  await client.planLeaver({ ...asked, preview: seen.preview }, { signal })
  return { outcome: 'done' }
}

async function takeBack(client: Client, known: KnownRun | undefined, signal?: AbortSignal): Promise<Outcome> {
  if (!known) return { outcome: 'already-so' }
  await client.takeBackPlannedRun({ plannedRun: known.planned, carriedOut: true }, { signal })
  return { outcome: 'done' }
}

function namesOf(moves: PlanLeaver['moves']): string {
  const names = moves.map(({ to, learner, level, role, target }) => [
    slotKey({ learner, level, role, target }),
    to,
  ])
  return names.map(String).sort().join(' ')
}
