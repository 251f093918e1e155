import type { Standard, Template, TemplateItem, Unit } from '../domain/catalogue.ts'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { id, json, jsonOrNull, noun, text, textOrNull } from './columns.ts'

const organisations = jsonOrNull<readonly Id[]>()('organisations')
const derived = { title_folded: (titled: { title: string }) => foldCase(titled.title) }

export const standards = noun<Standard>()({
  table: 'standards',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    title: text('title'),
    code: textOrNull('code'),
    organisations,
  },
  derived,
})

export const units = noun<Unit>()({
  table: 'units',
  key: ['customer_id', 'id'],
  columns: {
    customer: id('customer_id'),
    id: text('id'),
    title: text('title'),
    ndaqCode: textOrNull('ndaq_code'),
    display: textOrNull('display'),
    standards: json<readonly Id[]>()('standards'),
    organisations,
  },
  derived,
})

export const templates = noun<Template>()({
  table: 'templates',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    title: text('title'),
    items: json<readonly TemplateItem[]>()('items'),
    organisations,
  },
})
