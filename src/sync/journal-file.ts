import type { Journal, JournalLine } from './journal.ts'

/** What a journal needs of an open file; a `FileHandle` of Node.js opened with `a+` has it. */
export interface JournalFile {
  readFile(encoding: 'utf8'): Promise<string>
  appendFile(text: string): Promise<void>
  datasync(): Promise<void>
}

/**
 * A journal in an open file, one JSON line each, on the disk before `append` answers. A last line that a power cut tore
 * off counts as never written.
 */
export async function openJournal(file: JournalFile): Promise<Journal> {
  const text = await file.readFile('utf8')
  const whole = text.split('\n').slice(0, -1)
  if (text !== '' && !text.endsWith('\n')) await file.appendFile('\n')
  return {
    lines: whole.flatMap(parsed),
    append: async line => {
      await file.appendFile(`${JSON.stringify(line)}\n`)
      await file.datasync()
    },
  }
}

/** A torn line that a later run has closed says nothing. */
function parsed(line: string): JournalLine[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}
