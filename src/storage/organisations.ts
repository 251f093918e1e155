import type { Customer, Organisation } from '../domain/customer.ts'
import type { KeptLimits } from '../domain/removal-limits.ts'
import type { Terms } from '../domain/terms.ts'
import { entity, id, jsonOrNull, text, textOrNull, truth } from './entity.ts'

export const customers = entity<Customer>()({
  table: 'customers',
  key: ['id'],
  columns: {
    id: id('id'),
    name: text('name', 'none'),
    terms: jsonOrNull<Terms>()('terms', 'none'),
    limits: jsonOrNull<KeptLimits>()('limits', 'none'),
  },
})

export const organisations = entity<Organisation>()({
  table: 'organisations',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    name: text('name', 'none'),
    keychainForNewUsers: truth('keychain_for_new_users'),
    keychainEmailSuppressed: truth('keychain_email_suppressed'),
    timeZone: textOrNull('time_zone', 'none'),
  },
})
