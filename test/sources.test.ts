/** Rules cite what is known of OneFile's API by number, and nothing else: each citation leads somewhere. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const PAGE = 'docs/onefile-api.md'

const anchors = new Set(
  [...readFileSync(path.join(ROOT, PAGE), 'utf8').matchAll(/<a id="([^"]+)"><\/a>/g)].map(([, id]) => id),
)

/** A file with its text, of which the lines of a comment are joined. */
const texts = globSync('{src,test,bench,scripts,docs}/**/*.{ts,md}', { cwd: ROOT })
  .map(file => file.replaceAll(path.sep, '/'))
  .filter(file => file !== PAGE && file !== 'test/sources.test.ts')
  .map(file => ({
    file,
    text: readFileSync(path.join(ROOT, file), 'utf8').replaceAll(/\n\s*(\*|\/\/)\s*/g, ' '),
  }))

test('every citation of what is known of OneFile’s API leads to a place in its page', () => {
  const cited = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/onefile-api\.md((?:(?:, |; | the staff are inferred, )?#[q\d.]*\d)+)/g)].flatMap(
      ([, list = '']) => [...list.matchAll(/#([q\d.]*\d)/g)].map(([, id]) => ({ file, id })),
    ),
  )
  expect(cited.length).toBeGreaterThan(80)
  expect(cited.filter(({ id }) => !anchors.has(id!))).toEqual([])
})

test('no rule cites a document that is not in the project', () => {
  const foreign = /\b(contract|design) (sections? )?\d|\bstack\.md\b|\bhouse\.md\b|\((case|Q)\s?\d+\)/
  expect(texts.filter(({ text }) => foreign.test(text)).map(({ file }) => file)).toEqual([])
})
