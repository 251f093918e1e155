import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import type { Caseload } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { sentenceOf } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { nameOf } from '../../ui/words.ts'

/** How many learners somebody should have, with how full that is; it can be changed where it stands. */
export function Target({ caseload }: { caseload: Caseload }) {
  const [editing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const may = useMay('manage')
  const { target, learners, user } = caseload
  const close = () => {
    setEditing(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  if (editing) return <EditTarget caseload={caseload} onClose={close} />
  const text = target ? `${target}` : '–'
  return (
    <div className="target">
      <div className="target-line">
        {target ? <span className="target-note">{roomIn(learners, target)}</span> : null}
        {may ? (
          <button
            ref={opener}
            type="button"
            className="target-value"
            aria-label={`Target of ${nameOf(user)}: ${target ?? 'none'}. Change it`}
            onClick={() => setEditing(true)}
          >
            {text}
          </button>
        ) : (
          text
        )}
      </div>
      {target ? <Bar learners={learners} target={target} /> : null}
    </div>
  )
}

function roomIn(learners: number, target: number): string {
  return learners > target ? `${learners - target} over` : `${target - learners} free`
}

/** How full a caseload is; the figures say the same. */
function Bar({ learners, target }: { learners: number; target: number }) {
  const share = Math.min(learners / target, 1)
  return (
    <div className={learners > target ? 'bar over' : 'bar'} aria-hidden="true">
      <span style={{ width: `${Math.round(share * 100)}%` }} />
    </div>
  )
}

function EditTarget({ caseload: { user, target }, onClose }: { caseload: Caseload; onClose: () => void }) {
  const [value, setValue] = useState(target ? String(target) : '')
  const save = useMutation({
    mutationFn: (next: number | null) => client.setTarget({ user: user.id, target: next }),
    onSuccess: async (_, next) => {
      await queryClient.invalidateQueries({ queryKey: ['caseloads'] })
      notify(
        next === null
          ? `${nameOf(user)} has no target now.`
          : `The target of ${nameOf(user)} is ${next} now.`,
      )
      onClose()
    },
  })
  const wrong = value !== '' && !/^\d{1,6}$/.test(value)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!wrong) save.mutate(value === '' || Number(value) === 0 ? null : Number(value))
  }
  return (
    <form
      className="target-form"
      onSubmit={submit}
      onKeyDown={event => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <TextField
        label={`Target of ${nameOf(user)}`}
        labelHidden
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        error={
          wrong ? 'Give a number of learners, or nothing.' : save.error ? sentenceOf(save.error) : undefined
        }
        value={value}
        onChange={event => setValue(event.target.value.trim())}
      />
      <div className="actions">
        <Button look="primary" type="submit" busy={save.isPending}>
          Save
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  )
}
