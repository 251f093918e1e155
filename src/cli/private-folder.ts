import { isOpenToOthers } from '../disk/private-file.ts'
import { tell } from './output.ts'

/** Says that others of the machine can look into a folder that holds people. */
export function warnIfOpen(folder: string): void {
  if (!isOpenToOthers(folder)) return
  tell(
    `Other users of this machine can look into ${folder}, which holds names. Keep them out with: chmod 700 ${folder}`,
  )
}
