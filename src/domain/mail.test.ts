import { describe, expect, test } from 'vitest'
import { isMailAddress } from './mail.ts'

describe('an e-mail address', () => {
  test.each([
    'orlagh.tarn@example.org',
    " o'tarn+bakery@mail.example.co.uk ",
    'zoë@exämple.org',
    'x@xn--exmple-cua.org',
    'a@1.example',
  ])('is %j', text => expect(isMailAddress(text)).toBe(true))

  test.each([
    '',
    'not mail',
    'n/a',
    'none',
    'orlagh@',
    '@example.org',
    'orlagh@example',
    'orlagh@@example.org',
    'orlagh@example.org, tobias@example.org',
    'a@b.org;c@d.org',
    'Orlagh <orlagh@example.org>',
    'mailto:orlagh@example.org',
    'orlagh tarn@example.org',
    'orlagh@exam ple.org',
    'orlagh@.example.org',
    'orlagh@example..org',
    'orlagh@example.org.',
    'orlagh@-example.org',
    'or..lagh@example.org',
    '.orlagh@example.org',
  ])('is not %j', text => expect(isMailAddress(text)).toBe(false))
})
