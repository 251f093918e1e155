/** The types of the client as its users meet them: groups, words, and what the compiler refuses. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { contract } from '../src/contract/contract.ts'
import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import type { LEVELS } from '../src/domain/level.ts'
import type { ProblemCode as Code } from '../src/domain/problem.ts'
import type { ROLE_NAMES } from '../src/domain/role.ts'
import type {
  Change,
  Client,
  ClientOf,
  LearningAim,
  Level,
  Methods,
  ProblemCode,
  Role,
  User,
} from '../src/sdk/client.ts'
import { createClient } from '../src/sdk/client.ts'
import { METHOD_GROUPS } from '../src/sdk/groups.ts'

const TYPES = readFileSync(join(import.meta.dirname, '../src/sdk/types.ts'), 'utf8')
const client = createClient({ baseUrl: 'http://nowhere.test', session: 'any' })

describe('methods by noun', () => {
  test('are every call of the contract, each once', () => {
    const grouped = Object.values(METHOD_GROUPS).flatMap(verbs => Object.values<string>(verbs))
    expect([...grouped].sort()).toEqual(Object.keys(contract).sort())
  })

  test('are the very methods that have names of their own', () => {
    expect(client.users.create).toBe(client.createUser)
    expect(client.learners.assignments).toBe(client.listLearnerAssignments)
    expectTypeOf(client.users.create).toEqualTypeOf<Methods['createUser']>()
  })
})

describe('the generated types', () => {
  test('say what the contract says', () => {
    expectTypeOf<ClientOf<typeof contract>>().toExtend<Methods>()
    expectTypeOf<Methods>().toExtend<ClientOf<typeof contract>>()
    expectTypeOf<Level>().toEqualTypeOf<(typeof LEVELS)[number]>()
    expectTypeOf<Role>().toEqualTypeOf<(typeof ROLE_NAMES)[number]>()
    expectTypeOf<ProblemCode>().toEqualTypeOf<Code>()
    expectTypeOf<Awaited<ReturnType<Client['users']['read']>>>().toEqualTypeOf<User>()
    expectTypeOf<Awaited<ReturnType<Client['aims']['read']>>>().toEqualTypeOf<LearningAim>()
    expectTypeOf<Awaited<ReturnType<Client['changes']['list']>>['changes'][number]>().toEqualTypeOf<Change>()
  })

  test('refuse keys that a call does not have', () => {
    const never = () => {
      // @ts-expect-error `clasroom` is misspelt
      client.users.update({ user: 101, clasroom: 31 })
      // @ts-expect-error there is no such level
      client.users.assign({ person: 111, learner: 101, level: 'aims', standard: 51 })
    }
    expect(never).toBeTypeOf('function')
  })

  test('have words at every method, property and type', () => {
    const lines = TYPES.split('\n')
    const bare = lines.filter((line, at) => {
      const declares = /^( {2,})?(readonly )?(export (interface|type) )?\w+\??(: |\(| = | \{)/.test(line)
      return (
        declares &&
        !line.endsWith(',') &&
        !/\*\/$/.test(lines[at - 1]!) &&
        !/^ {2}readonly \w+: \{$/.test(line)
      )
    })
    expect(bare).toEqual([])
  })

  test.each(Object.entries<AnyEndpoint>(contract))('%s is explained as in the contract', (name, call) => {
    const at = TYPES.indexOf(`\n  ${name}(`)
    const words = TYPES.slice(TYPES.lastIndexOf('/**', at), at)
    expect(at).toBeGreaterThan(0)
    expect(words).toContain(call.summary)
    expect(words).toContain(call.about ?? '')
  })
})
