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

/** All children of a name. */
export function childrenIn(element: Element, name: string): Element[] {
  return element.children.filter(child => child.name === name)
}

/** A date as XML writes it: a zone or clock is legal and means nothing here. Nothing where there is no such day. */
export function xmlDate(text: string | undefined): CalendarDate | undefined {
  const date = text === undefined ? undefined : /^(\d{4}-\d{2}-\d{2})(?:$|[TZ+-])/.exec(text)?.[1]
  return date !== undefined && isCalendarDate(date) ? date : undefined
}

/** The employment record that holds on a day: the latest that began by then, whatever their order in the file. */
export function employmentOn(learner: Element, day: CalendarDate): Element | undefined {
  const started = childrenIn(learner, 'LearnerEmploymentStatus')
    .map(record => ({ record, from: xmlDate(textIn(record, 'DateEmpStatApp')) ?? '' }))
    .filter(({ from }) => from !== '' && from <= day)
  return started.reduce<(typeof started)[number] | undefined>(
    (latest, one) => (latest && latest.from > one.from ? latest : one),
    undefined,
  )?.record
}

/**
 * The aims of a learner as they now stand: of several deliveries of one aim (a break and a restart,
 * a programme taken again) the latest to start.
 */
export function currentDeliveries(learner: Element): Element[] {
  const byAim = new Map<string, Element>()
  for (const delivery of childrenIn(learner, 'LearningDelivery')) {
    const key = aimIdentity(delivery)
    const before = byAim.get(key)
    if (!before || startOf(before) <= startOf(delivery)) byAim.set(key, delivery)
  }
  return [...byAim.values()]
}

function startOf(delivery: Element): string {
  return xmlDate(textIn(delivery, 'LearnStartDate')) ?? ''
}

/** Neither the number of an aim nor the supplier’s id for it is steady: its reference and programme are. */
function aimIdentity(delivery: Element): string {
  const parts = ['LearnAimRef', 'ProgType', 'StdCode', 'FworkCode', 'PwayCode']
  return parts.map(name => textIn(delivery, name) ?? '').join(' ')
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
