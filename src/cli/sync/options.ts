import { type Command, Option } from 'commander'

/** Flags of every command that works with a server. */
export interface ServerFlags {
  server: string
  target?: string
  tokenFile?: string
  organisation?: string
  state?: string
  calls?: string
  json?: boolean
  by?: string
}

/** Flags of a command that reads files. */
export interface FileFlags extends ServerFlags {
  mapping?: string
  today?: string
}

/** Adds the flags of a command that works with a server. */
export function withServer(command: Command): Command {
  return command
    .addOption(
      new Option('--server <url>', 'address of Caseload or of OneFile’s service')
        .env('CASELOAD_SERVER')
        .default('http://127.0.0.1:4680'),
    )
    .option('--target <kind>', 'caseload or onefile; found out where it is left out')
    .option('--token-file <file>', 'file that holds the customer token; without it, CASELOAD_TOKEN')
    .option('--organisation <ids>', 'only these centres, with commas; all that the token covers if left out')
    .addOption(
      new Option(
        '--state <folder>',
        'where links, plans and runs are kept; without it, on a server of ours, else in ./caseload-sync',
      ).env('CASELOAD_STATE'),
    )
    .option(
      '--calls <number>',
      'calls that all commands together may make in any minute; without it, what a server of ours allows, else 280',
    )
    .option('--by <name>', 'who does it, for the record; without it, the name you are signed in with')
    .option('--json', 'print JSON')
}

/** Adds the flags of a command that reads files. */
export function withFiles(command: Command): Command {
  return withReading(withServer(command))
}

/** Adds the flags that say how files are to be read. */
export function withReading(command: Command): Command {
  return command
    .option('--mapping <file>', 'what the provider says about its files, as YAML (docs/mapping.md)')
    .option('--today <date>', 'the day to plan for, as 2026-09-30; without it, today in London')
}
