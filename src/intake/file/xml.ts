import { SaxesParser, type SaxesTagNS } from 'saxes'
import { type Note, trouble } from '../statement/finding.ts'
import { messageOf } from './zip.ts'

/** A start tag. */
export interface XmlTag {
  line: number
  namespace: string
  attribute(name: string): string | undefined
}

/** What happens while XML is read. Names are local: the prefix and the namespace do not matter. */
export interface XmlEvents {
  open?(name: string, tag: XmlTag): void
  text?(text: string): void
  close?(name: string): void
}

/** Reads XML in pieces of text; after each piece, what the events have gathered may be taken. */
export class XmlReader {
  /** Why the XML cannot be read on. */
  broken: Note | undefined
  private readonly parser = new SaxesParser({ xmlns: true })

  constructor(events: XmlEvents) {
    this.parser.on('opentag', tag => events.open?.(tag.local, tagOf(tag, this.parser.line)))
    this.parser.on('text', text => events.text?.(text))
    this.parser.on('cdata', text => events.text?.(text))
    this.parser.on('closetag', tag => events.close?.(tag.local))
    this.parser.on('doctype', () => this.stop(DOCTYPE))
    this.parser.on('error', error => this.stop(brokenBy(error)))
  }

  write(piece: string): void {
    if (!this.broken) this.guarded(() => this.parser.write(piece))
  }

  end(): void {
    if (!this.broken) this.guarded(() => this.parser.close())
  }

  private stop(note: Note): void {
    this.broken ??= note
    throw new Stopped()
  }

  private guarded(read: () => void): void {
    try {
      read()
    } catch (error) {
      if (!(error instanceof Stopped)) this.broken ??= brokenBy(error)
    }
  }
}

/** Ends the parser where it is; never seen outside. */
class Stopped extends Error {}

const DOCTYPE = trouble(
  'xml-doctype',
  'The XML has a DOCTYPE, which no return has and which can be used to attack; remove it.',
)

function brokenBy(error: unknown): Note {
  return trouble('xml-broken', `The XML is damaged or cut short (${messageOf(error)}); export it again.`)
}

function tagOf(tag: SaxesTagNS, line: number): XmlTag {
  return { line, namespace: tag.uri, attribute: name => attributeOf(tag, name) }
}

function attributeOf({ attributes }: SaxesTagNS, local: string): string | undefined {
  const plain = attributes[local]
  if (plain) return plain.value
  for (const name in attributes) if (name.endsWith(`:${local}`)) return attributes[name]!.value
  return undefined
}
