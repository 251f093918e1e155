import { FILE_LIMITS, moreThan } from '../file/file-limits.ts'
import { Refusal, XmlReader, type XmlTag } from '../file/xml.ts'
import { compact } from '../row/naming.ts'
import type { IlrHeader } from '../row/reading.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import { childrenIn, type Element, numberIn, textIn, xmlDate } from './ilr-learner.ts'

/** Elements whose content is kept while it is read: the header, and one learner at a time. */
const KEPT = new Set(['Header', 'Learner'])

/** Reads a return in pieces: after each, the learners that are complete may be taken. */
export class IlrReader {
  header: IlrHeader | undefined
  #root: string | undefined
  readonly #stack: Element[] = []
  #depth = 0
  #namespace = ''
  #learners: Element[] = []
  /** Of the learner, or header, that is being read. */
  #elements = 0
  #signs = 0
  #count = 0
  /** The reference that was read last: damage is near that learner. */
  #reference: string | undefined
  readonly #xml: XmlReader

  constructor() {
    this.#xml = new XmlReader({
      open: (name, tag) => this.#open(name, tag),
      text: text => {
        const top = this.#stack.at(-1)
        if (!top) return
        this.#signs += text.length
        if (this.#signs > FILE_LIMITS.learnerSigns)
          throw new Refusal(moreThan(FILE_LIMITS.learnerSigns, 'characters of one learner'))
        top.text += text
      },
      close: name => this.#close(name),
    })
  }

  /** Why the return cannot be read on. */
  get broken(): Note | undefined {
    const { broken } = this.#xml
    if (broken) return this.#reference === undefined ? broken : near(broken, this.#reference)
    if (this.#root !== undefined && this.#root !== 'Message') return noReturn(this.#root)
    return undefined
  }

  write(text: string): void {
    this.#xml.write(text)
  }

  end(): void {
    this.#xml.end()
  }

  take(): Element[] {
    const learners = this.#learners
    this.#learners = []
    return learners
  }

  #open(name: string, { line, namespace }: XmlTag): void {
    this.#depth += 1
    if (this.#depth === 1) {
      this.#root = name
      this.#namespace = namespace
    }
    const isKept = this.#stack.length > 0 || (this.#depth === 2 && KEPT.has(name))
    if (!isKept) return
    if (this.#stack.length === 0) this.#elements = this.#signs = 0
    this.#elements += 1
    if (this.#elements > FILE_LIMITS.learnerElements)
      throw new Refusal(moreThan(FILE_LIMITS.learnerElements, 'elements of one learner'))
    this.#stack.push({ name, text: '', line, children: [] })
  }

  #close(_name: string): void {
    this.#depth -= 1
    const element = this.#stack.pop()
    if (!element) return
    if (element.name === 'LearnRefNumber') this.#reference = element.text.trim()
    const parent = this.#stack.at(-1)
    if (parent) parent.children.push(element)
    else if (element.name === 'Header') this.header = headerOf(element, this.#namespace)
    else this.#addLearner(element)
  }

  #addLearner(learner: Element): void {
    this.#count += 1
    if (this.#count > FILE_LIMITS.rows) throw new Refusal(moreThan(FILE_LIMITS.rows, 'learners'))
    this.#learners.push(learner)
  }
}

function near(note: Note, reference: string): Note {
  return { ...note, sentence: `${note.sentence} The damage is in or after learner ${reference}.` }
}

function noReturn(root: string): Note {
  const sentence =
    root === 'Workbook'
      ? 'The file is a workbook of Excel 2003 in XML; open it and save it as .xlsx.'
      : 'The XML is not a return: its root is not Message.'
  return trouble('file-kind-unknown', sentence)
}

function headerOf(header: Element, namespace: string): IlrHeader {
  const details = childrenIn(header, 'CollectionDetails')[0] ?? header
  const source = childrenIn(header, 'Source')[0] ?? header
  const prepared = xmlDate(textIn(details, 'FilePreparationDate'))
  return {
    year: textIn(details, 'Year') ?? '',
    ukprn: String(numberIn(source, 'UKPRN') ?? textIn(source, 'UKPRN') ?? ''),
    ...compact({ prepared, namespaceYear: yearOf(namespace) }),
  }
}

/** The year in a namespace such as `ESFA/ILR/2025-26`, in the words of the header: `2526`. */
function yearOf(namespace: string): string | undefined {
  const parts = /\/?ILR\/20(\d\d)-(\d\d)$/.exec(namespace)
  return parts ? `${parts[1]}${parts[2]}` : undefined
}

/** What is to be said against a header, or of a name that disagrees with it. */
export function headerNotes(header: IlrHeader | undefined, fileName: string): Note[] {
  if (!header || !/^\d{4}$/.test(header.year)) {
    return [trouble('ilr-header', 'The return has no header with a year, which every return has.')]
  }
  const [, ukprn, year] = /^ILR-0*(\d+)-(\d{4})-/i.exec(fileName) ?? []
  const others = [
    ...(ukprn === undefined || ukprn === header.ukprn ? [] : [`its name says provider ${ukprn}`]),
    ...(year === undefined || year === header.year ? [] : [`its name says year ${year}`]),
    ...(header.namespaceYear === header.year
      ? []
      : [`its namespace says year ${header.namespaceYear ?? 'nothing'}`]),
  ]
  if (others.length === 0) return []
  const sentence = `The header says provider ${header.ukprn} and year ${header.year} and is believed, though ${others.join(', ')}.`
  return [remark('ilr-names-disagree', sentence)]
}
