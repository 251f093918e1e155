import { type CalendarDate, isCalendarDate } from '../../domain/time.ts'

/** An element of a return as it stands, with its children; names are local. */
export interface Element {
  name: string
  text: string
  line: number
  children: Element[]
}

/** The text of the first child of a name, trimmed; nothing where it is missing or empty. */
export function textIn(element: Element, name: string): string | undefined {
  const text = element.children.find(child => child.name === name)?.text.trim()
  return text === '' ? undefined : text
}

/** A whole number in a child of a name: zeros and a sign before it mean nothing. Nothing where there is none. */
export function numberIn(element: Element, name: string): number | undefined {
  const number = Number(textIn(element, name)?.replace(/\s+/g, ''))
  return Number.isInteger(number) ? number : undefined
}

/** All children of a name. */
export function childrenIn(element: Element, name: string): Element[] {
  return element.children.filter(child => child.name === name)
}

/** A date as XML writes it: a zone or clock is legal and means nothing here. Nothing where there is no such day. */
export function xmlDate(text: string | undefined): CalendarDate | undefined {
  const date = text === undefined ? undefined : /^(\d{4}-\d{2}-\d{2})(?:$|[TZ+-])/.exec(text)?.[1]
  return date !== undefined && isCalendarDate(date) ? date : undefined
}

/** Monitoring fields of a learner or an aim: `A` to `D` and what stands in each, which should be one thing. */
export function monitoringIn(element: Element, of: 'Learner' | 'Delivery'): Map<string, Element[]> {
  const short = of === 'Learner' ? 'ProvSpecLearnMon' : 'ProvSpecDelMon'
  const fields = childrenIn(element, `ProviderSpec${of}Monitoring`).flatMap(field => {
    const value = field.children.find(child => child.name === short)
    const occurrence = textIn(field, `${short}Occur`)
    return value && occurrence ? [[occurrence, value] as const] : []
  })
  const byField = Map.groupBy(fields, ([occurrence]) => occurrence.toUpperCase())
  return new Map([...byField].map(([field, all]) => [field, all.map(([, value]) => value)]))
}

/** Whether a delivery carries a code of funding and monitoring, such as RES 1 for a restart. */
export function hasMonitoringCode(delivery: Element, type: string, code: string): boolean {
  return childrenIn(delivery, 'LearningDeliveryFAM').some(
    fam => textIn(fam, 'LearnDelFAMType') === type && textIn(fam, 'LearnDelFAMCode') === code,
  )
}
