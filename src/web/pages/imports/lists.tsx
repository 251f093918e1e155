import type { ReactNode } from 'react'
import type { Import, ImportBlock, ImportNote, ImportOutcome } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { type Rows, useRows } from '../../data/rows.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { withDates } from '../../ui/with-dates.ts'

interface ListProps<Row> {
  list: Rows<Row>
  what: string
  none: ReactNode
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string | number
}

/** A list of an import as a table, page by page. */
function List<Row>({ list, what, none, columns, keyOf }: ListProps<Row>) {
  if (list.isPending) return <Reading what={`Loading ${what}`} />
  if (list.error)
    return <ErrorNotice what={`The ${what} could not be read`} error={list.error} retry={list.refetch} />
  if (list.rows.length === 0) return none
  return (
    <DataTable
      caption={what}
      rows={list.rows}
      columns={columns}
      keyOf={keyOf}
      more={list.more}
      isReadingMore={list.isReadingMore}
    />
  )
}

const SIGNS = {
  added: { sign: '+', word: 'added' },
  changed: { sign: '~', word: 'changed' },
  removed: { sign: '−', word: 'taken away' },
} as const

/** Blocks with their places in the plan, which tell them apart. */
type Placed<Row> = Row & { at: number }

function placed<Row>(rows: readonly Row[]): Placed<Row>[] {
  return rows.map((row, at) => ({ ...row, at }))
}

function usePart<Row>(
  one: Import,
  part: string,
  read: (input: { import: number; cursor: string | undefined; limit: number }) => Promise<{
    lines: readonly Row[]
    next: string | null
  }>,
): Rows<Placed<Row>> {
  const list = useRows(['import-part', one.id, part, one.plan?.hash], async cursor => {
    const page = await read({ import: one.id, cursor, limit: 200 })
    return { rows: page.lines, next: page.next }
  })
  return { ...list, rows: placed(list.rows) }
}

const CHANGE_COLUMNS: readonly Column<Placed<ImportBlock>>[] = [
  {
    id: 'person',
    header: 'Learner or account',
    names: true,
    width: '30%',
    cell: ({ person, organisationName }) => (
      <>
        {person.name}
        {person.reference && <span className="muted"> {person.reference}</span>}
        <div className="muted">{organisationName}</div>
      </>
    ),
  },
  {
    id: 'changes',
    header: 'What would change',
    cell: ({ changes }) => (
      <ul className="signed">
        {changes.map((change, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order
          <li key={at} className={change.does}>
            <span aria-hidden="true">{SIGNS[change.does].sign}</span>
            <span className="visually-hidden">{SIGNS[change.does].word}: </span>
            <span>
              {withDates(change.sentence)} {change.rows && <span className="muted">[{change.rows}]</span>}{' '}
              {change.waits && <Tag tone="warning">waits for approval</Tag>}
            </span>
          </li>
        ))}
      </ul>
    ),
  },
]

/** The plan by centre and person. */
export function Changes({ one }: { one: Import }) {
  const list = usePart(one, 'changes', input => client.listImportChanges(input))
  return (
    <List
      list={list}
      what="changes"
      none={
        <Empty title="Nothing would change.">
          <p>What is held, and why, stands under Held and notes.</p>
        </Empty>
      }
      columns={CHANGE_COLUMNS}
      keyOf={({ at }) => at}
    />
  )
}

const SECTIONS: Readonly<
  Record<ImportNote['section'], { word: string; tone: 'neutral' | 'warning' | 'bad' }>
> = {
  answer: { word: 'answer', tone: 'bad' },
  held: { word: 'held', tone: 'warning' },
  read: { word: 'read', tone: 'neutral' },
  note: { word: 'to note', tone: 'neutral' },
}

const NOTE_COLUMNS: readonly Column<Placed<ImportNote>>[] = [
  {
    id: 'section',
    header: 'Kind',
    width: '7rem',
    cell: ({ section }) => <Tag tone={SECTIONS[section].tone}>{SECTIONS[section].word}</Tag>,
  },
  { id: 'rows', header: 'Where', width: '25%', cell: ({ rows }) => rows },
  {
    id: 'sentence',
    header: 'What, and what to do',
    names: true,
    cell: ({ sentence }) => withDates(sentence),
  },
]

/** What is held, what reading found and what somebody should know. */
export function Notes({ one }: { one: Import }) {
  const list = usePart(one, 'notes', input => client.listImportNotes(input))
  return (
    <List
      list={list}
      what="notes"
      none={<Empty title="Nothing is held, and there is nothing to note." />}
      columns={NOTE_COLUMNS}
      keyOf={({ at }) => at}
    />
  )
}

const OUTCOMES: Readonly<
  Record<ImportOutcome['outcome'], { word: string; tone: 'good' | 'neutral' | 'warning' | 'bad' }>
> = {
  done: { word: 'done', tone: 'good' },
  'already-so': { word: 'already so', tone: 'neutral' },
  'moved-on': { word: 'moved on', tone: 'warning' },
  refused: { word: 'refused', tone: 'bad' },
  'not-tried': { word: 'not tried', tone: 'warning' },
}

const OUTCOME_COLUMNS: readonly Column<Placed<ImportOutcome>>[] = [
  { id: 'person', header: 'Learner or account', names: true, width: '22%', cell: ({ person }) => person },
  {
    id: 'sentence',
    header: 'What',
    cell: ({ sentence, rows, why }) => (
      <>
        {withDates(sentence)} {rows && <span className="muted">[{rows}]</span>}
        {why && <div className="why">{withDates(why)}</div>}
      </>
    ),
  },
  {
    id: 'outcome',
    header: 'Result',
    width: '8rem',
    cell: ({ outcome }) => <Tag tone={OUTCOMES[outcome].tone}>{OUTCOMES[outcome].word}</Tag>,
  },
]

/** What became of each change, those first that were not done. */
export function Outcomes({ one }: { one: Import }) {
  const kind = one.undone ? 'undone' : 'applied'
  const list = usePart(one, `outcomes ${kind} ${one[kind]?.at}`, input => client.listImportOutcomes(input))
  return (
    <List
      list={list}
      what="results"
      none={<Empty title="There was nothing to carry out." />}
      columns={OUTCOME_COLUMNS}
      keyOf={({ at }) => at}
    />
  )
}
