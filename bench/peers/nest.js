// @ts-nocheck: what it imports is installed in a folder of its own.
/**
 * NestJS with TypeORM on PostgreSQL, as their pages show it: bodies checked by class-validator, a guard for the session, a
 * transaction for a request. Decorators are called by hand, so that it runs without a build.
 */
import 'reflect-metadata'
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Module,
  Param,
  ParseIntPipe,
  Post,
  Req,
  UnauthorizedException,
  UseGuards,
  ValidationPipe,
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { TypeOrmModule } from '@nestjs/typeorm'
import { IsInt } from 'class-validator'
import helmet from 'helmet'
import { DataSource, EntitySchema } from 'typeorm'
import { aims, assignments, COLUMNS, hashOf, people, role, SECRET } from './world.js'

const TYPES = { integer: 'int', text: 'text', real: 'float8' }
const columns = kinds =>
  Object.fromEntries(
    Object.entries(kinds).map(([name, type], at) => [name, { type, primary: at === 0, nullable: at > 0 }]),
  )

const Person = new EntitySchema({
  name: 'person',
  columns: {
    ...columns(Object.fromEntries(Object.entries(COLUMNS).map(([name, type]) => [name, TYPES[type]]))),
    archivedAt: { type: 'bigint', nullable: true, select: false },
  },
  indices: [{ columns: ['OrganisationID', 'Role', 'ID'] }],
})
const Aim = new EntitySchema({
  name: 'aim',
  columns: columns({ id: 'int', learner_id: 'int', standard_id: 'int' }),
  uniques: [{ columns: ['learner_id', 'standard_id'] }],
})
const Session = new EntitySchema({
  name: 'session',
  columns: columns({ secret_hash: 'text', actor: 'int', expires_at: 'bigint' }),
})
const id = { type: 'bigint', primary: true, generated: 'increment' }
const Assignment = new EntitySchema({
  name: 'assignment',
  columns: {
    id,
    learner_id: { type: 'int' },
    level: { type: 'smallint' },
    role: { type: 'smallint' },
    target: { type: 'int' },
    person_id: { type: 'int' },
    since: { type: 'bigint' },
  },
  relations: { person: { type: 'many-to-one', target: 'person', joinColumn: { name: 'person_id' } } },
  uniques: [{ columns: ['learner_id', 'level', 'role', 'target'] }],
  indices: [{ columns: ['person_id'] }],
})
const Change = new EntitySchema({
  name: 'change',
  columns: {
    id,
    learner_id: { type: 'int' },
    level: { type: 'smallint' },
    role: { type: 'smallint' },
    target: { type: 'int' },
    before_person: { type: 'int', nullable: true },
    after_person: { type: 'int', nullable: true },
    actor: { type: 'int' },
    recorded_at: { type: 'bigint' },
  },
  indices: [{ columns: ['learner_id'] }, { columns: ['after_person'] }],
})

class AssignBody {}
class SearchBody {}
for (const name of ['LearnerID', 'Level', 'StandardID']) IsInt()(AssignBody.prototype, name)
for (const name of ['OrganisationID', 'Role']) IsInt()(SearchBody.prototype, name)

class SessionGuard {
  constructor(source) {
    this.sessions = source.getRepository(Session)
  }
  async canActivate(context) {
    const request = context.switchToHttp().getRequest()
    const secret_hash = hashOf(String(request.headers['x-tokenid'] ?? ''))
    const found = await this.sessions.findOneBy({ secret_hash })
    if (!found || Number(found.expires_at) < Date.now()) throw new UnauthorizedException()
    request.actor = found.actor
    return true
  }
}
Reflect.defineMetadata('design:paramtypes', [DataSource], SessionGuard)

class AppController {
  constructor(source) {
    this.source = source
  }
  page(number, size, { OrganisationID, Role }) {
    return this.source
      .getRepository(Person)
      .find({ where: { OrganisationID, Role }, order: { ID: 'ASC' }, skip: (number - 1) * size, take: size })
  }
  of(learner_id) {
    return this.source.getRepository(Assignment).find({
      where: { learner_id },
      relations: { person: true },
      select: { person: { ID: true, FirstName: true, LastName: true } },
    })
  }
  async assign(person, { LearnerID, StandardID }, { actor }) {
    await this.source.transaction(async manager => {
      const whom = await manager.findOneBy(Person, { ID: LearnerID })
      const who = await manager.findOneBy(Person, { ID: person })
      if (whom?.Role !== 1) throw new BadRequestException('learner')
      if (who?.Role !== 5 || who.OrganisationID !== whom.OrganisationID)
        throw new BadRequestException('person')
      const held = await manager.findOneBy(Aim, { learner_id: LearnerID, standard_id: StandardID })
      if (!held) throw new BadRequestException('aim')
      const slot = { learner_id: LearnerID, level: 2, role: 0, target: held.id }
      const before = await manager.findOneBy(Assignment, slot)
      if (before?.person_id === person) return
      const now = String(Date.now())
      const keys = ['learner_id', 'level', 'role', 'target']
      await manager.upsert(Assignment, { ...slot, person_id: person, since: now }, keys)
      const people = { before_person: before?.person_id ?? null, after_person: person }
      await manager.insert(Change, { ...slot, ...people, actor, recorded_at: now })
    })
  }
}
/** What `@Post(path) name(@Param() …)` would say. */
function route(verb, path, name, parameters, types) {
  const { prototype } = AppController
  for (const [at, parameter] of parameters.entries()) parameter(prototype, name, at)
  Reflect.defineMetadata('design:paramtypes', types, prototype, name)
  const method = Object.getOwnPropertyDescriptor(prototype, name)
  verb(path)(prototype, name, method)
  return method
}
const number = name => Param(name, ParseIntPipe)
const answers = (status, method) => HttpCode(status)(AppController.prototype, '', method)
answers(
  200,
  route(
    Post,
    'api/v2.1/User/Search/:page/:size',
    'page',
    [number('page'), number('size'), Body()],
    [Number, Number, SearchBody],
  ),
)
route(Get, 'learners/:id/assignments', 'of', [number('id')], [Number])
answers(
  204,
  route(
    Post,
    'api/v2.1/User/:id/Assign',
    'assign',
    [number('id'), Body(), Req()],
    [Number, AssignBody, Object],
  ),
)
Reflect.defineMetadata('design:paramtypes', [DataSource], AppController)
UseGuards(SessionGuard)(AppController)
Controller()(AppController)

class AppModule {}
const entities = [Person, Aim, Session, Assignment, Change]
Module({
  imports: [
    TypeOrmModule.forRoot({ type: 'postgres', url: role.address, entities, synchronize: true, poolSize: 10 }),
  ],
  controllers: [AppController],
  providers: [SessionGuard],
})(AppModule)

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] })
await fill(app.get(DataSource))
app.use(helmet())
app.useGlobalPipes(new ValidationPipe({ whitelist: true }))
await app.listen(0, '127.0.0.1')
process.send({ port: app.getHttpServer().address().port, session: SECRET, startedIn: 0 })

async function fill(source) {
  for (const [entity, rows] of [
    [Person, people()],
    [Aim, aims()],
    [Assignment, assignments()],
    [Session, [{ secret_hash: hashOf(SECRET), actor: 1, expires_at: '4102444800000' }]],
  ]) {
    const all = [...rows]
    for (let at = 0; at < all.length; at += 1000)
      await source.getRepository(entity).insert(all.slice(at, at + 1000))
  }
  await source.query('analyze')
}
