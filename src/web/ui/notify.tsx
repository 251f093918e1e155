import { type ReactNode, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'

/** Something that happened, told at the edge of the page and read out. */
interface Notification {
  id: number
  text: ReactNode
  kind: 'success' | 'error'
}

/** A notice that something went well goes by itself after so many milliseconds. */
const STAYS = 10_000

let shown: readonly Notification[] = []
let last = 0
const listeners = new Set<() => void>()

function show(next: readonly Notification[]): void {
  shown = next
  for (const listener of listeners) listener()
}

/** Tells of something that happened. What went wrong stays until it is closed. */
export function notify(text: ReactNode, kind: Notification['kind'] = 'success'): void {
  last += 1
  const id = last
  show([...shown, { id, text, kind }])
  if (kind === 'success') setTimeout(() => close(id), STAYS)
}

function close(id: number): void {
  show(shown.filter(notification => notification.id !== id))
}

/** Where notifications appear; once on every page. */
export function Notifications() {
  const notifications = useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
  return (
    <section className="notifications" aria-live="polite" aria-label="Notifications">
      {notifications.map(({ id, text, kind }) => (
        <div key={id} className={`notification ${kind}`}>
          <div>{text}</div>
          <Button look="plain" aria-label="Close" onClick={() => close(id)}>
            ✕
          </Button>
        </div>
      ))}
    </section>
  )
}
