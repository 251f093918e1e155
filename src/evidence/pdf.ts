import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import type { EvidenceDocument, NamedEvidenceRow } from '../domain/evidence-document.ts'
import {
  answerTitle,
  longDate,
  longMoment,
  periodTitle,
  ROLE_HEADS,
  subjectTitle,
  whyTitle,
} from '../domain/evidence-words.ts'
import { evidenceSheet } from './sheet.ts'

type Pdf = PDFKit.PDFDocument
type Structure = PDFKit.PDFStructureElement

/** Noto Sans, cut to the letters of the languages of Europe; its licence stands beside it. */
const FONTS = {
  plain: fileURLToPath(new URL('./fonts/noto-sans-regular.ttf', import.meta.url)),
  bold: fileURLToPath(new URL('./fonts/noto-sans-bold.ttf', import.meta.url)),
}

const INK = '#0b0c0c'
const FAINT = '#505a5f'
const RULE = '#b1b4b6'

/** In points; A4 on its side. */
const PAGE = {
  size: 'A4',
  layout: 'landscape',
  margins: { top: 42, bottom: 54, left: 42, right: 42 },
} as const

/** Columns of a learner's table: title, and width in points. */
const COLUMNS = [
  ['Role', 54],
  ['For', 210],
  ['Who was responsible', 160],
  ['From', 92],
  ['Until', 92],
  ['Why', 94],
  ['Change', 55],
] as const

/** The name of the sheet inside the PDF, from which it can be checked. */
const SHEET_NAME = 'evidence.csv'

/**
 * Evidence as a tagged PDF with page numbers, to print and to read aloud, which holds its rows as CSV too. Nothing in it
 * depends on when or where it is made: equal documents give equal bytes.
 */
export async function evidencePdf(document: EvidenceDocument): Promise<Buffer> {
  const { question, rows } = document
  const madeAt = new Date(question.madeAt)
  const pdf = new PDFDocument({
    ...PAGE,
    bufferPages: true,
    compress: false, // packed bytes differ from one version of the packer to the next
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    font: FONTS.plain,
    info: {
      Title: `Who was responsible: ${question.organisation.name}, ${longDate(question.from)} to ${longDate(question.to)}`,
      Creator: 'Caseload',
      Producer: 'Caseload',
      CreationDate: madeAt,
      ModDate: madeAt,
    },
  })
  const bytes = bytesOf(pdf)
  pdf.registerFont('plain', FONTS.plain)
  pdf.registerFont('bold', FONTS.bold)
  attachSheet(pdf, document, madeAt)
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  writeHead(pdf, root, document)
  for (const own of Map.groupBy(rows, row => row.learner).values()) {
    writeLearner(pdf, root, own)
    await setImmediate() // others have their turn
  }
  if (rows.length === 0) writeLine(pdf, root, 'P', 'There was no learner in this period.')
  root.end()
  numberPages(pdf, document)
  pdf.end()
  return bytes
}

function bytesOf(pdf: Pdf): Promise<Buffer> {
  const pieces: Buffer[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', (piece: Buffer) => pieces.push(piece))
    pdf.on('end', () => resolve(Buffer.concat(pieces)))
    pdf.on('error', reject)
  })
}

function attachSheet(pdf: Pdf, document: EvidenceDocument, at: Date): void {
  pdf.file(Buffer.from(evidenceSheet(document)), {
    name: SHEET_NAME,
    type: 'text/csv',
    description: 'The rows of this document, from which it can be checked',
    creationDate: at,
    modifiedDate: at,
  })
}

function writeHead(pdf: Pdf, root: Structure, { question, rows }: EvidenceDocument): void {
  const { organisation, learner, part, from, to, madeAt, by, point } = question
  const [first] = rows
  const whom = learner === null ? 'all learners' : (first && nameOfLearner(first)) || `learner ${learner}`
  pdf.font('bold').fontSize(20).fillColor(INK)
  writeLine(pdf, root, 'H1', 'Who was responsible')
  pdf.fontSize(12)
  writeLine(pdf, root, 'P', `${organisation.name}: ${whom}, ${longDate(from)} to ${longDate(to)}`)
  if (part)
    writeLine(
      pdf,
      root,
      'P',
      `One part of several: learners with the numbers ${part.first} to ${part.last}. The others are in files of their own, drawn up at the same moment.`,
    )
  pdf.moveDown(0.4).font('plain').fontSize(9).fillColor(FAINT)
  const until =
    point.position === 0
      ? 'an empty history'
      : `change ${point.position}, recorded ${longMoment(point.recordedAt)}`
  for (const line of [
    `Drawn up ${longMoment(madeAt)} for ${by}, out of the history of the organisation up to ${until}.`,
    `Hash of the history: ${point.hash}`,
    'A unit is listed where somebody of its own was responsible for it; for every other unit it was whoever was responsible for its standard. "Not recorded" means that the history does not reach back so far. Days are those of London.',
    'To check this file against the history: caseload evidence verify, with the name of the file.',
  ]) {
    writeLine(pdf, root, 'P', line)
  }
  pdf.moveDown(0.6)
}

function writeLine(pdf: Pdf, root: Structure, tag: 'H1' | 'H2' | 'P', text: string): void {
  const line = pdf.struct(tag, {}, () => void pdf.text(text, PAGE.margins.left))
  root.add(line)
  line.end()
}

function writeLearner(pdf: Pdf, root: Structure, rows: readonly NamedEvidenceRow[]): void {
  const [first] = rows
  if (!first) return
  const section = pdf.struct('Sect')
  root.add(section)
  // Few rows stay on one page; of many the first ones stand below the name.
  keepTogether(pdf, 44 + 19 * Math.min(rows.length, 7))
  pdf.moveDown(0.5).font('bold').fontSize(11).fillColor(INK)
  const name = nameOfLearner(first)
  writeLine(pdf, section, 'H2', name)
  const table = pdf.struct('Table')
  section.add(table)
  writeRow(pdf, table, { tag: 'TH', cells: COLUMNS.map(([title]) => title), name })
  for (const row of rows) {
    const [from, until] = periodTitle(row)
    const change = row.position === null ? '' : String(row.position)
    const cells = [
      ROLE_HEADS[row.role],
      subjectTitle(row),
      answerTitle(row),
      from,
      until,
      whyTitle(row),
      change,
    ]
    writeRow(pdf, table, { tag: 'TD', cells, name })
  }
  table.end()
  section.end()
}

/** On a new page a learner's table begins again with the name. To a reading machine it is one table. */
function writeContinued(pdf: Pdf, name: string): void {
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf.font('bold').fontSize(11).fillColor(INK).text(`${name}, continued`, PAGE.margins.left)
  pdf.endMarkedContent()
  pdf.moveDown(0.3)
}

function nameOfLearner({ learner, learnerName, learnerMisId }: NamedEvidenceRow): string {
  const number = learnerMisId === '' ? String(learner) : `${learner}, ${learnerMisId}`
  return learnerName === '' ? `Learner ${learner}` : `${learnerName} (${number})`
}

/** Space between the text of a cell and its edges. */
const GAP = 3

/** A row of a learner's table. */
interface PdfRow {
  tag: 'TH' | 'TD'
  cells: readonly string[]
  /** The learner. */
  name: string
}

function writeRow(pdf: Pdf, table: Structure, { tag, cells, name }: PdfRow): void {
  setType(pdf, tag)
  const heights = cells.map((text, at) => pdf.heightOfString(text || ' ', { width: widthOf(at) - 2 * GAP }))
  const height = Math.max(...heights) + 2 * GAP
  if (keepTogether(pdf, height)) writeContinued(pdf, name)
  setType(pdf, tag)
  const top = pdf.y
  const row = pdf.struct('TR')
  table.add(row)
  for (const [at, text] of cells.entries()) {
    const cell = pdf.struct(tag, {}, () => {
      pdf.text(text, leftOf(at) + GAP, top + GAP, { width: widthOf(at) - 2 * GAP })
    })
    row.add(cell)
    cell.end()
  }
  row.end()
  pdf.markContent('Artifact', { type: 'Layout' })
  const end = leftOf(COLUMNS.length)
  pdf
    .moveTo(PAGE.margins.left, top + height)
    .lineTo(end, top + height)
    .lineWidth(0.5)
    .stroke(RULE)
  pdf.endMarkedContent()
  pdf.x = PAGE.margins.left
  pdf.y = top + height
}

function setType(pdf: Pdf, tag: PdfRow['tag']): void {
  const isHead = tag === 'TH'
  pdf
    .font(isHead ? 'bold' : 'plain')
    .fontSize(8.5)
    .fillColor(isHead ? FAINT : INK)
}

function widthOf(column: number): number {
  return COLUMNS[column]?.[1] ?? 0
}

function leftOf(column: number): number {
  return COLUMNS.slice(0, column).reduce<number>((left, [, width]) => left + width, PAGE.margins.left)
}

/** Begins a new page where what comes does not fit on this one; says whether it did. */
function keepTogether(pdf: Pdf, height: number): boolean {
  if (pdf.y + height <= pdf.page.height - PAGE.margins.bottom) return false
  pdf.addPage(PAGE)
  return true
}

function numberPages(pdf: Pdf, { question }: EvidenceDocument): void {
  const { start, count } = pdf.bufferedPageRange()
  const left = `${question.organisation.name} · history up to change ${question.point.position} · ${question.point.hash.slice(0, 16)}…`
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(start + page)
    const { width, height } = pdf.page
    // Text below the margin would begin a new page.
    pdf.page.margins.bottom = 0
    pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] })
    pdf.font('plain').fontSize(8).fillColor(FAINT)
    pdf.text(left, PAGE.margins.left, height - 34, { lineBreak: false })
    const right = { width: width - 2 * PAGE.margins.left, align: 'right', lineBreak: false } as const
    pdf.text(`Page ${page + 1} of ${count}`, PAGE.margins.left, height - 34, right)
    pdf.endMarkedContent()
  }
}
