import { Socket } from 'node:net'
import { Client, type ClientConfig } from 'pg'

/** A connection of which is known since when it waits for an answer, and that can be cut where none will come. */
export class HeardClient extends Client {
  readonly socket: Socket
  /** Since when something has been asked without a pause, on the clock of `performance`; nothing where nothing is. */
  waitingSince: number | undefined

  constructor(config: ClientConfig) {
    const socket = new Socket()
    super({ ...config, stream: () => socket })
    this.socket = socket
    this.on('drain', () => {
      this.waitingSince = undefined
    })
    // What breaks is told to whoever waits for an answer; an idle connection that breaks is opened anew when needed.
    this.on('error', () => {})
  }

  // biome-ignore lint/suspicious/noExplicitAny: a driver's method of many forms, none of which is changed
  override query(...asked: any[]): any {
    this.waitingSince ??= performance.now()
    return super.query(...(asked as [string]))
  }

  /** Ends it at once: whoever waits for an answer is told that it broke. */
  cut(): void {
    this.socket.destroy()
  }
}
