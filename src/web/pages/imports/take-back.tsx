import type { ImportRun, UndoOutcome } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { CheckDialog } from '../../ui/check-dialog.tsx'
import { useCheckedChange } from '../../ui/checked-change.ts'
import { counted } from '../../ui/words.ts'
import { UndoOutcomes } from '../runs/undo-outcomes.tsx'

interface TakeBackImportProps {
  run: ImportRun
  onClose: () => void
  undo: () => Promise<void>
}

/** What taking back an import would do to assignments, before it is done. */
export function TakeBackImport({ run, onClose, undo }: TakeBackImportProps) {
  const change = useCheckedChange<readonly number[], readonly UndoOutcome[], void>(outcomesOf, undo)
  return (
    <CheckDialog
      title={`Take back ${counted(run.done, 'change')}?`}
      onClose={onClose}
      change={change}
      wanted={run.serverRuns ?? []}
      about={
        <p>
          Everybody goes back to where they were, and names, addresses and dates to what they were. What has
          changed since is left alone and told, one by one. Standards and units that were given stay, and so
          do accounts that were made.
        </p>
      }
      would={outcomes => (
        <>
          {outcomes.length > 0 && <UndoOutcomes outcomes={outcomes} />}
          {outcomes.length < run.done && (
            <p>
              {counted(run.done - outcomes.length, 'change')} of accounts, standards and units{' '}
              {outcomes.length > 0 && 'besides'} can only be told once it is done.
            </p>
          )}
        </>
      )}
      doIt={() => 'Take back'}
      failed={{ check: 'It cannot be taken back', run: 'Nothing was taken back' }}
    />
  )
}

/** What would come of each assignment that the import has changed, the last first. */
async function outcomesOf(runs: readonly number[]): Promise<readonly UndoOutcome[]> {
  const outcomes: UndoOutcome[] = []
  for (const run of runs.toReversed()) {
    const undone = await client.undoRun({ run, dryRun: true })
    outcomes.push(...undone.outcomes)
  }
  return outcomes
}
