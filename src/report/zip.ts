import { Zip, ZipDeflate } from 'fflate'

/** A file to pack: its content in pieces, so that a large one is never held as a whole. */
export interface PackedFile {
  name: string
  content: Iterable<string>
}

/** When every file was made, by the clock of wherever it is packed, so that equal content gives equal bytes. */
const MADE = new Date(2000, 0, 1)

/** A ZIP with these files. One of 4 GB and more, which would need the format's 64-bit form, is not for this. */
export function zipOf(files: Iterable<PackedFile>): Buffer {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  for (const { name, content } of files) {
    const file = new ZipDeflate(name)
    file.mtime = MADE
    zip.add(file)
    for (const text of inBlocks(content)) file.push(Buffer.from(text))
    file.push(new Uint8Array(), true)
  }
  zip.end()
  return Buffer.concat(pieces)
}

/** Packing many small pieces one by one takes several times as long. */
function* inBlocks(content: Iterable<string>): Generator<string> {
  let text = ''
  for (const piece of content) {
    text += piece
    if (text.length < 1 << 16) continue
    yield text
    text = ''
  }
  yield text
}
