import { certain } from '../../domain/certain.ts'
import { recognise } from '../column/header.ts'
import { type Note, remark } from '../statement/finding.ts'
import type { Surveyed } from './choose-sheets.ts'
import type { Heading } from './heading.ts'
import { isPersonLike } from './person-like.ts'
import { isSeat } from './seats.ts'

/** Words by which a file, or a title in it, says that it is about whose learners are whose. */
const ABOUT_CASELOADS = /case\s*-?loads?|assessors?\b|tutors?\b|coach(?:es)?\b|trainers?\b|allocat/i
/** What stands beside the name in a title. */
const AROUND_NAME =
  /\b(?:case\s*-?load|case\s*-?loads|learners?|students?|apprentices?|lists?|allocations?|allocated|assigned|assessors?|tutors?|coach|trainers?|for|of|to|the|as at|w\/c)\b|['’]s\b|\d[\d/.-]*|[:–—|()]/gi

/** What the mapping says that the names of sheets stand for. */
export function declaredSheetName(column: string | undefined, { sheet }: Surveyed): Heading | undefined {
  const known = column === undefined ? undefined : recognise(column)
  if (!known || sheet.name === undefined) return undefined
  return { column: known.column, number: known.number, label: column!, text: sheet.name, index: 0 }
}

/**
 * The assessor whose name a sheet has as its own or as its title, where no column and no heading of the workbook says who is wanted
 * and the workbook is about caseloads. It is a name alone, so that somebody is asked before it counts.
 */
export function assessorOfSheet(one: Surveyed, all: readonly Surveyed[]): Heading | undefined {
  if (all.some(namesSomebody)) return undefined
  const words = [one.where.file, ...all.flatMap(({ survey }) => survey.titles)].join(' ')
  if (!ABOUT_CASELOADS.test(words)) return undefined
  const name = [one.sheet.name ?? '', ...one.survey.titles.map(withoutWords)].find(isPersonLike)
  if (name === undefined) return undefined
  const { column, number } = certain(recognise('Assessor'))
  return { column, number, label: 'Assessor', text: name.trim(), index: 0 }
}

function namesSomebody({ survey: { columns, headings } }: Surveyed): boolean {
  return [...columns, ...headings].some(({ column }) => isSeat(column.of))
}

function withoutWords(title: string): string {
  return title
    .replace(AROUND_NAME, ' ')
    .replace(/\s-+\s|\s-+$|^-+\s/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** That the name of a sheet counts for its rows. */
export function sheetNameNote({ label, text }: Heading): Note {
  return remark(
    'sheet-name-read',
    `No column says who is wanted, so "${text}" is read as the ${label} of all rows of this sheet. If that is wrong, write "sheet: ignore" in the mapping.`,
  )
}
