import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

interface ShownOnceProps {
  title: string
  /** What to do with it. */
  about: string
  secret: string
  onClose: () => void
}

/** Something that the server shows this once, such as a token or a link, with a button that copies it. */
export function ShownOnce({ title, about, secret, onClose }: ShownOnceProps) {
  const [copied, setCopied] = useState(false)
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{about} It is not shown again.</p>
      <code className="once">{secret}</code>
      <div className="actions">
        <Button
          look="primary"
          autoFocus
          onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={onClose}>Close</Button>
        <span role="status" className="visually-hidden">
          {copied && 'Copied'}
        </span>
      </div>
    </Dialog>
  )
}
