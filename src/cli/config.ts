import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { isDeepStrictEqual } from 'node:util'
import type { OpenIdSettings } from '../app/openid.ts'
import { systemTrouble } from '../disk/trouble.ts'
import { isMailAddress } from '../domain/mail.ts'
import { OPERATOR_ROLES } from '../domain/operator.ts'
import { noFaults, readFaults } from '../http/practice.ts'

/** One thing that may be configured: by flag, else by environment, else by default. */
interface ConfigOption<T> {
  flag: string
  env: string
  about: string
  /** Shown by `caseload config` only as "set". */
  secret?: boolean
  read(raw: string | undefined): T | Wrong
}

/** Why a value cannot be used. */
class Wrong {
  readonly why: string
  constructor(why: string) {
    this.why = why
  }
}

const text = (otherwise: string) => (raw: string | undefined) => raw ?? otherwise
const optionalText = (raw: string | undefined) => raw
const whole = (otherwise: number, least: number, most: number) => (raw: string | undefined) => {
  const value = raw === undefined ? otherwise : Number(raw)
  const good = Number.isInteger(value) && value >= least && value <= most
  return good ? value : new Wrong(`must be a whole number from ${least} to ${most}`)
}
const truth = (raw: string | undefined) => {
  const value = raw?.toLowerCase() ?? 'false'
  if (['true', '1', 'yes', 'on', ''].includes(value)) return true
  return ['false', '0', 'no', 'off'].includes(value) ? false : new Wrong('must be true or false')
}
const oneOf =
  <W extends string>(words: readonly W[], otherwise: W) =>
  (raw: string | undefined) =>
    words.find(word => word === (raw ?? otherwise)) ?? new Wrong(`must be one of: ${words.join(', ')}`)

/** Origins as browsers send them, with commas between them. A wildcard would let any page try tokens. */
const origins = (raw: string | undefined): readonly string[] | Wrong => {
  const all = (raw ?? '').split(',').map(origin => origin.trim())
  const given = all.filter(origin => origin !== '')
  const good = given.every(origin => /^https?:/.test(origin) && URL.parse(origin)?.origin === origin)
  return good
    ? given
    : new Wrong(
        'must be origins in full, such as https://mis.example.org, with commas between them; no * or path',
      )
}

/** Addresses, or ranges of them as `10.1.0.0/16`, with commas between them; nothing where nothing is said. */
const ranges = (raw: string | undefined): readonly string[] | undefined | Wrong => {
  if (raw === undefined) return undefined
  const given = raw.split(',').map(range => range.trim())
  return given.every(isRange)
    ? given
    : new Wrong('must be addresses or ranges, such as 10.1.2.3 or 10.1.0.0/16, with commas between them')
}

function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return (
    more.length === 0 &&
    most > 0 &&
    (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most))
  )
}

const issuer = (raw: string | undefined): string | undefined | Wrong => {
  if (raw === undefined) return undefined
  const url = URL.parse(raw)
  const secure = url && (url.protocol === 'https:' || isLoopback(url.hostname))
  return secure ? raw : new Wrong('must be an https:// address, such as https://accounts.google.com')
}

/** Roles by the values of a claim, as `claim:value=role,value=role`. */
const oidcRoles = (raw: string | undefined): OpenIdSettings['roles'] | Wrong => {
  if (raw === undefined) return undefined
  const [, claim = '', list = ''] = /^([^:]+):(.+)$/.exec(raw) ?? []
  const pairs = list.split(',').map(pair => pair.split('='))
  const byValue = new Map(
    pairs.flatMap(([value = '', word]) => {
      const role = OPERATOR_ROLES.find(one => one === word?.trim())
      return role && value.trim() !== '' ? [[value.trim(), role] as const] : []
    }),
  )
  return claim !== '' && byValue.size === pairs.length
    ? { claim: claim.trim(), byValue }
    : new Wrong(`must be claim:value=role,value=role, with these roles: ${OPERATOR_ROLES.join(', ')}`)
}

/** An address without a path, as people type it into a browser. */
const publicAddress = (raw: string | undefined): string | undefined | Wrong => {
  if (raw === undefined) return undefined
  const url = /^https?:/.test(raw) ? URL.parse(raw) : null
  return url && `${url.origin}/` === url.href
    ? url.origin
    : new Wrong('must be an address without a path, such as https://caseload.example.org')
}

/** Addresses of mail, with commas between them. */
const addresses = (raw: string | undefined): readonly string[] | Wrong => {
  const given = (raw ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')
  return given.every(isMailAddress) ? given : new Wrong('must be e-mail addresses with commas between them')
}

const smtp = (raw: string | undefined) => {
  if (raw === undefined) return undefined
  const isGood = /^smtps?:$/.test(URL.parse(raw)?.protocol ?? '')
  return isGood
    ? raw
    : new Wrong('must be an smtp:// or smtps:// address, such as smtps://user:password@mail.example.org')
}

const timeOfDay = (otherwise: string) => (raw: string | undefined) => {
  const value = raw ?? otherwise
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : new Wrong('must be a time such as 07:00')
}

const faults = (raw: string | undefined) => {
  const order = raw === undefined ? noFaults() : readFaults(raw)
  return 'why' in order ? new Wrong(order.why) : order
}

/** Everything that can be configured, told once: flags, environment, help and `caseload config` follow from it. */
export const OPTIONS = {
  data: {
    flag: '--data <folder>',
    env: 'CASELOAD_DATA',
    about: 'folder that holds the database and the control socket (./data)',
    read: text('./data'),
  },
  database: {
    flag: '--database <url>',
    env: 'CASELOAD_DATABASE',
    about: 'postgres:// address; without it, SQLite in the data folder',
    secret: true,
    read: optionalText,
  },
  host: {
    flag: '--host <address>',
    env: 'CASELOAD_HOST',
    about: 'address to listen on (127.0.0.1)',
    read: text('127.0.0.1'),
  },
  port: {
    flag: '--port <number>',
    env: 'CASELOAD_PORT',
    about: 'port to listen on (4680; 0 takes any free one)',
    read: whole(4680, 0, 65_535),
  },
  certificate: {
    flag: '--certificate <file>',
    env: 'CASELOAD_CERTIFICATE',
    about: 'certificate chain (PEM), to serve HTTPS',
    read: optionalText,
  },
  key: {
    flag: '--key <file>',
    env: 'CASELOAD_KEY',
    about: 'private key (PEM) of the certificate',
    read: optionalText,
  },
  behindProxy: {
    flag: '--behind-proxy',
    env: 'CASELOAD_BEHIND_PROXY',
    about: 'a proxy in front takes care of HTTPS and says where calls come from',
    read: truth,
  },
  proxies: {
    flag: '--proxies <ranges>',
    env: 'CASELOAD_PROXIES',
    about: 'where proxies stand that are believed, such as 10.1.0.0/16 (this machine and private networks)',
    read: ranges,
  },
  publicUrl: {
    flag: '--public-url <address>',
    env: 'CASELOAD_PUBLIC_URL',
    about: 'where people reach the server, such as https://caseload.example.org (where it listens)',
    read: publicAddress,
  },
  watch: {
    flag: '--watch <folder>',
    env: 'CASELOAD_WATCH',
    about: 'folder whose files are imported and applied as they come, under the usual limits (none)',
    read: optionalText,
  },
  watchAs: {
    flag: '--watch-as <email>',
    env: 'CASELOAD_WATCH_AS',
    about: 'address of the person in whose name files of the watched folder are applied',
    read: optionalText,
  },
  oidcIssuer: {
    flag: '--oidc-issuer <address>',
    env: 'CASELOAD_OIDC_ISSUER',
    about: 'sign-in service (OpenID Connect), such as https://accounts.google.com (none)',
    read: issuer,
  },
  oidcClientId: {
    flag: '--oidc-client-id <id>',
    env: 'CASELOAD_OIDC_CLIENT_ID',
    about: 'what the sign-in service knows this server by',
    read: optionalText,
  },
  oidcClientSecret: {
    flag: '--oidc-client-secret <secret>',
    env: 'CASELOAD_OIDC_CLIENT_SECRET',
    about: 'the secret that goes with it; better in a file',
    secret: true,
    read: optionalText,
  },
  oidcClientSecretFile: {
    flag: '--oidc-client-secret-file <file>',
    env: 'CASELOAD_OIDC_CLIENT_SECRET_FILE',
    about: 'file with that secret',
    read: optionalText,
  },
  oidcName: {
    flag: '--oidc-name <text>',
    env: 'CASELOAD_OIDC_NAME',
    about: 'what stands on the button of the sign-in page (your organisation)',
    read: text('your organisation'),
  },
  oidcRoles: {
    flag: '--oidc-roles <list>',
    env: 'CASELOAD_OIDC_ROLES',
    about: 'roles by a claim of the sign-in service, such as groups:Managers=manager,MIS=mis-officer (none)',
    read: oidcRoles,
  },
  corsOrigin: {
    flag: '--cors-origin <origins>',
    env: 'CASELOAD_CORS_ORIGIN',
    about: 'web pages that may call the APIs from a browser, such as https://mis.example.org (none)',
    read: origins,
  },
  plainOnefile: {
    flag: '--plain-onefile',
    env: 'CASELOAD_PLAIN_ONEFILE',
    about: 'hide the fields that OneFile is only believed to have (docs/compatibility.md)',
    read: truth,
  },
  strictPeople: {
    flag: '--strict-people',
    env: 'CASELOAD_STRICT_PEOPLE',
    about: 'refuse a second user with the same MIS id or e-mail address in one organisation',
    read: truth,
  },
  smtp: {
    flag: '--smtp <url>',
    env: 'CASELOAD_SMTP',
    about:
      'smtp:// or smtps:// address that takes the digest of the day, with user and password where it wants them',
    secret: true,
    read: smtp,
  },
  mailFrom: {
    flag: '--mail-from <address>',
    env: 'CASELOAD_MAIL_FROM',
    about: 'who the digest is from',
    read: optionalText,
  },
  digestTo: {
    flag: '--digest-to <addresses>',
    env: 'CASELOAD_DIGEST_TO',
    about: 'who gets the digest, with commas between them (nobody)',
    read: addresses,
  },
  digestAt: {
    flag: '--digest-at <time>',
    env: 'CASELOAD_DIGEST_AT',
    about: 'when the digest is sent, in London (07:00)',
    read: timeOfDay('07:00'),
  },
  digestTexts: {
    flag: '--digest-texts',
    env: 'CASELOAD_DIGEST_TEXTS',
    about: 'the digest also tells what people have written, such as reasons and names of files',
    read: truth,
  },
  log: {
    flag: '--log <level>',
    env: 'CASELOAD_LOG',
    about: 'what to log: silent, error, warn, info (info: one line a call)',
    read: oneOf(['silent', 'error', 'warn', 'info'], 'info'),
  },
  practice: {
    flag: '--practice',
    env: 'CASELOAD_PRACTICE',
    about: "be OneFile's service alone, to try a client against (docs/practice.md)",
    read: truth,
  },
  faults: {
    flag: '--faults <order>',
    env: 'CASELOAD_FAULTS',
    about: 'faults that a practice server makes, such as limit=0.05,lost=0.01,page-cap=50',
    read: faults,
  },
  seed: {
    flag: '--seed <number>',
    env: 'CASELOAD_FAULT_SEED',
    about: 'the same seed makes the same faults (1)',
    read: whole(1, 0, 4_294_967_295),
  },
  inferredFields: {
    flag: '--inferred-fields',
    env: 'CASELOAD_INFERRED_FIELDS',
    about: 'a practice server shows the fields that OneFile is only believed to have',
    read: truth,
  },
} as const satisfies Record<string, ConfigOption<unknown>>

type OptionName = keyof typeof OPTIONS

/** The configuration of a command, checked. */
export type Config = {
  [Name in OptionName]: Exclude<ReturnType<(typeof OPTIONS)[Name]['read']>, Wrong>
}

/** Raised when something is configured that cannot be. Its message is for the person at the terminal. */
class BadConfiguration extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'BadConfiguration'
  }
}

/** Reads and checks the configuration: flags win over the environment. Throws BadConfiguration. */
export function readConfig(flags: Record<string, unknown>, environment: NodeJS.ProcessEnv): Config {
  const config: Record<string, unknown> = {}
  for (const [name, option] of Object.entries(OPTIONS) as [OptionName, ConfigOption<unknown>][]) {
    const given = flags[name] ?? environment[option.env]
    const value = option.read(given === undefined ? undefined : String(given))
    if (value instanceof Wrong) {
      throw new BadConfiguration(`${option.flag.split(' ')[0]} (${option.env}) ${value.why}.`)
    }
    config[name] = value
  }
  checkTogether(config as Config)
  checkOpenId(config as Config)
  return config as Config
}

function checkTogether({ host, certificate, key, behindProxy, proxies, ...config }: Config): void {
  const { database, practice, faults, smtp, mailFrom, digestTo } = config
  if (proxies !== undefined && !behindProxy) {
    throw new BadConfiguration(
      '--proxies says which proxies are believed; give --behind-proxy too, or leave it out.',
    )
  }
  const told = [smtp, mailFrom, digestTo.length > 0 ? digestTo : undefined]
  if (told.some(one => one === undefined) && told.some(one => one !== undefined)) {
    throw new BadConfiguration(
      'The digest needs --smtp, --mail-from and --digest-to: give all three, or none.',
    )
  }
  if ((config.watch === undefined) !== (config.watchAs === undefined)) {
    throw new BadConfiguration(
      '--watch and --watch-as go together: give both, or neither. What a file changes is done in the name of a person.',
    )
  }
  if (!practice && !isDeepStrictEqual(faults, noFaults())) {
    throw new BadConfiguration('--faults is for a server for practice; give --practice too, or leave it out.')
  }
  if ((certificate === undefined) !== (key === undefined)) {
    throw new BadConfiguration('--certificate and --key go together: give both, or neither.')
  }
  if (!isLoopback(host) && certificate === undefined && !behindProxy) {
    throw new BadConfiguration(
      `Listening on ${host} sends tokens and people's data in the clear. Give --certificate and --key, or --behind-proxy when a proxy takes care of HTTPS.`,
    )
  }
  if (database !== undefined && !/^postgres(ql)?:\/\//.test(database)) {
    throw new BadConfiguration('--database must be a postgres:// address; for SQLite, give --data instead.')
  }
}

/** Whether a host is this machine itself. */
function checkOpenId({ oidcIssuer, oidcClientId, behindProxy, publicUrl }: Config): void {
  if ((oidcIssuer === undefined) !== (oidcClientId === undefined)) {
    throw new BadConfiguration('--oidc-issuer and --oidc-client-id go together: give both, or neither.')
  }
  if (oidcIssuer !== undefined && behindProxy && publicUrl === undefined) {
    throw new BadConfiguration(
      'Behind a proxy, --oidc-issuer needs --public-url too: the sign-in service sends people back to that address.',
    )
  }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/** The configuration to print: secrets only as "set". */
export function printable(config: Config): Record<string, unknown> {
  const entries = Object.entries(config).map(([name, value]) => {
    const option: ConfigOption<unknown> = OPTIONS[name as OptionName]
    return [name, option.secret && value !== undefined ? 'set' : (value ?? null)]
  })
  return Object.fromEntries(entries)
}

/** Where the database is: an address for PostgreSQL, a file for SQLite. */
export function databaseAddress({ database, data }: Config): string {
  return database ?? join(data, 'caseload.db')
}

/** Where people reach the server, as far as that is known before it listens. */
export function siteOf({
  publicUrl,
  host,
  port,
  certificate,
}: Pick<Config, 'publicUrl' | 'host' | 'port' | 'certificate'>): string {
  const shown = host.includes(':') ? `[${host}]` : host
  const scheme = certificate === undefined ? 'http' : 'https'
  return publicUrl ?? `${scheme}://${shown}:${port}`
}

/** The sign-in service that is configured; nothing where none is. Throws BadConfiguration. */
export function openIdOf(config: Config): OpenIdSettings | undefined {
  const { oidcIssuer: address, oidcClientId: clientId, oidcName: name, oidcRoles: roles } = config
  if (address === undefined || clientId === undefined) return undefined
  const file = config.oidcClientSecretFile
  const clientSecret = file === undefined ? config.oidcClientSecret : readSecret(file)
  return { issuer: address, clientId, clientSecret, name, roles }
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new BadConfiguration(
      `The secret of --oidc-client-secret-file cannot be read: ${systemTrouble(error) ?? (error as Error).message}`,
    )
  }
}

/** The certificate and its key; nothing where HTTPS is somebody else's. Throws BadConfiguration. */
export function readCertificate({ certificate, key }: Config): { cert: Buffer; key: Buffer } | undefined {
  if (certificate === undefined || key === undefined) return undefined
  const read = { cert: readPem(certificate), key: readPem(key) }
  try {
    createSecureContext(read)
    return read
  } catch (error) {
    throw new BadConfiguration(
      `${certificate} and ${key} are not a certificate chain and its private key, both in PEM (${(error as Error).message}). Check --certificate and --key.`,
    )
  }
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new BadConfiguration(
      `The certificate or its key cannot be read: ${systemTrouble(error) ?? (error as Error).message}`,
    )
  }
}
