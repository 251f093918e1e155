import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SyncRun } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { momentText } from '../../ui/dates.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { counted } from '../../ui/words.ts'
import { Problems } from './problems.tsx'
import { RunStands } from './run-state.tsx'

/** One run of the sync, by the command line or an import: from which files, how it stands, and what it left undone. */
export function SyncRunPage({ name }: { name: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['sync-run', name],
    queryFn: () => client.readSyncRun({ run: name }),
  })
  if (data) return <Read run={data} />
  return (
    <Page title={`Run of the sync ${name}`}>
      {error ? (
        <ErrorNotice what="The run could not be read" error={error} retry={() => refetch()} />
      ) : (
        <Reading what="Loading the run" />
      )}
    </Page>
  )
}

function Read({ run }: { run: SyncRun }) {
  const { sources, undoes, ended, serverRuns } = run
  return (
    <Page title={`Run of the sync ${run.run}`} lead={`${momentText(run.at)} · by ${run.by}`}>
      <dl className="facts">
        <div>
          <dt>{undoes === null ? (sources.length === 1 ? 'File' : 'Files') : 'Takes back'}</dt>
          <dd>{undoes ?? sources.join(', ')}</dd>
        </div>
        <div>
          <dt>State</dt>
          <dd>
            <RunStands run={run} />
          </dd>
        </div>
        <div>
          <dt>Changes made</dt>
          <dd>{ended ? ended.done.toLocaleString('en-GB') : 'not known yet'}</dd>
        </div>
      </dl>
      {serverRuns.length > 0 && (
        <p>
          {counted(serverRuns.length, 'run')} of the history:{' '}
          {serverRuns.map((id, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <Link to="/runs/$id" params={{ id: String(id) }}>
                run {id}
              </Link>
            </span>
          ))}
        </p>
      )}
      <Problems run={run.run} />
    </Page>
  )
}
