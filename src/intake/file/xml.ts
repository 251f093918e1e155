import { SaxesParser, type SaxesTagNS } from 'saxes'
import { certain } from '../../domain/certain.ts'
import { type Note, trouble } from '../statement/finding.ts'
import { FILE_LIMITS, moreThan } from './file-limits.ts'
import { messageOf } from './zip.ts'

/** A start tag. */
export interface XmlTag {
  line: number
  namespace: string
  /** What stands before the colon of its name; '' where there is none. */
  prefix: string
  /** Elements that are open, this one too. */
  level: number
  /** An attribute without a prefix; with namespaces, one of that local name in any of them. */
  attribute(name: string, namespaces?: readonly string[]): string | undefined
}

/** What happens while XML is read. Names are local; `ofOneLanguage` sees to the namespaces. */
export interface XmlEvents {
  open?(name: string, tag: XmlTag): void
  text?(text: string): void
  close?(name: string): void
}

/** Thrown by an event to end the reading with a reason. Never leaves the reader. */
export class Refusal extends Error {
  readonly note: Note
  constructor(note: Note) {
    super(note.sentence)
    this.note = note
  }
}

/** No text between two tags, and no tag, is longer: a thousand times more than any real one. */
const LONGEST = 1_000_000

/** Reads XML in pieces of text; after each piece, what the events have gathered may be taken. */
export class XmlReader {
  /** Why the XML cannot be read on. */
  broken: Note | undefined
  readonly #parser = new SaxesParser({ xmlns: true })
  /** Where the last whole tag or text ended. */
  #whole = 0
  /** Characters that were given to the parser. */
  #written = 0
  readonly #tellsPlace: boolean
  /** Elements that are open. */
  level = 0

  /** `tellsPlace` is false where not all of the text is written, so that lines and columns would mean nothing. */
  constructor(events: XmlEvents, { tellsPlace = true } = {}) {
    this.#tellsPlace = tellsPlace
    const parser = this.#parser
    const on = <T>(event?: (it: T) => void) => {
      return (it: T) => {
        this.#whole = parser.position
        event?.(it)
      }
    }
    parser.on(
      'opentag',
      on<SaxesTagNS>(tag => {
        this.level += 1
        if (this.level > FILE_LIMITS.depth)
          this.#stop(moreThan(FILE_LIMITS.depth, 'elements inside each other'))
        events.open?.(tag.local, tagOf(tag, parser.line, this.level))
      }),
    )
    parser.on('text', on(events.text?.bind(events)))
    parser.on('cdata', on(events.text?.bind(events)))
    parser.on(
      'closetag',
      on<SaxesTagNS>(tag => {
        this.level -= 1
        events.close?.(tag.local)
      }),
    )
    parser.on('doctype', () => this.#stop(DOCTYPE))
    parser.on('error', error => this.#stop(this.#brokenBy(error)))
  }

  write(piece: string): void {
    if (this.broken) return
    this.#written += piece.length
    this.guarded(() => this.#parser.write(piece))
    if (this.#parser.position - this.#whole > LONGEST) this.broken ??= TOO_LONG
  }

  end(): void {
    if (!this.broken) this.guarded(() => this.#parser.close())
  }

  /** Whether all that was written is whole tags and texts, and nothing has begun behind them. */
  get isBetweenTags(): boolean {
    return this.#written === this.#whole
  }

  #stop(note: Note): void {
    throw new Refusal(note)
  }

  /** Does what events do: what that throws is why the XML cannot be read on. */
  guarded(read: () => void): void {
    try {
      read()
    } catch (error) {
      this.broken ??= error instanceof Refusal ? error.note : this.#brokenBy(error)
    }
  }

  #brokenBy(error: unknown): Note {
    const why = this.#tellsPlace ? messageOf(error) : messageOf(error).replace(/^\d+:\d+: /, '')
    return trouble('xml-broken', `The XML is damaged or cut short (${why}); export it again.`)
  }
}

const DOCTYPE = trouble(
  'xml-doctype',
  'The XML has a DOCTYPE, which no return has and which can be used to attack; remove it.',
)

const TOO_LONG = trouble(
  'cell-too-long',
  'The file has a text of more than a million characters, as no real one has; it is damaged, or made to do harm. Export it again.',
)

function tagOf(tag: SaxesTagNS, line: number, level: number): XmlTag {
  const { uri: namespace, prefix } = tag
  return {
    ...{ line, namespace, prefix, level },
    attribute: (name, namespaces) => attributeOf(tag, name, namespaces),
  }
}

function attributeOf(
  { attributes }: SaxesTagNS,
  local: string,
  namespaces: readonly string[] | undefined,
): string | undefined {
  if (!namespaces) return attributes[local]?.value
  for (const name in attributes) {
    const attribute = certain(attributes[name])
    if (attribute.local === local && namespaces.includes(attribute.uri)) return attribute.value
  }
  return undefined
}

/**
 * Events of one language alone: of elements in the namespace of the outermost one, which must be among `languages`. An element
 * of another namespace is passed over with all that stands in it, whatever its local name.
 */
export function ofOneLanguage(languages: readonly string[], unknown: Note, events: XmlEvents): XmlEvents {
  let language: string | undefined
  let foreign = 0
  return {
    open: (name, tag) => {
      if (language === undefined && !languages.includes(tag.namespace)) throw new Refusal(unknown)
      language ??= tag.namespace
      if (foreign > 0 || tag.namespace !== language) foreign += 1
      else events.open?.(name, tag)
    },
    text: piece => {
      if (foreign === 0) events.text?.(piece)
    },
    close: name => {
      if (foreign > 0) foreign -= 1
      else events.close?.(name)
    },
  }
}
