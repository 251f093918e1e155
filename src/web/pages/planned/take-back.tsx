import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { client, queryClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { counted } from '../../ui/words.ts'

/** The button that takes back what of a planned run is to come or waits, and the question before. */
export function TakeBack({ plannedRun, open }: { plannedRun: number; open: number }) {
  const [asking, setAsking] = useState(false)
  const take = useMutation({
    mutationFn: () => client.takeBackPlannedRun({ plannedRun }),
    onSuccess: async ({ changes }) => {
      notify(`${counted(changes.length, 'change')} taken back.`)
      setAsking(false)
      await queryClient.invalidateQueries()
    },
  })
  return (
    <>
      <Button onClick={() => setAsking(true)} aria-haspopup="dialog">
        Take back
      </Button>
      {asking && (
        <Dialog title={`Take back planned run ${plannedRun}`} onClose={() => setAsking(false)}>
          <p>
            {counted(open, 'change')} will not be carried out. What has been carried out already stays as it
            is.
          </p>
          {take.error && <ErrorNotice what="Nothing was taken back" error={take.error} />}
          <div className="actions">
            <Button look="primary" autoFocus busy={take.isPending} onClick={() => take.mutate()}>
              Take back {counted(open, 'change')}
            </Button>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
