import { certain } from '../../domain/certain.ts'
import { CHARSETS_READ, type Charset, charsetNamed } from '../statement/charset.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import { firstBytes, type Source } from './bytes.ts'
import { checked, type Encoding, UTF_8, wideEncoding } from './encoding.ts'

/**
 * How XML is encoded, which it says itself: by its byte order mark, by its declaration, else it is UTF-8. A byte that does not
 * fit refuses the file, since reading it otherwise would be a guess. Source: XML 1.0, 4.3.3 and appendix F.
 */
export async function xmlEncodingOf(source: Source): Promise<Encoding> {
  const head = await firstBytes(source, 4096)
  const marked = charsetNamed(wideEncoding(head) ?? (hasUtf8Mark(head) ? 'utf-8' : ''))
  const declared = declaredIn(head, marked)
  const named = declared === undefined ? UTF_8 : charsetNamed(declared)
  if (marked) return withRemark(await checked(source, marked), disagreement(declared, named, marked))
  if (named === undefined) return { label: 'utf-8', refusal: unknownCharset(certain(declared)) }
  if (named.label.startsWith('utf-16')) {
    return withRemark(await checked(source, UTF_8), disagreement(declared, named, UTF_8))
  }
  return checked(source, named)
}

function hasUtf8Mark(head: Uint8Array): boolean {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
}

/** The encoding that the declaration names, as written. */
function declaredIn(head: Uint8Array, marked: Charset | undefined): string | undefined {
  const text = new TextDecoder(marked?.label ?? 'latin1').decode(head).trimStart()
  return /^<\?xml\s[^>]*?\bencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/
    .exec(text)
    ?.slice(1)
    .find(one => one)
}

/** A declaration of UTF-16 says nothing of the order of bytes, which the mark does. */
function disagreement(
  declared: string | undefined,
  named: Charset | undefined,
  found: Charset,
): Note | undefined {
  const family = (one: Charset | undefined) => one?.label.replace(/^(utf-16)[lb]e$/, '$1')
  if (declared === undefined || family(named) === family(found)) return undefined
  return remark(
    'encoding-disagrees',
    `The XML says that it is ${declared}, and its bytes are ${found.name}, as which it is read.`,
  )
}

function withRemark(encoding: Encoding, note: Note | undefined): Encoding {
  return note && !encoding.refusal ? { ...encoding, remark: note } : encoding
}

function unknownCharset(declared: string): Note {
  return trouble(
    'encoding-unknown',
    `The XML says that it is encoded in ${declared}, which is not read. Export it in one of ${CHARSETS_READ}; UTF-8 is the best.`,
  )
}
