import { nameOfText } from '../prepared.ts'
import { HeardClient } from './heard-client.ts'

/**
 * A connection on which a query that is built once (`prepared.ts`) is also read and planned once: it goes by a name, and
 * PostgreSQL keeps it under that.
 */
export class NamingClient extends HeardClient {
  // biome-ignore lint/suspicious/noExplicitAny: a driver's method of many forms, of which only that with a text is changed
  override query(text: any, ...rest: any[]): any {
    const name = typeof text === 'string' ? nameOfText(text) : undefined
    if (name === undefined) return super.query(text, ...(rest as []))
    const [values, ...more] = rest
    return super.query({ name, text, values }, ...(more as []))
  }
}
