import { calendarText } from './dates.ts'

/** A date as the command line writes it; one in quotes is what a cell says, and stays as it is. */
const DATE = /(?<![\w"“'-])\d{4}-\d{2}-\d{2}(?![\w"”'-])/g

/** A sentence of the sync with its dates as people in Britain write them. */
export function withDates(sentence: string): string {
  return sentence.replace(DATE, date => (Number.isNaN(Date.parse(date)) ? date : calendarText(date)))
}
