import type { Id } from '../domain/id.ts'
import { describePerson } from '../reconcile/match/find-people.ts'
import type { Fingerprint, IdentityLedger, LedgerEntry } from '../reconcile/match/ledger.ts'
import type { WorldPerson } from '../reconcile/world/world.ts'

/** Something that somebody has settled, to be shown and taken back. */
export interface SettledLine {
  number: number
  print: Fingerprint
  line: string
}

/** Everything that is settled about who is who, in the order in which it was kept. */
export function settledLines(
  { lines }: IdentityLedger,
  find: (id: Id) => WorldPerson | undefined,
): SettledLine[] {
  return [...lines].map(([print, entry], at) => ({
    number: at + 1,
    print,
    line: `${entry.says}: ${namingLine(print)} ${verdict(entry, find)} (${entry.by}, ${entry.on})`,
  }))
}

const TITLES: readonly (readonly [part: string, title: string])[] = [
  ['id:', 'number '],
  ['mis:', 'reference '],
  ['uln:', 'ULN '],
  ['email:', ''],
  ['born:', 'born '],
  ['name:', ''],
]

/** A naming as it was given: `assessor i. marrowby, reference t100, centre 90001`. */
function namingLine(print: Fingerprint): string {
  const [, centre = '', as = '', rest = ''] = /^(\S+) (\S+) (.*)$/s.exec(print) ?? []
  const parts = rest.split(' | ').map(part => {
    const [start = '', title = ''] = TITLES.find(([one]) => part.startsWith(one)) ?? []
    return `${title}${part.slice(start.length)}`
  })
  return `${as} ${parts.join(', ')}${centre === 'any' ? '' : `, centre ${centre}`}`
}

function verdict(entry: LedgerEntry, find: (id: Id) => WorldPerson | undefined): string {
  const called = (id: Id) => {
    const person = find(id)
    if (person) return describePerson(person)
    return id < 0 ? 'somebody who was about to be made' : `account ${id}, which is not there any more`
  }
  switch (entry.says) {
    case 'link':
      return `is ${called(entry.account)}`
    case 'reject':
      return `is not ${[...entry.accounts.map(called), ...(entry.newcomers ? ['anybody new'] : [])].join(', nor ')}`
    case 'hold':
      return `is put off until ${entry.until}: ${entry.reason}`
    case 'forget':
      return 'was taken back'
  }
}

/** The lines that somebody means: by number, or by words of which every one stands in the line. */
export function settledMeant(which: string, lines: readonly SettledLine[]): readonly SettledLine[] {
  const words = which
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  const numbered = lines.filter(one => String(one.number) === which.trim())
  if (numbered.length > 0 || words.length === 0) return numbered
  return lines.filter(({ line }) => words.every(word => line.toLowerCase().includes(word)))
}
