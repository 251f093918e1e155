import type { Services } from '../app/services.ts'
import type { Customer } from '../domain/customer.ts'
import { type Notice, noticeOfRun } from '../domain/notice.ts'
import { type Instant, londonDate, londonTime } from '../domain/time.ts'
import { customers, organisations } from '../storage/organisations.ts'
import { select } from '../storage/records.ts'
import { claimDigest, lastDigest, noteDigest, noticesBetween, runsBetween } from '../storage/webhooks.ts'
import { digestOf } from './digest.ts'
import { type MailSettings, sendMail } from './mail.ts'

/** When the digest goes, to whom, and how much it tells. */
export interface DigestSettings extends MailSettings {
  /** The time of day in London from which on it is sent, as `HH:MM`. */
  at: string
  texts: boolean
}

/** How long a server has a digest in hand; after that it is tried again, by whichever server comes first. */
const LEASE = 10 * 60_000

const DAY = 86_400_000

/** Sends the digests that are due today and have not been sent. Throws where the mail server does not take one. */
export async function sendDigests(services: Services, settings: DigestSettings): Promise<number> {
  const now = services.clock()
  if (londonTime(now) < settings.at) return 0
  let sent = 0
  for (const customer of await select(services.storage.db, customers, {})) {
    if (await sendDigest(services, customer, settings, now)) sent += 1
  }
  return sent
}

async function sendDigest(
  { storage, writer }: Services,
  { id, name }: Customer,
  settings: DigestSettings,
  now: Instant,
): Promise<boolean> {
  const mail = { customer: id, day: londonDate(now) }
  const since = (await lastDigest(storage.db, id)) ?? now - DAY
  if (londonDate(since) === mail.day) return false
  const mine = await writer.run({
    organisations: [],
    work: ({ db }) => claimDigest(db, mail, now, now + LEASE),
  })
  if (mine !== true) return false
  const { notices, singleCalls } = await happened(storage.db, id, since, now)
  const digest = digestOf({ customer: name, day: mail.day, notices, singleCalls, texts: settings.texts })
  if (digest) await sendMail(settings, digest)
  await writer.run({ organisations: [], work: ({ db }) => noteDigest(db, mail, now) })
  return digest !== undefined
}

async function happened(
  db: Services['storage']['db'],
  customer: number,
  since: Instant,
  now: Instant,
): Promise<{ notices: Notice[]; singleCalls: number }> {
  const own = (await select(db, organisations, { customer })).map(({ id }) => id)
  const noted = await noticesBetween(db, customer, since, now)
  if (own.length === 0) return { notices: noted, singleCalls: 0 }
  const { runs, singleCalls } = await runsBetween(db, own, since, now)
  return { notices: [...noted, ...runs.map(run => noticeOfRun(customer, run))], singleCalls }
}
