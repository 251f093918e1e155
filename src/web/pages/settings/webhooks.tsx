import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { NOTICE_KINDS, type NoticeKind } from '../../../domain/notice.ts'
import type { Webhook } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField, Tick } from '../../ui/field.tsx'
import { Empty, ErrorNotice, sentenceOf } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { counted } from '../../ui/words.ts'
import { SettingsPage } from './settings.tsx'
import './settings.css'
import { ShownOnce } from './shown-once.tsx'

const WEBHOOKS = ['webhooks']
const FAILED = ['webhook-failed']

const KIND_TITLES: Readonly<Record<NoticeKind, string>> = {
  'run.done': 'Changes were made',
  'rows.held': 'Rows of a file are held',
  'removals.waiting': 'Removals wait for an approval',
  'planned.waiting': 'Planned changes could not be carried out',
}

/** Other systems that are told what happens. */
export function WebhookSettings() {
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string>()
  const may = useMay('admin')
  const query = useQuery({ queryKey: WEBHOOKS, queryFn: () => client.listWebhooks({}), enabled: may })
  const webhooks = query.data?.webhooks ?? []
  return (
    <SettingsPage title="Webhooks" lead="Other systems that are told what happens, within seconds.">
      <div className="actions">
        <Button look="primary" aria-haspopup="dialog" onClick={() => setAdding(true)}>
          Add a webhook
        </Button>
      </div>
      {query.isPending && <Reading what="Loading webhooks" />}
      {query.error && (
        <ErrorNotice
          what="The webhooks could not be read"
          error={query.error}
          retry={() => query.refetch()}
        />
      )}
      {query.data && webhooks.length === 0 && (
        <Empty title="There are no webhooks.">
          <p>
            Add the address of a system that should be told, such as your MIS or a chat channel’s gateway.
          </p>
        </Empty>
      )}
      {webhooks.length > 0 && (
        <DataTable caption="Webhooks" rows={webhooks} columns={COLUMNS} keyOf={({ id }) => id} />
      )}
      {adding && <AddDialog onAdded={setSecret} onClose={() => setAdding(false)} />}
      {secret !== undefined && (
        <ShownOnce
          title="The secret of the webhook"
          about="Messages are signed with it, so that the other system can tell that they are from here."
          secret={secret}
          onClose={() => setSecret(undefined)}
        />
      )}
    </SettingsPage>
  )
}

const COLUMNS: readonly Column<Webhook>[] = [
  {
    id: 'url',
    header: 'Address',
    names: true,
    cell: ({ url, endedAt }) => (
      <>
        {url} {endedAt !== null && <Tag tone="bad">ended: the address said 410</Tag>}
      </>
    ),
  },
  {
    id: 'kinds',
    header: 'Told of',
    cell: ({ kinds }) => kinds?.map(kind => KIND_TITLES[kind]).join(', ') ?? 'Everything',
  },
  { id: 'failed', header: 'Given up', cell: webhook => <Failed webhook={webhook} /> },
  { id: 'actions', header: 'Actions', cell: webhook => <Actions webhook={webhook} /> },
]

/** How many messages were given up, with the way to send them again. */
function Failed({ webhook: { id, url } }: { webhook: Webhook }) {
  const { data } = useQuery({
    queryKey: [...FAILED, id],
    queryFn: () => client.listFailedMessages({ webhook: id }),
  })
  const retry = useMutation({
    mutationFn: () => client.retryMessages({ webhook: id }),
    onSuccess: async ({ messages }) => {
      await queryClient.invalidateQueries({ queryKey: FAILED })
      notify(`${counted(messages, 'message')} will be sent again.`)
    },
    onError: error => notify(sentenceOf(error), 'error'),
  })
  const count = data?.messages.length ?? 0
  if (count === 0) return <>{data ? 'None' : ''}</>
  return (
    <>
      {counted(count, 'message')}{' '}
      <Button
        look="plain"
        aria-label={`Send messages to ${url} again`}
        busy={retry.isPending}
        onClick={() => retry.mutate()}
      >
        Send again
      </Button>
    </>
  )
}

function Actions({ webhook: { id, url } }: { webhook: Webhook }) {
  const test = useMutation({
    mutationFn: () => client.testWebhook({ webhook: id }),
    onSuccess: () => notify(`A message is on its way to ${url}.`),
    onError: error => notify(sentenceOf(error), 'error'),
  })
  const remove = useMutation({
    mutationFn: () => client.removeWebhook({ webhook: id }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: WEBHOOKS })
      notify(`${url} is told nothing more.`)
    },
    onError: error => notify(sentenceOf(error), 'error'),
  })
  return (
    <div className="actions">
      <Button aria-label={`Test ${url}`} busy={test.isPending} onClick={() => test.mutate()}>
        Test
      </Button>
      <Button
        look="danger"
        aria-label={`Remove ${url}`}
        busy={remove.isPending}
        onClick={() => remove.mutate()}
      >
        Remove
      </Button>
    </div>
  )
}

function AddDialog({ onAdded, onClose }: { onAdded: (secret: string) => void; onClose: () => void }) {
  const [url, setUrl] = useState('')
  const [kinds, setKinds] = useState<readonly NoticeKind[]>(NOTICE_KINDS)
  const [texts, setTexts] = useState(false)
  const add = useMutation({
    mutationFn: () => client.addWebhook({ url: url.trim(), kinds, texts }),
    onSuccess: async ({ secret }) => {
      await queryClient.invalidateQueries({ queryKey: WEBHOOKS })
      onAdded(secret)
      onClose()
    },
  })
  return (
    <Dialog title="Add a webhook" onClose={onClose}>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          add.mutate()
        }}
      >
        <TextField
          label="Address"
          hint="It begins with https://"
          required
          value={url}
          onChange={({ target }) => setUrl(target.value)}
        />
        <fieldset className="plain">
          <legend>What it is told of</legend>
          {NOTICE_KINDS.map(kind => (
            <Tick
              key={kind}
              label={KIND_TITLES[kind]}
              checked={kinds.includes(kind)}
              onChange={({ target }) =>
                setKinds(target.checked ? [...kinds, kind] : kinds.filter(one => one !== kind))
              }
            />
          ))}
        </fieldset>
        <Tick
          label="Also what people have written, such as reasons; they may name somebody"
          checked={texts}
          onChange={({ target }) => setTexts(target.checked)}
        />
        {add.error && <ErrorNotice what="No webhook was added" error={add.error} />}
        <div className="actions">
          <Button look="primary" type="submit" busy={add.isPending}>
            Add it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
