import type { Standard, Template, TemplateItem, Unit } from '../domain/catalogue.ts'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { entity, id, json, jsonOrNull, text, textOrNull } from './entity.ts'

const organisations = jsonOrNull<readonly Id[]>()('organisations', 'none')
const derived = { title_folded: (titled: { title: string }) => foldCase(titled.title) }

export const standards = entity<Standard>()({
  table: 'standards',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    title: text('title', 'none'),
    code: textOrNull('code', 'none'),
    organisations,
  },
  derived,
})

export const units = entity<Unit>()({
  table: 'units',
  key: ['customer_id', 'id'],
  columns: {
    customer: id('customer_id'),
    id: text('id', 'none'),
    title: text('title', 'none'),
    ndaqCode: textOrNull('ndaq_code', 'none'),
    display: textOrNull('display', 'none'),
    standards: json<readonly Id[]>()('standards', 'none'),
    organisations,
  },
  derived,
})

export const templates = entity<Template>()({
  table: 'templates',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    title: text('title', 'none'),
    items: json<readonly TemplateItem[]>()('items', 'none'),
    organisations,
  },
})
