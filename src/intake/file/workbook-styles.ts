import { FILE_LIMITS, moreThan } from './file-limits.ts'
import { type NumberFormat, numberFormat } from './number-format.ts'
import { Refusal, type XmlEvents } from './xml.ts'

/** How a style shows the cells that have it. */
export interface CellStyle {
  format: NumberFormat
  struck: boolean
}

/** Gathers the styles of cells, in the order in which cells count them. */
export function styleEvents(styles: CellStyle[]): XmlEvents {
  const codes = new Map<number, string>()
  const struck: boolean[] = []
  let within: string | undefined
  return {
    open: (name, { attribute }) => {
      if (Math.max(codes.size, struck.length, styles.length) > FILE_LIMITS.formats)
        throw new Refusal(moreThan(FILE_LIMITS.formats, 'formats'))
      if (name === 'fonts' || name === 'cellXfs') within = name
      else if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      else if (within === 'fonts' && name === 'font') struck.push(false)
      else if (within === 'fonts' && name === 'strike') struck[struck.length - 1] = isOn(attribute('val'))
      else if (within === 'cellXfs' && name === 'xf') styles.push(styleOf(attribute, codes, struck))
    },
    close: name => {
      if (name === within) within = undefined
    },
  }
}

function styleOf(
  attribute: (name: string) => string | undefined,
  codes: ReadonlyMap<number, string>,
  struck: readonly boolean[],
): CellStyle {
  const id = Number(attribute('numFmtId') ?? 0)
  return {
    format: numberFormat(id, codes.get(id)),
    struck: struck[Number(attribute('fontId') ?? 0)] === true,
  }
}

/** Whether a property of a font that is there is switched on: without a value it is. */
export function isOn(value: string | undefined): boolean {
  return value === undefined || value === '1' || value === 'true'
}
