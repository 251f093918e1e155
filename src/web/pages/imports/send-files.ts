import { client } from '../../data/client.ts'

/** Bytes of one piece; divisible by three, so that a piece as base64 ends in no filler. */
const PIECE = 1_500_000

/** A file that can be read piece by piece, as a browser gives it. */
type ChosenFile = Pick<File, 'name' | 'size' | 'slice'>

/** How far files have been sent, in bytes. */
type SendProgress = (sent: number, of: number) => void

/** An import with its files, as far as sending them needs to know. */
interface Begun {
  id: number
  files: readonly { name: string; size: number; received: number }[]
}

/**
 * Sends what is still to come of the files of an import. A piece that finds the session ended waits until somebody has signed in
 * again; nothing is sent twice.
 */
export async function sendFiles(
  begun: Begun,
  files: readonly ChosenFile[],
  progress: SendProgress,
): Promise<void> {
  const of = begun.files.reduce((sum, { size }) => sum + size, 0)
  let sent = begun.files.reduce((sum, { received }) => sum + received, 0)
  progress(sent, of)
  for (const [index, { name, size, received }] of begun.files.entries()) {
    const file = files.find(one => one.name === name && one.size === size)
    for (let at = received; file && at < size; at += PIECE) {
      const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())
      await client.addImportPiece({ import: begun.id, file: index, at, content: base64Of(piece) })
      sent += piece.length
      progress(sent, of)
    }
  }
}

/** Signs that are made of bytes at a time: a call takes only so many arguments. */
const AT_A_TIME = 32_768

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += AT_A_TIME)
    text += String.fromCharCode(...bytes.subarray(at, at + AT_A_TIME))
  return btoa(text)
}

/** Reads a document of an import to its end and hands it to the browser as a file. */
export async function download(id: number, document: DocumentName, fileName: string): Promise<void> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let cursor: string | undefined
  do {
    const page = await client.readImportDocument({ import: id, document, cursor })
    pieces.push(Uint8Array.from(atob(page.content), sign => sign.charCodeAt(0)))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  const address = URL.createObjectURL(new Blob(pieces))
  const link = window.document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export type DocumentName = 'plan.xlsx' | 'plan.csv' | 'result.xlsx' | 'result.csv' | 'result.txt'
