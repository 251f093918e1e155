import type { CalendarDate } from '../../domain/time.ts'
import { compact } from '../row/naming.ts'
import { judgeAimReference, judgeEmployerId } from '../statement/identifiers.ts'
import type { AimStatement, AimWords, LearnerState, Naming, PersonFacts } from '../statement/statement.ts'
import { type Aim, isOpen, isRestart, startOf, stateOf } from './ilr-aims.ts'
import { endingOf } from './ilr-endings.ts'
import { childrenIn, type Element, numberIn, textIn, xmlDate } from './ilr-learner.ts'

/** What the delivery of an aim that holds on a day says. */
export function aimStatement(
  { firstStart }: Aim,
  current: Element,
  learner: Naming,
  file: string,
  today: CalendarDate,
): AimStatement {
  const at = (name: string) => xmlDate(textIn(current, name))
  const start = at('LearnStartDate')
  const workplaces = childrenIn(current, 'LearningDeliveryWorkPlacement')
    .map(place => judgeEmployerId(textIn(place, 'WorkPlaceEmpId') ?? ''))
    .flatMap(({ verdict, value }) => (verdict === 'valid' ? [value] : []))
  const place = { file, row: current.line, column: 'LearningDelivery' }
  const isLater = firstStart !== undefined && start !== undefined && firstStart < start
  return {
    says: 'aim',
    learner,
    aim: aimWordsOf(current),
    place,
    ...compact({
      ending: endingOf(current, () => place),
      part: partOf(current),
      state: stateOf(current, today),
      start,
      firstStart: isLater ? firstStart : undefined,
      plannedEnd: at('LearnPlanEndDate'),
      actualEnd: isOpen(current, today) ? undefined : at('LearnActEndDate'),
      restarted: isRestart(current) || isLater || undefined,
      workplaces: workplaces.length > 0 ? workplaces : undefined,
    }),
  }
}

/** The programme aim, by its type and never by its place, stands for the whole. */
function partOf(delivery: Element): AimStatement['part'] {
  const type = numberIn(delivery, 'AimType')
  if (type === 1) return 'programme'
  return type === 3 ? 'component' : undefined
}

/** Types of programme that have no standard, whatever stands in the field: frameworks of apprenticeships, until 2025. */
const FRAMEWORKS = new Set(['2', '3', '20', '21', '22', '23'])

/** A programme to a standard is named by the agency's number of it; the rest by the aim's reference. */
export function aimWordsOf(delivery: Element): AimWords {
  const standard = numberIn(delivery, 'StdCode') ?? 0
  const isToStandard = standard > 0 && !FRAMEWORKS.has(String(numberIn(delivery, 'ProgType') ?? 2))
  if (isToStandard && partOf(delivery) === 'programme') {
    return { words: String(standard), kind: 'lars-standard' }
  }
  const { verdict, value } = judgeAimReference(textIn(delivery, 'LearnAimRef') ?? '')
  return { words: value, kind: verdict === 'valid' ? 'aim-reference' : 'title' }
}

/**
 * What the aims say of the learner as a whole. Start and planned end are those of the programme that goes on, before any
 * break; where nothing goes on, they say nothing. Who begins again later has not left.
 */
export function factsOf(aims: readonly Aim[], stated: readonly AimStatement[]): PersonFacts {
  const open = stated.filter(isGoingOn)
  const programmes = open.filter(aim => aim.part === 'programme')
  const counting = programmes.length > 0 ? programmes : open
  const next = aims.flatMap(aim => aim.toCome.map(startOf)).sort()[0]
  const start = counting.some(isUnknownStart) ? undefined : sorted(counting, firstOf)[0]
  const present = sorted(counting, aim => aim.start).at(-1) ?? next
  const isOver = stated.length > 0 && open.length === 0 && next === undefined
  return compact({
    start,
    resumed: present === start ? undefined : present,
    plannedEnd: sorted(counting, aim => aim.plannedEnd).at(-1),
    actualEnd: isOver ? sorted(stated, aim => aim.actualEnd).at(-1) : undefined,
    state: open.length === 0 && next !== undefined ? undefined : learnerState(stated),
  })
}

function firstOf({ firstStart, start }: AimStatement): CalendarDate | undefined {
  return firstStart ?? start
}

/** A restart of which neither a former delivery nor the original start is in the return: when it began is not known. */
function isUnknownStart({ restarted, firstStart }: AimStatement): boolean {
  return restarted === true && firstStart === undefined
}

/** Whether an aim goes on, or does not say that it is over. */
export function isGoingOn({ state, actualEnd }: AimStatement): boolean {
  return actualEnd === undefined && (state === undefined || state === 'continuing')
}

function sorted(
  aims: readonly AimStatement[],
  date: (aim: AimStatement) => CalendarDate | undefined,
): CalendarDate[] {
  return aims.flatMap(aim => date(aim) ?? []).sort()
}

/** While any aim goes on, nobody has left; else the programme says how it ended. */
function learnerState(aims: readonly AimStatement[]): LearnerState | undefined {
  if (aims.some(aim => aim.state === 'continuing')) return 'active'
  const programme = aims.filter(aim => aim.part === 'programme')
  const states = new Set((programme.length > 0 ? programme : aims).map(aim => aim.state))
  return (['break', 'withdrawn', 'completed'] as const).find(state => states.has(state))
}
