import type { Command } from 'commander'

/** Flags of every command that works with a server. */
export interface ServerFlags {
  server: string
  target?: string
  tokenFile?: string
  organisation?: string
  state: string
  calls: string
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
    .option(
      '--server <url>',
      'address of Caseload or of OneFile’s service [CASELOAD_SERVER]',
      process.env.CASELOAD_SERVER ?? 'http://127.0.0.1:4680',
    )
    .option('--target <kind>', 'caseload or onefile; found out where it is left out')
    .option('--token-file <file>', 'file that holds the customer token; without it, CASELOAD_TOKEN')
    .option('--organisation <ids>', 'only these centres, with commas; all that the token covers if left out')
    .option(
      '--state <folder>',
      'where the tool keeps links, plans and runs [CASELOAD_STATE]',
      process.env.CASELOAD_STATE ?? './caseload-sync',
    )
    .option('--calls <number>', 'calls that all commands together may make in any minute', '280')
    .option('--by <name>', 'who does it, for the record; without it, the name you are signed in with')
    .option('--json', 'print JSON')
}

/** Adds the flags of a command that reads files. */
export function withFiles(command: Command): Command {
  return withServer(command)
    .option('--mapping <file>', 'what the provider says about its files, as YAML (docs/mapping.md)')
    .option('--today <date>', 'the day to plan for, as 2026-09-30; without it, today in London')
}
