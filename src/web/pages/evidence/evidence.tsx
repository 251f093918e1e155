import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import {
  answerTitle,
  periodTitle,
  ROLE_HEADS,
  subjectTitle,
  whyTitle,
} from '../../../domain/evidence-words.ts'
import type { EvidenceRow } from '../../../sdk/types.ts'
import { idIn } from '../../data/address.ts'
import { client, queryClient } from '../../data/client.ts'
import { useFoundPeople } from '../../data/find-people.ts'
import { useOrganisations } from '../../data/me.ts'
import { usePeople } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { saveFile } from '../../data/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { today } from '../../ui/dates.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Empty, ErrorNotice, sentenceOf } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { nameOf } from '../../ui/words.ts'
import { WorkbooksMade } from '../workbooks/workbooks-made.tsx'
import { FILES, FilesMade } from './files-made.tsx'

import { usualDays } from './search.ts'
import './evidence.css'

const route = getRouteApi('/inside/evidence')

/** Who was responsible for a learner or an organisation in a period, to look at and to take along as a file. */
export function Evidence() {
  const { learner, organisation, from = usualDays().from, to = usualDays().to } = route.useSearch()
  const whom = learner === undefined ? organisation && { organisation } : { learner }
  return (
    <Page
      title="Evidence"
      lead="Who was responsible for a learner or an organisation, from when to when, and why. It comes out of the history, and a file of it can be checked later."
    >
      <Whom />
      {from > to && <Empty title="The period ends before it begins. Choose a later last day." />}
      {!whom && (
        <Empty title="Nobody is chosen yet.">
          <p>Choose an organisation, or find a learner, and the days that you are asked about.</p>
        </Empty>
      )}
      {whom && from <= to && <Answer key={JSON.stringify([whom, from, to])} asked={{ ...whom, from, to }} />}
      <FilesMade organisation={organisation} />
      <WorkbooksMade organisation={organisation} />
    </Page>
  )
}

function Whom() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const organisations = useOrganisations()
  const [text, setText] = useState('')
  const { found } = useFoundPeople(text, { kinds: ['learner'] })
  const people = usePeople(search.learner === undefined ? [] : [search.learner])
  const usual = usualDays()
  const ask = (change: Partial<typeof search>) =>
    navigate({ search: { ...search, ...change }, replace: true })
  return (
    <search className="evidence-question">
      <div className="filters">
        <SelectField
          label="Organisation"
          none={search.learner === undefined ? 'Choose one' : 'One learner'}
          value={search.organisation}
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={id => ask({ organisation: idIn(id), learner: undefined })}
        />
        <TextField
          label="First day"
          type="date"
          max={today()}
          value={search.from ?? usual.from}
          onChange={({ target }) => ask({ from: target.value || undefined })}
        />
        <TextField
          label="Last day"
          type="date"
          max={today()}
          value={search.to ?? usual.to}
          onChange={({ target }) => ask({ to: target.value || undefined })}
        />
      </div>
      <Combobox
        label="Or one learner"
        hint="Type part of a name, a reference, a ULN or an email address."
        text={text}
        onText={setText}
        items={found?.people}
        keyOf={person => person.id}
        show={person => (
          <span className="option-name">
            {nameOf(person)}
            <span className="option-details"> {person.misId}</span>
          </span>
        )}
        onChoose={person => {
          setText('')
          void ask({ learner: person.id, organisation: undefined })
        }}
        none="No learner fits."
      />
      {search.learner !== undefined && (
        <p>
          About{' '}
          <Link to="/learners/$id" params={{ id: String(search.learner) }}>
            {nameOf(people.get(search.learner))}
          </Link>
        </p>
      )}
    </search>
  )
}

interface Asked {
  learner?: number
  organisation?: number
  from: string
  to: string
}

function Answer({ asked }: { asked: Asked }) {
  const rows = useRows(['evidence', asked], async (cursor, signal) => {
    const page = await client.readEvidence({ ...asked, cursor, limit: 50 }, { signal })
    return { rows: page.rows, next: page.next }
  })
  if (rows.isPending) return <Reading what="Reading the history" />
  if (rows.error)
    return <ErrorNotice what="The history could not be read" error={rows.error} retry={rows.refetch} />
  if (rows.rows.length === 0 && !rows.more)
    return <Empty title="There was no learner in this period. Choose other days." />
  return (
    <>
      <Downloads asked={asked} />
      <DataTable
        caption="Who was responsible"
        rows={rows.rows}
        columns={COLUMNS}
        keyOf={({ learner, role, subject, target, from }) => [learner, role, subject, target, from].join('/')}
        more={rows.more}
        isReadingMore={rows.isReadingMore}
      />
    </>
  )
}

function Downloads({ asked }: { asked: Asked }) {
  const [busy, setBusy] = useState<'pdf' | 'csv'>()
  const make = async (format: 'pdf' | 'csv') => {
    setBusy(format)
    try {
      let file = await client.makeEvidence({ ...asked, format })
      saveFile(file)
      while (file.next !== null) {
        file = await client.makeEvidence({ ...asked, format, ...file.next })
        saveFile(file)
      }
      await queryClient.invalidateQueries({ queryKey: FILES })
      notify(`${file.name} was made. It is noted that you asked for it.`, 'success')
    } catch (error) {
      notify(sentenceOf(error), 'error')
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <div className="actions">
      <Button look="primary" busy={busy === 'pdf'} onClick={() => void make('pdf')}>
        Download as PDF
      </Button>
      <Button busy={busy === 'csv'} onClick={() => void make('csv')}>
        Download as CSV
      </Button>
    </div>
  )
}

const COLUMNS: readonly Column<EvidenceRow>[] = [
  {
    id: 'learner',
    header: 'Learner',
    names: true,
    width: '11rem',
    cell: row => (
      <Link to="/learners/$id" params={{ id: String(row.learner) }}>
        {row.learnerName || 'Erased person'}
      </Link>
    ),
  },
  { id: 'role', header: 'Role', cell: row => ROLE_HEADS[row.role], width: '6rem' },
  { id: 'for', header: 'For', cell: subjectTitle },
  { id: 'who', header: 'Who was responsible', cell: answerTitle },
  { id: 'from', header: 'From', cell: row => periodTitle(row)[0], width: '10rem' },
  { id: 'until', header: 'Until', cell: row => periodTitle(row)[1], width: '10rem' },
  { id: 'why', header: 'Why', cell: whyTitle, width: '10rem' },
]
