/** What sentences of the sync tell to do at a terminal, and what is to be done on a page in place of it. */
const INSTEAD: readonly (readonly [atTerminal: RegExp, onPage: string])[] = [
  [/ Confirm (?:it|who is meant) with "caseload match"\.$/, ''],
  [/^Your token covers /, 'You cover '],
  [
    / Say it with --organisation \d+, with "organisation: \d+" in the mapping, or in a column OrganisationID\./,
    ' Choose the centre on this page, or say it in a column OrganisationID or Centre.',
  ],
  [
    / or use a token and an --organisation that cover the centre\./,
    ' or ask somebody who covers that centre.',
  ],
  [/See "caseload template --columns" for the names, or say/, 'Say'],
]

/** A sentence of the sync for people who look at a page. */
export function forPage(sentence: string): string {
  return INSTEAD.reduce((text, [atTerminal, onPage]) => text.replace(atTerminal, onPage), sentence)
}
