import type { Id } from './id.ts'
import type { CalendarDate } from './time.ts'

/** A workplace: an employer's site. */
export interface Placement {
  id: Id
  organisation: Id
  name: string
  misId: string | null
  active: boolean
  address?: string
  contact?: string
  email?: string
  fax?: string
  telephone?: string
  web?: string
}

/** A class or cohort. */
export interface Classroom {
  id: Id
  organisation: Id
  name: string
  misId: string | null
  startOn?: CalendarDate
  archive?: boolean
  completionMessage?: string
  sendCompletionMessage?: boolean
  iqaFinalSignOff?: boolean
}

/** A sub-contractor. */
export interface Provider {
  id: Id
  organisation: Id
  name: string
  misId: string | null
}

/** A status of an organisation's own table, for learners or for learning aims. */
export interface Status {
  id: Id
  organisation: Id
  name: string
}
