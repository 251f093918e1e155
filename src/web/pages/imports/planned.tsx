import { useState } from 'react'
import type { Import, ImportPlan } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useMay, useOrganisations } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, Tick } from '../../ui/field.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { counted } from '../../ui/words.ts'
import { useDoing } from './doing.ts'
import { Downloads } from './downloads.tsx'

/** A plan in numbers, in the words of the command line. */
export function Totals({ plan }: { plan: ImportPlan }) {
  const { added, changed, removed, rows, hash } = plan
  const figures = [
    ['to add', added],
    ['to change', changed],
    ['to take away', removed],
    ['rows in all', rows.in],
    ['planned', rows.planned],
    ['unchanged', rows.unchanged],
    ['held', rows.held],
  ] as const
  return (
    <dl className="figures" aria-label={`Plan ${hash.slice(0, 12)}`}>
      {figures.map(([what, count]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{count.toLocaleString('en-GB')}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Nothing says which centre the file is about, and several may be meant. */
function WhichCentre({ one }: { one: Import }) {
  const organisations = useOrganisations()
  const [organisation, setOrganisation] = useState<string>()
  const { busy, error, act } = useDoing(one.id)
  const read = () => {
    if (organisation === undefined) return
    const keys = { ...one.mapping.keys, organisation: Number(organisation) }
    // For this import alone: what was kept by a name may be meant for another centre.
    void act(() => client.setImportMapping({ import: one.id, keys }))
  }
  return (
    <Notice kind="warning" title="Which centre is the file about?">
      <p>It names none, and you cover several. A column Centre in the file would say it row by row.</p>
      <SelectField
        label="Centre"
        none="Choose one"
        value={organisation}
        options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={setOrganisation}
      />
      {error !== undefined && <ErrorNotice what="The files could not be read again" error={error} />}
      <Button
        look="primary"
        busy={busy}
        aria-disabled={organisation === undefined || undefined}
        onClick={read}
      >
        Read the files again
      </Button>
    </Notice>
  )
}

/** What may be done with a plan: settle who is meant, approve, apply. */
export function Planned({ one, plan }: { one: Import; plan: ImportPlan }) {
  const [approves, setApproves] = useState(false)
  const { busy, error, act } = useDoing(one.id)
  const may = useMay('assign')
  const { waits, refusedRemovals, questions, verdict } = plan
  const changes = plan.added + plan.changed + plan.removed
  const goes = approves ? changes : changes - waits
  if (plan.centreMissing && may) return <WhichCentre one={one} />
  if (verdict === 'refused') {
    return (
      <Notice kind="error" title="A file was refused, so nothing can be applied">
        <p>
          The reasons stand under Held and notes. Correct the file and bring it again, or say below how it is
          to be read.
        </p>
      </Notice>
    )
  }
  return (
    <>
      <Totals plan={plan} />
      {questions > 0 && (
        <Notice kind="warning" title={`${counted(questions, 'person', 'people')} to confirm`}>
          <p>
            Their rows are held until somebody says who is meant. Answer what you know; the rest of the plan
            can be applied without them.
          </p>
        </Notice>
      )}
      {refusedRemovals > 0 && (
        <Notice kind="warning" title={`${counted(refusedRemovals, 'removal was', 'removals were')} refused`}>
          <p>A file or a list was not whole, so nothing is concluded from what it does not name.</p>
        </Notice>
      )}
      {waits > 0 && (
        <Notice kind="warning" title={`${counted(waits, 'removal waits', 'removals wait')} for an approval`}>
          <p>
            That is more than the limits let through unseen. They are marked under Changes; everything else
            goes without.
          </p>
          {may && (
            <Tick
              label={`I have looked at ${waits === 1 ? 'the removal' : `the ${waits.toLocaleString('en-GB')} removals`} and approve ${waits === 1 ? 'it' : 'them'}. My name is kept with that.`}
              checked={approves}
              onChange={({ target }) => setApproves(target.checked)}
            />
          )}
        </Notice>
      )}
      {error !== undefined && <ErrorNotice what="The plan could not be applied" error={error} />}
      {changes === 0 ? (
        <p>
          {plan.rows.held > 0
            ? 'Nothing to change now; the rows that are held wait for somebody.'
            : 'All is as the file wants it.'}
        </p>
      ) : (
        <div className="row-of-buttons">
          {may && (
            <Button
              look={questions > 0 && one.answered < questions ? 'secondary' : 'primary'}
              busy={busy}
              aria-disabled={goes === 0 || undefined}
              onClick={() =>
                goes > 0 &&
                void act(() =>
                  client.applyImport({ import: one.id, plan: plan.hash, approveRemovals: approves }),
                )
              }
            >
              Apply {counted(goes, 'change')}
            </Button>
          )}
          <Downloads one={one} of="plan" />
        </div>
      )}
      {changes > 0 && (
        <p className="hint">
          On the command line it is <code>caseload apply {plan.hash.slice(0, 12)}</code>.
        </p>
      )}
    </>
  )
}
