import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { AnyCodec, JsonSchema, Part } from '../src/contract/codec.ts'
import { contract } from '../src/contract/contract.ts'
import { type AnyEndpoint, type Reply, scopesOf } from '../src/contract/endpoint.ts'
import { ACCOUNT_KINDS } from '../src/domain/account.ts'
import { COVER_CODES } from '../src/domain/cover.ts'
import { ANSWERING_ROLES, EVIDENCE_SUBJECTS } from '../src/domain/evidence.ts'
import { EVIDENCE_FORMATS } from '../src/domain/evidence-note.ts'
import { LACKED_ROLES } from '../src/domain/learners-wanted.ts'
import { LEVELS } from '../src/domain/level.ts'
import { NEXT_STEPS, RUN_STATES } from '../src/domain/next-step.ts'
import { NOTICE_KINDS } from '../src/domain/notice.ts'
import { OPERATOR_ROLES } from '../src/domain/operator.ts'
import { PLANNED_STATES } from '../src/domain/planned.ts'
import { PROBLEM_CODES } from '../src/domain/problem.ts'
import { MODES } from '../src/domain/request.ts'
import { ROLE_NAMES } from '../src/domain/role.ts'
import { RUN_KINDS } from '../src/domain/run.ts'
import { WORKBOOK_LISTS } from '../src/domain/workbook-note.ts'
import { METHOD_GROUPS } from '../src/sdk/groups.ts'

const ROOT = join(import.meta.dirname, '..')

/** Declarations by the names that they declare. */
type Declared = Map<string, string>

/** Words of the domain that the client has under the same name: where each is declared, and which there are. */
const DOMAIN_WORDS: Readonly<Record<string, { file: string; words: readonly string[] }>> = {
  AccountKind: { file: 'account', words: ACCOUNT_KINDS },
  AnsweringRole: { file: 'evidence', words: ANSWERING_ROLES },
  CoverCode: { file: 'cover', words: COVER_CODES },
  EvidenceFormat: { file: 'evidence-note', words: EVIDENCE_FORMATS },
  EvidenceSubject: { file: 'evidence', words: EVIDENCE_SUBJECTS },
  LackedRole: { file: 'learners-wanted', words: LACKED_ROLES },
  Level: { file: 'level', words: LEVELS },
  Mode: { file: 'request', words: MODES },
  NextStep: { file: 'next-step', words: NEXT_STEPS },
  NoticeKind: { file: 'notice', words: NOTICE_KINDS },
  OperatorRole: { file: 'operator', words: OPERATOR_ROLES },
  PlannedState: { file: 'planned', words: PLANNED_STATES },
  ProblemCode: { file: 'problem', words: PROBLEM_CODES },
  Role: { file: 'role', words: ROLE_NAMES },
  RunKind: { file: 'run', words: RUN_KINDS },
  RunState: { file: 'next-step', words: RUN_STATES },
  WorkbookList: { file: 'workbook-note', words: WORKBOOK_LISTS },
}

/** How sure a field of a record is: OneFile's answers may leave out all but the id. */
type Certainty = 'told' | 'sure'

/** The types of the client with their words, for `src/sdk/types.ts`: everything in it comes from the contract. */
export function sdkTypes(): string {
  const declared: Declared = new Map()
  const calls = Object.entries<AnyEndpoint>(contract)
  declareRecords(calls, declared)
  const methods = calls.map(([name, call]) => method(name, call, declared))
  const ofDomain = ['ProblemCode', ...declared.keys()].filter(name => name in DOMAIN_WORDS)
  const source = [
    '/**',
    ' * The types of the client, with the words of the contract to be read on hover.',
    ' * Written by `npm run generate`; never by hand.',
    ' */',
    "import type { CallOptions } from './call.ts'",
    '',
    ...ofDomain.map(name => `import type { ${name} } from '../domain/${DOMAIN_WORDS[name]?.file}.ts'`),
    `export type { ${ofDomain.join(', ')} }`,
    ...[...declared].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text),
    words('Every call by its name.'),
    `export interface Methods {\n${methods.join('\n')}\n}`,
    words('Every call by its noun.'),
    `export interface MethodGroups {\n${groups().join('\n')}\n}`,
  ].join('\n')
  return formatted(source)
}

/** Kinds of records in the words of the call that gives one; of a kind that comes in lists only, those of the list. */
function declareRecords(calls: readonly [string, AnyEndpoint][], declared: Declared): void {
  const single = calls.filter(([name, { reply }]) => reply.kind === 'object' && !name.startsWith('list'))
  for (const [, call] of single) answer(call, declared)
}

function groups(): string[] {
  const calls: Readonly<Record<string, AnyEndpoint>> = contract
  return Object.entries(METHOD_GROUPS).map(([group, verbs]) => {
    const methods = Object.entries<string>(verbs).map(
      ([verb, name]) => `${wordsOf(calls[name]!)}\n${verb}: Methods['${name}']`,
    )
    return `readonly ${group}: {\n${methods.join('\n')}\n}`
  })
}

function method(name: string, call: AnyEndpoint, declared: Declared): string {
  const title = pascal(name)
  const fields: Record<string, Part & { about: string }> = { ...call.params, ...call.query, ...call.body }
  const parts = Object.values(fields)
  const input = parts.length > 0 ? `${title}Input` : 'Record<never, never>'
  if (parts.length > 0)
    declared.set(input, interfaceOf(input, `What ${name} takes.`, fields, 'sure', declared))
  const optional = parts.every(part => part.optional) ? '?' : ''
  return `${wordsOf(call)}\n${name}(input${optional}: ${input}, options?: CallOptions): Promise<${answer(call, declared)}>`
}

function wordsOf(call: AnyEndpoint): string {
  const { summary, about, problems } = call
  const refusals = problems.length > 0 ? `Refused with: ${problems.join(', ')}.` : ''
  const scopes = scopesOf(call).length > 0 ? `Needs the scope ${scopesOf(call).join(' or ')}.` : ''
  return words([`${summary}.`, about, scopes, refusals].filter(Boolean).join('\n\n'))
}

function answer({ api, reply }: AnyEndpoint, declared: Declared): string {
  const given: Reply<unknown> = reply
  if (given.kind === 'none') return 'undefined'
  const about = given.kind === 'list' ? `A row of: ${lower(given.about)}` : given.about
  const one = typeOf(given.codec, api === 'onefile' ? 'told' : 'sure', declared, about)
  return given.kind === 'list' ? `readonly ${one}[]` : one
}

/** The type of a value by our words; what has a name of its own is declared under it. */
function typeOf(codec: AnyCodec, certainty: Certainty, declared: Declared, about?: string): string {
  const { title } = codec.schema
  if (typeof title !== 'string') return bareType(codec, certainty, declared)
  if (declared.has(title)) return title
  declared.set(title, '')
  if (isOfDomain(title, codec)) return title
  const text = codec.schema.description ?? about ?? title
  declared.set(title, declaration(title, String(text), codec, certainty, declared))
  return title
}

/** Whether the words of a type are the domain's own. Throws where the contract has others under the same name. */
function isOfDomain(title: string, { ours, schema }: AnyCodec): boolean {
  const known = DOMAIN_WORDS[title]
  if (!known) return false
  const given = (ours ?? schema).enum
  const same = Array.isArray(given) && JSON.stringify(given) === JSON.stringify(known.words)
  if (!same) throw new Error(`The contract's ${title} has other words than src/domain/${known.file}.ts`)
  return true
}

function declaration(
  name: string,
  about: string,
  codec: AnyCodec,
  certainty: Certainty,
  declared: Declared,
): string {
  if (codec.parts?.kind === 'object') return interfaceOf(name, about, codec.parts.fields, certainty, declared)
  return `${words(about)}\nexport type ${name} = ${bareType(codec, certainty, declared)}`
}

function bareType(codec: AnyCodec, certainty: Certainty, declared: Declared): string {
  switch (codec.parts?.kind) {
    case 'nullable':
      return `${typeOf(codec.parts.of, certainty, declared)} | null`
    case 'list':
      return `readonly (${typeOf(codec.parts.of, certainty, declared)})[]`
    case 'object':
      return `{\n${properties(codec.parts.fields, certainty, declared)}\n}`
    default:
      return leafType(codec.ours ?? codec.schema)
  }
}

const LEAVES: Readonly<Record<string, string>> = {
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  string: 'string',
  object: 'Readonly<Record<string, unknown>>',
}

function leafType(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return union(schema.enum)
  return [schema.type]
    .flat()
    .map(type => LEAVES[String(type)] ?? 'unknown')
    .join(' | ')
}

function union(values: readonly unknown[]): string {
  return values.map(value => JSON.stringify(value)).join(' | ')
}

type Fields = Readonly<Record<string, Part & { about?: string }>>

function interfaceOf(
  name: string,
  about: string,
  fields: Fields,
  certainty: Certainty,
  declared: Declared,
): string {
  return `${words(about)}\nexport interface ${name} {\n${properties(fields, certainty, declared)}\n}`
}

function properties(fields: Fields, certainty: Certainty, declared: Declared): string {
  return Object.entries(fields)
    .map(([word, { codec, optional, about = '' }]) => {
      const maybe = optional || (certainty === 'told' && word !== 'id')
      const type = `${typeOf(codec, certainty, declared)}${optional ? ' | undefined' : ''}`
      return `${words([about, oursAbout(codec)].filter(Boolean).join(' '))}\n${word}${maybe ? '?' : ''}: ${type}`
    })
    .join('\n')
}

/** How a value is given by our words, where the type alone does not say. */
function oursAbout(codec: AnyCodec): string {
  const { ours, schema, parts } = codec
  if (parts?.kind === 'nullable') return oursAbout(parts.of)
  if (typeof ours?.description === 'string') return ours.description
  return (ours ?? schema).format === 'date' ? 'As YYYY-MM-DD.' : ''
}

function words(text: string): string {
  const lines = text.replaceAll('*/', '*\\/').split('\n')
  if (lines.length === 1) return `/** ${lines[0]} */`
  return ['/**', ...lines.map(line => ` * ${line}`.trimEnd()), ' */'].join('\n')
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** As the style of the sources has it. */
function formatted(source: string): string {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'check', '--write', '--stdin-file-path=src/sdk/types.ts']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    ...{ cwd: ROOT, input: source, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
  })
  if (status !== 0) throw new Error(`The types of the client cannot be formatted: ${stderr}`)
  return stdout
}
