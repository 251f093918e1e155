import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  FAULTS,
  type Fault,
  type FaultName,
  type FaultOrder,
  type FaultReport,
  faultLedger,
  noFaults,
  readFaults,
} from '../src/http/practice.ts'
import { practiceSurface } from '../src/http/practice-surface.ts'
import { buildServer } from '../src/http/server.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient } from './onefile.ts'
import { type Stage, setStage } from './stage.ts'

const NORTHERN = { OrganisationID: cast.NORTH.id }

/** A stage whose server is for practice. */
interface Practising extends Stage {
  client: OnefileClient
  report(): Promise<FaultReport>
  injected(name: FaultName): Promise<number>
}

let open: Stage[] = []
afterEach(async () => {
  for (const stage of open) await stage.close()
  open = []
})

async function practise(faults: Partial<FaultOrder> = {}, seed = 1): Promise<Practising> {
  const stage = await setStage('sqlite', { inferredFields: false })
  await stage.server.close()
  const surface = practiceSurface({ seed, faults: { ...noFaults(), ...faults } })
  stage.server = buildServer(stage.services, { surface })
  open.push(stage)
  const report = async () => (await stage.server.inject('/practice/faults')).json() as FaultReport
  return {
    ...stage,
    client: onefileClient(stage, await stage.session()),
    report,
    injected: async name => (await report()).faults[name]!.injected,
  }
}

/** What a call ends with: its status, or that there was no reply. */
const outcomeOf = (call: Promise<{ status: number }>) =>
  call.then(
    ({ status }) => status,
    () => 'no reply',
  )

async function outcomes(client: OnefileClient, calls: number): Promise<(number | string)[]> {
  const ends: (number | string)[] = []
  for (let at = 0; at < calls; at += 1) ends.push(await outcomeOf(client.get('/Customer')))
  return ends
}

const rename = (client: OnefileClient, person: { id: number }, name: string) =>
  client.post(`/User/${person.id}`, { LastName: name })

async function lastNameOf({ storage }: Stage, { id }: { id: number }): Promise<string> {
  const row = await storage.db
    .selectFrom('users')
    .select('last_name as name')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.name
}

describe('a practice server without faults', () => {
  test('answers the calls of OneFile as the plain server does', async () => {
    const practice = await practise()
    const plain = await setStage('sqlite', { inferredFields: false })
    open.push(plain)
    expect(await smoke(practice.client)).toEqual(await smoke(onefileClient(plain, await plain.session())))
    expect(Object.values((await practice.report()).faults).every(({ injected }) => injected === 0)).toBe(true)
  })

  test('has no call of ours and no page of ours, but probes', async () => {
    const { server, session } = await practise()
    const headers = { 'x-tokenid': await session() }
    const paths = ['/api/caseload/v1/changes', '/docs', '/docs/problems', '/openapi.json']
    for (const url of paths) expect((await server.inject({ url, headers })).statusCode, url).toBe(404)
    expect((await server.inject('/health')).statusCode).toBe(200)
    expect((await server.inject({ method: 'PUT', url: '/api/v2.1/Customer' })).statusCode).toBe(405)
  })

  test('counts calls and sign-ins, and no probes', async () => {
    const { client, server, report } = await practise()
    await client.get('/Customer')
    await server.inject('/health')
    await server.inject({ method: 'POST', url: '/api/v2.1/Authentication' })
    expect(await report()).toMatchObject({ seed: 1, calls: 2, signIns: 1 })
  })
})

async function smoke(client: OnefileClient): Promise<unknown[]> {
  return [
    await client.get('/Customer'),
    await client.post('/User/Search/1/100', { Role: 1, ...NORTHERN }),
    await client.post(`/User/${cast.isolde.id}/Assign`, {
      LearnerID: cast.orlagh.id,
      Level: 3,
      StandardID: cast.BAKING.id,
    }),
    await client.post('/LearningAim/Search/1/50', { UserID: cast.orlagh.id }),
    await client.post(`/Standard/${cast.CARE.id}/Assign/${cast.caspian.id}`),
    await client.postForm('/Classroom', { OrganisationID: '11', Name: 'Summer' }),
    await client.get(`/User/${cast.NOBODY}`),
  ]
}

describe('faults of every call', () => {
  test('limit answers 429 with Retry-After, and limit-bare without', async () => {
    for (const [faults, header] of [
      [{ limit: 1, 'retry-after': 7 }, '7'],
      [{ 'limit-bare': 1 }, undefined],
    ] as const) {
      const { server, session } = await practise(faults)
      const answer = await server.inject({
        url: '/api/v2.1/Customer',
        headers: { 'x-tokenid': await session() },
      })
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, header])
      expect(answer.json()).toEqual({ code: -9002, message: expect.any(String) })
    }
  })

  test.each(['limit', 'limit-bare', 'error', 'timeout'] as const)(
    '%s does nothing and is counted',
    async name => {
      const practice = await practise({ [name]: 1, 'hold-ms': 1 })
      const end = await outcomeOf(rename(practice.client, cast.orlagh, 'Moss'))
      expect(end).toBe({ limit: 429, 'limit-bare': 429, error: 500, timeout: 'no reply' }[name])
      expect(await lastNameOf(practice, cast.orlagh)).toBe('Tarn')
      expect(await practice.injected(name)).toBe(1)
    },
  )

  test('a share is about as many calls as it says', async () => {
    const practice = await practise({ error: 0.2 })
    const ends = await outcomes(practice.client, 500)
    const failed = ends.filter(end => end === 500).length
    expect(failed).toBeGreaterThan(70)
    expect(failed).toBeLessThan(130)
    expect(await practice.injected('error')).toBe(failed)
  })

  test('the same seed makes the same faults, and another seed makes others', async () => {
    const faults = { limit: 0.1, error: 0.1, timeout: 0.1, 'hold-ms': 1 }
    const first = await outcomes((await practise(faults, 5)).client, 80)
    expect(await outcomes((await practise(faults, 5)).client, 80)).toEqual(first)
    expect(await outcomes((await practise(faults, 6)).client, 80)).not.toEqual(first)
    expect(new Set(first)).toEqual(new Set([200, 429, 500, 'no reply']))
  })

  test('a server that stops drops the connections that it holds', async () => {
    const { server, session, report } = await practise({ timeout: 1 })
    const address = await server.listen({ host: '127.0.0.1', port: 0 })
    const headers = { 'x-tokenid': await session() }
    const call = fetch(`${address}/api/v2.1/Customer`, { headers }).catch(() => 'no reply')
    while ((await report()).faults.timeout!.injected === 0) await new Promise(setImmediate)
    await server.close()
    expect(await call).toBe('no reply')
  })
})

describe('a reply that is lost', () => {
  test('belongs to a write that was made', async () => {
    const practice = await practise({ lost: 1 })
    expect(await outcomeOf(rename(practice.client, cast.orlagh, 'Moss'))).toBe('no reply')
    expect(await lastNameOf(practice, cast.orlagh)).toBe('Moss')
    expect(await practice.injected('lost')).toBe(1)
  })

  test('is lost over a real connection too', async () => {
    const practice = await practise({ lost: 1 })
    const address = await practice.server.listen({ host: '127.0.0.1', port: 0 })
    const headers = { 'x-tokenid': await practice.session(), 'content-type': 'application/json' }
    const body = JSON.stringify({ LastName: 'Moss' })
    const url = `${address}/api/v2.1/User/${cast.orlagh.id}`
    await expect(fetch(url, { method: 'POST', headers, body })).rejects.toThrow('fetch failed')
    expect(await lastNameOf(practice, cast.orlagh)).toBe('Moss')
  })

  test('is never that of a read, of a sign-in or of a refusal', async () => {
    const practice = await practise({ lost: 1 })
    expect(await outcomes(practice.client, 1)).toEqual([200])
    expect(await outcomeOf(rename(practice.client, { id: cast.NOBODY }, 'Moss'))).toBe(404)
    expect(await practice.injected('lost')).toBe(0)
  })
})

describe('a session that ends early', () => {
  test('takes as many calls as ordered, and then 401, while another session goes on', async () => {
    const practice = await practise({ 'session-calls': 3 })
    expect(await outcomes(practice.client, 5)).toEqual([200, 200, 200, 401, 401])
    expect(await outcomes(onefileClient(practice, await practice.session()), 1)).toEqual([200])
    expect(await practice.injected('session-calls')).toBe(2)
  })
})

describe('pages', () => {
  const learners = [cast.orlagh.id, cast.caspian.id]
  const everybody = [...cast.CAST].filter(one => !one.archived && one.organisation === cast.NORTH.id)
  const ids = everybody.map(one => one.id).sort((a, b) => a - b)
  const page = async (client: OnefileClient, number: number, size: number) => {
    const { body } = await client.post(`/User/Search/${number}/${size}`, NORTHERN)
    return ((body ?? []) as { ID: number }[]).map(row => row.ID)
  }

  test('are capped, and go on where the capped page ended', async () => {
    const practice = await practise({ 'page-cap': 4 })
    expect(await page(practice.client, 1, 200)).toEqual(ids.slice(0, 4))
    expect(await page(practice.client, 2, 200)).toEqual(ids.slice(4, 8))
    expect(await page(practice.client, 1, 2)).toEqual(learners)
    expect(await practice.injected('page-cap')).toBe(2)
  })

  test('are of the size that the server likes', async () => {
    const practice = await practise({ 'page-size': 4 })
    expect(await page(practice.client, 1, 200)).toEqual(ids.slice(0, 4))
    expect(await page(practice.client, 2, 1)).toEqual(ids.slice(4, 8))
    expect(await practice.injected('page-size')).toBe(2)
  })

  test('skip a row where one has gone, and only until the list is read anew', async () => {
    const practice = await practise({ 'row-gone': 1 })
    expect(await page(practice.client, 1, 4)).toEqual(ids.slice(0, 4))
    expect(await page(practice.client, 2, 4)).toEqual(ids.slice(5, 9))
    expect(await page(practice.client, 1, 4)).toEqual(ids.slice(0, 4))
    expect(await practice.injected('row-gone')).toBe(1)
  })

  test('repeat a row where one has come', async () => {
    const practice = await practise({ 'row-come': 1 })
    expect(await page(practice.client, 1, 4)).toEqual(ids.slice(0, 4))
    expect(await page(practice.client, 2, 4)).toEqual(ids.slice(3, 7))
    expect(await practice.injected('row-come')).toBe(1)
  })

  test('that are moved still end', async () => {
    const practice = await practise({ 'row-gone': 0.5, 'row-come': 0.5 })
    const lengths: number[] = []
    for (let number = 1; number <= ids.length + 5; number += 1) {
      lengths.push((await page(practice.client, number, 2)).length)
    }
    expect(lengths.at(-1)).toBe(0)
  })
})

describe('writes that are not what they seem', () => {
  test('a change of nothing but letter case is ignored, and the rest of the call is kept', async () => {
    const practice = await practise({ case: 1 })
    const changes = { FirstName: 'ORLAGH', LastName: 'Moss' }
    expect((await practice.client.post(`/User/${cast.orlagh.id}`, changes)).status).toBe(204)
    const { body } = await practice.client.get(`/User/${cast.orlagh.id}`)
    expect(body).toMatchObject({ FirstName: 'Orlagh', LastName: 'Moss' })
    expect(await practice.injected('case')).toBe(1)
  })

  test('a server that saves nothing answers 204, and 200 with the id of nobody', async () => {
    const practice = await practise({ unsaved: 1 })
    expect((await rename(practice.client, cast.orlagh, 'Moss')).status).toBe(204)
    expect(await lastNameOf(practice, cast.orlagh)).toBe('Tarn')
    const user = { ...NORTHERN, Role: 5, FirstName: 'Wilfred', LastName: 'Hale', Email: 'w@example.org' }
    const made = await practice.client.post('/User', user)
    expect(made).toEqual({ status: 200, body: { ID: 900_000_001, Username: expect.any(String) } })
    expect((await practice.client.get(`/User/${made.body.ID}`)).status).toBe(404)
    const aim = await practice.client.post(`/Standard/${cast.CARE.id}/Assign/${cast.caspian.id}`)
    expect(aim).toEqual({ status: 200, body: 900_000_002 })
    expect(await practice.injected('unsaved')).toBe(3)
  })

  test('a search of aims or unit summaries without UserID is refused where that is ordered', async () => {
    const practice = await practise({ 'user-demanded': 1 })
    for (const path of ['/LearningAim/Search', '/LearningAim/Search/1/50', '/UnitSummary/Search/1/50']) {
      const answer = await practice.client.post(path, NORTHERN)
      expect([answer.status, answer.body.message.slice(0, 7)], path).toEqual([400, 'UserID:'])
      expect((await practice.client.post(path, { UserID: cast.orlagh.id })).status, path).toBe(200)
    }
    expect((await practice.client.post('/User/Search/1/50', NORTHERN)).status).toBe(200)
    expect(await practice.injected('user-demanded')).toBe(3)
  })
})

describe('an order of faults', () => {
  test('is read from one line, and what it leaves out stays as it is', () => {
    const order = { ...noFaults(), limit: 0.05, 'page-cap': 50, 'hold-ms': 20 }
    expect(readFaults('limit=0.05, page-cap=50,hold-ms=20,')).toEqual(order)
    expect(readFaults('')).toEqual(noFaults())
  })

  test.each([
    ['limits=0.1', 'cannot use "limits=0.1"'],
    ['constructor=1', 'cannot use "constructor=1"'],
    ['limit', 'needs limit to be a share from 0 to 1'],
    ['limit=5', 'needs limit to be a share from 0 to 1'],
    ['limit=0.1=2', 'cannot use "limit=0.1=2"'],
    ['lost=-1', 'needs lost to be a share from 0 to 1'],
    ['page-cap=1.5', 'needs page-cap to be a whole number from 0 to 1000000'],
  ])('%s is refused with all that there is', (text, why) => {
    const read = readFaults(text)
    expect(read).toEqual({ why: expect.stringContaining(why) })
    for (const name of Object.keys(noFaults())) expect((read as { why: string }).why).toContain(name)
  })

  test('draws of one fault do not depend on the others', () => {
    const drawn = (order: Partial<FaultOrder>) => {
      const ledger = faultLedger({ seed: 3, faults: { ...noFaults(), ...order } })
      return Array.from({ length: 50 }, () => {
        ledger.drawn('error')
        return ledger.drawn('lost')
      })
    }
    expect(drawn({ lost: 0.3 })).toEqual(drawn({ lost: 0.3, error: 0.9 }))
  })
})

describe('docs/practice.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/practice.md'), 'utf8')

  test('lists every fault as the code has it', () => {
    const rows = Object.entries(FAULTS).map(([name, fault]) => rowOf(name, fault))
    const head = ['| Name | Takes | Without an order | What happens | For example |', '|---|---|---|---|---|']
    const listed = page.split('<!-- faults -->\n')[1]!.split('\n<!-- /faults -->')[0]!
    expect(listed).toBe([...head, ...rows].join('\n'))
  })

  test('orders only what can be ordered', () => {
    const orders = [...page.matchAll(/(?:--faults |\| `)((?:[a-z-]+=[\d.]+,?)+)/g)].map(found => found[1]!)
    expect(orders.length).toBeGreaterThan(9)
    for (const order of orders) expect(readFaults(order), order).toHaveProperty('limit')
  })
})

function rowOf(name: string, { takes, otherwise, about, example }: Fault): string {
  return `| \`${name}\` | ${takes === 'share' ? 'share' : 'number'} | ${otherwise} | ${about} | \`${name}=${example}\` |`
}

describe('caseload serve --practice', () => {
  test('fills an empty folder, and tells where it answers and with which token', {
    timeout: 120_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-practice-'))
    const { address, token, stop } = await startPractice(folder, ['--faults', 'page-cap=50', '--seed', '7'])
    try {
      const post = (path: string, headers: Record<string, string>) =>
        fetch(address + path, { method: 'POST', headers })
      const session = await (await post('/Authentication', { 'X-CustomerToken': token })).text()
      const answer = await post('/User/Search/1/200', { 'X-TokenID': session })
      const rows = (await answer.json()) as object[]
      expect(rows).toHaveLength(50)
      expect(Object.keys(rows[0]!)).not.toContain('DefaultAssessorID')
      const told = await fetch(new URL('/practice/faults', address))
      const { seed, faults } = (await told.json()) as FaultReport
      expect([seed, faults['page-cap']]).toEqual([7, { ordered: 50, injected: 1 }])
    } finally {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

/** Starts the command and reads what it prints. */
async function startPractice(folder: string, more: readonly string[]) {
  const main = join(import.meta.dirname, '../bin/caseload.js')
  const flags = ['serve', '--practice', '--data', folder, '--port', '0', '--log', 'silent', ...more]
  const child = execFile(process.execPath, [main, ...flags])
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  let printed = ''
  for await (const piece of child.stderr!) {
    printed += piece
    if (printed.includes('faults so far')) break
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const found = /answers at (\S+)\s+customer token\s+(\S+)/.exec(printed)
  if (!found) throw new Error(`The practice server did not start: ${printed}`)
  return { address: found[1]!, token: found[2]!, stop }
}
