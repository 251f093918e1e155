/**
 * Prints the figures that the house is held to (docs/decisions.md), read from the sources as they are. `test/house.test.ts`
 * fails where one is beyond its bound.
 */
import { FIGURES, measure } from './house/figures.ts'
import { readSources } from './house/sources.ts'
import { table } from './table.ts'

const measured = measure(readSources())
const rows = FIGURES.map(({ name, bound, says }) => [name, says(measured), bound.says])
process.stdout.write(`${table(['Figure', 'Now', 'Bound'], rows)}\n`)
if (process.argv.includes('--where')) process.stdout.write(`${JSON.stringify(measured.where, null, 2)}\n`)
