/** Elements in the order given; a list repeats the element, an object nests. */
export interface SampleElement {
  [name: string]: string | SampleElement | readonly (string | SampleElement)[]
}

export interface SampleReturn {
  year?: string
  ukprn?: string
  namespace?: string
  learners: readonly SampleElement[]
  /** What stands before the root: a comment, a DOCTYPE. */
  prolog?: string
}

/** An ILR file as a provider sends it. */
export function composeReturn({
  year = '2526',
  ukprn = '99999999',
  namespace,
  learners,
  prolog,
}: SampleReturn): string {
  const header = {
    CollectionDetails: { Collection: 'ILR', Year: year, FilePreparationDate: `20${year.slice(0, 2)}-10-06` },
    Source: { UKPRN: ukprn, SerialNo: '01', DateTime: `20${year.slice(0, 2)}-10-06T12:00:49.3827141+01:00` },
  }
  const body = xmlOf({ Header: header, LearningProvider: { UKPRN: ukprn }, Learner: learners })
  return `<?xml version="1.0" encoding="utf-8"?>${prolog ?? ''}\n<Message xmlns="${namespace ?? namespaceOf(year)}">\n${body}</Message>\n`
}

/** The agency has changed the prefix twice. */
export function namespaceOf(year: string): string {
  const prefix = Number(year) < 1819 ? 'SFA/' : Number(year) < 2627 ? 'ESFA/' : ''
  return `${prefix}ILR/20${year.slice(0, 2)}-${year.slice(2)}`
}

function xmlOf(element: SampleElement): string {
  return Object.entries(element)
    .flatMap(([name, content]) => {
      const all = Array.isArray(content) ? content : [content]
      return all.map(one => `<${name}>${typeof one === 'string' ? one : `\n${xmlOf(one)}`}</${name}>\n`)
    })
    .join('')
}

/** A learner with a reference, a name and one aim that goes on. */
export function learner(reference: string, more: SampleElement = {}): SampleElement {
  return {
    LearnRefNumber: reference,
    ULN: '9901001012',
    FamilyName: 'Wrenfold',
    GivenNames: 'Orlagh',
    ...more,
  }
}

/** A programme with a standard, as every apprentice has one. */
export function programme(more: SampleElement = {}): SampleElement {
  return {
    LearnAimRef: 'ZPROG001',
    AimType: '1',
    AimSeqNumber: '1',
    LearnStartDate: '2025-09-08',
    LearnPlanEndDate: '2027-03-14',
    ProgType: '25',
    StdCode: '118',
    CompStatus: '1',
    ...more,
  }
}
