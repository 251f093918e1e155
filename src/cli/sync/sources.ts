import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { FileSource } from '../../intake/file/source.ts'

/** Files by their paths. Throws a sentence for the first that is not there. */
export function sourcesOf(paths: readonly string[]): FileSource[] {
  return paths.map(path => {
    if (!isFile(path)) throw new Error(whyNoFile(path))
    return { name: basename(path), path }
  })
}

/** Whether a path is a file that is there. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function whyNoFile(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? `${path} is a folder; name the files in it.`
    : `There is no file ${path}; check its name and folder.`
}

/**
 * Throws a sentence where a file that is to be written ends in none of the endings, so that nobody gets a table under the name of
 * something else, or is one of the files that are read.
 */
export function refuseOutput(
  what: string,
  file: string,
  endings: readonly string[],
  read: readonly string[] = [],
): void {
  if (read.some(path => resolve(path) === resolve(file)))
    throw new Error(`${what} ${file} is a file that is read; give it another name.`)
  if (endings.some(ending => file.endsWith(ending))) return
  throw new Error(`${what} ${file} must end in ${endings.join(', ').replace(/, ([^,]*)$/, ' or $1')}.`)
}
