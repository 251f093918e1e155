import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file to pack: its content in pieces, so that a large one is never held as a whole. */
export interface PackedFile {
  name: string
  content: Iterable<string>
}

interface Sums {
  crc: number
  size: number
  packed: number
}

/**
 * A ZIP with these files, as bytes in pieces. Sizes and sums follow each file, as the format allows where they are not known
 * before; files of 4 GB and more, which would need its 64-bit form, are not for this. Source: PKWARE APPNOTE 6.3, section 4.3.
 */
export async function* zipOf(files: Iterable<PackedFile>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.name)
    const sums: Sums = { crc: 0, size: 0, packed: 0 }
    yield Buffer.concat([fields([4, 0x04034b50], ...HEAD, ...sumFields(sums), ...nameFields(name)), name])
    yield* deflated(file.content, sums)
    yield fields([4, 0x08074b50], ...sumFields(sums))
    directory.push(entryOf(name, sums, offset))
    offset += 30 + name.length + sums.packed + 16
  }
  const entries = Buffer.concat(directory)
  yield entries
  const count: Field = [2, directory.length]
  yield fields([4, 0x06054b50], [4, 0], count, count, [4, entries.length], [4, offset], [2, 0])
}

async function* deflated(content: Iterable<string>, sums: Sums): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw()
  // An error of the content destroys the stream, and reaches the loop below by it.
  pipeline(Readable.from(summed(content, sums)), deflate, () => {})
  for await (const piece of deflate as AsyncIterable<Buffer>) {
    sums.packed += piece.length
    yield piece
  }
}

function* summed(content: Iterable<string>, sums: Sums): Generator<Buffer> {
  for (const text of gathered(content)) {
    const bytes = Buffer.from(text)
    sums.crc = crc32(bytes, sums.crc)
    sums.size += bytes.length
    yield bytes
  }
}

/** Packing many small pieces one by one takes several times as long. */
function* gathered(content: Iterable<string>): Generator<string> {
  let text = ''
  for (const piece of content) {
    text += piece
    if (text.length < 1 << 16) continue
    yield text
    text = ''
  }
  yield text
}

type Field = readonly [bytes: 2 | 4, value: number]

/** Version 2.0; sums follow, names are UTF-8; deflated; 1 January 2000, so that equal content gives equal bytes. */
const HEAD: readonly Field[] = [
  [2, 20],
  [2, 0x0808],
  [2, 8],
  [4, 0x28210000],
]

function sumFields({ crc, size, packed }: Sums): Field[] {
  return [
    [4, crc],
    [4, packed],
    [4, size],
  ]
}

function nameFields(name: Buffer): Field[] {
  return [
    [2, name.length],
    [2, 0],
  ]
}

function entryOf(name: Buffer, sums: Sums, offset: number): Buffer {
  const common = [...HEAD, ...sumFields(sums), ...nameFields(name)]
  const record = fields([4, 0x02014b50], [2, 20], ...common, [2, 0], [4, 0], [4, 0], [4, offset])
  return Buffer.concat([record, name])
}

function fields(...all: Field[]): Buffer {
  return Buffer.concat(
    all.map(([size, value]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntLE(value, 0, size)
      return bytes
    }),
  )
}
