import { useState } from 'react'
import type { MakeWorkbookInput } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { saveFile } from '../../data/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { sentenceOf } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { counted } from '../../ui/words.ts'
import { WORKBOOKS } from './workbooks-made.tsx'

/** The button that takes a list along as a workbook, as it is narrowed down just now. */
export function DownloadWorkbook({ asked }: { asked: MakeWorkbookInput }) {
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    try {
      const file = await client.makeWorkbook(asked)
      saveFile(file)
      await queryClient.invalidateQueries({ queryKey: WORKBOOKS })
      notify(
        `${file.name} was made, with ${counted(file.rows, 'row')}. It is noted that you asked for it.`,
        'success',
      )
    } catch (error) {
      notify(sentenceOf(error), 'error')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button busy={busy} onClick={() => void make()}>
      Download as workbook
    </Button>
  )
}
