import { createTransport } from 'nodemailer'
import type { Digest } from './digest.ts'

/** Where mail goes and through what. */
export interface MailSettings {
  /** `smtp://` or `smtps://` with user and password where the server wants them. */
  smtp: string
  from: string
  to: readonly string[]
}

/** How long an SMTP server may keep us waiting, in milliseconds. */
const PATIENCE = 30_000

/** Sends a mail. Throws where the server does not take it. */
export async function sendMail({ smtp, from, to }: MailSettings, { subject, text }: Digest): Promise<void> {
  const transport = createTransport(smtp, { from })
  try {
    await Promise.race([transport.sendMail({ to: [...to], subject, text }), tooLong()])
  } finally {
    transport.close()
  }
}

function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The mail server has not answered in 30 seconds.')), PATIENCE).unref()
  })
}
