import {
  type AimDraft,
  type LearningAim,
  newAim,
  newSummary,
  type SummaryDraft,
  type UnitSummary,
} from './aim.ts'
import type { Template, TemplateItem, TemplateUnit } from './catalogue.ts'
import type { Id } from './id.ts'
import { type Problem, problem } from './problem.ts'
import { addDays, type CalendarDate } from './time.ts'

/** A template to be given to a learner, and what the learner has so far. */
export interface TemplateCase {
  template: Template
  learner: { id: Id; organisation: Id }
  /** The day that the days of the template count from. */
  start: CalendarDate
  /** Touches only aims that the learner has already. */
  onlyChangeAssigned: boolean
  aims: readonly LearningAim[]
  summaries: readonly UnitSummary[]
}

/** What giving a template comes to. */
export interface TemplateEffect {
  newAims: readonly AimDraft[]
  changedAims: readonly LearningAim[]
  newSummaries: readonly SummaryDraft[]
  changedSummaries: readonly UnitSummary[]
}

/** What an organisation may use. */
export interface Offer {
  standards: ReadonlySet<Id>
  units: ReadonlySet<string>
}

/**
 * Works out what a template gives and what it sets anew. Where the template says nothing of a date or weighting, what is
 * there stays. Progress, status, registration and sign-off stay too. Source: docs/onefile-api.md#6.
 */
export function applyTemplate(one: TemplateCase): TemplateEffect {
  const heldAims = new Map(one.aims.map(aim => [aim.standard, aim]))
  const heldSummaries = new Map(one.summaries.map(summary => [keyOf(summary), summary]))
  const aims = new Map<Id, AimDraft>()
  const summaries = new Map<string, SummaryDraft>()
  for (const item of one.template.items) {
    if (one.onlyChangeAssigned && !heldAims.has(item.standard)) continue
    const aim = aims.get(item.standard) ?? heldAims.get(item.standard) ?? newAim(one.learner, item.standard)
    aims.set(item.standard, { ...aim, ...datesOf(item, one.start) })
    for (const unit of item.units) {
      const fresh = newSummary(one.learner, item.standard, unit.unit)
      const key = keyOf(fresh)
      const summary = summaries.get(key) ?? heldSummaries.get(key) ?? fresh
      summaries.set(key, { ...summary, ...datesOf(unit, one.start), ...weightingOf(unit) })
    }
  }
  return {
    newAims: [...aims.values()].filter(isNew),
    changedAims: changed(aims, heldAims),
    newSummaries: [...summaries.values()].filter(isNew),
    changedSummaries: changed(summaries, heldSummaries),
  }
}

/** Why an effect cannot be had: the template gives something that the learner's organisation may not use. */
export function whyNotOffered(
  template: Template,
  { newAims, newSummaries }: TemplateEffect,
  offer: Offer,
): Problem | undefined {
  const aim = newAims.find(({ standard }) => !offer.standards.has(standard))
  if (aim) return notOffered('standard-unknown', template, `standard ${aim.standard}`)
  const summary = newSummaries.find(({ unit }) => !offer.units.has(unit))
  return summary && notOffered('unit-unknown', template, `unit ${summary.unit}`)
}

function notOffered(code: 'standard-unknown' | 'unit-unknown', { id }: Template, what: string): Problem {
  return problem(
    code,
    `Template ${id} holds ${what}, which the learner's organisation does not have; give it to the organisation or take it out of the template.`,
  )
}

function keyOf({ standard, unit }: { standard: Id; unit: string }): string {
  return `${standard}/${unit}`
}

function datesOf({ startDay, endDay }: TemplateItem | TemplateUnit, start: CalendarDate) {
  return {
    ...(startDay !== null && { startDate: addDays(start, startDay) }),
    ...(endDay !== null && { plannedEnd: addDays(start, endDay) }),
  }
}

function weightingOf({ weighting }: TemplateUnit) {
  return weighting === null ? {} : { weighting }
}

function isNew(draft: object): boolean {
  return !('id' in draft)
}

/** Those that were there already and are not as they were. */
function changed<Key, Draft extends object, Kept extends Draft>(
  wanted: ReadonlyMap<Key, Draft>,
  held: ReadonlyMap<Key, Kept>,
): Kept[] {
  return [...wanted].flatMap(([key, draft]) => {
    const before = held.get(key)
    return before && JSON.stringify(before) !== JSON.stringify(draft) ? [{ ...before, ...draft }] : []
  })
}
