import { Buffer } from 'node:buffer'
import type { EvidenceDocument } from '../domain/evidence-document.ts'
import type { EvidenceFormat } from '../domain/evidence-note.ts'
import { evidencePdf } from './pdf.ts'
import { evidenceSheet, readEvidenceSheet, UnreadableEvidence } from './sheet.ts'

export { UnreadableEvidence } from './sheet.ts'

/** A file of evidence. */
interface EvidenceFile {
  name: string
  type: string
  bytes: Buffer
}

const TYPES: Readonly<Record<EvidenceFormat, string>> = { pdf: 'application/pdf', csv: 'text/csv' }

/** Writes evidence as a file. Equal documents give equal bytes. */
export async function evidenceFile(
  document: EvidenceDocument,
  format: EvidenceFormat,
): Promise<EvidenceFile> {
  const { organisation, learner, part, from, to } = document.question
  const whom = learner === null ? `organisation-${organisation.id}` : `learner-${learner}`
  const bytes = format === 'pdf' ? await evidencePdf(document) : Buffer.from(evidenceSheet(document))
  const which = part ? `-learners-${part.first}-to-${part.last}` : ''
  return { name: `evidence-${whom}-${from}-${to}${which}.${format}`, type: TYPES[format], bytes }
}

/** What a file of evidence says, and whether it is byte for byte as this program writes it. Throws UnreadableEvidence. */
export async function readEvidenceFile(
  bytes: Buffer,
): Promise<{ document: EvidenceDocument; format: EvidenceFormat; asWritten: boolean }> {
  const format = bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? 'pdf' : 'csv'
  const sheet = format === 'pdf' ? sheetInside(bytes) : bytes
  const document = readEvidenceSheet(sheet.toString('utf8'))
  const again = await evidenceFile(document, format)
  return { document, format, asWritten: again.bytes.equals(bytes) }
}

/** The sheet that a PDF of ours holds. It is not packed, so that it is found without reading the rest. */
function sheetInside(pdf: Buffer): Buffer {
  const text = pdf.toString('latin1')
  const at = text.indexOf('/Type /EmbeddedFile')
  const length = /\/Length (\d+)/.exec(text.slice(at, at + 1000))?.[1]
  const start = text.indexOf('stream\n', at) + 'stream\n'.length
  if (at < 0 || length === undefined) throw new UnreadableEvidence('The PDF does not hold its rows as CSV.')
  return pdf.subarray(start, start + Number(length))
}
