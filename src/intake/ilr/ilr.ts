import { certain } from '../../domain/certain.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { recognise } from '../column/header.ts'
import { textCell } from '../file/sheet.ts'
import type { MonitoredPerson } from '../mapping/mapping.ts'
import { interpret, type SheetSense } from '../row/interpret.ts'
import { compact } from '../row/naming.ts'
import type { RowReading } from '../row/reading.ts'
import { RowCells, senseOfColumns } from '../row/rows.ts'
import type { Constants } from '../row/sheets.ts'
import type { Tally } from '../row/tally.ts'
import { remark, trouble } from '../statement/finding.ts'
import { judgeIlrReference } from '../statement/identifiers.ts'
import type {
  AssignmentStatement,
  EmployedSince,
  Naming,
  PersonStatement,
  Statement,
} from '../statement/statement.ts'
import { type Aim, aimsOf } from './ilr-aims.ts'
import { type Employment, employmentOn } from './ilr-employment.ts'
import { learnerEnding, learnerRestart } from './ilr-endings.ts'
import { aimStatement, factsOf, isGoingOn } from './ilr-facts.ts'
import { aimFindings, aimsToCome, isAskedInVain } from './ilr-findings.ts'
import { childrenIn, type Element, textIn, xmlDate } from './ilr-learner.ts'
import { monitoredBeside } from './ilr-monitor.ts'

/** What the reading of a return depends on. */
export interface IlrRules {
  file: string
  /** What begins later is not yet so. */
  today: CalendarDate
  people: readonly MonitoredPerson[]
  constants: Constants
}

/** Elements of an employment record that go by the readers of the table's columns. */
const EMPLOYMENT = ['EmpId', 'AgreemId', 'AgreeId']

/** Reads one learner of a return. The row is the line where the learner begins, the column an element's name. */
export function readLearner(learner: Element, rules: IlrRules, tally: Tally): RowReading {
  const row = new RowCells({ file: rules.file, row: learner.line }, tally)
  tellTwice(row, learner, rules)
  for (const child of learner.children) readElement(row, child, rules)
  const employment = employmentOn(learner, rules.today)
  for (const child of employment.current?.children ?? []) {
    if (EMPLOYMENT.includes(child.name)) readElement(row, child, rules)
  }
  for (const { column, text } of rules.constants.values) row.constant(column, text, rules.constants.dates)
  if (row.isHeld) return row.held([])
  const meaning = interpret(row.draft, senseOfConstants(rules))
  if (meaning.held) return row.held(meaning.notes)
  const [person, ...constant] = meaning.statements as [PersonStatement, ...Statement[]]
  tellOfRecord(row, learner, person.who, rules)
  tellOfEmployment(row, learner, employment, rules)
  for (const finding of aimFindings(learner, rules.file, rules.today)) row.add(finding)
  const stated = withEmployment(person, employment, rules)
  return row.stated(statementsOf(row, learner, stated, constant, rules))
}

function senseOfConstants({ constants }: IlrRules): SheetSense {
  return senseOfColumns(
    constants.values.map(one => one.column),
    false,
  )
}

/** Records of a learner in which every element with text stands once at most. */
const RECORDS: ReadonlySet<string> = new Set(['LearnerEmploymentStatus', 'LearningDelivery'])

/** Two elements of one name that say different things: neither may be believed. */
function tellTwice(row: RowCells, learner: Element, rules: IlrRules): void {
  const leaves = leavesOf(learner).filter(one => recognise(one.name))
  tellRepeated(row, leaves, 'The learner', rules)
  for (const record of learner.children.filter(one => RECORDS.has(one.name)))
    tellRepeated(row, leavesOf(record), `A ${record.name} of the learner`, rules)
}

function leavesOf({ children }: Element): Element[] {
  return children.filter(one => one.children.length === 0)
}

function tellRepeated(row: RowCells, leaves: readonly Element[], whose: string, rules: IlrRules): void {
  for (const [name, all] of Map.groupBy(leaves, one => one.name)) {
    const texts = new Set(all.map(one => one.text.trim()).filter(text => text !== ''))
    if (texts.size < 2) continue
    const sentence = `${whose} has ${name} ${texts.size} times, with different values; leave one of them.`
    row.tell([trouble('element-repeated', sentence)], placeIn(rules, certain(all[1])), 'row')
  }
}

function withEmployment(
  person: PersonStatement,
  { current, rivals, from, later }: Employment,
  rules: IlrRules,
): PersonStatement {
  const more = {
    ...(rivals.length > 0 && from !== undefined ? { rivalEmployers: { from, employers: rivals } } : {}),
    ...(later.length > 0 ? { laterWorkplaces: later } : {}),
    ...(current && from !== undefined ? compact({ employedSince: employedSince(current, from, rules) }) : {}),
  }
  return { ...person, facts: { ...person.facts, ...more } }
}

/** Since when the learner is with an employer. A record with an employer says that the learner is employed (10). */
function employedSince(record: Element, from: CalendarDate, rules: IlrRules): EmployedSince | undefined {
  const [employer, status] = [textIn(record, 'EmpId'), textIn(record, 'EmpStat')]
  if (employer === undefined) return undefined
  const words = `EmpId ${employer}, DateEmpStatApp ${from}`
  const unclear =
    status === undefined || status === '10'
      ? undefined
      : `EmpStat ${status} says that nobody employs the learner`
  return { from, words, place: placeIn(rules, record), ...compact({ unclear }) }
}

/** A leaf with a name that the table of columns knows is read as its cell would be. */
function readElement(row: RowCells, element: Element, rules: IlrRules): void {
  if (element.children.length > 0) return
  const known = recognise(element.name)
  if (!known) return
  const dates = { order: 'unknown', today: rules.today } as const
  row.read({ ...known, dates, second: false }, textCell(element.text), placeIn(rules, element))
}

function placeIn(rules: IlrRules, element: Element): SourceLocation {
  return { file: rules.file, row: element.line, column: element.name }
}

/** What the rules of the agency have against a record that is read all the same. */
function tellOfRecord(row: RowCells, learner: Element, { keys }: Naming, rules: IlrRules): void {
  const reference = learner.children.find(child => child.name === 'LearnRefNumber')
  const { verdict, because } = judgeIlrReference(keys.misId ?? '')
  if (reference && keys.misId && verdict === 'invalid') {
    const note = remark(
      'reference-odd',
      `"${keys.misId}" is not a valid reference in a return, because ${because}.`,
    )
    row.tell([note], placeIn(rules, reference), 'nothing')
  }
  for (const record of childrenIn(learner, 'LearnerEmploymentStatus')) {
    if (xmlDate(textIn(record, 'DateEmpStatApp')) !== undefined) continue
    const sentence = 'The employment record has no date from which it holds, and is not used.'
    row.tell([trouble('date-unreadable', sentence)], placeIn(rules, record), 'cell')
  }
}

/** A learner without an employer keeps the placement, and is counted. */
function tellOfEmployment(row: RowCells, learner: Element, { current }: Employment, rules: IlrRules): void {
  if (!current || textIn(current, 'EmpId') !== undefined) return
  const note = remark('employer-none', 'The learner has no employer now; the placement stays as it is.')
  row.tell([note], { file: rules.file, row: learner.line, column: 'LearnerEmploymentStatus' }, 'nothing')
}

function statementsOf(
  row: RowCells,
  learner: Element,
  person: PersonStatement,
  constant: readonly Statement[],
  rules: IlrRules,
): Statement[] {
  const { file, today, people } = rules
  const { who } = person
  const aims = aimsOf(learner, today)
  const stated = aims.flatMap(({ current, ...aim }) =>
    current ? [aimStatement(aim, current, who, file, today)] : [],
  )
  const isOver = stated.length > 0 && !stated.some(isGoingOn) && aims.every(aim => aim.toCome.length === 0)
  const placeOf = (element: Element) => placeIn(rules, element)
  const turns = compact({
    ending: learnerEnding(aims, placeOf),
    restart: learnerRestart(aims, placeOf, today),
  })
  const beside = monitoredBeside(learner, isOver ? [] : aims, people, {
    learner: who,
    placeOf,
    isOver,
    today,
  })
  for (const { note, place } of beside.notes) row.tell([note], place, 'cell')
  for (const finding of aimsToCome(aims, people, file)) row.add(finding)
  tellInVain(row, aims, rules)
  return [
    { ...person, facts: { ...person.facts, ...factsOf(aims, stated), ...turns } },
    ...stated,
    ...constantsBeside(constant, beside.statements, isOver),
    ...beside.statements,
  ]
}

function tellInVain(row: RowCells, aims: readonly Aim[], { file, today, people }: IlrRules): void {
  for (const { current } of aims) {
    if (!current || !isAskedInVain(current, people, today)) continue
    const note = remark('aim-over', 'An aim that is over asks for nobody; the code in its field is not used.')
    row.tell([note], { file, row: current.line, column: 'ProviderSpecDeliveryMonitoring' }, 'nothing')
  }
}

/** Constants stand in for what a return does not say of a learner; one whose aims are over is given nobody. */
function constantsBeside(
  constant: readonly Statement[],
  beside: readonly AssignmentStatement[],
  isOver: boolean,
): Statement[] {
  const isSaid = (one: AssignmentStatement) =>
    beside.some(other => other.role === one.role && other.level === one.level)
  return constant.filter(one => (one.says === 'assignment' ? !isOver && !isSaid(one) : !isOver))
}
