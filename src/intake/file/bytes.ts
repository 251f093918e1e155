import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/** A file to read: on disk, at hand, or inside another. The name is what findings call it. */
export type Source =
  | { name: string; path: string }
  | { name: string; bytes: Uint8Array }
  | { name: string; open(): Promise<AsyncIterable<Uint8Array>> }

const CHUNK = 1 << 16

/** The bytes of a source from the start, in pieces; may be asked for again. */
export async function* bytesOf(source: Source): AsyncGenerator<Uint8Array> {
  if ('path' in source) yield* createReadStream(source.path, { highWaterMark: CHUNK })
  else if ('open' in source) yield* await source.open()
  else for (let at = 0; at < source.bytes.length; at += CHUNK) yield source.bytes.subarray(at, at + CHUNK)
}

/** The first bytes of a source. */
export async function firstBytes(source: Source, length: number): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes.subarray(0, length)
  if ('open' in source) return firstOf(await source.open(), length)
  const file = await open(source.path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function firstOf(pieces: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array> {
  let first = Buffer.alloc(0)
  for await (const piece of pieces) {
    first = Buffer.concat([first, piece])
    if (first.length >= length) break
  }
  return first.subarray(0, length)
}
