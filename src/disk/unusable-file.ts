import { databaseTrouble } from './trouble.ts'

/** Raised where SQLite cannot use a file. Its message is for the person at the terminal. */
export class UnusableFile extends Error {
  constructor(sentence: string, cause: unknown) {
    super(sentence, { cause })
    this.name = 'UnusableFile'
  }
}

/** What SQLite raised about a file, as an error with a sentence; an error of another kind as it is. */
export function unusable(error: unknown, file: string): unknown {
  const sentence = databaseTrouble(error, file)
  return sentence === undefined ? error : new UnusableFile(sentence, error)
}
