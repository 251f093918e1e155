import { id, nullable, text, truth } from '../codec.ts'
import { optional, required } from '../fields.ts'
import { placeCalls } from './place.ts'

const bakery = { id: 21, name: 'Harbour Bakery', misId: null }

/** Workplaces: the sites of employers (docs/onefile-api.md#4.5). */
const calls = placeCalls({
  group: 'Placement',
  one: 'placement',
  several: 'placements',
  path: { placement: required('id', id, 'The placement.') },
  more: {
    address: optional('Address', nullable(text(2000)), 'The address, with line breaks.'),
    active: optional('Active', truth, 'Whether it is in use; yes where nobody has said.'),
    contact: optional('Contact', nullable(text(200)), 'Whom to speak to.'),
    email: optional('Email', nullable(text(254)), 'E-mail address.'),
    fax: optional('Fax', nullable(text(100)), 'Fax number.'),
    telephone: optional('Telephone', nullable(text(100)), 'Telephone number.'),
    web: optional('Web', nullable(text(500)), 'Website.'),
  },
  unknown: 'placement-unknown',
  examples: {
    search: { input: { organisation: 11, name: 'HARBOUR bakery' }, answer: [bakery] },
    page: {
      input: { page: 2, size: 1, organisation: 11 },
      answer: [{ id: 22, name: 'Weir Mill', misId: null, organisation: 11, active: true }],
    },
    read: { input: { placement: 21 }, answer: { ...bakery, organisation: 11, active: true } },
    create: {
      input: {
        organisation: 11,
        name: 'Chandlery Row',
        address: '4 Chandlery Row\r\nFellside',
        active: true,
        misId: 'P77',
      },
      answer: 23,
    },
    update: { input: { placement: 22, contact: 'The miller', active: false } },
  },
})

export const placement = {
  searchPlacements: calls.search,
  pagePlacements: calls.page,
  readPlacement: calls.read,
  createPlacement: calls.create,
  updatePlacement: calls.update,
}
