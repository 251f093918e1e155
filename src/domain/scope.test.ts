import { expect, it } from 'vitest'
import { isScope, PRESETS, SCOPES } from './scope.ts'

it('knows the scopes by name, in exactly this spelling', () => {
  expect(SCOPES.every(isScope)).toBe(true)
  expect(['', 'write', 'Read', 'toString'].some(isScope)).toBe(false)
})

it('a token made like one of OneFile may do what the real service allows, and not administer', () => {
  expect(PRESETS.onefile).toEqual(['read', 'assign', 'manage', 'sensitive'])
})

it('a reader may read and nothing else', () => {
  expect(PRESETS.reader).toEqual(['read'])
})

it('the preset for everything leaves no scope out', () => {
  expect(PRESETS.all).toEqual(SCOPES)
})
