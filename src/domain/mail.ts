/** Signs that stand around an address, part addresses, or are never in one. */
const ODD = /[\s,;:<>()[\]"\\@]/u

const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u

/**
 * Whether text is one e-mail address that mail can be sent to: something before one `@`, and the name of a domain with a
 * dot after it. Letters of any script may stand in both.
 */
export function isMailAddress(text: string): boolean {
  const [local = '', domain = '', ...more] = text.trim().split('@')
  if (more.length > 0 || local === '' || ODD.test(local)) return false
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return false
  const labels = domain.split('.')
  return labels.length > 1 && labels.every(label => LABEL.test(label))
}
