import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ACCOUNT_KINDS, type AccountKind } from '../../../domain/account.ts'
import type { Transfer, TransferCaseloadInput, UserCaseload } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { useCheckedChange } from '../../ui/checked-change.ts'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Steps } from '../../ui/steps.tsx'
import { nameOf } from '../../ui/words.ts'
import { useBackToEdit } from '../people/back-to-edit.ts'
import { ChoosePerson } from '../people/choose-person.tsx'
import { readWholeCaseload } from '../people/whole-caseload.ts'
import { TransferCheck } from './check.tsx'
import { TransferForm } from './form.tsx'
import { TransferResult } from './result.tsx'
import { callFor, NOTHING_WANTED, type TransferWanted } from './wanted.ts'

const route = getRouteApi('/inside/transfer')

const STAFF: readonly AccountKind[] = ACCOUNT_KINDS.filter(kind => kind !== 'learner')

/** Hands a caseload over: from whom, to whom and what; what would change; what was changed. */
export function TransferPage() {
  const { from, learner } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay('assign')
  if (!may)
    return (
      <Page title="Transfer">
        <Empty title="You may look, and change nothing.">
          <p>Ask an administrator of Caseload for the role manager.</p>
        </Empty>
      </Page>
    )
  if (from !== undefined) return <From key={from} user={from} learner={learner} />
  return (
    <Page title="Transfer" lead="Hand over what somebody holds, whole or in part, to one or several people.">
      <div className="panel narrow">
        <ChoosePerson
          label="Whose caseload"
          kinds={STAFF}
          onChoose={({ id }) => navigate({ search: { from: id } })}
        />
      </div>
    </Page>
  )
}

function From({ user, learner }: { user: number; learner: number | undefined }) {
  const query = useQuery({ queryKey: ['person', user], queryFn: () => readWholeCaseload(user) })
  const { data, error, isPending, refetch } = query
  if (data) return <Transferring caseload={data} learner={learner} />
  return (
    <Page title="Transfer">
      {isPending && <Reading what="Loading the caseload" />}
      {error && <ErrorNotice what="The caseload could not be read" error={error} retry={() => refetch()} />}
    </Page>
  )
}

interface TransferChecked {
  call: TransferCaseloadInput
  transfer: Transfer
}

const STEPS = ['Choose', 'Check', 'Done']

function Transferring({
  caseload,
  learner,
}: {
  caseload: Omit<UserCaseload, 'next'>
  learner: number | undefined
}) {
  const { user } = caseload
  const [wanted, setWanted] = useState<TransferWanted>({
    ...NOTHING_WANTED,
    learners: learner === undefined ? undefined : new Set([learner]),
  })
  const change = useCheckedChange<TransferWanted, TransferChecked, Transfer>(
    async asked => {
      const call = callFor(user.id, asked)
      return { call, transfer: await client.transferCaseload({ ...call, dryRun: true }) }
    },
    async ({ call, transfer: { preview } }) => {
      const made = await client.transferCaseload({ ...call, preview })
      await queryClient.invalidateQueries({ refetchType: 'none' })
      return made
    },
  )
  useBackToEdit(change)
  const { now } = change
  const at = now.stage === 'done' ? 2 : now.stage === 'checked' || now.stage === 'running' ? 1 : 0
  return (
    <Page title={`Transfer from ${nameOf(user)}`}>
      <Steps names={STEPS} at={at} />
      {at === 0 && (
        <TransferForm
          caseload={caseload}
          wanted={wanted}
          onWanted={setWanted}
          onCheck={() => change.check(wanted)}
          busy={now.stage === 'checking'}
          error={now.stage === 'edit' ? now.error : undefined}
        />
      )}
      {(now.stage === 'checked' || now.stage === 'running') && (
        <TransferCheck
          transfer={now.check.transfer}
          day={wanted.from}
          busy={now.stage === 'running'}
          error={now.stage === 'checked' ? now.error : undefined}
          onRun={change.run}
          onEdit={change.edit}
          onCheckAgain={() => change.check(wanted)}
        />
      )}
      {now.stage === 'done' && <TransferResult transfer={now.result} from={user} day={wanted.from} />}
    </Page>
  )
}
