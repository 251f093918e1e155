import { useState } from 'react'
import type { Import } from '../../../sdk/types.ts'
import { Button } from '../../ui/button.tsx'
import { sentenceOf } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { type DocumentName, download } from './send-files.ts'

const FILES: Readonly<Record<'plan' | 'result', readonly (readonly [DocumentName, string])[]>> = {
  plan: [
    ['plan.xlsx', 'Download as workbook'],
    ['plan.csv', 'CSV'],
  ],
  result: [
    ['result.xlsx', 'Download as workbook'],
    ['result.csv', 'CSV'],
    ['result.txt', 'Report to read'],
  ],
}

/** The plan or the result as files to send round. */
export function Downloads({ one, of }: { one: Import; of: 'plan' | 'result' }) {
  const [busy, setBusy] = useState<DocumentName>()
  const fetchFile = async (document: DocumentName) => {
    setBusy(document)
    try {
      await download(one.id, document, `import-${one.id}-${document}`)
    } catch (error) {
      notify(sentenceOf(error), 'error')
    } finally {
      setBusy(undefined)
    }
  }
  return FILES[of].map(([document, label]) => (
    <Button key={document} busy={busy === document} onClick={() => void fetchFile(document)}>
      {label}
    </Button>
  ))
}
