/**
 * `npm run advisories`: asks the registry that npm is set to whether it knows of weaknesses in what Caseload installs to run
 * (`-- --dev` for what it is developed and tested with, too). Ends with 0 where there are none, 1 where there are some, and 2 where
 * the registry does not tell.
 */
import { runNpm } from './npm.ts'

/** What npm says in its report, as far as it is used. */
interface Audit {
  vulnerabilities?: Record<string, { severity: string; range: string; fixAvailable: unknown; via: unknown[] }>
  message?: string
}

const scope = process.argv.includes('--dev') ? [] : ['--omit=dev']
const { out, error } = runNpm('audit', '--json', '--package-lock-only', ...scope)
const report = readReport(out)
process.exit(report?.vulnerabilities ? tell(report.vulnerabilities) : tellNothing(report?.message ?? error))

function readReport(text: string): Audit | undefined {
  try {
    return JSON.parse(text) as Audit
  } catch {
    return undefined
  }
}

function tell(found: NonNullable<Audit['vulnerabilities']>): number {
  const all = Object.entries(found)
  for (const [name, { severity, range, via, fixAvailable }] of all) {
    const titles = via.flatMap(one =>
      typeof one === 'object' && one && 'title' in one ? [String(one.title)] : [],
    )
    console.log(
      `${severity}: ${name} ${range}: ${titles.join('; ')}${fixAvailable ? ' (a newer version has it mended)' : ''}`,
    )
  }
  console.log(
    all.length === 0 ? 'The registry knows of no weakness in these packages.' : `${all.length} packages.`,
  )
  return all.length === 0 ? 0 : 1
}

function tellNothing(why: string): number {
  // Addresses of registries, and what they answer, are nobody's business in a log.
  const status = /\b[45]\d\d [A-Z][A-Za-z ]+(?= -)/.exec(why)?.[0]
  console.error(
    `The registry that npm is set to tells no advisories${status ? ` (it answers ${status})` : ''}, so nothing is known of these packages, good or bad. Ask where it can be asked, with npm_config_registry set, or give the list of "npm run sbom" to a scanner that has the advisories.`,
  )
  return 2
}
