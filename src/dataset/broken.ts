/** A record that cannot be taken, and why. */
export interface Wrong {
  line: number
  reason: string
}

/** Raised when a data set cannot be taken: nothing of it is. Its message names file, line and reason. */
export class BrokenDataSet extends Error {
  constructor(file: string, { line, reason }: Wrong) {
    super(`${file}, line ${line}: ${reason} Nothing was changed.`)
    this.name = 'BrokenDataSet'
  }
}
