import type { Level } from '../../domain/level.ts'
import * as read from './cell.ts'
import { listed, type SheetColumn } from './column.ts'

/** What columns tell of one person beside a learner, and how their headers go on after the word for the role. */
const PIECES = {
  who: { read: read.who, endings: ', Name, Full Name', says: 'name', example: 'Isolde Marrowby' },
  misId: {
    read: read.reference,
    endings: 'Ref, Reference, MIS ID, MISID, Code, Ref No',
    says: 'reference in your own system',
    example: 'FBW-S0102',
  },
  onefileId: {
    read: read.serverId,
    endings: 'ID, User ID, OneFile ID',
    says: 'account number',
    example: '7200101',
  },
  email: {
    read: read.email,
    endings: 'Email, E-mail Address, Mail',
    says: 'e-mail address',
    example: 'isolde.marrowby@example.org',
  },
  given: {
    read: read.namePart,
    endings: 'First Name, First, Forename, Given Name',
    says: 'given name',
    example: 'Isolde',
  },
  family: {
    read: read.namePart,
    endings: 'Last Name, Last, Surname, Family Name',
    says: 'family name',
    example: 'Marrowby',
  },
  from: {
    read: read.startDate,
    endings: 'Start, Start Date, From, Since, Assigned, Allocated, Assigned Date',
    says: 'first day',
    example: '08/09/2025',
  },
  to: {
    read: read.endDate,
    endings: 'End, End Date, To, Until, Last Day',
    says: 'last day',
    example: '30/06/2026',
  },
} as const

type PersonPiece = keyof typeof PIECES

/** Who somebody is. */
const WHO = ['who', 'misId', 'onefileId', 'email', 'given', 'family'] as const satisfies PersonPiece[]
/** The same, and from when and until when they are beside the learner. */
export const DATED = [...WHO, 'from', 'to'] as const satisfies PersonPiece[]

type PieceColumn<Of extends string, P extends PersonPiece> = P extends PersonPiece
  ? SheetColumn<Of, P, (typeof PIECES)[P]['read'] extends read.Reader<infer T> ? T : never>
  : never

/** One person beside a learner, in words from which the headers follow. */
interface Described<P extends PersonPiece> {
  /** Words for the role, with commas between, the one of the template first: `Assessor, Tutor`. */
  words: string
  /** How a sentence calls the person. */
  is: string
  /** The headers of the first column, where they are more than the words. */
  more?: string
  /** More headers of other pieces, as systems write them. */
  odd?: Partial<Record<PersonPiece, string>>
  level?: Level
  template?: readonly P[]
  /** What help says of the first column beyond who it is. */
  help?: string
  /** Headers that would follow from the words and mean something else. */
  except?: string
  /** The pieces that have a column, where not all of them do. */
  pieces?: readonly P[]
}

/** The columns about one person beside a learner: a column for each piece, with every word for the role before it. */
export function personColumns<const Of extends string>(
  of: Of,
  described: Described<PersonPiece>,
): readonly PieceColumn<Of, PersonPiece>[] {
  return (described.pieces ?? WHO).map(
    // The table of pieces types each reader; TypeScript does not follow a union of keys through a map.
    piece => pieceColumn(of, piece, described) as PieceColumn<Of, PersonPiece>,
  )
}

function pieceColumn(of: string, piece: PersonPiece, described: Described<PersonPiece>): SheetColumn {
  const { words, is, more = '', odd = {}, except = '', level, template, help } = described
  const { endings, says, example, read } = PIECES[piece]
  const [name, ...synonyms] = headers(listed(words), endings).filter(one => !listed(except).includes(one))
  return {
    name: name!,
    synonyms: [...listed(odd[piece] ?? ''), ...synonyms, ...(piece === 'who' ? listed(more) : [])],
    of,
    part: piece,
    read,
    example,
    help: piece === 'who' && help ? help : `The ${says} of ${is}.`,
    ...(piece === 'from' || piece === 'to' ? { holds: 'row' } : { identifies: true }),
    ...(level ? { level } : {}),
    ...(template?.includes(piece) ? { template: true } : {}),
  }
}

/** Every word with every ending: the words with the first ending are trusted most. */
function headers(words: readonly string[], endings: string): string[] {
  return endings.split(',').flatMap(ending => words.map(word => `${word} ${ending.trim()}`.trim()))
}
