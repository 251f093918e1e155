import { readLimits, replaceLimits } from '../../app/removal-limits.ts'
import { appendToStream, deleteStream, listStreams, readStream } from '../../app/streams.ts'
import type { removalLimitCalls } from '../../contract/caseload/removal-limits.ts'
import type { sync } from '../../contract/caseload/sync.ts'
import type { Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

export const syncHandlers: Handlers<typeof sync> = {
  listStreams: async (asked, { services, caller }) =>
    paged('streams', await listStreams(services, caller, asked)),
  readStream: (asked, { services, caller }) => readStream(services, caller, asked),
  appendToStream: (asked, { services, caller }) => appendToStream(services, caller, asked),
  deleteStream: ({ stream }, { services, caller }) => deleteStream(services, caller, stream),
}

export const removalLimitHandlers: Handlers<typeof removalLimitCalls> = {
  readRemovalLimits: (_input, { services, caller }) => readLimits(services, caller.customer),
  replaceRemovalLimits: (limits, { services, caller }) => replaceLimits(services, caller, limits),
}
