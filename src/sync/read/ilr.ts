import type { Place } from '../../domain/finding.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { type Note, type ReadFinding, remark, trouble } from '../finding.ts'
import { recognise } from '../header.ts'
import { judgeAimReference, judgeEmployerId } from '../identifiers.ts'
import type { MonitoredPerson } from '../mapping.ts'
import type {
  AimState,
  AimStatement,
  AimWords,
  AssignmentStatement,
  LearnerState,
  Naming,
  PersonFacts,
  PersonStatement,
  Statement,
} from '../statement.ts'
import {
  childrenIn,
  currentDeliveries,
  type Element,
  employmentOn,
  hasMonitoringCode,
  monitoringIn,
  textIn,
  xmlDate,
} from './ilr-learner.ts'
import { interpret, type SheetSense } from './interpret.ts'
import { compact } from './naming.ts'
import type { RowReading } from './reading.ts'
import { RowCells } from './rows.ts'
import { textCell } from './sheet.ts'
import type { Tally } from './tally.ts'
import { XmlReader, type XmlTag } from './xml.ts'

/** What the reading of a return depends on. */
export interface IlrRules {
  file: string
  /** Employment that begins later is not yet so. */
  today: CalendarDate
  people: readonly MonitoredPerson[]
}

/** The header of a return. */
export interface IlrHeader {
  /** `2526` for 2025 to 2026: the steady sign of the year. */
  year: string
  ukprn: string
  prepared?: CalendarDate
  namespaceYear?: string
}

/** Elements whose content is kept while it is read: the header, and one learner at a time. */
const KEPT = new Set(['Header', 'Learner'])

/** Reads a return in pieces: after each, the learners that are complete may be taken. */
export class IlrReader {
  header: IlrHeader | undefined
  /** Whether the root is that of a return. */
  isReturn: boolean | undefined
  private readonly stack: Element[] = []
  private depth = 0
  private namespace = ''
  private learners: Element[] = []
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
    if (this.xml.broken) return this.xml.broken
    if (this.isReturn === false)
      return trouble('file-kind-unknown', 'The XML is not a return: its root is not Message.')
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
      this.isReturn = name === 'Message'
      this.namespace = namespace
    }
    const isKept = this.stack.length > 0 || (this.depth === 2 && KEPT.has(name))
    if (isKept) this.stack.push({ name, text: '', line, children: [] })
  }

  private close(_name: string): void {
    this.depth--
    const element = this.stack.pop()
    if (!element) return
    const parent = this.stack.at(-1)
    if (parent) parent.children.push(element)
    else if (element.name === 'Header') this.header = headerOf(element, this.namespace)
    else this.learners.push(element)
  }
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

const LEARNER_SENSE: SheetSense = { rowsAre: 'learner', hasLevel: false, hasSkills: false }
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
  for (const finding of aimFindings(learner, rules)) row.add(finding)
  return row.stated(statementsOf(learner, person, rules))
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

function statementsOf(learner: Element, person: PersonStatement, rules: IlrRules): Statement[] {
  const { who } = person
  const aims = currentDeliveries(learner).map(delivery => ({
    delivery,
    aim: aimStatement(delivery, who, rules),
  }))
  const facts = { ...person.facts, ...factsOf(aims.map(one => one.aim)) }
  return [
    { ...person, facts },
    ...aims.map(one => one.aim),
    ...monitored(learner, 'Learner', undefined, who, rules),
    ...aims.flatMap(({ delivery, aim }) => monitored(delivery, 'Delivery', aim.aim, who, rules)),
  ]
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

/** An apprentice's programme is named by the agency's number of its standard; the rest by the aim's reference. */
function aimWordsOf(delivery: Element): AimWords {
  const standard = textIn(delivery, 'StdCode')
  const isApprentice = textIn(delivery, 'ProgType') === '25'
  if (isApprentice && standard && partOf(delivery) === 'programme') {
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
    ]
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

/** The return never says who assesses, unless the mapping says in which field the provider keeps a code. */
function monitored(
  element: Element,
  of: 'Learner' | 'Delivery',
  aim: AimWords | undefined,
  learner: Naming,
  rules: IlrRules,
): AssignmentStatement[] {
  const fields = monitoringIn(element, of)
  const level = of === 'Learner' ? 'learner' : 'aim'
  return rules.people
    .filter(person => person.of === level)
    .flatMap(({ field, role, level: at }): AssignmentStatement[] => {
      const value = fields.get(field)
      const code = value?.text.trim()
      if (!value || !code) return []
      const place = placeIn(rules, value)
      const who: Naming = { keys: { misId: code }, name: {}, place }
      const target = at === 'aim' ? compact({ aim }) : {}
      return [{ says: 'assignment', want: 'hold', learner, role, level: at, who, place, ...target }]
    })
}
