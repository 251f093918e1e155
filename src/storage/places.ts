import { foldCase } from '../domain/folding.ts'
import type { Classroom, Placement, Provider, Status } from '../domain/place.ts'
import { entity, id, text, textOrNull, truth } from './entity.ts'

const key = ['organisation_id', 'id'] as const
const derived = { name_folded: (place: { name: string }) => foldCase(place.name) }
const folded = { name: 'name_folded' } as const

export const placements = entity<Placement>()({
  table: 'placements',
  key,
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    name: text('name', 'free'),
    misId: textOrNull('mis_id', 'free'),
    active: truth('active'),
  },
  details: {
    column: 'details',
    properties: {
      address: 'free',
      contact: 'free',
      email: 'free',
      fax: 'free',
      telephone: 'free',
      web: 'free',
    },
  },
  derived,
  folded,
})

export const classrooms = entity<Classroom>()({
  table: 'classrooms',
  key,
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    name: text('name', 'free'),
    misId: textOrNull('mis_id', 'free'),
  },
  details: {
    column: 'details',
    properties: {
      startOn: 'none',
      archive: 'none',
      completionMessage: 'free',
      sendCompletionMessage: 'none',
      iqaFinalSignOff: 'none',
    },
  },
  derived,
  folded,
})

export const providers = entity<Provider>()({
  table: 'providers',
  key,
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    name: text('name', 'free'),
    misId: textOrNull('mis_id', 'free'),
  },
  derived,
  folded,
})

const statusColumns = { organisation: id('organisation_id'), id: id('id'), name: text('name', 'none') }

export const learnerStatuses = entity<Status>()({ table: 'learner_statuses', key, columns: statusColumns })

export const aimStatuses = entity<Status>()({ table: 'aim_statuses', key, columns: statusColumns })
