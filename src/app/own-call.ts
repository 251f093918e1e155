/** A call that the server makes of itself, without a socket. */
export interface OwnCall {
  method: string
  /** With its query. */
  path: string
  headers: Record<string, string>
  body?: string
}

/** What came of it. */
export interface OwnReply {
  status: number
  /** The headers, by their names in lower case. */
  told: Record<string, string>
  text: string
}
