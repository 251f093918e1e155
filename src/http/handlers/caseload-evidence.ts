import {
  evidenceDocument,
  followChain,
  listEvidenceNotes,
  noteEvidence,
  readEvidence,
} from '../../app/evidence.ts'
import type { evidence } from '../../contract/caseload/evidence.ts'
import { isProblem } from '../../domain/problem.ts'
import { evidenceFile } from '../../evidence/file.ts'
import type { Handlers } from '../context.ts'
import { paged } from './caseload-paged.ts'

export const evidenceHandlers: Handlers<typeof evidence> = {
  readEvidence: (asked, { services, caller }) => readEvidence(services, caller, asked),
  async makeEvidence(asked, { services, caller }) {
    const document = await evidenceDocument(services, caller, asked)
    if (isProblem(document)) return document
    const { name, type, bytes } = await evidenceFile(document, asked.format)
    const note = await noteEvidence(services, caller, document, asked.format)
    return isProblem(note)
      ? note
      : { note: note.id, name, type, content: bytes.toString('base64'), next: document.next }
  },
  listEvidence: async (asked, { services, caller }) =>
    paged('files', await listEvidenceNotes(services, caller, asked)),
  followChain: (asked, { services, caller }) => followChain(services, caller, asked),
}
