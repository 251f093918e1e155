import { certain } from '../../domain/certain.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import { isFiller, judgeEmail, tidyEmail } from '../statement/identifiers.ts'

/** What a mail cell holds: an address, the name written with it, and what is to be told. Nothing where it is a filler. */
interface MailCell {
  address?: string
  name?: string
  notes: readonly Note[]
}

/** `Aled Pugh <aled@example.org>`, with round or square brackets too; the name may stand behind the address. */
const DISPLAYED = /^(?:(.*?)\s*)?[<([]\s*(?:mailto:)?([^<>()[\]\s]+@[^<>()[\]\s]+)\s*[>)\]]\s*(.*)$/i
/** `aled@example.org (Aled Pugh)` */
const NAMED_BEHIND = /^([^\s<>()]+@[^\s<>()]+)\s*[<(]([^@<>()]+)[>)]$/

/** Reads one address from the text of a cell. Never joins what a blank divides, and never chooses among several. */
export function readMail(text: string): MailCell {
  const addresses = addressesIn(text)
  if (addresses.length > 1) return { notes: [several(text, addresses)] }
  const isRepeated = text.split(/[;,|]\s*/).filter(part => part.includes('@')).length > 1
  const [shown, name] = isRepeated ? [certain(addresses[0]), undefined] : undressed(text)
  const address = tidyEmail(shown.replace(/^[\s"'<]+|[\s"'>.,;:]+$/g, ''))
  if (/\s/.test(address)) return { notes: [blankInside(text)] }
  if (isFiller(address)) return { notes: [filler(text)] }
  if (judgeEmail(address) !== 'valid') return { notes: [odd(text)] }
  const notes = address === tidyEmail(text) ? [] : [tidied(text, address)]
  return { address, notes, ...(name ? { name } : {}) }
}

/** The address as it is shown, and the name beside it. */
function undressed(text: string): [address: string, name: string | undefined] {
  const behind = NAMED_BEHIND.exec(text)
  if (behind) return [certain(behind[1]), certain(behind[2]).trim()]
  const displayed = DISPLAYED.exec(text)
  if (!displayed) return [text.replace(/\?subject=.*$/i, ''), undefined]
  const name = [displayed[1], displayed[3]].map(part => part?.replace(/^["',\s]+|["',\s]+$/g, '') ?? '')
  return [certain(displayed[2]), name.find(part => part !== '' && !part.includes('@'))]
}

/** Every whole address in a text, each once. */
function addressesIn(text: string): string[] {
  const parts = text.split(/[\s<>()[\]"',;|/]+/).map(part => tidyEmail(part).replace(/[.:]+$/, ''))
  return [...new Set(parts.filter(part => part.includes('@')))]
}

function several(text: string, addresses: readonly string[]): Note {
  const sentence = `"${text}" holds several addresses, ${addresses.join(' and ')}, and none is used; leave one of them.`
  return trouble('email-several', sentence)
}

function blankInside(text: string): Note {
  return trouble('email-odd', `"${text}" has a blank inside the address and is not used; correct it.`)
}

function filler(text: string): Note {
  return remark('email-filler', `"${text}" is nobody’s address and is read as missing.`)
}

function tidied(text: string, address: string): Note {
  return remark('email-tidied', `"${text}" is read as the address ${address}.`)
}

function odd(text: string): Note {
  return trouble('email-odd', `"${text}" is not made like an e-mail address and is not used; correct it.`)
}
