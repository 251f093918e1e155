import { contract } from '../src/contract/contract.ts'
import { type AnyEndpoint, type Api, BASE_PATHS, scopesOf } from '../src/contract/endpoint.ts'
import { PRESETS, SCOPES, type Scope } from '../src/domain/scope.ts'
import { table } from './table.ts'

const SCOPE_MEANINGS: Record<Scope, string> = {
  read: 'Read everything of the organisations that the token covers, except what `sensitive` adds.',
  assign: 'Change who is beside a learner, at every level, and take it back.',
  manage: 'Create and change people and places; give standards, units and templates.',
  admin: 'Change the catalogue and the organisations.',
  sensitive: 'Adds the NI number and L12 to L16 to what is read and written. Reads are noted in the log.',
}

const TITLES: Record<Api, string> = { onefile: 'OneFile’s API', caseload: 'Caseload’s API' }

/** Which scope each call needs, as a page of the documentation. */
export function permissions(): string {
  return `# Permissions

<!-- Generated from the contract by \`npm run generate\`. -->

A customer token has scopes. A call whose scope the token lacks is answered with 403; what belongs to an organisation
that the token does not cover does not exist for it.

${table(
  ['Scope', 'What it allows'],
  Object.entries(SCOPE_MEANINGS).map(([scope, meaning]) => [code(scope), meaning]),
)}

Scopes do not include each other. \`caseload token create --preset\` takes a named set:

${table(
  ['Preset', ...SCOPES.map(code)],
  Object.entries(PRESETS).map(([name, scopes]) => [code(name), ...marks(scopes)]),
)}
${(['onefile', 'caseload'] as const).map(section).join('')}`
}

function marks(scopes: readonly Scope[]): string[] {
  return SCOPES.map(scope => (scopes.includes(scope) ? 'yes' : ''))
}

function section(api: Api): string {
  const calls = Object.values<AnyEndpoint>(contract).filter(call => call.api === api)
  const rows = calls.map(call => [
    code(call.method),
    code(BASE_PATHS[api] + call.path),
    accessOf(call),
    call.summary,
  ])
  return `\n## ${TITLES[api]}\n\n${table(['Method', 'Path', 'Scope', 'What it does'], rows)}\n`
}

function accessOf(call: AnyEndpoint): string {
  const { access } = call
  if (access === 'open') return 'none, and no session'
  if (access === 'person') return 'none: for a person who is signed in'
  return access === 'customer-token'
    ? 'none: takes the customer token'
    : scopesOf(call).map(code).join(' or ')
}

function code(text: string): string {
  return `\`${text}\``
}
