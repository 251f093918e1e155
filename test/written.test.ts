import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyCodec, Shown } from '../src/contract/codec.ts'
import { contract } from '../src/contract/contract.ts'
import { layoutOf } from '../src/contract/layout.ts'
import { type Listing, listOwned, type OwnedName } from '../src/storage/list.ts'
import { defaultHolders } from '../src/storage/users-page.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

/** The lists that are written where they are read, by what they list. */
const LISTS: readonly (readonly [keyof typeof contract, OwnedName])[] = [
  ['searchUsers', 'user'],
  ['pageUsers', 'user'],
  ['searchPlacements', 'placement'],
  ['pagePlacements', 'placement'],
  ['searchClassrooms', 'classroom'],
  ['pageClassrooms', 'classroom'],
  ['searchAims', 'aim'],
  ['searchReviews', 'review'],
  ['pageReviews', 'review'],
  ['searchPlans', 'plan'],
  ['pagePlans', 'plan'],
  ['readTimesheet', 'timesheetEntry'],
  ['searchProviders', 'provider'],
  ['pageProviders', 'provider'],
]

const SHOWN: readonly Shown[] = [true, false].flatMap(inferred =>
  [true, false].map(sensitive => ({ inferred, sensitive })),
)

/** Texts that JSON has to escape, and some that it has not. */
const ODD = {
  HomeAddress: 'Weir "House"\n1 Löwe’s Row\t😀 \\',
  NINO: 'QQ123456C',
  L12: '31',
  SecondaryLLDDCodes: ['9', '"'],
}

describe.each(ENGINES)('lists written where they are read on %s', engine => {
  let stage: Stage
  let client: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    client = onefileClient(stage, await stage.session())
    for (const [learner, assessor] of [
      [cast.orlagh.id, cast.isolde.id],
      [cast.caspian.id, cast.isolde.id],
    ])
      expect(
        (
          await client.post(`/User/${learner}`, {
            DefaultAssessorID: assessor,
            DefaultEmployerID: cast.dorcas.id,
            ...ODD,
          })
        ).status,
      ).toBe(204)
  })
  afterAll(() => stage.close())

  const everywhere = () => cast.ORGANISATIONS.map(one => one.id)

  /** What the plain way writes: objects of rows, then what the codec writes of each, then JSON. */
  async function plainly(call: keyof typeof contract, listing: Listing, shown: Shown): Promise<string> {
    const { codec } = contract[call].reply as { codec: AnyCodec }
    const objects = await listOwned(stage.storage.db, listing)
    const holders =
      shown.inferred && listing.name === 'user'
        ? await defaultHolders(stage.storage.db, objects as never)
        : []
    const holder = (id: number, role: string) =>
      holders.find(one => one.learner === id && one.role === role)?.person
    const rows = objects.map(one => ({
      ...one,
      defaultAssessor: holder(one.id, 'assessor'),
      defaultEmployer: holder(one.id, 'employer'),
    }))
    return JSON.stringify(rows.map(row => codec.writeFor?.(row, shown) ?? codec.write(row)))
  }

  test.each(LISTS)('%s is byte for byte what the plain way writes', async (call, name) => {
    const { codec } = contract[call].reply as { codec: AnyCodec }
    for (const shown of SHOWN) {
      const listing = { name, organisations: everywhere(), filter: {}, limit: 1000 }
      const layout = JSON.stringify(layoutOf(codec, shown))
      const written = await stage.storage.read('listWritten', {
        ...listing,
        layout,
        withDefaults: shown.inferred && name === 'user',
      })
      const text = typeof written.json === 'string' ? written.json : new TextDecoder().decode(written.json)
      expect(text).toBe(await plainly(call, listing, shown))
      expect(written.count).toBeGreaterThan(0)
    }
  })

  test('the test knows every list that is one table’s rows', () => {
    const known = new Set<string>(LISTS.map(([call]) => call))
    const others = Object.entries(contract)
      .filter(([name, { api, reply }]) => api === 'onefile' && reply.kind === 'list' && !known.has(name))
      .map(([name]) => name)
    expect(others.sort()).toMatchInlineSnapshot(`
      [
        "listAimStatuses",
        "listAssignedStandards",
        "listLearnerStatuses",
        "listUnitSummaries",
        "pageAims",
        "pageOrganisations",
        "pageStandards",
        "pageUnitSummaries",
        "pageUnits",
        "searchOrganisations",
        "searchStandards",
        "searchTemplates",
        "searchUnits",
      ]
    `)
  })

  test('a page counts whose details only some may read, for those who may', async () => {
    const layout = JSON.stringify(
      layoutOf(contract.pageUsers.reply.codec, { inferred: true, sensitive: true }),
    )
    const listing = { name: 'user' as const, organisations: everywhere(), filter: {}, limit: 1000, layout }
    expect(await stage.storage.read('listWritten', { ...listing, count: ['nino'] })).toMatchObject({
      counted: 2,
    })
    expect(
      await stage.storage.read('listWritten', { ...listing, organisations: [], count: ['nino'] }),
    ).toMatchObject({ counted: 0, count: 0, last: undefined })
  })
})
