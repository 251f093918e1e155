import type { Account } from '../domain/account.ts'
import { applyTemplate, type Offer, type TemplateEffect, whyNotOffered } from '../domain/apply-template.ts'
import { isOffered, type Template } from '../domain/catalogue.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import { dateOf, type Instant } from '../domain/time.ts'
import { aims, unitSummaries } from '../storage/aims.ts'
import { listCatalogue } from '../storage/catalogue-list.ts'
import type { Tx } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import { add } from '../storage/entities.ts'
import { select, update } from '../storage/records.ts'
import { numbered } from '../storage/sequence.ts'
import { giveTo } from './give.ts'
import { findOffered } from './offered.ts'
import { findIn } from './owned.ts'
import type { Caller, Services } from './services.ts'

/** A framework template as it is to be given. */
interface TemplateGift {
  template: Id
  learner: Id
  /** Touches only aims that the learner has already. */
  onlyChangeAssigned: boolean
}

/** Gives a framework template to a learner: all of it, or nothing and why. Source: docs/onefile-api.md#6. */
export function giveTemplate(
  services: Services,
  caller: Caller,
  gift: TemplateGift,
): Promise<Problem | undefined> {
  return giveTo(services, caller, gift.learner, async (tx, learner, now) => {
    const template = await findOffered(tx.db, caller, 'template', gift.template, [learner.organisation])
    if (isProblem(template)) return template
    const effect = await effectOf(tx.db, template, learner, gift.onlyChangeAssigned, now)
    const against = whyNotOffered(template, effect, await offerTo(tx.db, caller, learner.organisation))
    if (against) return against
    return write(tx, learner, effect)
  })
}

async function effectOf(
  db: Db,
  template: Template,
  learner: Account,
  onlyChangeAssigned: boolean,
  now: Instant,
): Promise<TemplateEffect> {
  const own = { organisation: learner.organisation, learner: learner.id }
  const user = await findIn(db, 'user', learner.organisation, learner.id)
  return applyTemplate({
    template,
    learner,
    onlyChangeAssigned,
    start: user?.startOn ?? dateOf(now),
    aims: await select(db, aims, own),
    summaries: await select(db, unitSummaries, own),
  })
}

async function offerTo(db: Db, { customer }: Caller, organisation: Id): Promise<Offer> {
  const [standards, units] = [
    await listCatalogue(db, { kind: 'standard', customer }),
    await listCatalogue(db, { kind: 'unit', customer }),
  ]
  return {
    standards: new Set(standards.filter(one => isOffered(one, [organisation])).map(one => one.id)),
    units: new Set(units.filter(one => isOffered(one, [organisation])).map(one => one.id)),
  }
}

async function write(tx: Tx, learner: Account, effect: TemplateEffect): Promise<undefined> {
  for (const aim of effect.changedAims) await update(tx.db, aims, aim)
  for (const summary of effect.changedSummaries) await update(tx.db, unitSummaries, summary)
  await add(tx.db, 'aim', await numbered(tx, 'aim', effect.newAims))
  await addSummaries(tx, learner, effect)
}

async function addSummaries(tx: Tx, learner: Account, { newSummaries }: TemplateEffect): Promise<void> {
  const { organisation, id } = learner
  const wanted = newSummaries.map(({ standard }) => ({ organisation, learner: id, standard }))
  const held = new Map((await tx.statements.aims(wanted)).map(aim => [aim.standard, aim.id]))
  const placed = newSummaries.map(summary => ({ ...summary, aim: aimOf(held, summary.standard) }))
  await add(tx.db, 'unitSummary', await numbered(tx, 'unitSummary', placed))
}

/** The aim that a unit stands under; a template gives the standard before its units. */
function aimOf(held: ReadonlyMap<Id, Id>, standard: Id): Id {
  const aim = held.get(standard)
  if (aim === undefined) throw new Error(`A unit of standard ${standard} is given without its aim.`)
  return aim
}
