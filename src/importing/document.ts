import { documentPart } from '../app/imports.ts'
import type { Host } from './order.ts'

/** Bytes of one piece: divisible by three, so that the pieces as base64 may be put behind each other. */
const PIECE = 1_500_000

/** Keeps a file to be downloaded, in pieces. */
export async function keepDocument(name: string, bytes: Buffer, host: Host): Promise<void> {
  for (let at = 0, position = 1; at < bytes.length; at += PIECE, position += 1) {
    const body = bytes.subarray(at, at + PIECE).toString('base64')
    await host.keep([{ part: documentPart(name), position, body }])
  }
}
