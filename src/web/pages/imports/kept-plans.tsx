import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { KeptPlan } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { momentText } from '../../ui/dates.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { counted } from '../../ui/words.ts'

const route = getRouteApi('/inside/import')

/** Plans that the command line has made and nobody has applied; each can be gone on with here. */
export function KeptPlans() {
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', 'kept-plans'],
    queryFn: () => client.listKeptPlans({ limit: 20 }),
  })
  const navigate = route.useNavigate()
  const open = useMutation({
    mutationFn: (plan: string) => client.createImport({ plan }),
    onSuccess: async begun => {
      await navigate({ to: '/import/$id', params: { id: begun.id } })
      await queryClient.invalidateQueries({ queryKey: ['imports'] })
    },
  })
  if (error)
    return <ErrorNotice what="The plans could not be read" error={error} retry={() => void refetch()} />
  if (!data || data.plans.length === 0) return null
  const columns: readonly Column<KeptPlan>[] = [
    { id: 'files', header: 'Files', names: true, cell: ({ sources }) => sources.join(', ') },
    { id: 'comes-to', header: 'Would come to', cell: comesTo },
    { id: 'by', header: 'Planned by', cell: ({ by }) => by },
    { id: 'at', header: 'When', cell: ({ at }) => momentText(at) },
    {
      id: 'open',
      header: 'Next step',
      cell: ({ hash, sources }) => (
        <Button
          busy={open.isPending && open.variables === hash}
          aria-label={`Go on with the plan of ${sources.join(', ')}`}
          onClick={() => open.mutate(hash)}
        >
          Go on with it
        </Button>
      ),
    },
  ]
  return (
    <section className="stack" aria-labelledby="kept-plans-heading">
      <h2 id="kept-plans-heading">Planned on the command line, not applied</h2>
      {open.error && <ErrorNotice what="The plan could not be opened" error={open.error} />}
      <DataTable
        caption="Plans that were not applied"
        rows={data.plans}
        columns={columns}
        keyOf={({ hash }) => hash}
      />
    </section>
  )
}

/** What a plan comes to, in words. */
function comesTo({ counts }: KeptPlan): string {
  if (!counts) return ''
  const parts = [
    counted(counts.changes, 'change'),
    counts.questions > 0 && `${counted(counts.questions, 'person', 'people')} to confirm`,
    counts.waits > 0 && `${counted(counts.waits, 'removal')} to approve`,
  ]
  return parts.filter(Boolean).join(', ')
}
