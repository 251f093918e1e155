import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openJournal } from './journal-file.ts'

it('keeps whole lines, and takes a line that was torn off as never written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'))
  const path = join(folder, 'journal.jsonl')
  await writeFile(path, '{"key":"a","begun":true}\n{"key":"b","beg')
  const first = await open(path, 'a+')
  const journal = await openJournal(first)
  expect(journal.lines).toEqual([{ key: 'a', begun: true }])
  await journal.append({ key: 'c', begun: true })
  await first.close()
  const second = await open(path, 'a+')
  expect((await openJournal(second)).lines.map(one => one.key)).toEqual(['a', 'c'])
  await second.close()
  await rm(folder, { recursive: true })
})
