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
    .option('--target <kind>', 'caseload or onefile; detected if left out')
    .option('--token-file <file>', 'file that holds the customer token; without it, CASELOAD_TOKEN')
    .option(
      '--organisation <ids>',
      'only these centres, by number, with commas; without it, all that the token covers',
    )
    .addOption(
      new Option(
        '--state <folder>',
        'folder for links, plans and runs; without it, they are kept on a Caseload server, or in ./caseload-sync',
      ).env('CASELOAD_STATE'),
    )
    .option(
      '--calls <number>',
      'most calls a minute for all commands together; without it, what a Caseload server allows, else 280',
    )
    .option(
      '--by <name>',
      'who makes the changes, for the record; without it, your user name on this machine',
    )
    .option('--json', 'print JSON')
}

/** Adds the flags of a command that reads files. */
export function withFiles(command: Command): Command {
  return withReading(withServer(command))
}

/** Adds the flags that say how files are to be read. */
export function withReading(command: Command): Command {
  return command
    .option(
      '--mapping <file>',
      'what the provider says about its files, as YAML (docs/mapping.md), or the name of what was kept in the console',
    )
    .option('--today <date>', 'the day to plan for, as 2026-09-30; without it, today in London')
}
