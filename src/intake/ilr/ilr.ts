import type { Place } from '../../domain/finding.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { recognise } from '../column/header.ts'
import { textCell } from '../file/sheet.ts'
import { XmlReader, type XmlTag } from '../file/xml.ts'
import type { MonitoredPerson } from '../mapping/mapping.ts'
import { interpret, type SheetSense } from '../row/interpret.ts'
import { compact } from '../row/naming.ts'
import type { IlrHeader, RowReading } from '../row/reading.ts'
import { RowCells } from '../row/rows.ts'
import type { Tally } from '../row/tally.ts'
import { type Note, type ReadFinding, remark, trouble } from '../statement/finding.ts'
import { judgeAimReference, judgeEmployerId, judgeIlrReference } from '../statement/identifiers.ts'
import type {
  AimState,
  AimStatement,
  AimWords,
  LearnerState,
  Naming,
  PersonFacts,
  PersonStatement,
  Statement,
} from '../statement/statement.ts'
import {
  childrenIn,
  currentDeliveries,
  type Element,
  employmentOn,
  hasMonitoringCode,
  textIn,
  xmlDate,
} from './ilr-learner.ts'
import { monitored } from './ilr-monitor.ts'

/** What the reading of a return depends on. */
export interface IlrRules {
  file: string
  /** Employment that begins later is not yet so. */
  today: CalendarDate
  people: readonly MonitoredPerson[]
}

/** Elements whose content is kept while it is read: the header, and one learner at a time. */
const KEPT = new Set(['Header', 'Learner'])

/** Reads a return in pieces: after each, the learners that are complete may be taken. */
export class IlrReader {
  header: IlrHeader | undefined
  private root: string | undefined
  private readonly stack: Element[] = []
  private depth = 0
  private namespace = ''
  private learners: Element[] = []
  /** The reference that was read last: damage is near that learner. */
  private reference: string | undefined
  private readonly xml: XmlReader

  constructor() {
    this.xml = new XmlReader({
      open: (name, tag) => this.open(name, tag),
      text: text => {
        const top = this.stack.at(-1)
        if (top) top.text += text
      },
      close: name => this.close(name),
    })
  }

  /** Why the return cannot be read on. */
  get broken(): Note | undefined {
    const { broken } = this.xml
    if (broken) return this.reference === undefined ? broken : near(broken, this.reference)
    if (this.root !== undefined && this.root !== 'Message') return noReturn(this.root)
    return undefined
  }

  write(text: string): void {
    this.xml.write(text)
  }

  end(): void {
    this.xml.end()
  }

  take(): Element[] {
    const learners = this.learners
    this.learners = []
    return learners
  }

  private open(name: string, { line, namespace }: XmlTag): void {
    this.depth++
    if (this.depth === 1) {
      this.root = name
      this.namespace = namespace
    }
    const isKept = this.stack.length > 0 || (this.depth === 2 && KEPT.has(name))
    if (isKept) this.stack.push({ name, text: '', line, children: [] })
  }

  private close(_name: string): void {
    this.depth--
    const element = this.stack.pop()
    if (!element) return
    if (element.name === 'LearnRefNumber') this.reference = element.text.trim()
    const parent = this.stack.at(-1)
    if (parent) parent.children.push(element)
    else if (element.name === 'Header') this.header = headerOf(element, this.namespace)
    else this.learners.push(element)
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
    ukprn: textIn(source, 'UKPRN') ?? '',
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
  const [, ukprn, year] = /^ILR-(\d+)-(\d{4})-/i.exec(fileName) ?? []
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

const LEARNER_SENSE: SheetSense = {
  rowsAre: 'learner',
  hasLevel: false,
  hasSkills: false,
  hasAccount: false,
  about: new Set(),
}

/** Elements of a learner that go by other readers than those of the table's columns. */
const EMPLOYMENT = ['EmpId', 'AgreemId', 'AgreeId']

/** Reads one learner of a return. The row is the line where the learner begins, the column an element's name. */
export function readLearner(learner: Element, rules: IlrRules, tally: Tally): RowReading {
  const row = new RowCells({ file: rules.file, row: learner.line }, tally)
  for (const child of learner.children) readElement(row, child, rules)
  const employment = employmentOn(learner, rules.today)
  for (const child of employment?.children ?? []) {
    if (EMPLOYMENT.includes(child.name)) readElement(row, child, rules)
  }
  if (row.isHeld) return row.held([])
  const meaning = interpret(row.draft, LEARNER_SENSE)
  if (meaning.held) return row.held(meaning.notes)
  const person = meaning.statements[0] as PersonStatement
  tellOfRecord(row, learner, person.who, rules)
  for (const finding of aimFindings(learner, rules)) row.add(finding)
  return row.stated(statementsOf(row, learner, person, rules))
}

/** A leaf with a name that the table of columns knows is read as its cell would be. */
function readElement(row: RowCells, element: Element, rules: IlrRules): void {
  if (element.children.length > 0) return
  const known = recognise(element.name)
  if (!known) return
  const dates = { order: 'unknown', today: rules.today } as const
  row.read({ ...known, dates, second: false }, textCell(element.text), placeIn(rules, element))
}

function placeIn(rules: IlrRules, element: Element): Place {
  return { file: rules.file, row: element.line, column: element.name }
}

/** What the rules of the agency have against a record that is read all the same. */
function tellOfRecord(row: RowCells, learner: Element, { keys }: Naming, rules: IlrRules): void {
  const reference = learner.children.find(child => child.name === 'LearnRefNumber')
  const { verdict, because } = judgeIlrReference(keys.misId ?? '')
  if (reference && keys.misId && verdict === 'invalid') {
    const note = remark('reference-odd', `"${keys.misId}" is no reference for a return, because ${because}.`)
    row.tell([note], placeIn(rules, reference), 'nothing')
  }
  for (const record of childrenIn(learner, 'LearnerEmploymentStatus')) {
    if (xmlDate(textIn(record, 'DateEmpStatApp')) !== undefined) continue
    const sentence = 'The employment record has no date from which it holds, and is not used.'
    row.tell([trouble('date-unreadable', sentence)], placeIn(rules, record), 'cell')
  }
}

function statementsOf(
  row: RowCells,
  learner: Element,
  person: PersonStatement,
  rules: IlrRules,
): Statement[] {
  const { who } = person
  const aims = currentDeliveries(learner).map(delivery => ({
    delivery,
    aim: aimStatement(delivery, who, rules),
  }))
  const facts = { ...person.facts, ...factsOf(aims.map(one => one.aim)) }
  const placeOf = (element: Element) => placeIn(rules, element)
  const beside = [
    monitored(learner, rules.people, { of: 'learner', learner: who, placeOf }),
    ...aims.map(({ delivery, aim: { aim } }) =>
      monitored(delivery, rules.people, { of: 'aim', learner: who, aim, placeOf }),
    ),
  ]
  for (const { note, place } of beside.flatMap(one => one.notes)) row.tell([note], place, 'cell')
  return [{ ...person, facts }, ...aims.map(one => one.aim), ...beside.flatMap(one => one.statements)]
}

const STATES: Readonly<Record<string, AimState>> = {
  '1': 'continuing',
  '2': 'completed',
  '3': 'withdrawn',
  '6': 'break',
}

function aimStatement(delivery: Element, learner: Naming, rules: IlrRules): AimStatement {
  const at = (name: string) => xmlDate(textIn(delivery, name))
  const firstStart = at('OrigLearnStartDate')
  const workplaces = childrenIn(delivery, 'LearningDeliveryWorkPlacement')
    .map(place => judgeEmployerId(textIn(place, 'WorkPlaceEmpId') ?? ''))
    .flatMap(({ verdict, value }) => (verdict === 'valid' ? [value] : []))
  const isRestart = firstStart !== undefined || hasMonitoringCode(delivery, 'RES', '1')
  return {
    says: 'aim',
    learner,
    aim: aimWordsOf(delivery),
    place: { file: rules.file, row: delivery.line, column: 'LearningDelivery' },
    ...compact({
      part: partOf(delivery),
      state: STATES[textIn(delivery, 'CompStatus') ?? ''],
      start: at('LearnStartDate'),
      firstStart,
      plannedEnd: at('LearnPlanEndDate'),
      actualEnd: at('LearnActEndDate'),
      restarted: isRestart || undefined,
      workplaces: workplaces.length > 0 ? workplaces : undefined,
    }),
  }
}

/** The programme aim, by its type and never by its place, stands for the whole. */
function partOf(delivery: Element): AimStatement['part'] {
  const type = textIn(delivery, 'AimType')
  if (type === '1') return 'programme'
  return type === '3' ? 'component' : undefined
}

/** Types of programme that have no standard, whatever stands in the field: frameworks of apprenticeships, until 2025. */
const FRAMEWORKS = new Set(['2', '3', '20', '21', '22', '23'])

/** A programme to a standard is named by the agency's number of it; the rest by the aim's reference. */
function aimWordsOf(delivery: Element): AimWords {
  const standard = textIn(delivery, 'StdCode') ?? ''
  const isToStandard = Number(standard) > 0 && !FRAMEWORKS.has(textIn(delivery, 'ProgType') ?? '2')
  if (isToStandard && partOf(delivery) === 'programme') {
    return { words: String(Number(standard)), kind: 'lars-standard' }
  }
  const { verdict, value } = judgeAimReference(textIn(delivery, 'LearnAimRef') ?? '')
  return { words: value, kind: verdict === 'valid' ? 'aim-reference' : 'title' }
}

/** What the aims say of the learner as a whole: one that goes on means the learner goes on. */
function factsOf(aims: readonly AimStatement[]): PersonFacts {
  const dates = (part: 'start' | 'plannedEnd' | 'actualEnd') => aims.flatMap(aim => aim[part] ?? []).sort()
  const isOver = aims.length > 0 && aims.every(aim => aim.actualEnd !== undefined)
  return compact({
    start: dates('start')[0],
    plannedEnd: dates('plannedEnd').at(-1),
    actualEnd: isOver ? dates('actualEnd').at(-1) : undefined,
    state: learnerState(aims),
  })
}

function learnerState(aims: readonly AimStatement[]): LearnerState | undefined {
  const programme = aims.filter(aim => aim.part === 'programme')
  const states = new Set((programme.length > 0 ? programme : aims).map(aim => aim.state))
  if (states.has('continuing')) return 'active'
  return (['break', 'withdrawn', 'completed'] as const).find(state => states.has(state))
}

function aimFindings(learner: Element, rules: IlrRules): ReadFinding[] {
  const seen = new Set<string>()
  return childrenIn(learner, 'LearningDelivery').flatMap((delivery): ReadFinding[] => {
    const place = { file: rules.file, row: delivery.line, column: 'LearnAimRef' }
    const number = textIn(delivery, 'AimSeqNumber') ?? ''
    const isRepeated = seen.has(number)
    seen.add(number)
    const { verdict, value } = judgeAimReference(textIn(delivery, 'LearnAimRef') ?? '')
    return [
      ...(isRepeated ? [repeatedNumber(number, place)] : []),
      ...(verdict === 'valid' ? [] : [oddReference(value, place)]),
      ...unreadable(delivery, rules),
    ]
  })
}

const AIM_DATES = ['LearnStartDate', 'OrigLearnStartDate', 'LearnPlanEndDate', 'LearnActEndDate']

/** Dates and states of an aim that cannot be read are left out, each with its element. */
function unreadable(delivery: Element, rules: IlrRules): ReadFinding[] {
  return delivery.children.flatMap((child): ReadFinding[] => {
    const text = child.text.trim()
    const place = placeIn(rules, child)
    if (AIM_DATES.includes(child.name) && text !== '' && xmlDate(text) === undefined) {
      const sentence = `"${text}" cannot be read as a date and is left out; returns write 2025-09-08.`
      return [{ code: 'date-unreadable', sentence, place, holds: 'cell' }]
    }
    if (child.name !== 'CompStatus' || text === '' || text in STATES) return []
    const sentence = `The completion status ${text} is not known and left out; it is 1, 2, 3 or 6.`
    return [{ code: 'word-unknown', sentence, place, holds: 'cell' }]
  })
}

function repeatedNumber(number: string, place: Place): ReadFinding {
  const sentence = `Two aims of this learner are numbered ${number}; aims are told apart by their references.`
  return { code: 'aim-number-repeated', sentence, place, holds: 'nothing' }
}

function oddReference(value: string, place: Place): ReadFinding {
  const sentence = `"${value}" is not made like an aim reference; zeros may have been lost.`
  return { code: 'aim-reference-odd', sentence, place, holds: 'nothing' }
}
