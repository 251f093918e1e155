import type { Layout, ObjectLayout } from './layout.ts'

/** Gives the JSON text of a value. Put together once for a layout: what does not depend on the value is text already. */
export type WriteText = (value: unknown) => string

const known = new WeakMap<Layout, WriteText>()

/** The writer of a layout: the text that `JSON.stringify` gives of what the codec writes. */
export function textWriter(layout: Layout): WriteText {
  const found = known.get(layout) ?? makeWriter(layout)
  known.set(layout, found)
  return found
}

function makeWriter(layout: Layout): WriteText {
  switch (layout.kind) {
    case 'same':
      return writeSame
    case 'moment':
      return value => `"${momentText(value as number)}"`
    case 'midnight':
      return value => `"${value as string}T00:00:00.000Z"`
    case 'word':
      return value => String(layout.numbers[value as string])
    case 'nullable':
      return nullableWriter(textWriter(layout.of))
    case 'list':
      return listWriter(textWriter(layout.of))
    case 'object':
      return layout.absent === 'null' ? recordWriter(layout) : objectWriter(layout)
  }
}

function nullableWriter(write: WriteText): WriteText {
  return value => (value === null ? 'null' : write(value))
}

function listWriter(write: WriteText): WriteText {
  return value => {
    let text = ''
    for (const one of value as readonly unknown[]) text += text === '' ? write(one) : `,${write(one)}`
    return `[${text}]`
  }
}

type Values = Readonly<Record<string, unknown>>

/** Every field is there. */
function recordWriter({ fields }: ObjectLayout): WriteText {
  const parts = fields.map(({ word, name, of }, at) => ({
    word,
    lead: leadOf(name, at),
    write: textWriter(of),
  }))
  return value => {
    let text = ''
    for (const { word, lead, write } of parts) {
      const one = (value as Values)[word] ?? null
      text += one === null ? `${lead}null` : lead + write(one)
    }
    return `${text === '' ? '{' : text}}`
  }
}

/** What stands before a value in a record: the brace or the comma, and the name. */
export function leadOf(name: string, at: number): string {
  return `${at === 0 ? '{' : ','}${JSON.stringify(name)}:`
}

function objectWriter({ fields }: ObjectLayout): WriteText {
  const parts = fields.map(({ word, name, of, optional }) => ({
    word,
    lead: `${JSON.stringify(name)}:`,
    write: textWriter(of),
    optional,
  }))
  return value => {
    let text = ''
    for (const { word, lead, write, optional } of parts) {
      const one = (value as Values)[word]
      if (one === undefined || (one === null && optional)) continue
      text += text === '' ? lead + write(one) : `,${lead}${write(one)}`
    }
    return `{${text}}`
  }
}

function writeSame(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null'
  return JSON.stringify(value)
}

/** Characters that stand in JSON as they are; surrogates are left to `JSON.stringify`, which knows which have lost their half. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)
}

const DAY = 86_400_000

/** Days by their number, as text; few are asked for, and again and again. */
const days = new Map<number, string>()
const MOST_DAYS = 20_000

/** A moment as `Date.toISOString` writes it: that takes longer than all other fields of a record together. */
function momentText(moment: number): string {
  const day = Math.floor(moment / DAY)
  const left = moment - day * DAY
  const [hours, minutes] = [Math.floor(left / 3_600_000), Math.floor(left / 60_000) % 60]
  const [seconds, thousandths] = [Math.floor(left / 1000) % 60, Math.floor(left) % 1000]
  return `${dayText(day)}T${two(hours)}:${two(minutes)}:${two(seconds)}.${thousandths < 100 ? '0' : ''}${two(thousandths)}Z`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

function dayText(day: number): string {
  const found = days.get(day)
  if (found !== undefined) return found
  const iso = new Date(day * DAY).toISOString()
  const text = iso.slice(0, iso.indexOf('T'))
  if (days.size >= MOST_DAYS) days.clear()
  days.set(day, text)
  return text
}
