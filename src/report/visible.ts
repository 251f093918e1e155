import { certain } from '../domain/certain.ts'

/**
 * Signs that a terminal or an editor obeys instead of showing them: control characters (line breaks and tabs are laid out as
 * usual), separators that break lines, and those that turn the direction of text or hide in it.
 */
const OBEYED = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu

/** What `JSON.stringify` leaves as it is of them. */
const OBEYED_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\udb40[\udc00-\udc7f]/g

/** How this program makes a heading and the sign of a change stand out. Everything else of that kind came with the data. */
const BOLD = '\u001b[1m'
const END = '\u001b[0m'
const OWN_SIGNS = ['\u001b[32m+', '\u001b[33m~', '\u001b[31m-'].map(sign => `${sign}${END} `)

/** Text with the code of each such sign in its place, such as `<U+202E>`: nothing that a cell, a name or a server sent acts. */
export function visible(text: string): string {
  return text.replace(OBEYED, sign => `<U+${hex(sign)}>`)
}

/** The same for a cell of a sheet, which may hold line breaks of any kind. */
export function visibleCell(text: string): string {
  return text.replace(OBEYED, sign => (sign === '\r' ? sign : `<U+${hex(sign)}>`))
}

/** The same for a line of a report, which keeps the codes that this program put there where `colour` says that it did. */
export function visibleLine(line: string, colour: boolean): string {
  if (!colour) return visible(line)
  if (line.startsWith(BOLD) && line.endsWith(END)) {
    return `${BOLD}${visible(line.slice(BOLD.length, -END.length))}${END}`
  }
  const text = line.trimStart()
  const sign = OWN_SIGNS.find(own => text.startsWith(own))
  if (sign === undefined) return visible(line)
  return `${line.slice(0, line.length - text.length)}${sign}${visible(text.slice(sign.length))}`
}

/** JSON that says the same, with those signs as escapes. */
export function visibleJson(json: string): string {
  return json.replace(OBEYED_IN_JSON, sign =>
    sign
      .split('')
      .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** A name or title in one line, so that none begins a line of its own in a report. */
export function inOneLine(text: string): string {
  return text.replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
}

function hex(sign: string): string {
  return certain(sign.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')
}
