/** Rules cite what is known of OneFile's API by number, and nothing else: each citation leads somewhere. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

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

describe('pages', () => {
  /** What people read, by its path from the root. */
  const pages = globSync('{*.md,docs/**/*.md}', { cwd: ROOT })
    .map(page => page.replaceAll(path.sep, '/'))
    .map(page => ({ page, text: readFileSync(path.join(ROOT, page), 'utf8') }))

  test('name sources by their path from the root, and each is there', () => {
    const named = pages
      .filter(({ page }) => page !== 'CHANGELOG.md')
      .flatMap(({ page, text }) =>
        [
          ...text.matchAll(/[\w<>./-]+\.ts\b/g),
          ...text.matchAll(/(?<=`)(?:src|test|docs|scripts|bench)\/[\w/.-]+/g),
        ].map(([file]) => ({ page, file })),
      )
    expect(named.length).toBeGreaterThan(60)
    // `<engine>` stands for any name.
    expect(
      named.filter(({ file }) => globSync(file.replaceAll(/<\w+>/g, '*'), { cwd: ROOT }).length === 0),
    ).toEqual([])
  })

  test('link to files and headings that are there', () => {
    const links = pages.flatMap(({ page, text }) =>
      [...text.matchAll(/\]\((?!https?:|\/|#)([^)#\s]*)(?:#([^)]+))?\)/g)].map(([, file = '', anchor]) => ({
        page,
        file: path.join(path.dirname(page), file),
        anchor,
      })),
    )
    expect(links.length).toBeGreaterThan(40)
    expect(links.filter(link => !leads(link.file, link.anchor))).toEqual([])
  })
})

/** Whether a file is there, and has the anchor or the heading. */
function leads(file: string, anchor: string | undefined): boolean {
  const at = path.join(ROOT, file)
  if (!existsSync(at)) return false
  if (anchor === undefined) return true
  const text = readFileSync(at, 'utf8')
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\d\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  )
  return text.includes(`<a id="${anchor}"></a>`) || headings.includes(anchor)
}
