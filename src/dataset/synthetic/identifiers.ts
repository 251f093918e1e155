/**
 * An invented unique learner number: it begins 9901, which is never given out, and its check digit is right.
 * The weights fall from 10 to 2, and ten minus the remainder by eleven is the last digit.
 */
export function learnerNumber(index: number): string | undefined {
  const digits = `9901${String(index % 100_000).padStart(5, '0')}`
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0)
  const remainder = sum % 11
  return remainder === 0 ? undefined : `${digits}${10 - remainder}`
}

/** What stands in the place of a learner number while none has been given. */
export const TEMPORARY_LEARNER_NUMBER = '9999999999'

/** A telephone number from the range that is kept for stories. */
export function storyMobile(index: number): string {
  return `07700 900${String(index % 1000).padStart(3, '0')}`
}
