import { type DragEvent, useId, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { counted } from '../../ui/words.ts'

/** Endings of the files that are read; what a file is, the server finds out by what is in it. */
const ENDINGS = '.xlsx,.csv,.tsv,.txt,.json,.xml,.zip'

interface ChooseFilesProps {
  label: string
  hint: string
  files: readonly File[]
  onChoose: (files: readonly File[]) => void
}

/** Files to be dropped here, or chosen with mouse or keyboard. */
export function ChooseFiles({ label, hint, files, onChoose }: ChooseFilesProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add([...event.dataTransfer.files])
  }
  const add = (more: readonly File[]) =>
    onChoose([...files.filter(({ name }) => !more.some(one => one.name === name)), ...more])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the input takes files by keyboard
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
      <input
        id={id}
        type="file"
        multiple
        accept={ENDINGS}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => {
          add([...(target.files ?? [])])
          target.value = ''
        }}
      />
      {files.length > 0 && (
        <ul className="chosen" aria-label={counted(files.length, 'file')}>
          {files.map(file => (
            <li key={file.name}>
              <span>{file.name}</span> <span className="muted">{sizeText(file.size)}</span>
              <Button
                look="plain"
                aria-label={`Leave out ${file.name}`}
                onClick={() => onChoose(files.filter(one => one !== file))}
              >
                Leave out
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** A length of a file as people read it. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000).toLocaleString('en-GB')} KB`
  return `${(bytes / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`
}
