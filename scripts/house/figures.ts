import { circles, unusedExports } from './links.ts'
import { linesIn, type Node, nodesOf, type Source } from './sources.ts'

/** What was read from the sources. Shares are between 0 and 1. `where` says where to look. */
export interface Measured {
  lines: number
  largestRoom: { room: string; share: number }
  functions: { count: number; underTen: number; underFifty: number; longest: number }
  castsPerThousand: number
  castsThroughUnknown: number
  assertionsPerThousand: number
  repeatedTypeNames: number
  circles: number
  unusedExports: number
  syncLines: number
  where: Record<string, readonly string[]>
}

/** A figure, how it is said, and what it is held to. */
interface Figure {
  name: string
  bound: { says: string; holds: (measured: Measured) => boolean }
  says: (measured: Measured) => string
}

/** The folders of what was one folder, `src/sync`. */
const SYNC_ROOMS = ['intake', 'reconcile', 'remote', 'mirror', 'report', 'runs']

/** What is started, imported from outside, or generated, whose exports nobody here imports. */
const ENTRIES = new Set(['src/cli/main.ts', 'src/sdk/client.ts', 'src/sdk/types.ts'])

/** What storage runs by the name of its module, and types that declarations of other files name without importing them. */
const NAMED_OUTSIDE = new Set([
  'src/writer/settle-batch.ts: default',
  'src/storage/entity.ts: EntityColumn',
  'src/app/erase-person.ts: ErasureTold',
])

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

export const FIGURES: readonly Figure[] = [
  {
    name: 'largest room, share of the source',
    says: ({ largestRoom }) => `${percent(largestRoom.share)} (${largestRoom.room})`,
    bound: { says: 'under 16 %', holds: ({ largestRoom }) => largestRoom.share < 0.16 },
  },
  {
    name: 'functions under 10 lines',
    says: ({ functions }) => percent(functions.underTen),
    bound: { says: 'at least 75 %', holds: ({ functions }) => functions.underTen >= 0.75 },
  },
  {
    name: 'functions under 50 lines',
    says: ({ functions }) => percent(functions.underFifty),
    bound: { says: 'at least 99.5 %', holds: ({ functions }) => functions.underFifty >= 0.995 },
  },
  {
    name: 'longest function, lines',
    says: ({ functions }) => String(functions.longest),
    bound: { says: 'at most 60', holds: ({ functions }) => functions.longest <= 60 },
  },
  {
    name: 'casts per 1,000 lines',
    says: ({ castsPerThousand }) => castsPerThousand.toFixed(1),
    bound: { says: 'at most 3', holds: ({ castsPerThousand }) => castsPerThousand <= 3 },
  },
  {
    name: '`as unknown as`',
    says: ({ castsThroughUnknown }) => String(castsThroughUnknown),
    bound: { says: 'at most 5', holds: ({ castsThroughUnknown }) => castsThroughUnknown <= 5 },
  },
  {
    name: '`!` per 1,000 lines',
    says: ({ assertionsPerThousand }) => assertionsPerThousand.toFixed(1),
    bound: { says: 'at most 2', holds: ({ assertionsPerThousand }) => assertionsPerThousand <= 2 },
  },
  {
    name: 'names of types declared in more than one file',
    says: ({ repeatedTypeNames }) => percent(repeatedTypeNames),
    bound: { says: 'at most 4 %', holds: ({ repeatedTypeNames }) => repeatedTypeNames <= 0.04 },
  },
  {
    name: 'circles of imports by value',
    says: measured => String(measured.circles),
    bound: { says: 'none', holds: measured => measured.circles === 0 },
  },
  {
    name: 'exports that nobody imports',
    says: measured => String(measured.unusedExports),
    bound: { says: 'none', holds: measured => measured.unusedExports === 0 },
  },
  {
    name: 'lines of the rooms of the sync',
    says: ({ syncLines }) => String(syncLines),
    bound: { says: 'at most 14,000', holds: ({ syncLines }) => syncLines <= 14_000 },
  },
]

/** Reads all figures from the sources. */
export function measure(sources: readonly Source[]): Measured {
  const product = sources.filter(({ isProduct }) => isProduct)
  const lines = total(product)
  const casts = product.flatMap(castsOf)
  const through = casts.filter(({ isThroughUnknown }) => isThroughUnknown)
  const assertions = product.flatMap(assertionsOf)
  const loops = circles(sources)
  const unused = unusedExports(sources, ENTRIES).filter(name => !NAMED_OUTSIDE.has(name))
  const lengths = product.flatMap(functionsOf)
  const types = typesOf(product)
  return {
    lines,
    largestRoom: largestRoom(product, lines),
    functions: spread(lengths.map(({ length }) => length)),
    castsPerThousand: (casts.length / lines) * 1000,
    castsThroughUnknown: through.length,
    assertionsPerThousand: (assertions.length / lines) * 1000,
    repeatedTypeNames: types.repeated.length / types.names,
    circles: loops.length,
    unusedExports: unused.length,
    syncLines: total(product.filter(({ file }) => SYNC_ROOMS.includes(file.split('/')[1] ?? ''))),
    where: {
      circles: loops,
      unused,
      repeatedTypes: types.repeated,
      throughUnknown: through.map(({ place }) => place),
      long: lengths.filter(({ length }) => length >= 50).map(({ place, length }) => `${place} (${length})`),
      casts: busiest(casts.map(({ place }) => place)),
      assertions: busiest(assertions),
    },
  }
}

function total(sources: readonly Source[]): number {
  return sources.reduce((sum, { code }) => sum + linesIn(code), 0)
}

/** A room is a folder right under `src`. */
function largestRoom(product: readonly Source[], lines: number): Measured['largestRoom'] {
  const rooms = Map.groupBy(product, ({ file }) => file.split('/')[1] ?? '')
  return [...rooms]
    .map(([room, files]) => ({ room, share: total(files) / lines }))
    .reduce((largest, next) => (next.share > largest.share ? next : largest))
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

/** Every function with its length in lines. */
function functionsOf({ file, code, root }: Source): { place: string; length: number }[] {
  return [...nodesOf(root)]
    .filter(({ node }) => FUNCTIONS.includes(node.type) && node.body !== null)
    .map(({ node }) => ({
      place: placeOf(file, code, node),
      length: linesIn(code.slice(node.start, node.end)),
    }))
}

function spread(lengths: readonly number[]): Measured['functions'] {
  const share = (bound: number) => lengths.filter(length => length < bound).length / lengths.length
  return {
    count: lengths.length,
    underTen: share(10),
    underFifty: share(50),
    longest: Math.max(...lengths),
  }
}

/** Every `x as T`, but for `as const`. */
function castsOf({ file, code, root }: Source): { place: string; isThroughUnknown: boolean }[] {
  return [...nodesOf(root)]
    .filter(({ node }) => node.type === 'TSAsExpression' && !isConst(node))
    .map(({ node }) => ({
      place: placeOf(file, code, node),
      isThroughUnknown: (node.expression as Node).type === 'TSAsExpression',
    }))
    .filter(({ place }, index, all) => all.findIndex(other => other.place === place) === index)
}

function isConst({ typeAnnotation }: Node): boolean {
  const { typeName } = typeAnnotation as Node
  return (typeName as Node | undefined)?.name === 'const'
}

function assertionsOf({ file, code, root }: Source): string[] {
  return [...nodesOf(root)]
    .filter(({ node }) => node.type === 'TSNonNullExpression')
    .map(({ node }) => placeOf(file, code, node))
}

function typesOf(product: readonly Source[]): { names: number; repeated: string[] } {
  const declared = product.flatMap(({ file, root }) =>
    [...nodesOf(root)]
      .filter(({ node }) => ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'].includes(node.type))
      .map(({ node }) => ({ file, name: String((node.id as Node).name) })),
  )
  const names = Map.groupBy(declared, ({ name }) => name)
  const repeated = [...names].filter(([, places]) => new Set(places.map(({ file }) => file)).size > 1)
  return {
    names: names.size,
    repeated: repeated.map(([name, places]) => `${name}: ${places.map(({ file }) => file).join(', ')}`),
  }
}

function placeOf(file: string, code: string, { start }: Node): string {
  return `${file}:${linesIn(code.slice(0, start + 1))}`
}

/** Files by how often they stand in a list of places, most often first. */
function busiest(places: readonly string[]): string[] {
  const files = Map.groupBy(places, place => place.split(':')[0] ?? '')
  return [...files]
    .sort(([, one], [, other]) => other.length - one.length)
    .slice(0, 40)
    .map(([file, { length }]) => `${length} ${file}`)
}
