/** What a look over JSON text shows before anything is made of it. */
interface JsonSurvey {
  tooDeep: boolean
  /** A name that one object has twice, with different values. */
  twice?: string
}

interface Span {
  from: number
  to: number
}

/** An object or list that has begun. In a list there are no names. */
interface Open {
  names: Map<string, Span> | undefined
  /** The name whose value stands here. */
  name: string | undefined
  /** Where that value begins. */
  from: number
}

const QUOTE = '"'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)
const COLON = ':'.charCodeAt(0)
const COMMA = ','.charCodeAt(0)

/**
 * Goes over JSON text once, sign by sign, and stops at the first thing that is amiss. Of text that is broken it says
 * nothing: that is for whoever parses it.
 */
export function surveyJson(text: string, deepest: number): JsonSurvey {
  const open: Open[] = []
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    if (sign === QUOTE) {
      const end = endOfText(text, at)
      nameMayStand(open.at(-1), text, at, end)
      at = end
    } else if (isOpening(sign)) {
      if (open.length === deepest) return { tooDeep: true }
      open.push({ names: sign === OPEN_BRACE ? new Map() : undefined, name: undefined, from: 0 })
    } else if (sign === COLON) {
      valueBegins(open.at(-1), at + 1)
    } else if (sign === COMMA || isClosing(sign)) {
      const twice = valueEnds(open.at(-1), text, at)
      if (twice !== undefined) return { tooDeep: false, twice }
      if (sign !== COMMA) open.pop()
    }
  }
  return { tooDeep: false }
}

const OPEN_BRACE = '{'.charCodeAt(0)

function isOpening(sign: number): boolean {
  return sign === OPEN_BRACE || sign === 91
}

function isClosing(sign: number): boolean {
  return sign === 125 || sign === 93
}

/** Where the text that begins at a quote ends: at the next quote that no odd number of backslashes stands before. */
function endOfText(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return end
  }
  return text.length
}

function nameMayStand(open: Open | undefined, text: string, begin: number, end: number): void {
  if (open?.names && open.name === undefined) open.name = unescaped(text.slice(begin + 1, end))
}

function unescaped(name: string): string {
  if (!name.includes('\\')) return name
  try {
    return JSON.parse(`"${name}"`)
  } catch {
    return name
  }
}

function valueBegins(open: Open | undefined, from: number): void {
  if (open) open.from = from
}

/** Keeps where the value of a name is. Gives the name, where it had another value before. */
function valueEnds(open: Open | undefined, text: string, to: number): string | undefined {
  if (!open?.names || open.name === undefined) return undefined
  const { names, name, from } = open
  open.name = undefined
  const before = names.get(name)
  names.set(name, { from, to })
  if (!before) return undefined
  const same = text.slice(before.from, before.to).trim() === text.slice(from, to).trim()
  return same ? undefined : name
}
