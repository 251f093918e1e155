import { id } from '../codec.ts'
import { required } from '../fields.ts'
import { placeCalls } from './place.ts'

const tidewater = { id: 26, name: 'Tidewater Skills', misId: null }

/** Sub-contractors (docs/onefile-api.md#4.12: known by their paths alone, so that the fields are inferred). */
const calls = placeCalls({
  group: 'Provider',
  one: 'provider',
  several: 'providers',
  path: { provider: required('id', id, 'The provider.') },
  more: {},
  unknown: 'provider-unknown',
  examples: {
    search: { input: { organisation: 11, name: 'tidewater skills' }, answer: [tidewater] },
    page: { input: { page: 1, size: 10, organisation: 11 }, answer: [{ ...tidewater, organisation: 11 }] },
    read: { input: { provider: 26 }, answer: { ...tidewater, organisation: 11 } },
    create: { input: { organisation: 11, name: 'Tarnside Skills' }, answer: 27 },
    update: { input: { provider: 26, misId: 'S26' } },
  },
})

export const provider = {
  searchProviders: calls.search,
  pageProviders: calls.page,
  readProvider: calls.read,
  createProvider: calls.create,
  updateProvider: calls.update,
}
