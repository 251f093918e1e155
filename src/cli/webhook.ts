import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { counted } from '../domain/counted.ts'
import { NOTICE_KINDS, type NoticeKind } from '../domain/notice.ts'
import { type Config, readConfig } from './config.ts'
import { give } from './control.ts'
import { DATA_OPTIONS, withOptions } from './options.ts'
import { columns, print, tell } from './output.ts'

interface WebhookFlags {
  customer?: string
  events?: string
  organisations?: string
  singleCalls?: boolean
  texts?: boolean
  json?: boolean
  message?: string
  from?: string
  [flag: string]: string | boolean | undefined
}

export function registerWebhook(program: Command): void {
  const webhook = program.command('webhook').description('Have other systems told what happens.')
  registerAdd(webhook)
  registerList(webhook)
  registerRemove(webhook)
  registerTest(webhook)
  registerFailed(webhook)
  registerRetry(webhook)
  registerReplay(webhook)
}

const ID = ['<id>', 'number of the webhook, as the list shows it'] as const

/** A command about webhooks, with the flags that all of them take. */
function under(webhook: Command, name: string): Command {
  return withOptions(webhook.command(name), DATA_OPTIONS)
    .option('--customer <id>', 'whose webhooks are meant (the only customer)')
    .option('--json', 'print JSON')
}

function registerAdd(webhook: Command): void {
  under(webhook, 'add')
    .argument('<url>', 'the address; https://, or http:// on this machine')
    .description('Tell an address what happens from now on. Its secret is shown once, on standard output.')
    .option('--events <list>', `what it is told of, with commas: ${NOTICE_KINDS.join(', ')} (all)`)
    .option('--organisations <ids>', 'organisations it is told of, with commas (all)')
    .option('--single-calls', 'tell of runs of a single call too')
    .option('--texts', 'tell what people have written, too: reasons, names of files')
    .addHelpText(
      'after',
      '\nExample:\n  caseload webhook add https://mis.example.org/caseload --events run.done,rows.held',
    )
    .action(add)
}

async function add(url: string, flags: WebhookFlags): Promise<void> {
  const made = await give(configOf(flags), 'webhook.add', {
    ...ownerOf(flags),
    url,
    ...(flags.events !== undefined && { kinds: flags.events.split(',').map(one => kindOf(one.trim())) }),
    ...(flags.organisations !== undefined && {
      organisations: flags.organisations.split(',').map(one => numberOf(one, '--organisations')),
    }),
    singleCalls: flags.singleCalls === true,
    texts: flags.texts === true,
  })
  print(made, flags.json, [made.secret])
  tell(`Webhook ${made.id} is told what happens from now on. Its secret is not shown again.`)
  tell(`Try it with: caseload webhook test ${made.id}`)
}

function kindOf(text: string): NoticeKind {
  const kind = NOTICE_KINDS.find(one => one === text)
  if (kind !== undefined) return kind
  throw new Error(`--events takes these, with commas: ${NOTICE_KINDS.join(', ')}.`)
}

function registerList(webhook: Command): void {
  under(webhook, 'list')
    .description('List webhooks, without their secrets.')
    .addHelpText('after', '\nExample:\n  caseload webhook list')
    .action(list)
}

async function list(flags: WebhookFlags): Promise<void> {
  const { webhooks } = await give(configOf(flags), 'webhook.list', ownerOf(flags))
  const rows = webhooks.map(one => [
    String(one.id),
    one.url,
    one.kinds?.join(',') ?? 'all',
    one.organisations?.join(',') ?? 'all',
    one.endedAt === null ? 'told' : `ended ${one.endedAt.slice(0, 10)}`,
  ])
  const head = ['ID', 'ADDRESS', 'EVENTS', 'ORGANISATIONS', 'STATE']
  print(webhooks, flags.json, rows.length > 0 ? columns([head, ...rows]) : [])
  if (rows.length === 0) tell('There are no webhooks; make one with "caseload webhook add".')
}

function registerRemove(webhook: Command): void {
  under(webhook, 'remove')
    .argument(...ID)
    .description('Tell an address nothing more, and drop what was still to be sent.')
    .addHelpText('after', '\nExample:\n  caseload webhook remove 1')
    .action(remove)
}

async function remove(id: string, flags: WebhookFlags): Promise<void> {
  const webhook = numberOf(id, 'The number of the webhook')
  print(await give(configOf(flags), 'webhook.remove', { ...ownerOf(flags), webhook }), flags.json, [])
  tell(`Webhook ${webhook} is gone.`)
}

function registerTest(webhook: Command): void {
  under(webhook, 'test')
    .argument(...ID)
    .description('Send a message that tells of nothing, and say what was answered.')
    .addHelpText('after', '\nExample:\n  caseload webhook test 1')
    .action(test)
}

/** How long the first attempt is waited for, in looks of a quarter of a second. */
const LOOKS = 80

async function test(id: string, flags: WebhookFlags): Promise<void> {
  const config = configOf(flags)
  const owner = { ...ownerOf(flags), webhook: numberOf(id, 'The number of the webhook') }
  const { message } = await give(config, 'webhook.test', owner)
  for (let look = 0; look < LOOKS; look += 1) {
    await setTimeout(250)
    const found = await give(config, 'webhook.message', { ...owner, message })
    if (found.attempts === 0) continue
    print(found, flags.json, [])
    if (found.state !== 'delivered')
      throw new Error(`The address did not take the message: ${found.lastResult}.`)
    tell(`The address has taken the message (${found.lastResult}).`)
    return
  }
  throw new Error(
    'The message waits: messages are sent by the running server, so start it with "caseload serve".',
  )
}

function registerFailed(webhook: Command): void {
  under(webhook, 'failed')
    .argument(...ID)
    .description('List messages that were given up.')
    .addHelpText('after', '\nExample:\n  caseload webhook failed 1')
    .action(failed)
}

async function failed(id: string, flags: WebhookFlags): Promise<void> {
  const webhook = numberOf(id, 'The number of the webhook')
  const { messages } = await give(configOf(flags), 'webhook.failed', { ...ownerOf(flags), webhook })
  const rows = messages.map(one => [
    one.id,
    one.madeAt.slice(0, 16),
    String(one.attempts),
    one.lastResult ?? '',
  ])
  print(
    messages,
    flags.json,
    rows.length > 0 ? columns([['MESSAGE', 'MADE', 'ATTEMPTS', 'LAST RESULT'], ...rows]) : [],
  )
  tell(
    rows.length === 0
      ? 'No message was given up.'
      : `Send them again with: caseload webhook retry ${webhook}`,
  )
}

function registerRetry(webhook: Command): void {
  under(webhook, 'retry')
    .argument(...ID)
    .description('Send messages again that were given up. A webhook that has ended begins again.')
    .option('--message <id>', 'only this one (all)')
    .addHelpText('after', '\nExample:\n  caseload webhook retry 1')
    .action(retry)
}

async function retry(id: string, { message, ...flags }: WebhookFlags): Promise<void> {
  const webhook = numberOf(id, 'The number of the webhook')
  const asked = { ...ownerOf(flags), webhook, ...(message !== undefined && { message }) }
  const answer = await give(configOf(flags), 'webhook.retry', asked)
  print(answer, flags.json, [])
  tell(`${counted(answer.messages, 'message')} will be sent again.`)
}

function registerReplay(webhook: Command): void {
  under(webhook, 'replay')
    .argument(...ID)
    .description('Tell an address once more of every run, from the first or from a place in the feed.')
    .option('--from <cursor>', 'where to begin: "next" as GET /changes gave it (the first run)')
    .addHelpText('after', '\nExample:\n  caseload webhook replay 1')
    .action(replay)
}

async function replay(id: string, { from, ...flags }: WebhookFlags): Promise<void> {
  const webhook = numberOf(id, 'The number of the webhook')
  const asked = { ...ownerOf(flags), webhook, ...(from !== undefined && { cursor: from }) }
  print(await give(configOf(flags), 'webhook.replay', asked), flags.json, [])
  tell(`Webhook ${webhook} is told of those runs once more, with the same message ids.`)
}

function configOf(flags: WebhookFlags): Config {
  return readConfig(flags, process.env)
}

function ownerOf({ customer }: WebhookFlags): { customer?: number } {
  return customer === undefined ? {} : { customer: numberOf(customer, '--customer') }
}

function numberOf(text: string, what: string): number {
  if (/^\s*[1-9]\d{0,14}\s*$/.test(text)) return Number(text)
  throw new Error(`${what} must be a whole number above 0.`)
}
