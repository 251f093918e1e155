import { type Command, Option } from 'commander'
import { OPTIONS } from './config.ts'

/** Adds configuration flags to a command, from the one table. */
export function withOptions(command: Command, names: readonly (keyof typeof OPTIONS)[]): Command {
  for (const name of names) {
    const { flag, env, about } = OPTIONS[name]
    command.addOption(new Option(flag, `${about} [${env}]`))
  }
  return command
}

/** The flags of a server for practice, beside those of every server. */
const PRACTICE_OPTIONS = ['practice', 'faults', 'seed', 'inferredFields'] as const

/** Every flag that configures something. */
export const ALL_OPTIONS = Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]

/** The flags of a command that serves. */
export const SERVER_OPTIONS = ALL_OPTIONS.filter(name => !PRACTICE_OPTIONS.some(one => one === name))

/** The flags of a command that only needs the data. */
export const DATA_OPTIONS = ['data', 'database'] as const
