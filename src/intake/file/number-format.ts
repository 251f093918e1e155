/** What a number format makes of a number: a date, or digits filled up with zeros to a width. */
export interface NumberFormat {
  isDate: boolean
  /** Whole digits shown at least, as `0000000000` has ten. */
  width: number
}

const PLAIN: NumberFormat = { isDate: false, width: 0 }

/** Numbers of the formats that every workbook has and none describes, and that show a date. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
}

/** Understands a number format by its id, or by its code where the workbook gives one. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInDate(id) ? { isDate: true, width: 0 } : PLAIN
  if (/^(?:general|standard)$/i.test(code)) return PLAIN
  const bare = code.split(';')[0]!.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
  if (/[yd]/i.test(bare) || /mmm/i.test(bare)) return { isDate: true, width: 0 }
  return { isDate: false, width: /^0+$/.test(bare) ? bare.length : 0 }
}
