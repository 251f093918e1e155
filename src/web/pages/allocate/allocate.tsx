import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { AllocateLearnersInput, Allocation } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { useCheckedChange } from '../../ui/checked-change.ts'
import { Empty } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Steps } from '../../ui/steps.tsx'
import { useBackToEdit } from '../people/back-to-edit.ts'
import { AllocationCheck, AllocationResult } from './check.tsx'
import { GiveForm } from './give-form.tsx'
import { Learners } from './learners.tsx'
import { callFor, type LearnersMeant, USUAL } from './wanted.ts'

const route = getRouteApi('/inside/allocate')

const STEPS = ['Choose', 'Check', 'Done']

interface AllocationChecked {
  call: AllocateLearnersInput
  allocation: Allocation
}

/** Sets the same people on many learners: which learners, who and as what; what would change; what was changed. */
export function AllocatePage() {
  const may = useMay('assign')
  if (may) return <Allocating />
  return (
    <Page title="Allocate">
      <Empty title="You may look, and change nothing.">
        <p>Ask an administrator of Caseload for the role manager.</p>
      </Empty>
    </Page>
  )
}

function Allocating() {
  const search = route.useSearch()
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const [isAll, setAll] = useState(false)
  const [wanted, setWanted] = useState(USUAL)
  const meant: LearnersMeant = isAll ? { all: search } : { ticked }
  const change = useCheckedChange<AllocateLearnersInput, AllocationChecked, Allocation>(
    async call => ({ call, allocation: await client.allocateLearners({ ...call, dryRun: true }) }),
    async ({ call, allocation: { preview } }) => {
      const made = await client.allocateLearners({ ...call, preview })
      await queryClient.invalidateQueries({ refetchType: 'none' })
      return made
    },
  )
  useBackToEdit(change)
  const { now } = change
  const at = now.stage === 'done' ? 2 : now.stage === 'checked' || now.stage === 'running' ? 1 : 0
  const check = () => change.check(callFor(wanted, meant))
  return (
    <Page title="Allocate" lead="Allocate the same people to many learners at once.">
      <Steps names={STEPS} at={at} />
      {at === 0 && (
        <>
          <GiveForm
            meant={meant}
            wanted={wanted}
            onWanted={setWanted}
            onCheck={check}
            busy={now.stage === 'checking'}
            error={now.stage === 'edit' ? now.error : undefined}
          />
          <Learners
            ticked={ticked}
            onTicked={next => {
              setAll(false)
              setTicked(next)
            }}
            isAll={isAll}
            onAll={setAll}
          />
        </>
      )}
      {(now.stage === 'checked' || now.stage === 'running') && (
        <AllocationCheck
          allocation={now.check.allocation}
          busy={now.stage === 'running'}
          error={now.stage === 'checked' ? now.error : undefined}
          onRun={change.run}
          onEdit={change.edit}
          onCheckAgain={check}
        />
      )}
      {now.stage === 'done' && <AllocationResult allocation={now.result} />}
    </Page>
  )
}
