import type { Id } from './id.ts'

/** A qualification or apprenticeship standard. Belongs to the customer and is assigned to organisations. */
export interface Standard {
  id: Id
  customer: Id
  title: string
  /** Code of the aim or standard, such as ST0005; what files name it by. */
  code: string | null
  /** Organisations that may use it; nothing means all of the customer's. */
  organisations: readonly Id[] | null
}

/** A unit of one or several standards. Its id is text and unique within the customer. */
export interface Unit {
  id: string
  customer: Id
  title: string
  /** Number in the register of regulated qualifications. */
  ndaqCode: string | null
  display: string | null
  standards: readonly Id[]
  organisations: readonly Id[] | null
}

/** What a template gives a learner: a standard with its units, weightings and dates counted from the start. */
export interface TemplateItem {
  standard: Id
  /** Days after the learner's start on which the aim starts and should end. */
  startDay: number | null
  endDay: number | null
  units: readonly TemplateUnit[]
}

export interface TemplateUnit {
  unit: string
  weighting: number | null
  startDay: number | null
  endDay: number | null
}

/** A framework template: aims and units to be given in one go. */
export interface Template {
  id: Id
  customer: Id
  title: string
  items: readonly TemplateItem[]
  organisations: readonly Id[] | null
}

/** Whether at least one of these organisations may use a part of the catalogue. */
export function isOffered(
  part: { organisations: readonly Id[] | null },
  organisations: Iterable<Id>,
): boolean {
  return [...organisations].some(one => part.organisations === null || part.organisations.includes(one))
}
