// @ts-nocheck: what it imports is installed in a folder of its own.
/**
 * Strapi on PostgreSQL, as its pages show it: content types, a policy for the session, a controller with queries of the
 * database layer and a transaction for a request. Its files are written here, since it reads them from folders.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { aims, assignments, COLUMNS, hashOf, people, role, SECRET } from './world.js'

const APP = process.cwd()
const require = createRequire(import.meta.url)

function file(path, text) {
  const whole = join(APP, path)
  mkdirSync(join(whole, '..'), { recursive: true })
  writeFileSync(whole, text)
}
const exported = value => `export default ${JSON.stringify(value)}`

const TYPES = { integer: 'integer', text: 'string', real: 'float' }
const attributes = kinds =>
  Object.fromEntries(Object.entries(kinds).map(([name, type]) => [name, { type: TYPES[type] ?? type }]))

const SLOT = { learner: 'integer', level: 'integer', role: 'integer', target: 'integer' }
const KINDS = {
  person: { ...COLUMNS, Number: 'integer', archivedAt: 'biginteger' },
  aim: { number: 'integer', learner: 'integer', standard: 'integer' },
  session: { secretHash: 'text', actor: 'integer' },
  assignment: { ...SLOT, person: 'integer', since: 'biginteger' },
  change: {
    ...SLOT,
    before: 'integer',
    after: 'integer',
    actor: 'integer',
    recordedAt: 'biginteger',
  },
}
/** A person's number is not Strapi's own. */
delete KINDS.person.ID
const TABLES = {
  person: 'people',
  aim: 'aims',
  session: 'sessions',
  assignment: 'assignments',
  change: 'changes',
}

file('public/uploads/.keep', '')
file('favicon.png', '')
for (const [kind, kinds] of Object.entries(KINDS)) {
  const names = { singularName: kind, pluralName: TABLES[kind], displayName: kind }
  const options = { draftAndPublish: false }
  file(
    `src/api/${kind}/content-types/${kind}/schema.json`,
    JSON.stringify({
      kind: 'collectionType',
      collectionName: TABLES[kind],
      info: names,
      options,
      attributes: attributes(kinds),
    }),
  )
}
const config = { auth: false, policies: ['global::session'] }
const routes = [
  { method: 'POST', path: '/api/v2.1/User/Search/:page/:size', handler: 'person.page', config },
  { method: 'GET', path: '/learners/:id/assignments', handler: 'person.of', config },
  { method: 'POST', path: '/api/v2.1/User/:id/Assign', handler: 'person.assign', config },
]
file('src/api/person/routes/person.js', exported({ routes }))
file(
  'src/policies/session.js',
  `import { createHash } from 'node:crypto'
export default async (context, _config, { strapi }) => {
  const secretHash = createHash('sha256').update(String(context.request.headers['x-tokenid'] ?? '')).digest('hex')
  const found = await strapi.db.query('api::session.session').findOne({ where: { secretHash } })
  context.state.actor = found?.actor
  return found !== null
}`,
)
file(
  'src/api/person/controllers/person.js',
  `const of = kind => strapi.db.query(\`api::\${kind}.\${kind}\`)
const shown = ({ id, Number: ID, documentId, createdAt, updatedAt, publishedAt, locale, archivedAt, ...rest }) => ({ ID, ...rest })
export default () => ({
  async page(context) {
    const { page, size } = context.params
    const { OrganisationID, Role } = context.request.body
    const found = await of('person').findMany({
      where: { OrganisationID, Role }, orderBy: { Number: 'asc' }, offset: (page - 1) * size, limit: Number(size),
    })
    context.body = found.map(shown)
  },
  async of(context) {
    const held = await of('assignment').findMany({ where: { learner: Number(context.params.id) } })
    const people = await of('person').findMany({
      where: { Number: { $in: held.map(one => one.person) } }, select: ['Number', 'FirstName', 'LastName'],
    })
    context.body = held.map(({ learner, level, role, target, person, since }) => ({
      learner, level, role, target, since, person: shown(people.find(one => one.Number === person)),
    }))
  },
  async assign(context) {
    const person = Number(context.params.id)
    const { LearnerID: learner, StandardID: standard } = context.request.body
    await strapi.db.transaction(async () => {
      const whom = await of('person').findOne({ where: { Number: learner } })
      const who = await of('person').findOne({ where: { Number: person } })
      const held = await of('aim').findOne({ where: { learner, standard } })
      if (whom?.Role !== 1 || who?.Role !== 5 || who.OrganisationID !== whom.OrganisationID || !held)
        return context.badRequest()
      const slot = { learner, level: 2, role: 0, target: held.number }
      const before = await of('assignment').findOne({ where: slot })
      context.status = 204
      if (before?.person === person) return
      const now = Date.now()
      if (before) await of('assignment').update({ where: { id: before.id }, data: { person, since: now } })
      else await of('assignment').create({ data: { ...slot, person, since: now } })
      const people = { before: before?.person ?? null, after: person }
      await of('change').create({ data: { ...slot, ...people, actor: context.state.actor, recordedAt: now } })
    })
    if (context.status === 204) context.body = null
  },
})`,
)
const MIDDLEWARES = ['errors', 'security', 'cors', 'query', 'body', 'favicon', 'public'].map(
  name => `strapi::${name}`,
)
const secret = 'invented-for-measuring'
file('config/server.js', exported({ host: '127.0.0.1', port: 0, app: { keys: [secret] } }))
file('config/api.js', exported({ rest: { prefix: '' } }))
file(
  'config/admin.js',
  exported({ apiToken: { salt: secret }, transfer: { token: { salt: secret } }, auth: { secret } }),
)
file(
  'config/database.js',
  exported({
    connection: {
      client: 'postgres',
      connection: { connectionString: role.address },
      pool: { min: 2, max: 10 },
    },
  }),
)
file('config/middlewares.js', exported(MIDDLEWARES))
file('config/logger.js', exported({ level: 'error' }))

const { createStrapi } = require('@strapi/strapi')
const strapi = await createStrapi({
  appDir: APP,
  distDir: APP,
  serveAdminPanel: false,
  autoReload: false,
}).load()
await fill()
strapi.server.mount()
await new Promise(resolve => strapi.server.httpServer.listen(0, '127.0.0.1', 1024, resolve))
process.send({ port: strapi.server.httpServer.address().port, session: SECRET, startedIn: 0 })

async function fill() {
  const put = async (kind, rows) => {
    const all = [...rows]
    for (let at = 0; at < all.length; at += 1000)
      await strapi.db.query(`api::${kind}.${kind}`).createMany({ data: all.slice(at, at + 1000) })
  }
  await put(
    'person',
    [...people()].map(({ ID, ...rest }) => ({ ...rest, Number: ID })),
  )
  await put(
    'aim',
    [...aims()].map(one => ({ number: one.id, learner: one.learner_id, standard: one.standard_id })),
  )
  await put(
    'assignment',
    [...assignments()].map(({ learner_id: learner, person_id: person, ...rest }) => ({
      ...rest,
      learner,
      person,
    })),
  )
  await put('session', [{ secretHash: hashOf(SECRET), actor: 1 }])
  // Content types cannot ask for indices; whoever runs it makes them by hand.
  for (const [table, columns] of [
    ['people', '(organisation_id, role, number)'],
    ['people', '(number)'],
    ['aims', '(learner, standard)'],
    ['assignments', '(learner, level, role, target)'],
    ['changes', '(learner)'],
    ['changes', '(after)'],
    ['sessions', '(secret_hash)'],
  ])
    await strapi.db.connection.raw(`create index on ${table} ${columns}`)
  await strapi.db.connection.raw('analyze')
}
