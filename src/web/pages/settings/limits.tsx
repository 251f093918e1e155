import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  LIMIT_PARTS,
  type LimitedPart,
  type RemovalLimits as Limits,
  USUAL_LIMITS,
} from '../../../domain/removal-limits.ts'
import type { RemovalLimits } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { momentText } from '../../ui/dates.ts'
import { TextField } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Reading } from '../../ui/progress.tsx'
import { SettingsPage } from './settings.tsx'
import './settings.css'

const LIMITS = ['removal-limits']

/** How much a plan may take away before somebody has to approve it. */
export function LimitSettings() {
  const { data, error, refetch } = useQuery({
    queryKey: LIMITS,
    queryFn: () => client.readRemovalLimits(),
  })
  return (
    <SettingsPage
      title="Limits"
      needs="manage"
      lead="A plan that takes away more than the number and more than the share waits until somebody approves the removals; what it adds goes on. It is the same for imports here and for the command line, unless a mapping says otherwise."
    >
      {error && <ErrorNotice what="The limits could not be read" error={error} retry={() => refetch()} />}
      {data ? <LimitForm kept={data} /> : !error && <Reading what="Loading the limits" />}
    </SettingsPage>
  )
}

const PARTS: Readonly<Record<LimitedPart, { title: string; of: string }>> = {
  organisation: {
    title: 'Of a centre',
    of: 'of its assignments, or of its live learners where accounts are archived',
  },
  assessor: { title: 'Of one person', of: 'of all that they hold' },
  level: { title: 'Of one level', of: 'of the assignments of a centre at that level' },
}

function LimitForm({ kept }: { kept: RemovalLimits }) {
  const [wanted, setWanted] = useState(() => typed(kept))
  const save = useMutation({
    mutationFn: () => client.replaceRemovalLimits(limitsFrom(wanted)),
    onSuccess: async now => {
      queryClient.setQueryData(LIMITS, now)
      await queryClient.invalidateQueries({ queryKey: LIMITS })
      notify('Plans made from now on keep to these limits.', 'success')
    },
  })
  const change = (part: LimitedPart, what: 'count' | 'share', text: string) =>
    setWanted({ ...wanted, [part]: { ...wanted[part], [what]: text } })
  return (
    <form
      className="stack narrow"
      onSubmit={event => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <p className="muted">
        {kept.changedAt === null
          ? 'These are the usual limits; nobody has changed them.'
          : `Set ${momentText(kept.changedAt)}${kept.by === null ? '' : ` by ${kept.by}`}.`}
      </p>
      {LIMIT_PARTS.map(part => (
        <fieldset key={part} className="stack">
          <legend>{PARTS[part].title}</legend>
          <TextField
            label="Number of removals"
            type="number"
            required
            min={0}
            max={1_000_000}
            step={1}
            value={wanted[part].count}
            onChange={({ target }) => change(part, 'count', target.value)}
          />
          <TextField
            label="Share, in per cent"
            hint={`Per cent ${PARTS[part].of}.`}
            type="number"
            required
            min={0}
            max={100}
            step="any"
            value={wanted[part].share}
            onChange={({ target }) => change(part, 'share', target.value)}
          />
        </fieldset>
      ))}
      {save.error && <ErrorNotice what="The limits stay as they were" error={save.error} />}
      <div className="actions">
        <Button look="primary" type="submit" busy={save.isPending}>
          Save
        </Button>
        <Button onClick={() => setWanted(typed(USUAL_LIMITS))}>The usual limits</Button>
      </div>
    </form>
  )
}

type Typed = Record<LimitedPart, { count: string; share: string }>

function typed(limits: Limits): Typed {
  const part = ({ count, share }: Limits[LimitedPart]) => ({
    count: String(count),
    share: String(Math.round(share * 10_000) / 100),
  })
  return {
    organisation: part(limits.organisation),
    assessor: part(limits.assessor),
    level: part(limits.level),
  }
}

function limitsFrom(wanted: Typed): Limits {
  const part = ({ count, share }: Typed[LimitedPart]) => ({
    count: Number(count),
    share: Number(share) / 100,
  })
  return {
    organisation: part(wanted.organisation),
    assessor: part(wanted.assessor),
    level: part(wanted.level),
  }
}
