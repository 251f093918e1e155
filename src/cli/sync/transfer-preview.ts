import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { asWhat, type KeptApart, keptApart } from '../../reconcile/resolve/apart.ts'
import type { Client } from '../../sdk/client.ts'

type Wish = Omit<Parameters<Client['transferCaseload']>[0], 'dryRun' | 'preview'>
type Preview = Awaited<ReturnType<Client['transferCaseload']>>

/** What a transfer on a server of ours would do, and the learners left out because they are kept apart from who takes over. */
interface ApartPreview {
  wish: Wish
  seen: Preview
  /** Learners who stay as they are, each with the reason. */
  apart: ReadonlyMap<Id, string>
}

/**
 * Looks at a transfer, and again without the learners who would come to somebody from whom they are kept apart. Shares are
 * dealt anew each time, so that it is looked at until nobody is left who must stay.
 */
export async function previewApart(
  client: Client,
  wish: Wish,
  pairs: readonly KeptApart[],
  today: CalendarDate,
): Promise<ApartPreview> {
  const apart = new Map<Id, string>()
  let asked = wish
  for (;;) {
    const seen = await client.transferCaseload({ ...asked, dryRun: true })
    const found = seen.moves.flatMap(one => {
      const pair = keptApart(pairs, { ...one, person: one.to }, today, () => undefined)
      return pair ? [{ ...one, pair }] : []
    })
    if (found.length === 0) return { wish: asked, seen, apart }
    for (const { learner, to, pair } of found) apart.set(learner, sentenceOf(to, pair))
    const learners = [...new Set(seen.moves.map(one => one.learner))].filter(id => !apart.has(id))
    if (learners.length === 0) return { wish: asked, seen: { ...seen, moves: [] }, apart }
    asked = { ...wish, moves: wish.moves.map(move => ({ ...move, learners })) }
  }
}

function sentenceOf(to: Id, pair: KeptApart): string {
  const end = pair.until === undefined ? '' : ` until ${pair.until}`
  return `Kept apart from account ${to}${asWhat(pair)}${end}: ${pair.reason}`
}
