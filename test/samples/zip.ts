import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP with these files in it, composed byte by byte so that tests need no program to make one. */
export function composeZip(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data)
    const label = Buffer.from(name)
    const fields = describe(data, packed, label)
    const local = Buffer.concat([bytes(4, 0x04034b50), fields, bytes(2, 0), label, packed])
    directory.push(
      Buffer.concat([bytes(4, 0x02014b50), bytes(2, 20), fields, Buffer.alloc(12), bytes(4, offset), label]),
    )
    parts.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  return Buffer.concat([...parts, index, endOf(directory.length, index.length, offset)])
}

/** Version, flags (UTF-8 names), method, time, sizes and the length of the name: the same in both places. */
function describe(data: Buffer, packed: Buffer, label: Buffer): Buffer {
  return Buffer.concat([
    bytes(2, 20),
    bytes(2, 0x0800),
    bytes(2, 8),
    bytes(4, 0x58210000),
    bytes(4, crc32(data)),
    bytes(4, packed.length),
    bytes(4, data.length),
    bytes(2, label.length),
  ])
}

function endOf(entries: number, size: number, offset: number): Buffer {
  return Buffer.concat([
    bytes(4, 0x06054b50),
    bytes(4, 0),
    bytes(2, entries),
    bytes(2, entries),
    bytes(4, size),
    bytes(4, offset),
    bytes(2, 0),
  ])
}

function bytes(length: 2 | 4, value: number): Buffer {
  const buffer = Buffer.alloc(length)
  if (length === 2) buffer.writeUInt16LE(value)
  else buffer.writeUInt32LE(value >>> 0)
  return buffer
}
