import { certain } from '../domain/certain.ts'
import type { CoverCode } from '../domain/cover.ts'
import type { Organisation } from '../domain/customer.ts'
import type { Id } from '../domain/id.ts'
import { LEVELS } from '../domain/level.ts'
import type { NamedPerson } from '../domain/person.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Role } from '../domain/role.ts'
import { NO_SUBJECT, targetKey } from '../domain/target.ts'
import type { WorkbookList, WorkbookNote } from '../domain/workbook-note.ts'
import type { AmissRow, HeldRow, KnownInWorkbook, ListRows, StaffRow } from '../domain/workbook-rows.ts'
import { dateIn, USUAL_ZONE } from '../domain/zone.ts'
import type { Storage } from '../storage/database.ts'
import { add } from '../storage/entities.ts'
import { organisations } from '../storage/organisations.ts'
import { select } from '../storage/records.ts'
import { numbered } from '../storage/sequence.ts'
import type { WithName } from './actors.ts'
import { listCaseloads, listUserCaseload } from './caseload.ts'
import { listCoverage } from './coverage.ts'
import type { Page, PageAsked } from './cursor.ts'
import { type NotesAsked, notesPage } from './notes-page.ts'
import { listBeside } from './search.ts'
import type { Caller, Services } from './services.ts'

/** Which list is to be a workbook, and what it is narrowed to. */
export interface WorkbookAsked {
  list: WorkbookList
  user?: Id | undefined
  organisation?: Id | undefined
  role?: Role | undefined
  placement?: Id | undefined
  classroom?: Id | undefined
  name?: string | undefined
  finding?: CoverCode | undefined
}

/** What narrows each list down. */
const NARROWED_BY: Readonly<Record<WorkbookList, readonly (keyof WorkbookAsked)[]>> = {
  caseloads: ['organisation', 'role', 'placement', 'classroom', 'name'],
  caseload: ['user'],
  coverage: ['organisation', 'finding'],
}

/** A list with the organisations that it is about. */
export type ListFound = ListRows & { organisations: readonly Id[] }

/** The rows of a list, read some at a time as they are taken; or why there is none. */
export function readListRows(
  services: Services,
  caller: Caller,
  asked: WorkbookAsked,
): Promise<ListFound | Problem> {
  const strange = (Object.keys(asked) as (keyof WorkbookAsked)[]).find(
    name => name !== 'list' && asked[name] !== undefined && !NARROWED_BY[asked.list].includes(name),
  )
  if (strange !== undefined) return Promise.resolve(notNarrowedBy(asked.list, strange))
  switch (asked.list) {
    case 'caseloads':
      return staffList(services, caller, asked)
    case 'caseload':
      return heldList(services, caller, asked.user)
    case 'coverage':
      return amissList(services, caller, asked)
  }
}

function notNarrowedBy(list: WorkbookList, field: keyof WorkbookAsked): Problem {
  const sentence = `The list "${list}" is not narrowed by "${field}"; leave it out. What narrows it: ${NARROWED_BY[list].join(', ')}.`
  return problem('field-invalid', sentence, field)
}

/** Rows that are read at a time. */
const PIECE = 200

async function staffList(
  services: Services,
  caller: Caller,
  { list: _, ...asked }: WorkbookAsked,
): Promise<ListFound | Problem> {
  const names = await Names.of(services, caller)
  const pages = await pagesOf(place => listCaseloads(services, caller, { ...asked, ...place }))
  if (isProblem(pages)) return pages
  const rows = async (page: PieceOf<typeof pages>): Promise<StaffRow[]> => {
    const known = await names.known(page.map(one => one.user))
    return page.map(({ user, target, learners, archivedLearners, slots }) => ({
      ...certain(known.get(user.id)),
      ...{ target, learners, archivedLearners, slots },
    }))
  }
  return { list: 'caseloads', pieces: mapped(pages, rows), organisations: covered(caller, asked) }
}

async function heldList(
  services: Services,
  caller: Caller,
  user: Id | undefined,
): Promise<ListFound | Problem> {
  if (user === undefined)
    return problem('field-missing', 'Say whose caseload: send the number of the person.', 'user')
  const names = await Names.of(services, caller)
  let person: NamedPerson | undefined
  const pages = await pagesOf(async place => {
    const page = await listUserCaseload(services, caller, { user, ...place })
    if (isProblem(page)) return page
    person ??= page.user
    return { rows: page.held, next: page.next }
  })
  if (isProblem(pages)) return pages
  const rows = async (page: PieceOf<typeof pages>): Promise<HeldRow[]> => {
    const known = await names.known(page.map(one => one.learner))
    return page.flatMap(({ learner, ...held }) =>
      LEVELS.flatMap(level =>
        held[level].map(({ role, standard, unit, since }) => ({
          ...certain(known.get(learner.id)),
          ...{ level, role, standard, unit, since: names.day(learner.organisation, since) },
        })),
      ),
    )
  }
  const about = certain(person)
  return {
    ...{ list: 'caseload', person: about, pieces: mapped(pages, rows) },
    organisations: [about.organisation],
  }
}

async function amissList(
  services: Services,
  caller: Caller,
  { organisation, finding }: WorkbookAsked,
): Promise<ListFound | Problem> {
  const { storage } = services
  const names = await Names.of(services, caller)
  const pages = await pagesOf(place => listCoverage(services, caller, { organisation, finding, ...place }))
  if (isProblem(pages)) return pages
  const rows = async (page: PieceOf<typeof pages>): Promise<AmissRow[]> => {
    const known = await names.known(page.map(one => one.learner))
    const amiss = page.flatMap(({ learner, findings }) => findings.map(one => ({ learner, ...one })))
    const slots = amiss.flatMap(({ slot }) => slot ?? [])
    const subjects = await storage.read('subjectsOf', { organisations: [...caller.sees], slots })
    const ids = slots.flatMap(({ person }) => person ?? [])
    const people = await storage.read('peopleById', { organisations: [...caller.sees], ids })
    const titles = new Map(people.map(one => [one.id, `${one.firstName} ${one.lastName}`.trim()]))
    return amiss.map(({ learner, code, sentence, slot }) => ({
      ...certain(known.get(learner.id)),
      ...{ code, sentence, level: slot?.level ?? null, role: slot?.role ?? null },
      ...((slot && subjects.get(targetKey(slot))) ?? NO_SUBJECT),
      person: slot?.person == null ? '' : (titles.get(slot.person) ?? `User ${slot.person}`),
    }))
  }
  return { list: 'coverage', pieces: mapped(pages, rows), organisations: covered(caller, { organisation }) }
}

/** What the caller sees of an organisation, or of all. The list was read already, so that the one named is among them. */
function covered(caller: Caller, { organisation }: { organisation?: Id | undefined }): readonly Id[] {
  return organisation === undefined ? [...caller.sees] : [organisation]
}

type PieceOf<Pages> = Pages extends AsyncIterable<infer Piece> ? Piece : never

/** All pages of a list one after the other; or why there is none. */
async function pagesOf<Row>(
  page: (place: PageAsked) => Promise<Page<Row> | Problem>,
): Promise<AsyncIterable<readonly Row[]> | Problem> {
  const first = await page({ limit: PIECE })
  return isProblem(first) ? first : following(first, page)
}

async function* following<Row>(
  first: Page<Row>,
  page: (place: PageAsked) => Promise<Page<Row> | Problem>,
): AsyncGenerator<readonly Row[]> {
  yield first.rows
  for (let cursor = first.next; cursor !== null; ) {
    const next = await page({ cursor, limit: PIECE })
    // What was there for the first page can only be gone because somebody removes it just now.
    if (isProblem(next)) throw new Error(`A list could not be read to its end: ${next.code}`)
    yield next.rows
    cursor = next.next
  }
}

async function* mapped<From, To>(
  pieces: AsyncIterable<From>,
  of: (piece: From) => Promise<To>,
): AsyncGenerator<To> {
  for await (const piece of pieces) yield await of(piece)
}

/** What people and organisations are called, read as it is needed. */
class Names {
  readonly #storage: Storage
  readonly #organisations: ReadonlyMap<Id, Organisation>

  constructor(storage: Storage, found: readonly Organisation[]) {
    this.#storage = storage
    this.#organisations = new Map(found.map(one => [one.id, one]))
  }

  static async of({ storage }: Services, { sees }: Caller): Promise<Names> {
    return new Names(
      storage,
      sees.size === 0 ? [] : await select(storage.db, organisations, { id: [...sees] }),
    )
  }

  /** People with what other systems know them by. */
  async known(people: readonly NamedPerson[]): Promise<Map<Id, KnownInWorkbook>> {
    const ids = people.map(one => one.id)
    const found =
      ids.length === 0 ? [] : await this.#users(ids, [...new Set(people.map(one => one.organisation))])
    const byId = new Map(found.map(one => [one.id, one]))
    return new Map(
      people.map(user => [
        user.id,
        {
          organisation: this.#organisations.get(user.organisation)?.name ?? '',
          ...{ user, misId: byId.get(user.id)?.misId ?? '', uln: byId.get(user.id)?.uln ?? '' },
        },
      ]),
    )
  }

  #users(ids: readonly Id[], where: readonly Id[]) {
    const listing = {
      name: 'user',
      organisations: where,
      filter: { id: { anyOf: ids } },
      limit: ids.length,
    } as const
    return listBeside(this.#storage, listing)
  }

  day(organisation: Id, moment: number): string {
    return dateIn(this.#organisations.get(organisation)?.timeZone ?? USUAL_ZONE, moment)
  }
}

/** Notes that a workbook was made, before anybody gets it: once for each organisation that it is about. */
export function noteWorkbook(
  { writer, clock }: Services,
  caller: Caller,
  made: { list: WorkbookList; person: Id | null; organisations: readonly Id[]; rows: number },
): Promise<undefined | Problem> {
  const { list, person, rows } = made
  const { actor, operator } = caller.by
  return writer.run({
    organisations: [],
    work: async tx => {
      const about = { list, person, rows, madeAt: clock(), actor, operator }
      const notes = made.organisations.map(organisation => ({ organisation, ...about }))
      await add(tx.db, 'workbookNote', await numbered(tx, 'workbookNote', notes))
      return undefined
    },
  })
}

/** Which workbooks were made, the last one of each organisation first. */
export function listWorkbookNotes(
  services: Services,
  caller: Caller,
  asked: NotesAsked,
): Promise<Page<WithName<WorkbookNote>> | Problem> {
  return notesPage(services, caller, asked, wanted => services.storage.read('workbookNotesPage', wanted))
}
