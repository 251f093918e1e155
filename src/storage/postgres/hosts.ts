/** Raised where the address of a database cannot be read. Its message is for the person at the terminal. */
class UnreadableAddress extends Error {
  constructor(why: string) {
    super(
      `The address in --database ${why}. It reads postgres://user:password@host:5432/database, or with several servers, of which the one that takes writes is used, postgres://user:password@host1:5432,host2:5432/database.`,
    )
    this.name = 'UnreadableAddress'
  }
}

/** What may be asked of several servers; all of it means the one that takes writes. */
const WRITABLE = new Set(['read-write', 'primary'])

/** The parts of an address: what stands before the servers, the servers, and what stands after them. */
const PARTS = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/s

/**
 * The addresses of the servers that one address names, as PostgreSQL's own programs read it: `host1:5432,host2:5432`, and
 * `target_session_attrs`, which may only ask for the server that takes writes. Throws UnreadableAddress.
 */
export function hostsOf(address: string): string[] {
  const [, before = '', servers = '', after = ''] = PARTS.exec(address) ?? []
  const hosts = servers.split(',')
  const urls = hosts.map(host => withoutTarget(`${before}${host}${after}`))
  if (hosts.length > 1 && hosts.includes('')) throw new UnreadableAddress('names a server without a name')
  return urls
}

/** What the driver is not to be told. */
function withoutTarget(text: string): string {
  if (!URL.canParse(text)) throw new UnreadableAddress('is none')
  const url = new URL(text)
  const target = url.searchParams.get('target_session_attrs')
  if (target === null) return text
  if (!WRITABLE.has(target)) {
    throw new UnreadableAddress(
      `asks for target_session_attrs=${target.slice(0, 20)}, but Caseload writes: it takes read-write or primary`,
    )
  }
  url.searchParams.delete('target_session_attrs')
  return url.href
}

/** Where an address leads, to be shown: the servers and the database, never the user or the password. */
export function placeOf(address: string): string {
  const urls = hostsOf(address).map(url => new URL(url))
  const servers = urls.map(({ hostname, port }) => `${hostname || 'localhost'}:${port || 5432}`)
  return `${servers.join(', ')}, database ${urls[0]?.pathname.slice(1) || '(of the user)'}`
}
