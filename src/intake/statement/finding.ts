import type { Finding, SourceLocation } from '../../domain/finding.ts'

/**
 * What reading may find, with one line for the documentation.
 * Codes are stable: they may be added to, and never change their meaning.
 */
const READ_FINDINGS = {
  'aim-missing': 'A row speaks of an aim or unit and does not say which.',
  'aim-number-repeated': 'Two aims of one learner carry the same number.',
  'aim-over': 'A code stands in a field of an aim that is over, which asks for nobody.',
  'aim-reference-odd': 'An aim reference is not made like one; zeros may have been lost.',
  'aim-to-come': 'A delivery of a return begins later; nothing of it is planned today.',
  'blank-word': 'A word such as n/a or TBC was read as blank.',
  'cell-error': 'A cell holds an error of the spreadsheet, such as #REF!.',
  'cell-too-long': 'A cell holds more than any spreadsheet can.',
  'characters-garbled': 'Text was damaged on its way: decoded wrongly, or with HTML left in it.',
  'characters-replaced': 'Text holds the sign for a character that was lost.',
  'column-bound': 'A column was read by what stands in it or before it, for its name fits several.',
  'column-current': 'A column says who is there now, and none says who is to be there.',
  'column-period': 'A column has two dates in a cell, and may say from when to when a row counts.',
  'column-twice': 'Two columns say the same thing; one is used.',
  'column-whose': 'A column may be about the learner or about somebody beside them, and is not used.',
  'columns-hidden': 'Columns that are hidden in the workbook are not read.',
  'columns-unused': 'Columns that are not known are not used.',
  'current-stays': 'At the additional level a new person is added, and whoever is there now stays.',
  'date-empty': 'A day number of 0, 1 or 2, as a blank cell leaves it, was read as no date.',
  'date-impossible': 'A date lies where no such date can be: a birth to come, an end decades away.',
  'date-instant': 'A moment by UTC was read as the day that the clock of the UK shows.',
  'date-unlikely':
    'A date is possible and unlikely, such as the birth of a child or of somebody over a hundred.',
  'date-month-only': 'A month without a day is no calendar date.',
  'date-order-assumed': 'Nothing in a column proves whether day or month comes first.',
  'date-order-mixed': 'A column holds dates of both orders.',
  'date-order-month-first': 'A column writes the month first.',
  'date-serial': 'A date stands as a plain number and was counted out.',
  'date-two-days': 'A moment falls on two days, by the clock of the UK and by UTC.',
  'date-two-ways': 'A date can be read two ways.',
  'date-unreadable': 'A date cannot be read.',
  'decimal-dropped': 'A number came with a decimal point; the zeros behind it were dropped.',
  'digits-lost': 'A spreadsheet has turned a long number to scientific notation.',
  'email-filler': 'An address that is nobody’s, such as noemail@example.com, was read as missing.',
  'element-repeated': 'A learner of a return has one element twice, with different values.',
  'email-odd': 'An e-mail address is not made like one.',
  'email-shared': 'Several learners share an e-mail address.',
  'email-role-clash': 'One address stands for a learner and for somebody in another role.',
  'email-several': 'A cell holds several e-mail addresses where one belongs.',
  'email-tidied': 'An e-mail address was taken out of what stood around it.',
  'employer-id-invalid': 'An employer id is not valid.',
  'employer-id-temporary': 'The employer id that means "not known yet".',
  'employer-none': 'A learner of a return has no employer now.',
  'encoding-broken': 'A byte does not fit the encoding that the file says, or that the mapping names.',
  'encoding-disagrees': 'The declaration of an XML file and its bytes disagree on the encoding.',
  'encoding-doubtful': 'The file is not UTF-8, and as Windows-1252 it holds names that nobody has.',
  'encoding-mixed': 'Part of the file is UTF-8 and part is not.',
  'encoding-unknown': 'The XML declares an encoding that is not read.',
  'encoding-windows-1252': 'The file is not UTF-8 and was read as Windows-1252.',
  'end-of-report': 'A line that frames a report, such as the number of a page, is not a person.',
  'end-to-come': 'An aim of a return ends on a day that has not come.',
  'file-cut-short': 'The file ends before it is complete.',
  'file-damaged': 'The file holds bytes that no text has.',
  'file-empty': 'The file holds nothing.',
  'file-kind-unknown': 'The file is of a kind that is not read.',
  'file-too-large': 'The file holds more rows, cells, sheets or bytes than is read of one file.',
  'file-unreadable': 'The file cannot be opened.',
  'formula-without-value': 'A cell holds a formula whose result was not saved.',
  'header-changes': 'Column names stand again in a sheet, and are others: there are two tables.',
  'header-near': 'A column name is not known and nearly one that is.',
  'header-missing': 'No row of a sheet has column names that are known.',
  'heading-read': 'A line above rows, such as "Assessor: Ina Stead", counts for the rows below it.',
  'id-made-date': 'A spreadsheet has made a date of an id.',
  'ilr-header': 'The header of an ILR file lacks what every one has.',
  'ilr-names-disagree': 'Name, namespace and header of an ILR file disagree.',
  'invisible-removed': 'Signs that nobody sees were taken away.',
  'json-broken': 'The JSON cannot be read.',
  'json-shape': 'The JSON is not a list of objects.',
  'letter-lost': 'A sign stands in a name where a letter was lost.',
  'level-number': 'A level is given by its number in OneFile’s own calls.',
  'level-unknown': 'A level is not known.',
  'merge-hidden': 'A cell that lies under merged cells, where nobody sees it, has a value.',
  'name-placeholder': 'A sign stands where a name should be.',
  'name-semicolon': 'A name holds a semicolon where a comma may have been.',
  'nino-invalid': 'A National Insurance number is not valid.',
  'nobody-named': 'A row does not say whom it is about.',
  'nothing-asked': 'No column of a sheet says what is to be.',
  'number-format': 'A number is shown in a way that is not worked out.',
  'number-unreadable': 'A number cannot be read.',
  'padding-dropped': 'Zeros or a sign before a number were dropped.',
  'people-two': 'Two columns name two people for one place.',
  'person-missing': 'A row gives a level or role and does not say who.',
  'quote-open': 'A quotation mark is never closed.',
  'record-too-long': 'A record is longer than any real one.',
  'record-repeated': 'Two records of a return carry the same learner reference.',
  'reference-odd': 'A reference is too long, or is a sentence.',
  'role-missing': 'A row names a person and not the role.',
  'role-outside': 'An account is of a kind that is never assigned to learners.',
  'role-unknown': 'A role is not known.',
  'row-empty-of-meaning': 'A row says nothing that is understood.',
  'row-hidden': 'A row is hidden or filtered out in the workbook.',
  'row-struck': 'A row is struck through.',
  'row-longer': 'A row has values beyond the last column name.',
  'sheet-doubtful': 'A sheet looks as if it were not meant, and is not read.',
  'sheet-empty': 'A sheet is empty.',
  'sheet-missing': 'The mapping names a sheet that the workbook does not have.',
  'sheet-name-read': 'The name of a sheet counts for its rows.',
  'sheet-left-out': 'The mapping does not list the sheet.',
  'sheet-read': 'Which sheet of several was read, and how many rows it has.',
  'spaces-trimmed': 'Spaces around or inside a value were taken away.',
  'text-marker': 'The apostrophe that marks text in a spreadsheet was taken away.',
  'total-differs': 'A line says how many rows there are, and that is not how many were read.',
  'total-line': 'A line of totals is not a person.',
  'uln-invalid': 'A ULN is not valid and is not used to find anybody.',
  'uln-shared': 'Two differently named learners carry the same ULN.',
  'uln-temporary': 'The ULN that means "not known yet" was read as blank.',
  'word-unknown': 'A cell of a fixed set of words holds another.',
  'xml-broken': 'The XML cannot be read.',
  'xml-doctype': 'The XML has a DOCTYPE, which is refused.',
  'zeros-lost': 'An id seems to have lost its leading zeros.',
  'zip-broken': 'The ZIP cannot be read.',
  'zip-contents': 'The ZIP does not hold what it should.',
} as const satisfies Record<string, string>

export type ReadCode = keyof typeof READ_FINDINGS

/** How much is kept back because of a finding. */
export type Holds = 'nothing' | 'cell' | 'row' | 'sheet' | 'file'

/** Something that reading has to tell, and what is kept back because of it. */
export interface ReadFinding extends Finding {
  code: ReadCode
  holds: Holds
}

/** A finding before it is known where it was made and what it keeps back. */
export interface Note {
  code: ReadCode
  sentence: string
  /** Trouble leaves no value; a remark stands beside one. */
  trouble: boolean
  /** Where it was made, if that is known better than by whoever passes it on. */
  place?: SourceLocation
}

/** A remark: the value stands. */
export function remark(code: ReadCode, sentence: string): Note {
  return { code, sentence, trouble: false }
}

/** Trouble: there is no value. */
export function trouble(code: ReadCode, sentence: string): Note {
  return { code, sentence, trouble: true }
}
