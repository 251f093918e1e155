/** Raised when a data set cannot be taken: nothing of it is. Its message names file, line and reason. */
export class BrokenDataSet extends Error {
  constructor(file: string, line: number, reason: string) {
    super(`${file}, line ${line}: ${reason} Nothing was imported.`)
    this.name = 'BrokenDataSet'
  }
}
