import { id, text } from '../codec.ts'
import { answersRecord, onefile } from '../endpoint.ts'
import { required } from '../fields.ts'

/** Who owns the token (docs/onefile-api.md#4.2). */
const customerFields = {
  id: required('ID', id, 'The customer.'),
  name: required('Name', text(200), 'Its name.'),
}

export const customer = {
  readCustomer: onefile({
    method: 'GET',
    path: '/Customer',
    group: 'Customer',
    summary: 'Read the customer of the token',
    access: 'read',
    reply: answersRecord('Customer', customerFields, 'The customer.'),
    repeatable: true,
    example: { input: {}, answer: { id: 1, name: 'Fellside Training' } },
  }),
}
