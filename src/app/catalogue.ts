import type { Standard, Template, TemplateItem, Unit } from '../domain/catalogue.ts'
import { isOffered } from '../domain/catalogue.ts'
import { certain } from '../domain/certain.ts'
import type { Organisation } from '../domain/customer.ts'
import { type Id, sayId } from '../domain/id.ts'
import { inZone } from '../domain/plan-ahead.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { type TimeZone, USUAL_ZONE } from '../domain/zone.ts'
import { catalogueByIds, organisationsPage } from '../storage/catalogue-by-id.ts'
import type { CatalogueKind } from '../storage/catalogue-list.ts'
import type { Tx } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import { add, ENTITIES, linkUnits, type Stored } from '../storage/entities.ts'
import { organisations } from '../storage/organisations.ts'
import { allPlanned, replacePlanned, zonesOf } from '../storage/planned.ts'
import { find, update } from '../storage/records.ts'
import { newId } from '../storage/sequence.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { organisationOf } from './owned.ts'
import { listBeside, organisationsToSearch, unknownOrganisation } from './search.ts'
import type { Caller, Services } from './services.ts'

// Organisations.

/** The organisations that the caller sees. */
export async function listOrganisations(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked,
): Promise<Page<Organisation> | Problem> {
  const after = readCursor(asked, ['number'])
  if (isProblem(after)) return after
  const limit = limitOf(asked)
  const rows = await organisationsPage(storage.db, {
    organisations: [...caller.sees],
    after: after?.[0] ?? 0,
    limit: limit + 1,
  })
  return cutPage(rows, limit, row => [row.id])
}

/** What may be said of an organisation. */
type OrganisationFields = Pick<Organisation, 'name'> & {
  [K in 'keychainForNewUsers' | 'keychainEmailSuppressed']?: boolean | undefined
} & { timeZone?: TimeZone | null | undefined }

function organisationFrom(id: Id, customer: Id, fields: OrganisationFields): Organisation {
  return {
    id,
    customer,
    name: fields.name,
    keychainForNewUsers: fields.keychainForNewUsers ?? false,
    keychainEmailSuppressed: fields.keychainEmailSuppressed ?? true,
    timeZone: fields.timeZone ?? null,
  }
}

/** Adds an organisation to the caller's customer. Tokens that cover all of them see it from now on. */
export async function addOrganisation(
  { writer, access }: Services,
  { customer, everywhere }: Caller,
  fields: OrganisationFields,
): Promise<Organisation | Problem> {
  if (!everywhere) return limitedToken()
  const added = await writer.run({
    organisations: [],
    work: async tx => {
      const id = await newId(tx, 'organisation')
      const made = organisationFrom(id, customer, fields)
      await add(tx.db, 'organisation', [made])
      return made
    },
  })
  access.forgetSessions()
  return added
}

/** Replaces what is said of an organisation. */
export async function replaceOrganisation(
  { writer }: Services,
  caller: Caller,
  id: Id,
  fields: OrganisationFields,
): Promise<Organisation | Problem> {
  if (!caller.sees.has(id)) return unknownOrganisation(id)
  const made = organisationFrom(id, caller.customer, fields)
  return writer.run({
    organisations: [],
    work: async tx => {
      const before = (await zonesOf(tx.db, [id])).get(id) ?? USUAL_ZONE
      await update(tx.db, organisations, made)
      await moveDays(tx, id, before, made.timeZone ?? USUAL_ZONE)
      return made
    },
  })
}

/** What is planned for the beginning of a day begins with that day in the new zone. */
async function moveDays({ db }: Tx, organisation: Id, from: TimeZone, to: TimeZone): Promise<void> {
  if (from === to) return
  const planned = await allPlanned(db, organisation)
  await replacePlanned(
    db,
    planned.map(change => ({ ...change, due: inZone(change.due, from, to) })),
  )
}

// Places: what belongs to one organisation.

/** What belongs to one organisation and has a screen of its own in OneFile. */
type ScreenPlaceKind = 'placement' | 'classroom'

/** Placements or classes of the organisations that the caller sees, or of one of them. */
export async function listPlaces<Kind extends ScreenPlaceKind>(
  { storage }: Services,
  caller: Caller,
  kind: Kind,
  asked: PageAsked & { organisation?: Id | undefined },
): Promise<Page<Stored[Kind]> | Problem> {
  const covered = organisationsToSearch(caller, asked.organisation)
  if (isProblem(covered)) return covered
  const after = readCursor(asked, ['number'])
  if (isProblem(after)) return after
  if (covered.length === 0) return { rows: [], next: null }
  const limit = limitOf(asked)
  const listing = {
    name: kind,
    organisations: covered,
    filter: {},
    after: after?.[0] ?? 0,
    limit: limit + 1,
  }
  const rows = await listBeside(storage, listing)
  return cutPage(rows, limit, row => [row.id])
}

/** Adds a placement or class to an organisation. */
export async function addPlace<Kind extends ScreenPlaceKind>(
  { writer }: Services,
  caller: Caller,
  kind: Kind,
  organisation: Id,
  from: (id: Id) => Stored[Kind],
): Promise<Stored[Kind] | Problem> {
  if (!caller.sees.has(organisation)) return unknownOrganisation(organisation)
  return writer.run({
    organisations: [],
    work: async tx => {
      const id = await newId(tx, kind)
      const made = from(id)
      await add(tx.db, kind, [made])
      return made
    },
  })
}

/** Replaces what is said of a placement or class. */
export async function replacePlace<Kind extends ScreenPlaceKind>(
  { storage, writer }: Services,
  caller: Caller,
  kind: Kind,
  id: Id,
  from: (organisation: Id) => Stored[Kind],
): Promise<Stored[Kind] | Problem> {
  const organisation = await organisationOf(storage, caller, kind, id)
  if (organisation === undefined) return unknownPart(kind, id, kind)
  const made = from(organisation)
  return writer.run({
    organisations: [],
    work: async tx => {
      await update(tx.db, ENTITIES[kind].entity, made)
      return made
    },
  })
}

// The catalogue: what belongs to a customer, and to all or some of its organisations.

/** A part of the catalogue as the caller may say it: who may use it, and the rest. */
type OfferedTo = { organisations?: readonly Id[] | null | undefined }

/** Parts of the catalogue that an organisation which the caller sees may use, in the order of ids. */
export async function listShared<Kind extends CatalogueKind>(
  { storage }: Services,
  caller: Caller,
  kind: Kind,
  asked: PageAsked & { organisation?: Id | undefined },
  fits: (one: Stored[Kind]) => boolean = () => true,
): Promise<Page<Stored[Kind]> | Problem> {
  const covered = organisationsToSearch(caller, asked.organisation)
  if (isProblem(covered)) return covered
  const after = readCursor(asked, [kind === 'unit' ? 'text' : 'number'])
  if (isProblem(after)) return after
  const all = (await storage.read('listCatalogue', { kind, customer: caller.customer })) as Stored[Kind][]
  const limit = limitOf(asked)
  const rows = all
    .filter(one => isOffered(one, covered) && fits(one) && (after === undefined || one.id > after[0]))
    .slice(0, limit + 1)
    .map(one => asSeen(one, caller))
  return cutPage(rows, limit, row => [row.id])
}

/** Hides organisations that the caller does not see. */
function asSeen<T extends { organisations: readonly Id[] | null }>(one: T, { sees }: Caller): T {
  return { ...one, organisations: one.organisations?.filter(id => sees.has(id)) ?? null }
}

/** Adds a part to the catalogue of the caller's customer. */
export function addShared<Kind extends CatalogueKind>(
  { writer }: Services,
  caller: Caller,
  kind: Kind,
  from: (newId: () => Promise<Id>) => Promise<Stored[Kind]>,
): Promise<Stored[Kind] | Problem> {
  return writer.run<Stored[Kind] | Problem>({
    organisations: [],
    work: async tx => {
      const made = await from(() => newId(tx, kind))
      const against = await whyNotShared(tx.db, caller, kind, made)
      if (against) return against
      const [taken] = await catalogueByIds(tx.db, kind, caller.customer, [made.id])
      if (taken)
        return problem('id-taken', `There is a ${kind} ${sayId(made.id)} already; choose another id.`, 'id')
      await add(tx.db, kind, [made])
      return made
    },
  })
}

/** Replaces what is said of a part of the catalogue. */
export function replaceShared<Kind extends CatalogueKind>(
  { writer }: Services,
  caller: Caller,
  kind: Kind,
  made: Stored[Kind],
): Promise<Stored[Kind] | Problem> {
  return writer.run<Stored[Kind] | Problem>({
    organisations: [],
    work: async tx => {
      const [there] = await catalogueByIds(tx.db, kind, caller.customer, [made.id])
      if (!there || !isOffered(there, caller.sees)) return unknownPart(kind, made.id, kind)
      const against =
        (await whyNotShare(tx.db, caller, there.organisations)) ??
        (await whyNotShared(tx.db, caller, kind, made))
      if (against) return against
      await replaceIn(tx, kind, made)
      return made
    },
  })
}

async function replaceIn<Kind extends CatalogueKind>(
  { db }: Tx,
  kind: Kind,
  made: Stored[Kind],
): Promise<void> {
  await update(db, ENTITIES[kind].entity, made)
  if (kind === 'unit') await linkUnits(db, [made as Unit])
}

async function whyNotShared<Kind extends CatalogueKind>(
  db: Db,
  caller: Caller,
  kind: Kind,
  made: Stored[Kind],
): Promise<Problem | undefined> {
  const against = await whyNotShare(db, caller, made.organisations)
  if (against) return against
  if (kind === 'unit') return whyNotHold(db, caller, (made as Unit).standards, 'standards')
  return kind === 'template' ? whyNotGive(db, caller, (made as Template).items) : undefined
}

/** Whether the caller may share something with these organisations, or with all of the customer's. */
async function whyNotShare(
  db: Db,
  caller: Caller,
  sharing: readonly Id[] | null,
): Promise<Problem | undefined> {
  if (sharing === null) return caller.everywhere ? undefined : sharedBeyond()
  if (sharing.length === 0) return nobodyUses()
  const strange = sharing.find(id => !caller.sees.has(id))
  if (strange === undefined) return undefined
  const there = await find(db, organisations, { id: strange, customer: caller.customer })
  return there ? sharedBeyond() : { ...unknownOrganisation(strange), about: 'organisations' }
}

/** Whether the caller's organisations may use all of these standards. */
async function whyNotHold(
  db: Db,
  caller: Caller,
  ids: readonly Id[],
  about: string,
): Promise<Problem | undefined> {
  const there = await catalogueByIds(db, 'standard', caller.customer, ids)
  const usable = new Set(there.filter(one => isOffered(one, caller.sees)).map(one => one.id))
  const strange = ids.find(id => !usable.has(id))
  return strange === undefined ? undefined : unknownPart('standard', strange, about)
}

/** Whether a template may give this: standards and units there are, each unit under a standard that holds it. */
async function whyNotGive(
  db: Db,
  caller: Caller,
  items: readonly TemplateItem[],
): Promise<Problem | undefined> {
  const against = await whyNotHold(
    db,
    caller,
    items.map(item => item.standard),
    'items',
  )
  if (against) return against
  const wanted = items.flatMap(item => item.units.map(({ unit }) => ({ standard: item.standard, unit })))
  const there = await catalogueByIds(
    db,
    'unit',
    caller.customer,
    wanted.map(one => one.unit),
  )
  const units = new Map(there.filter(one => isOffered(one, caller.sees)).map(one => [one.id, one]))
  const strange = wanted.find(one => !units.has(one.unit))
  if (strange) return unknownPart('unit', strange.unit, 'items')
  const stray = wanted.find(one => !certain(units.get(one.unit)).standards.includes(one.standard))
  return stray && strayUnit(stray.unit, stray.standard)
}

function unknownPart(kind: CatalogueKind | ScreenPlaceKind, id: Id | string, about: string): Problem {
  const what = kind === 'classroom' ? 'class' : kind
  return problem(`${kind}-unknown`, `There is no ${what} ${sayId(id)} that this token may see.`, about)
}

function strayUnit(unit: string, standard: Id): Problem {
  return problem(
    'unit-not-in-standard',
    `Unit ${unit} does not belong to standard ${standard}; put it under a standard that holds it.`,
    'items',
  )
}

function limitedToken(): Problem {
  return problem(
    'shared-beyond',
    'The token is limited to some organisations, so it cannot add another; use a token that covers all.',
  )
}

function sharedBeyond(): Problem {
  return problem(
    'shared-beyond',
    'This also concerns organisations that the token does not see; name only its own in "organisations", or use a token that sees all.',
  )
}

function nobodyUses(): Problem {
  return problem(
    'field-invalid',
    'Name at least one organisation that may use it, or leave it out for all.',
    'organisations',
  )
}

// From what a caller says to what is kept.

/** Every property that may be left out, and is nothing then. */
type SaidPart<T, Needed extends keyof T> = Pick<T, Needed> & {
  [K in Exclude<keyof T, Needed>]?: T[K] | null | undefined
}

type OwnPart<T> = Omit<T, 'id' | 'customer' | 'organisation'>

export function standardFrom(
  id: Id,
  { customer }: Caller,
  { title, code, organisations: sharing }: SaidPart<OwnPart<Standard>, 'title'>,
): Standard {
  return { id, customer, title, code: code ?? null, organisations: sharing ?? null }
}

export function unitFrom(
  id: string,
  { customer }: Caller,
  said: SaidPart<OwnPart<Unit>, 'title' | 'standards'>,
): Unit {
  return {
    id,
    customer,
    title: said.title,
    ndaqCode: said.ndaqCode ?? null,
    display: said.display ?? null,
    standards: [...new Set(said.standards)],
    organisations: said.organisations ?? null,
  }
}

type SaidUnit = SaidPart<TemplateItem['units'][number], 'unit'>
type SaidItem = SaidPart<Omit<TemplateItem, 'units'>, 'standard'> & { units: readonly SaidUnit[] }

export function templateFrom(
  id: Id,
  { customer }: Caller,
  { title, items, organisations: sharing }: OfferedTo & { title: string; items: readonly SaidItem[] },
): Template {
  return { id, customer, title, items: items.map(itemFrom), organisations: sharing ?? null }
}

function itemFrom({ standard, startDay, endDay, units }: SaidItem): TemplateItem {
  return {
    standard,
    startDay: startDay ?? null,
    endDay: endDay ?? null,
    units: units.map(one => ({
      unit: one.unit,
      weighting: one.weighting ?? null,
      startDay: one.startDay ?? null,
      endDay: one.endDay ?? null,
    })),
  }
}
