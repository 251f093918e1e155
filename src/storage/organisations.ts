import type { Customer, Organisation } from '../domain/customer.ts'
import { id, noun, text, truth } from './columns.ts'

export const customers = noun<Customer>()({
  table: 'customers',
  key: ['id'],
  columns: { id: id('id'), name: text('name') },
})

export const organisations = noun<Organisation>()({
  table: 'organisations',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    name: text('name'),
    keychainForNewUsers: truth('keychain_for_new_users'),
    keychainEmailSuppressed: truth('keychain_email_suppressed'),
  },
})
