import { KINDS, problemRows } from '../src/contract/problem-table.ts'
import { table } from './table.ts'

/** Every problem with its statuses and number, as a page of the documentation. */
export function problems(): string {
  const rows = problemRows().map(({ code, kind, meaning, statuses, number }) => [
    `<a id="${code}"></a>\`${code}\``,
    kind,
    meaning,
    statuses.caseload.join(' or '),
    statuses.onefile.join(' or '),
    String(number),
  ])
  return `# Problems

<!-- Generated from the contract by \`npm run generate\`. -->

Every refusal has a code that stays the same. On Caseload’s API it is the \`code\` of an RFC 9457 problem. On OneFile’s
API it is the number in \`{"code": …, "message": …}\`: -11, -57 and -58 are known from OneFile’s own service, -1, -2 and
-4 are what an older API of the vendor used, and all from -9001 down are Caseload’s own, so do not branch on them in a
client that also speaks to OneFile. The second status is given where the path names what is unknown.

${table(['Code', 'Kind', 'Meaning', 'Caseload', 'OneFile', 'Number'], rows)}

## Kinds

${table(
  ['Kind', 'What to do'],
  Object.entries(KINDS).map(([kind, advice]) => [kind, advice]),
)}
`
}
