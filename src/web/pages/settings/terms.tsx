import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { USUAL_TERMS } from '../../../domain/terms.ts'
import { client, queryClient } from '../../data/client.ts'
import { ME, useTerms } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { sentenceCase } from '../../ui/words.ts'
import { SettingsPage } from './settings.tsx'
import './settings.css'

const ROLES = Object.keys(USUAL_TERMS) as (keyof typeof USUAL_TERMS)[]

/** What the provider calls the roles. */
export function TermSettings() {
  const [terms, setTerms] = useState(useTerms())
  const save = useMutation({
    mutationFn: () => client.replaceTerms(terms),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ME })
      notify('Pages show these words from now on.')
    },
  })
  return (
    <SettingsPage title="Words" lead="What you call the roles, in the singular. Pages show these words.">
      <form
        className="stack narrow"
        onSubmit={event => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {ROLES.map(role => (
          <TextField
            key={role}
            label={sentenceCase(USUAL_TERMS[role])}
            required
            maxLength={40}
            value={terms[role]}
            onChange={({ target }) => setTerms({ ...terms, [role]: target.value })}
          />
        ))}
        {save.error && <ErrorNotice what="The words stay as they were" error={save.error} />}
        <div className="actions">
          <Button look="primary" type="submit" busy={save.isPending}>
            Save
          </Button>
          <Button onClick={() => setTerms(USUAL_TERMS)}>The usual words</Button>
        </div>
      </form>
    </SettingsPage>
  )
}
