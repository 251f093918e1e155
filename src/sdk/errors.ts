/** What went wrong with a call. None of these ever holds a token or a session. */
export interface Trouble {
  /** Name of the call, such as `assignUser`. */
  call: string
  /** Stable: a problem code of the server where it gave one, else a word of the class. */
  code: string
  /** Status of the reply; nothing where there was none. */
  status?: number | undefined
  /** What was wrong and what to do; becomes the message. */
  sentence: string
  /** What lay beneath, such as the error of `fetch`. */
  cause?: unknown
}

/** A call that did not end well. Its class says what may be done next. */
export abstract class CallError extends Error {
  readonly call: string
  readonly code: string
  readonly status: number | undefined

  constructor({ call, code, status, sentence, cause }: Trouble) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.name = new.target.name
    this.call = call
    this.code = code
    this.status = status
  }
}

/** What a refusal tells beside its code and sentence. */
export interface Refused extends Trouble {
  /** The `code` of OneFile's error body. Numbers nobody has documented must not be branched on. */
  number?: number | undefined
  /** The field it is about, as the wire spells it. */
  field?: string | undefined
  /** Things to choose from, such as the standards that hold a unit. */
  candidates?: readonly (number | string)[] | undefined
  /** The whole problem document of our API, such as with the outcome of every change. */
  details?: Readonly<Record<string, unknown>> | undefined
}

/**
 * The server understood the call and refused it (a status of 400 to 499), or the input cannot be sent (no status).
 * Nothing was done, and the same call will be refused again.
 */
export class RefusedError extends CallError {
  readonly number: number | undefined
  readonly field: string | undefined
  readonly candidates: readonly (number | string)[]
  readonly details: Readonly<Record<string, unknown>>

  constructor(refused: Refused) {
    super(refused)
    this.number = refused.number
    this.field = refused.field
    this.candidates = refused.candidates ?? []
    this.details = refused.details ?? {}
  }
}

/** The token is not good, or a session was refused right after signing in. Nothing was done. */
export class UnauthorizedError extends RefusedError {}

/** The server asks for a longer wait than allowed, or asked again and again. Nothing was done. */
export class LimitError extends CallError {
  /** Seconds to wait before the next call. */
  readonly retryAfter: number

  constructor(trouble: Trouble & { retryAfter: number }) {
    super(trouble)
    this.retryAfter = trouble.retryAfter
  }
}

/**
 * The server could not be reached or failed, and went on doing so. The call is safe to send again later: it either
 * does nothing more the second time, or never reached the server.
 */
export class UnavailableError extends CallError {}

/**
 * Nobody knows whether the call was done: its reply was lost, or the server failed, and doing it twice would do it
 * double. Look at the server before sending it again.
 */
export class UnknownOutcomeError extends CallError {}

/** The server says that it did the call, with a reply that cannot be understood. */
export class UnexpectedAnswerError extends CallError {}

/** The rows of a list kept shifting while it was read, pass after pass: some may be missing. */
export class UnsettledReadError extends CallError {}

/** The caller's signal stopped the call. */
export class AbortedError extends CallError {
  /** Whether a request was under way, so that it may have been done all the same. */
  readonly sent: boolean

  constructor(trouble: Pick<Trouble, 'call' | 'cause'> & { sent: boolean }) {
    const { call, cause, sent } = trouble
    const more = sent
      ? 'a request was under way and may have been done all the same.'
      : 'no request was under way.'
    super({ call, cause, code: 'aborted', sentence: `${call} was stopped by its caller; ${more}` })
    this.sent = sent
  }
}
