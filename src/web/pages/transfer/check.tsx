import type { CalendarDate } from '../../../domain/time.ts'
import type { Transfer } from '../../../sdk/types.ts'
import { inTerms } from '../../data/terms.ts'
import { CheckActions, type CheckSteps } from '../../ui/check-actions.tsx'
import { calendarText } from '../../ui/dates.ts'
import { Notice } from '../../ui/notice.tsx'
import { counted, nameOf } from '../../ui/words.ts'
import { BeforeAfter } from '../people/before-after.tsx'
import { slotText } from '../people/slot-words.ts'
import { Moves } from './moves.tsx'

interface TransferCheckProps extends CheckSteps {
  transfer: Transfer
  day: CalendarDate | undefined
}

/** What a transfer would change, for everybody concerned, before it is made. */
export function TransferCheck({ transfer, day, ...steps }: TransferCheckProps) {
  const { moves, people, findings } = transfer
  const handOver = day === undefined ? 'Hand over' : 'Plan the handover of'
  const learners = new Set(moves.map(({ learner }) => learner)).size
  return (
    <div className="stack">
      <p id="would">
        <strong>{counted(moves.length, 'allocation')}</strong> of {counted(learners, 'learner')} would move
        {day !== undefined && ` on ${calendarText(day)}`}. Nothing is changed yet.
      </p>
      <BeforeAfter people={people} />
      {findings.map(({ code, sentence }) => (
        <Notice key={`${code} ${sentence}`} kind="warning" title={inTerms(sentence)} />
      ))}
      <Stays transfer={transfer} />
      <CheckActions
        {...steps}
        describedBy="would"
        doIt={moves.length > 0 ? `${handOver} ${counted(moves.length, 'allocation')}` : undefined}
        doing="Handing over"
        failed="Nothing was handed over"
      />
      <h2>What moves</h2>
      <Moves transfer={transfer} />
    </div>
  )
}

/** Reasons and slots shown before the rest is counted. */
const SHOWN = 20

/** What stays with whoever hands over: what was left out, with the reason, and what they still reach. */
function Stays({ transfer: { leftOut, residual, learners } }: { transfer: Transfer }) {
  const nameOfLearner = (id: number) => nameOf(learners.find(learner => learner.id === id))
  const refused = leftOut.filter(({ to }) => to !== null)
  return (
    <>
      {refused.length > 0 && (
        <Notice kind="warning" title={`${counted(refused.length, 'allocation')} cannot move`}>
          <ul className="plain-list">
            {refused.slice(0, SHOWN).map(slot => (
              <li key={`${slot.learner}/${slot.level}/${slot.role}/${slot.target}`}>
                {nameOfLearner(slot.learner)}, {slotText(slot)}: {inTerms(slot.sentence)}
              </li>
            ))}
          </ul>
          {refused.length > SHOWN && <p>and {counted(refused.length - SHOWN, 'more', 'more')}.</p>}
        </Notice>
      )}
      {residual.length > 0 && (
        <Notice
          kind="info"
          title={`${counted(residual.length, 'allocation')} of these learners would stay where they are`}
        >
          <ul className="plain-list">
            {residual.slice(0, SHOWN).map(slot => (
              <li key={`${slot.person}/${slot.learner}/${slot.level}/${slot.role}/${slot.target}`}>
                {nameOfLearner(slot.learner)}: {slotText(slot)}
              </li>
            ))}
          </ul>
          {residual.length > SHOWN && <p>and {counted(residual.length - SHOWN, 'more', 'more')}.</p>}
        </Notice>
      )}
    </>
  )
}
