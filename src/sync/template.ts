import { type AnyColumn, COLUMNS } from './columns.ts'

/** Headers, an example row and help of the empty sheet with one row for each assignment. */
export interface Template {
  headers: readonly string[]
  example: readonly string[]
  help: readonly string[]
}

/** The empty sheet to fill in, as the table of columns has it. */
export function emptyTemplate(): Template {
  const columns = COLUMNS.filter(column => 'template' in column)
  return {
    headers: columns.map(column => column.name),
    example: columns.map(column => column.example),
    help: columns.map(column => column.help),
  }
}

/** Help on every column that is known: its name, the other spellings, what it says and an example. */
export function columnHelp(): string {
  return COLUMNS.map(helpOn).join('\n')
}

function helpOn({ name, synonyms, help, example }: AnyColumn): string {
  const others = synonyms.length === 0 ? '' : ` (also ${synonyms.join(', ')})`
  return `${name}${others}\n  ${help} Example: ${example}`
}
