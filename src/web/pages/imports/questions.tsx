import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Import, ImportQuestion, ImportSuggestion, ImportTrait } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { useRows } from '../../data/rows.ts'
import { Button } from '../../ui/button.tsx'
import { calendarText } from '../../ui/dates.ts'
import { TextField } from '../../ui/field.tsx'
import { ErrorNotice, sentenceOf } from '../../ui/notice.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { withDates } from '../../ui/with-dates.ts'
import { counted, sentenceCase } from '../../ui/words.ts'
import { keepImport, useDoing } from './doing.ts'

/** People whom rows name without its being certain who is meant: the row beside each account that may be. */
export function Questions({ one }: { one: Import }) {
  const queries = useQueryClient()
  const { busy, error, act } = useDoing(one.id)
  const list = useRows(['import-part', one.id, 'people', one.plan?.hash], async cursor => {
    const page = await client.listImportQuestions({ import: one.id, cursor, limit: 100 })
    return { rows: page.lines, next: page.next }
  })
  const isOpen = useMay('assign') && one.state === 'planned'
  const takeStrong = () =>
    act(async () => {
      const answered = await client.answerImport({ import: one.id, strong: true })
      await queries.invalidateQueries({ queryKey: ['import-part', one.id, 'people'] })
      return answered
    })
  const strong = list.rows.filter(row => !row.answer && row.suggestions.some(suggestion => suggestion.strong))
  return (
    <>
      <p>
        {one.answered.toLocaleString('en-GB')} of {counted(one.plan?.questions ?? 0, 'question')} answered.
        Answers are kept at once; they count when the files are read again.
      </p>
      {error !== undefined && <ErrorNotice what="That could not be done" error={error} />}
      {isOpen && (
        <div className="row-of-buttons">
          <Button
            look={one.answered > 0 ? 'primary' : 'secondary'}
            busy={busy}
            aria-disabled={one.answered === 0 || undefined}
            onClick={() => one.answered > 0 && void act(() => client.planImport({ import: one.id }))}
          >
            Use the answers and read again
          </Button>
          {strong.length > 0 && (
            <Button busy={busy} onClick={() => void takeStrong()}>
              Accept every strong suggestion
            </Button>
          )}
        </div>
      )}
      {list.isPending && <Reading what="Loading questions" />}
      {list.error && (
        <ErrorNotice what="The questions could not be read" error={list.error} retry={list.refetch} />
      )}
      <ol className="questions">
        {list.rows.map(question => (
          <li key={question.number}>
            <OneQuestion one={one} question={question} isOpen={isOpen} onAnswered={list.refetch} />
          </li>
        ))}
      </ol>
      {list.more && (
        <Button busy={list.isReadingMore} onClick={list.more}>
          Show more questions
        </Button>
      )}
    </>
  )
}

interface OneQuestionProps {
  one: Import
  question: ImportQuestion
  isOpen: boolean
  onAnswered: () => void
}

function OneQuestion({ one, question, isOpen, onAnswered }: OneQuestionProps) {
  const queries = useQueryClient()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const { number, named, neededAs, rows, sentence, suggestions, answer } = question
  const heading = `question-${number}`
  const say = async (given: GivenAnswer) => {
    setBusy(true)
    setError(undefined)
    try {
      const after = await client.answerImport({ import: one.id, answers: [{ number, ...given }] })
      await keepImport(queries, after)
      onAnswered()
    } catch (trouble) {
      setError(trouble)
    } finally {
      setBusy(false)
    }
  }
  return (
    <article className="panel question" aria-labelledby={heading}>
      <h2 id={heading} className="item">
        {sentenceCase(rows)}: {neededAs} {withDates(named)}{' '}
        {answer && <Tag tone="good">{answerText(question)}</Tag>}
      </h2>
      <p>{withDates(sentence)}</p>
      <div className="side-by-side">
        {suggestions.map(suggestion => (
          <Suggestion
            key={suggestion.account}
            suggestion={suggestion}
            isChosen={answer?.answer === 'link' && answer.account === suggestion.account}
            {...(isOpen && { onChoose: () => say({ answer: 'link', account: suggestion.account }), busy })}
          />
        ))}
      </div>
      {isOpen && <OtherAnswers question={question} busy={busy} say={say} />}
      {error !== undefined && <p className="field-error">{sentenceOf(error)}</p>}
    </article>
  )
}

type GivenAnswer = Parameters<typeof client.answerImport>[0]['answers'] extends infer A
  ? Omit<NonNullable<A> extends readonly (infer One)[] ? One : never, 'number'>
  : never

function answerText({ answer, suggestions }: ImportQuestion): string {
  switch (answer?.answer) {
    case 'link': {
      const known = suggestions.find(({ account }) => account === answer.account)
      return `is ${known ? known.name : `account ${answer.account}`}`
    }
    case 'reject':
      return 'is none of these'
    case 'hold':
      return `put off until ${answer.until ? calendarText(answer.until) : ''}`
    default:
      return ''
  }
}

interface SuggestionProps {
  suggestion: ImportSuggestion
  isChosen: boolean
  onChoose?: () => void
  busy?: boolean
}

const SPEAKS = {
  for: { sign: '✓', word: 'speaks for it' },
  against: { sign: '✗', word: 'speaks against it' },
  neither: { sign: '', word: '' },
} as const

function Suggestion({ suggestion, isChosen, onChoose, busy = false }: SuggestionProps) {
  const { account, name, kind, organisation, archived, why, strong, traits } = suggestion
  return (
    <div className={isChosen ? 'suggestion chosen' : 'suggestion'}>
      <p className="suggestion-name">
        <strong>{name || 'Somebody new'}</strong> {account > 0 && <span className="muted">({account})</span>}{' '}
        {archived && <Tag>archived</Tag>} {strong && <Tag tone="good">strong</Tag>}
      </p>
      <p className="muted">
        {[kind, organisation].filter(Boolean).join(', ')}. {sentenceCase(why)}
      </p>
      <table className="traits">
        <caption className="visually-hidden">The row beside {name}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">Row</th>
            <th scope="col">Account</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {traits.map(trait => (
            <tr key={trait.trait} className={trait.speaks}>
              <th scope="row">{trait.trait}</th>
              <td data-label="Row">{valueText(trait, trait.row)}</td>
              <td data-label="Account">{valueText(trait, trait.account)}</td>
              <td className="speaks">
                <span aria-hidden="true">{SPEAKS[trait.speaks].sign}</span>
                <span className="visually-hidden">{SPEAKS[trait.speaks].word}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {onChoose && account > 0 && (
        <Button
          look={isChosen ? 'primary' : 'secondary'}
          busy={busy}
          aria-pressed={isChosen}
          onClick={onChoose}
        >
          It is {name || `account ${account}`}
        </Button>
      )}
    </div>
  )
}

function valueText({ trait }: ImportTrait, value: string | null): string {
  if (value === null) return '–'
  return trait === 'date of birth' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? calendarText(value) : value
}

interface OtherAnswersProps {
  question: ImportQuestion
  busy: boolean
  say: (answer: GivenAnswer) => Promise<void>
}

function OtherAnswers({ question, busy, say }: OtherAnswersProps) {
  const [account, setAccount] = useState('')
  const [until, setUntil] = useState('')
  const [reason, setReason] = useState('')
  const number = Number(account)
  const isAccount = /^\d{1,15}$/.test(account.trim()) && number > 0
  return (
    <>
      {question.suggestions.length > 0 && (
        <div>
          <Button busy={busy} onClick={() => void say({ answer: 'reject' })}>
            None of these
          </Button>
        </div>
      )}
      <details>
        <summary>Somebody else, or not now</summary>
        <div className="filters">
          <TextField
            label="Number of the account"
            hint="Search finds it (press /)."
            inputMode="numeric"
            value={account}
            onChange={({ target }) => setAccount(target.value)}
          />
          <Button
            busy={busy}
            aria-disabled={!isAccount || undefined}
            onClick={() => isAccount && void say({ answer: 'link', account: number })}
          >
            It is this account
          </Button>
        </div>
        <div className="filters">
          <TextField
            label="Ask again after"
            type="date"
            value={until}
            onChange={({ target }) => setUntil(target.value)}
          />
          <TextField label="Why" value={reason} onChange={({ target }) => setReason(target.value)} />
          <Button
            busy={busy}
            aria-disabled={until === '' || reason.trim() === '' || undefined}
            onClick={() =>
              until !== '' && reason.trim() !== '' && void say({ answer: 'hold', until, reason })
            }
          >
            Put off
          </Button>
        </div>
      </details>
    </>
  )
}
