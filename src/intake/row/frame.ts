import { certain } from '../../domain/certain.ts'
/** A line of a sheet that is about nobody. */
export interface FrameLine {
  code: 'total-line' | 'end-of-report'
  /** How many rows it says there are. */
  count?: number
}

const ROWS =
  '(?:learners?|students?|apprentices?|candidates?|records?|rows?|people|names|entries|lines|assignments?|allocations?|cases?|items?)'

const TOTALS = [
  // "Total", "Grand total:", "Sub-total", "Total learners: 24", "Total number of records 24", "Total for Netherby: 6"
  new RegExp(
    `^(?:(?:sub|grand|overall)[\\s-]?)?totals?(?:\\s+(?:number|no\\.?|count))?(?:\\s+(?:of\\s+)?${ROWS})?(?:\\s+(?:for|in|on|of)\\s+[^:=]+?)?\\s*[:=–-]?\\s*(?:([\\d,]+)(?:\\s+${ROWS})?)?$`,
    'i',
  ),
  /^(?:count|sum|average)\s*[:=–-]?\s*([\d,]+)?$/i,
  // "Records: 2", "Rows 2", "Learners listed: 24", "Record count = 24"
  new RegExp(
    `^${ROWS}(?:\\s+(?:count|total|found|listed|exported|selected|returned|read))?\\s*[:=–-]?\\s*([\\d,]+)$`,
    'i',
  ),
  // "Learners (24)", "Learners listed (24)"
  new RegExp(`^${ROWS}(?:\\s+(?:listed|found|exported))?\\s*\\(([\\d,]+)\\)$`, 'i'),
  /^(?:trailer|trl|footer|eof)\s*[:=|]?\s*([\d,]+)$/i,
  // "Number of learners 24", "No. of records: 24"
  new RegExp(`^(?:number|no\\.?|count)\\s+of\\s+${ROWS}\\b[^\\d]*([\\d,]+)?$`, 'i'),
  // "24 records selected", "(2 rows affected)"
  new RegExp(
    `^\\(?\\s*([\\d,]+)\\s+${ROWS}(?:\\s+(?:affected|found|selected|exported|listed|returned|in total))?\\s*[).]?$`,
    'i',
  ),
]

/** `Records:` and the like, with their number in a cell of its own. */
const LABEL_OF_TOTAL = new RegExp(
  `^${ROWS}(?:\\s+(?:count|total|found|listed|exported|selected|returned|read))?\\s*[:=–-]\\s*$`,
  'i',
)
/** What a spreadsheet's own subtotals are called: `Netherby Total`, `Ina Stead Count`. */
const SUBTOTAL = /^\S.*\s(?:total|count)$/i

/** What reports print around their rows, and keys to their colours and signs. */
const FRAMES = [
  /^page\s*:?\s*\d+(?:\s*(?:of|\/)\s*\d+)?$/i,
  /^[*=\-\s]*end\s+of\s+(?:report|file|list|data|extract|export)[*=\-\s.]*$/i,
  /^[*=-]+\s*end\s*[*=\-.]*$/i,
  /^(?:(?:report|date|time|list|extract)\s+)?(?:printed|generated|exported|produced|created|run|extracted|downloaded)\s*(?:(?:on|at|by|date|from)\b|:).*$/i,
  /^(?:date|time|report)\s+(?:printed|generated|exported|produced|created|run)\b.*$/i,
  /^(?:print|run|report|export|extract)\s+date\b.*$/i,
  /^(?:last|data)\s+(?:updated?|refreshed|modified|saved|changed|run|as\s+(?:at|of))\b.*$/i,
  /^(?:as\s+(?:at|of)|correct\s+(?:at|as))\b.*\d.*$/i,
  /^(?:key|legend|note|notes|n\.?\s?b\.?|source|confidential|disclaimer)\s*(?:[:–—]|-\s).*$/i,
  /^[*=_\-\s]{3,}$/,
  /^confidential\b.*$/i,
]

/** What frames a report only where nothing stands beside it: a person may be called End, and a row may begin with a date. */
const ALONE = [/^(?:end|eof)\.?$/i, /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/]

const NUMBER = /^[\d,]+(?:\.\d+)?%?$/

/**
 * Says whether a line is one of totals or of the frame of a report, by its texts and by which of its cells are keys of a person:
 * a line with a reference, ULN, address or account number is never one.
 */
export function frameLine(texts: readonly string[], keys: ReadonlySet<number>): FrameLine | undefined {
  const first = texts.findIndex(text => text.trim() !== '')
  if (first < 0 || !HINT.test(certain(texts[first]))) return undefined
  const others = texts.flatMap((raw, index) =>
    index <= first || raw.trim() === '' ? [] : [{ text: raw.trim(), isKey: keys.has(index) }],
  )
  const words = certain(texts[first]).trim()
  return totalLine(words, others) ?? frameOf(words, others)
}

/** Hardly any row has one of these where it begins, so that most are passed over quickly. */
const HINT =
  /total|count|sum|average|record|row|learner|student|apprent|candidate|people|names|entries|lines|assign|alloc|case|item|page|end|print|generat|export|produc|creat|run|extract|download|date|key|legend|note|n\.?\s?b|source|confiden|disclaim|report|number|no\.?\s|last|data|as\s|correct|eof|trailer|trl|footer|^\s*\d|[*=_-]{3}/i

interface Other {
  text: string
  isKey: boolean
}

/** Beside the words there are only numbers; one in a column of keys is a key unless it is as short as a count. */
function totalLine(words: string, others: readonly Other[]): FrameLine | undefined {
  const isCount = ({ text, isKey }: Other) => NUMBER.test(text) && (!isKey || /^[1-9]\d{0,3}$/.test(text))
  if (!others.every(isCount)) return undefined
  const beside = others.length === 1 ? numberOf(certain(others[0]).text) : undefined
  const isLabel =
    LABEL_OF_TOTAL.test(words) ||
    /^(?:trailer|trl|footer|eof)$/i.test(words) ||
    (SUBTOTAL.test(words) && !others.some(one => one.isKey))
  if (isLabel && beside !== undefined) return { code: 'total-line', count: beside }
  const match = TOTALS.map(pattern => pattern.exec(words)).find(found => found !== null)
  if (!match) return undefined
  const count = match[1] === undefined ? beside : numberOf(match[1])
  return { code: 'total-line', ...(count === undefined || !isOfRows(words) ? {} : { count }) }
}

/** A sum or an average is no number of rows. */
function isOfRows(words: string): boolean {
  return !/^(?:sum|average)/i.test(words)
}

function numberOf(text: string): number | undefined {
  const number = Number(text.replaceAll(',', ''))
  return Number.isInteger(number) ? number : undefined
}

function frameOf(words: string, others: readonly Other[]): FrameLine | undefined {
  if (others.length > 1 || others.some(one => one.isKey)) return undefined
  const patterns = others.length === 0 ? [...FRAMES, ...ALONE] : FRAMES
  return patterns.some(pattern => pattern.test(words)) ? { code: 'end-of-report' } : undefined
}
