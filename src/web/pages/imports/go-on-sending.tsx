import { useState } from 'react'
import type { Import } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { Progress } from '../../ui/progress.tsx'
import { ChooseFiles, sizeText } from './choose-files.tsx'
import { useDoing } from './doing.ts'
import { sendFiles } from './send-files.ts'

/** Goes on with an upload that broke off, and has files read that have all come. */
export function GoOnSending({ one }: { one: Import }) {
  const [files, setFiles] = useState<readonly File[]>([])
  const [sent, setSent] = useState<{ sent: number; of: number }>()
  const { busy, error, act } = useDoing(one.id)
  const missing = one.files.filter(({ size, received }) => received < size)
  const strangers = missing.filter(
    ({ name, size }) => !files.some(file => file.name === name && file.size === size),
  )
  const goOn = () =>
    act(async () => {
      await sendFiles(one, files, (sent, of) => setSent({ sent, of }))
      return client.planImport({ import: one.id })
    })
  if (missing.length === 0) {
    return (
      <>
        {error !== undefined && <ErrorNotice what="The files could not be read" error={error} />}
        <div>
          <Button look="primary" busy={busy} onClick={() => void goOn()}>
            Read the files
          </Button>
        </div>
      </>
    )
  }
  return (
    <>
      <Notice kind="warning" title="Not all of the files have come">
        <p>Choose them again; sending goes on where it stopped.</p>
        <ul>
          {missing.map(({ name, size, received }) => (
            <li key={name}>
              {name}: {sizeText(received)} of {sizeText(size)} have come
            </li>
          ))}
        </ul>
      </Notice>
      <ChooseFiles
        label="The same files"
        hint="With the same names and unchanged."
        files={files}
        onChoose={setFiles}
      />
      {error !== undefined && <ErrorNotice what="The files could not be sent" error={error} />}
      {busy && sent && (
        <Progress
          label="Sending the files"
          done={Math.round((100 * sent.sent) / sent.of)}
          of={100}
          unit="%"
        />
      )}
      <div>
        <Button
          look="primary"
          busy={busy}
          aria-disabled={strangers.length > 0 || undefined}
          onClick={() => strangers.length === 0 && void goOn()}
        >
          Go on
        </Button>
        {files.length > 0 && strangers.length > 0 && (
          <p className="hint">
            Still missing, with the same name and length: {strangers.map(({ name }) => name).join(', ')}.
          </p>
        )}
      </div>
    </>
  )
}
