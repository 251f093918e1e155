import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { FileSource } from '../../intake/file/source.ts'

/** Files by their paths. Throws a sentence for the first that is not there. */
export function sourcesOf(paths: readonly string[]): FileSource[] {
  return paths.map(path => {
    if (!isFile(path)) throw new Error(`There is no file ${path}.`)
    return { name: basename(path), path }
  })
}

/** Whether a path is a file that is there. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
