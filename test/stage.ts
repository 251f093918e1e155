import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { inject } from 'vitest'
import { createAccess } from '../src/app/access.ts'
import { createBell } from '../src/app/bell.ts'
import { lentSessions } from '../src/app/lent-sessions.ts'
import { createLimiter, slidingCount } from '../src/app/limiter.ts'
import { createPasswordHasher } from '../src/app/password-hash.ts'
import type { Behaviour, Services } from '../src/app/services.ts'
import { PRESETS, type Scope } from '../src/domain/scope.ts'
import type { User } from '../src/domain/user.ts'
import { buildServer } from '../src/http/server.ts'
import type { Storage } from '../src/storage/database.ts'
import { addRecords, continueAfter, ENTITIES, type EntityName } from '../src/storage/entities.ts'
import type { EngineName } from '../src/storage/open.ts'
import { openStorage } from '../src/storage/open.ts'
import { createWriter } from '../src/writer/writer.ts'
import * as cast from './cast.ts'
import { CAST, type Member, NOW } from './cast.ts'
import { createDatabase } from './postgres.ts'

/** What a hash of a password costs where many are made: next to nothing. */
const QUICK = { memory: 64, passes: 1, lanes: 1 }

/** Both engines, for suites that loop. */
export const ENGINES: readonly EngineName[] = ['sqlite', 'postgres']

/** A running Caseload with the cast in it, without a port. */
export interface Stage {
  services: Services
  server: FastifyInstance
  storage: Storage
  /** Where the database is: a file, or a PostgreSQL URL. */
  address: string
  /** The hands of the clock. */
  time: { now: number }
  /** A session of a token with these scopes, limited to these organisations if wanted. */
  session(scopes?: readonly Scope[], organisations?: readonly number[]): Promise<string>
  close(): Promise<void>
}

/** Sets the stage: a fresh database of the engine, the cast, and a server. */
export async function setStage(engine: EngineName, behaviour: Partial<Behaviour> = {}): Promise<Stage> {
  const { address, remove } = await freshAddress(engine)
  const time = { now: NOW }
  const storage = await openStorage(address, time.now)
  const services = servicesOn(storage, time, behaviour)
  await loadCast(services)
  const server = buildServer(services)
  return {
    services,
    server,
    storage,
    address,
    time,
    session: (scopes = PRESETS.all, organisations) => openSession(services, scopes, organisations),
    close: async () => {
      await server.close()
      await services.writer.close()
      await storage.close()
      remove()
    },
  }
}

let databases = 0

/** Where a fresh database of the engine can be opened, and what removes it. */
export async function freshAddress(engine: EngineName): Promise<{ address: string; remove(): void }> {
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-test-'))
    return {
      address: join(folder, 'caseload.db'),
      remove: () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  databases += 1
  const name = `stage_${process.pid}_${databases}_${Math.trunc(performance.now())}`
  return { address: await createDatabase(inject('postgresUrl'), name), remove: () => {} }
}

/** The services of a server on a storage, with a clock that the test moves. */
export function servicesOn(
  storage: Storage,
  time: { now: number },
  behaviour: Partial<Behaviour> = {},
): Services {
  const clock = () => time.now
  const writer = createWriter(storage, clock)
  const access = createAccess({ storage, writer, clock, elapsed: clock })
  const limiter = createLimiter(clock)
  return {
    storage,
    writer,
    access,
    limiter,
    failedSignIns: slidingCount(clock),
    lent: lentSessions(),
    importsWanted: createBell(),
    failedPasswords: slidingCount(clock),
    personCalls: slidingCount(clock),
    passwords: createPasswordHasher(QUICK),
    site: { address: 'http://localhost:80' },
    openid: undefined,
    clock,
    behaviour: { inferredFields: true, strictPeople: false, ...behaviour },
  }
}

/** Opens a session of a new token with these scopes, limited to these organisations if wanted. */
export async function openSession(
  services: Services,
  scopes: readonly Scope[],
  organisations?: readonly number[],
) {
  const made = await services.access.createToken({
    customer: cast.CUSTOMER.id,
    name: 'test',
    scopes,
    organisations: organisations ?? null,
    callLimit: 1_000_000,
  })
  if (!('secret' in made)) throw new Error(made.sentence)
  const session = await services.access.openSession(made.token)
  if (typeof session !== 'string') throw new Error(session.sentence)
  return session
}

/** Puts the cast into the database, with no assignments. */
export async function loadCast(services: Services): Promise<void> {
  await services.writer.run({
    organisations: [],
    work: async tx => {
      for (const [name, objects] of Object.entries(castRecords()) as [EntityName, object[]][]) {
        await addRecords(tx.db, name, objects)
        const kept: { entity: object; counter?: string } = ENTITIES[name]
        const largest = Math.max(...objects.map(object => Number((object as { id?: number }).id ?? 0)))
        if (kept.counter) await continueAfter(tx.db, kept.counter, largest)
      }
    },
  })
}

function castRecords() {
  const customer = cast.CUSTOMER.id
  return {
    customer: [cast.CUSTOMER],
    organisation: cast.ORGANISATIONS.map(one => ({
      ...one,
      customer,
      keychainForNewUsers: false,
      keychainEmailSuppressed: true,
      timeZone: null,
    })),
    learnerStatus: [{ id: 41, organisation: cast.NORTH.id, name: 'On programme' }],
    aimStatus: [{ id: 46, organisation: cast.NORTH.id, name: 'In progress' }],
    placement: cast.PLACEMENTS.map(one => ({ ...one, misId: null, active: true })),
    classroom: cast.CLASSROOMS.map(one => ({ ...one, misId: null })),
    provider: cast.PROVIDERS.map(one => ({ ...one, misId: null })),
    standard: cast.STANDARDS.map(one => ({ ...one, customer, organisations: null })),
    unit: cast.UNITS.map(one => ({ ...one, customer, ndaqCode: null, display: null, organisations: null })),
    template: [cast.BAKING_YEAR],
    user: CAST.map(userOf),
    aim: cast.AIMS.map(({ id, learner, standard }) => ({
      organisation: organisationOf(learner),
      id,
      learner,
      standard,
      status: 0,
      progress: 0,
      startDate: '2025-09-01',
      plannedEnd: '2026-08-31',
      registrationNumber: null,
      registrationDate: null,
      certificateAppliedDate: null,
      certificateReceivedDate: null,
      achievedDate: null,
    })),
    unitSummary: cast.SUMMARIES.map(({ id, learner, aim, standard, unit }) => ({
      organisation: organisationOf(learner),
      id,
      learner,
      aim,
      standard,
      unit,
      startDate: null,
      plannedEnd: null,
      weighting: null,
      progress: 0,
      signedOffOn: null,
    })),
    visit: [cast.orlaghVisit],
    review: cast.REVIEWS,
    plan: [cast.orlaghPlan],
    timesheetEntry: [cast.orlaghWorkshop],
  }
}

function organisationOf(id: number): number {
  return CAST.find(one => one.id === id)!.organisation
}

function userOf(one: Member): User {
  const { id, organisation, kind, firstName, lastName, email, misId, placement, classroom, link } = one
  return {
    id,
    organisation,
    kind,
    username: `${firstName.charAt(0)}${lastName}`.toUpperCase(),
    firstName,
    lastName,
    email,
    misId,
    uln: null,
    placement,
    classroom,
    provider: null,
    learnerStatus: null,
    createdOn: cast.day('2025-08-01'),
    dateOfBirth: null,
    startOn: kind === 'learner' ? '2025-09-01' : null,
    plannedEndDate: null,
    progress: null,
    lastModified: cast.day('2025-08-01'),
    archivedAt: one.archived ? cast.day('2026-02-01') : null,
    deleteRequestedAt: null,
    link,
    caseloadTarget: null,
    erasedAt: null,
  }
}
