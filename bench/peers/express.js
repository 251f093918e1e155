// @ts-nocheck: what it imports is installed in a folder of its own.
/** Express with better-sqlite3, as its pages show it: WAL, synchronous=FULL for durability, one transaction for a request. */
import Database from 'better-sqlite3'
import express from 'express'
import helmet from 'helmet'
import { aims, assignments, COLUMNS, hashOf, people, role, SECRET } from './world.js'

const db = new Database(role.address)
db.exec('pragma journal_mode = WAL; pragma synchronous = FULL; pragma foreign_keys = ON')
db.exec(`create table session (secret_hash text primary key, actor integer not null, expires_at integer not null);
create table person (${Object.entries(COLUMNS).map(([name, type]) => `"${name}" ${type}${name === 'ID' ? ' primary key' : ''}`)}, archived_at integer);
create index person_list on person ("OrganisationID", "Role", "ID") where archived_at is null;
create table aim (id integer primary key, learner_id integer not null references person ("ID"), standard_id integer not null, unique (learner_id, standard_id));
create table assignment (id integer primary key, learner_id integer not null references person ("ID"), level integer not null, role integer not null,
  target integer not null, person_id integer not null references person ("ID"), since integer not null, unique (learner_id, level, role, target));
create index assignment_person on assignment (person_id);
create table change (id integer primary key autoincrement, learner_id integer not null references person ("ID"), level integer not null, role integer not null,
  target integer not null, before_person integer, after_person integer, actor integer not null, recorded_at integer not null);
create index change_learner on change (learner_id);
create index change_after on change (after_person);`)

const names = Object.keys(COLUMNS)
const listed = names.map(name => `"${name}"`).join(', ')
/** Statements that are kept: with better-sqlite3 12 on Node.js 24 the process ends when one is collected. */
const kept = []
const prepare = text => {
  const statement = db.prepare(text)
  kept.push(statement)
  return statement
}
db.transaction(() => {
  const add = prepare(`insert into person (${listed}) values (${names.map(() => '?')})`)
  for (const one of people()) add.run(names.map(name => one[name] ?? null))
  const addAim = prepare('insert into aim values (@id, @learner_id, @standard_id)')
  for (const one of aims()) addAim.run(one)
  const addAssignment = prepare(
    'insert into assignment (learner_id, level, role, target, person_id, since) values (@learner_id, @level, @role, @target, @person_id, @since)',
  )
  for (const one of assignments()) addAssignment.run(one)
  prepare('insert into session values (?, 1, 4102444800000)').run(hashOf(SECRET))
})()

const session = db.prepare('select actor, expires_at from session where secret_hash = ?')
const account = db.prepare(
  'select "ID" as id, "Role" as role, "OrganisationID" as organisation from person where "ID" = ?',
)
const aim = db.prepare('select id from aim where learner_id = ? and standard_id = ?')
const holder = db.prepare(
  'select person_id from assignment where learner_id = ? and level = ? and role = ? and target = ?',
)
const put =
  db.prepare(`insert into assignment (learner_id, level, role, target, person_id, since) values (?, ?, ?, ?, ?, ?)
  on conflict (learner_id, level, role, target) do update set person_id = excluded.person_id, since = excluded.since`)
const log = db.prepare(
  'insert into change (learner_id, level, role, target, before_person, after_person, actor, recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
)
const beside =
  db.prepare(`select a.level, a.role, a.target, a.since, p."ID" as person, p."FirstName" as firstName, p."LastName" as lastName, i.standard_id as standard
  from assignment a join person p on p."ID" = a.person_id left join aim i on i.id = a.target where a.learner_id = ?`)
const page = db.prepare(
  `select ${listed} from person where "OrganisationID" = ? and "Role" = ? and archived_at is null order by "ID" limit ? offset ?`,
)

const assign = db.transaction((actor, person, learner, standard) => {
  const [who, whom] = [account.get(person), account.get(learner)]
  if (whom?.role !== 1) return 'learner'
  if (who?.role !== 5 || who.organisation !== whom.organisation) return 'person'
  const held = aim.get(learner, standard)
  if (!held) return 'aim'
  const before = holder.get(learner, 2, 0, held.id)?.person_id ?? null
  if (before === person) return undefined
  const now = Date.now()
  put.run(learner, 2, 0, held.id, person, now)
  log.run(learner, 2, 0, held.id, before, person, actor, now)
  return undefined
})

const app = express()
app.use(helmet())
app.use(express.json())
app.use((request, response, next) => {
  const found = session.get(hashOf(String(request.get('x-tokenid') ?? '')))
  if (!found || found.expires_at < Date.now()) return response.status(401).json({ error: 'session' })
  request.actor = found.actor
  next()
})
app.post('/api/v2.1/User/Search/:page/:size', (request, response) => {
  const { OrganisationID, Role } = request.body
  const [number, size] = [Number(request.params.page), Number(request.params.size)]
  if (![OrganisationID, Role, number, size].every(Number.isSafeInteger))
    return response.status(400).json({ error: 'body' })
  response.json(page.all(OrganisationID, Role, size, (number - 1) * size))
})
app.get('/learners/:id/assignments', (request, response) => {
  response.json(beside.all(Number(request.params.id)))
})
app.post('/api/v2.1/User/:id/Assign', (request, response) => {
  const { LearnerID, Level, StandardID } = request.body
  if (![LearnerID, Level, StandardID].every(Number.isSafeInteger))
    return response.status(400).json({ error: 'body' })
  const wrong = assign.immediate(request.actor, Number(request.params.id), LearnerID, StandardID)
  wrong ? response.status(400).json({ error: wrong }) : response.status(204).end()
})
const server = app.listen(0, '127.0.0.1', 1024, () =>
  process.send({ port: server.address().port, session: SECRET, startedIn: 0 }),
)
