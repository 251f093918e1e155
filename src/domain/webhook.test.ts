import { describe, expect, it } from 'vitest'
import { type Notice, noticeOfRun } from './notice.ts'
import type { Run } from './run.ts'
import { bodyOf, isWanted, type Webhook } from './webhook.ts'

const WEBHOOK: Webhook = {
  id: 1,
  customer: 7,
  url: 'https://mis.example.org/caseload',
  key: 'whsec_AAAA',
  kinds: null,
  organisations: null,
  singleCalls: false,
  texts: false,
  createdAt: 0,
  endedAt: null,
  reached: {},
}

const RUN: Run = {
  id: 40,
  organisation: 3,
  kind: 'transfer',
  actor: 2,
  operator: null,
  reason: 'Rhodri leaves',
  recordedAt: 0,
  undoes: null,
  first: 11,
  last: 50,
}

const held: Notice = {
  customer: 7,
  id: 'rows.held/abc',
  organisation: null,
  kind: 'rows.held',
  at: 0,
  facts: { held: 3 },
  texts: { files: 'sheet.xlsx' },
}

describe('what a webhook is told', () => {
  it('everything of its customer, and nothing of another', () => {
    expect(isWanted(WEBHOOK, held)).toBe(true)
    expect(isWanted({ ...WEBHOOK, customer: 8 }, held)).toBe(false)
  })

  it('only the kinds and organisations that were asked for', () => {
    const run = noticeOfRun(7, RUN)
    expect(isWanted({ ...WEBHOOK, kinds: ['rows.held'] }, run)).toBe(false)
    expect(isWanted({ ...WEBHOOK, organisations: [4] }, run)).toBe(false)
    expect(isWanted({ ...WEBHOOK, organisations: [3, 4] }, run)).toBe(true)
    expect(isWanted({ ...WEBHOOK, organisations: [4] }, held)).toBe(true)
  })

  it('single calls only on request', () => {
    const call = noticeOfRun(7, { ...RUN, kind: 'call', last: 11 })
    expect(isWanted(WEBHOOK, call)).toBe(false)
    expect(isWanted({ ...WEBHOOK, singleCalls: true }, call)).toBe(true)
  })

  it('nothing once it has ended', () => {
    expect(isWanted({ ...WEBHOOK, endedAt: 5 }, held)).toBe(false)
  })

  it('what people have written only where that is switched on', () => {
    const run = noticeOfRun(7, RUN)
    expect(JSON.parse(bodyOf(WEBHOOK, run))).toEqual({
      type: 'run.done',
      timestamp: '1970-01-01T00:00:00.000Z',
      data: {
        ...{ run: 40, organisation: 3, kind: 'transfer', actor: 2, undoes: null },
        ...{ changes: 40, first: 11, last: 50 },
      },
    })
    expect(JSON.parse(bodyOf({ texts: true }, run)).data).toMatchObject({ reason: 'Rhodri leaves' })
  })
})
