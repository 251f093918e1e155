import type { UndoOutcome } from '../../../sdk/types.ts'
import { inTerms } from '../../data/terms.ts'
import { Notice } from '../../ui/notice.tsx'
import { counted } from '../../ui/words.ts'

/** How many changes came, or would come, to this. */
export function countOf(outcomes: readonly UndoOutcome[], outcome: UndoOutcome['outcome']): number {
  return outcomes.filter(one => one.outcome === outcome).length
}

/** What would come of taking back each change, counted, with the reason for each that stays. */
export function UndoOutcomes({ outcomes }: { outcomes: readonly UndoOutcome[] }) {
  const stays = outcomes.filter(({ outcome }) => outcome === 'moved-on' || outcome === 'refused')
  const already = countOf(outcomes, 'already-so')
  const reasons = new Set(
    stays.map(({ sentence }) => sentence ?? 'Somebody else has changed the slot since.'),
  )
  return (
    <>
      <p>
        <strong>{counted(countOf(outcomes, 'done'), 'change')}</strong> would be taken back.
        {already > 0 && ` ${counted(already, 'change')} ${already === 1 ? 'is' : 'are'} taken back already.`}
      </p>
      {stays.length > 0 && (
        <Notice kind="warning" title={`${counted(stays.length, 'change')} would stay as it is now`}>
          <ul className="plain-list">
            {[...reasons].slice(0, 10).map(sentence => (
              <li key={sentence}>{inTerms(sentence)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
