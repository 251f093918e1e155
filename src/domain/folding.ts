const APOSTROPHES = /[\u0027\u0060\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\uff07]/g
/** NFKC would take these apart into a space and an accent. */
const SPACING_ACUTES = /[\u00b4\u1ffd]/g
const HYPHENS = /[\u00ad\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g

/** Nothing of this has another form. */
const ASCII = /^[\t\n\r -~]*$/

/** Text with one form for signs that mean the same (NFKC), as for letters of full width. */
export function oneForm(text: string): string {
  // Nearly all text is ASCII, and looking takes a tenth of the time.
  // Stryker disable next-line ConditionalExpression,Regex: only the way there is shorter
  return ASCII.test(text) ? text : text.normalize('NFKC')
}

/** Text for comparing without regard to letter case or surrounding space. Never stored in place of what was sent. */
export function foldCase(text: string): string {
  return oneForm(text).trim().toLowerCase()
}

/**
 * A name for comparing: also without regard to the kind of apostrophe or hyphen and to repeated space.
 * Accents are kept: names that differ in them may be two people.
 */
export function foldName(name: string): string {
  return foldCase(name.replace(INVISIBLE, '').replace(SPACING_ACUTES, "'"))
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, '-')
    .replace(/\s+/g, ' ')
}

/** A name for suggesting: also without accents and punctuation. Two names that agree only here need a person's eye. */
export function foldNameLoosely(name: string): string {
  return foldName(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['.]/g, '')
    .replace(/[-\s]+/g, ' ')
    .trim()
}
