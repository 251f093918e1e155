import { foldCase } from '../domain/folding.ts'
import type { Classroom, Placement, Provider, Status } from '../domain/place.ts'
import { id, noun, text, textOrNull, truth } from './columns.ts'

const key = ['organisation_id', 'id'] as const
const derived = { name_folded: (place: { name: string }) => foldCase(place.name) }
const folded = { name: 'name_folded' } as const

export const placements = noun<Placement>()({
  table: 'placements',
  key,
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    name: text('name'),
    misId: textOrNull('mis_id'),
    active: truth('active'),
  },
  details: { column: 'details', properties: ['address', 'contact', 'email', 'fax', 'telephone', 'web'] },
  derived,
  folded,
})

export const classrooms = noun<Classroom>()({
  table: 'classrooms',
  key,
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    name: text('name'),
    misId: textOrNull('mis_id'),
  },
  details: {
    column: 'details',
    properties: ['startOn', 'archive', 'completionMessage', 'sendCompletionMessage', 'iqaFinalSignOff'],
  },
  derived,
  folded,
})

export const providers = noun<Provider>()({
  table: 'providers',
  key,
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    name: text('name'),
    misId: textOrNull('mis_id'),
  },
  derived,
  folded,
})

const statusColumns = { organisation: id('organisation_id'), id: id('id'), name: text('name') }

export const learnerStatuses = noun<Status>()({ table: 'learner_statuses', key, columns: statusColumns })

export const aimStatuses = noun<Status>()({ table: 'aim_statuses', key, columns: statusColumns })
