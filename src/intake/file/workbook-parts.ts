import { posix } from 'node:path'
import { type Note, trouble } from '../statement/finding.ts'
import { FILE_LIMITS, moreThan } from './file-limits.ts'
import { readEntry } from './workbook-xml.ts'
import { Refusal } from './xml.ts'
import type { Zip } from './zip.ts'

/** A relation of one part of a workbook to another: what it is, and the entry that holds it. */
export interface Relation {
  /** The last word of its type: `worksheet`, `styles`. */
  type: string
  /** Nothing where the file does not hold it. */
  entry: string | undefined
}

/** Whether a ZIP is made like the files of an office program. */
export function isOfficeFile({ names }: Zip): boolean {
  return names.some(name => /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml)$/i.test(name))
}

/** Finds the part that lists the sheets: by the relation that names it, else where it usually is. */
export async function workbookEntry(zip: Zip): Promise<string | Note> {
  const relations = await relationsOf(zip, '')
  if ('code' in relations) return relations
  const named = [...relations.values()].find(({ type }) => type === 'officeDocument')?.entry
  const entry = named ?? entryNamed(zip, 'xl/workbook.xml')
  if (entry === undefined)
    return trouble('zip-broken', 'The workbook lacks its list of sheets; save it again.')
  if (!/\.bin$/i.test(entry)) return entry
  return trouble('file-kind-unknown', 'The file is a binary workbook (.xlsb); save it as .xlsx.')
}

/** The relations of a part by their ids; those of the file as a whole where the part is ''. */
export async function relationsOf(zip: Zip, part: string): Promise<Map<string, Relation> | Note> {
  const relations = new Map<string, Relation>()
  const folder = posix.dirname(part)
  const list = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const broken = await readEntry(zip, entryNamed(zip, list), {
    open: (name, { attribute }) => {
      const [id, target] = [attribute('Id'), attribute('Target')]
      if (name !== 'Relationship' || id === undefined || target === undefined) return
      if (relations.size === FILE_LIMITS.entries) throw new Refusal(moreThan(FILE_LIMITS.entries, 'parts'))
      const type = (attribute('Type') ?? '').replace(/^.*\//, '')
      relations.set(id, { type, entry: entryNamed(zip, resolved(folder, target)) })
    },
  })
  return broken ?? relations
}

/** A target counts from the folder of the part that names it, or from the top. */
function resolved(folder: string, target: string): string {
  return target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
}

/** An entry by its name, in whatever letter case and with whatever signs written as `%20`. */
export function entryNamed({ names }: Zip, name: string): string | undefined {
  if (names.includes(name)) return name
  const plain = plainName(name)
  return names.find(one => plainName(one) === plain)
}

function plainName(name: string): string {
  try {
    return decodeURIComponent(name).toLowerCase()
  } catch {
    return name.toLowerCase()
  }
}
