import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { id, list, text } from '../contract/codec.ts'
import { isFieldRefusal, optional, readFields } from '../contract/fields.ts'
import { isProblem } from '../domain/problem.ts'
import { readBody } from './body.ts'

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'
const bytes = (text: string) => Buffer.from(text, 'latin1')

/** What was read, or the code of what is against it. */
function read(body: string | Buffer, type?: string): unknown {
  const raw = readBody(typeof body === 'string' ? Buffer.from(body) : body, type)
  return isProblem(raw) ? raw.code : { ...raw }
}

describe('JSON that is not said to be JSON', () => {
  const says = { LearnerID: 101, Level: 1 }
  const json = JSON.stringify(says)

  test.each([
    FORM,
    `${FORM}; charset=UTF-8`,
    'APPLICATION/X-WWW-FORM-URLENCODED',
    'text/plain',
    'text/plain;charset=utf-8',
    '',
    undefined,
  ])('as %j is read as JSON', type => expect(read(json, type)).toEqual(says))

  test.each([
    ['blanks', ` \r\n\t${json}`],
    ['a byte order mark', `\ufeff${json}`],
    ['a byte order mark and blanks', `\ufeff\n ${json}`],
  ])('after %s too', (_what, body) => expect(read(body, FORM)).toEqual(says))

  test('over several lines, with signs in it that a form would part it at', () => {
    const name = 'Marks & Co = 100 % + more'
    expect(read(JSON.stringify({ Name: name }, null, 2), FORM)).toEqual({ Name: name })
  })

  test('escaped as a whole, as curl --data-urlencode sends it', () => {
    expect(read(encodeURIComponent(json), FORM)).toEqual(says)
    expect(read(encodeURIComponent(`  ${json}`).replaceAll('%20', '+'), FORM)).toEqual(says)
    expect(read(encodeURIComponent(json).toLowerCase(), FORM)).toEqual({ learnerid: 101, level: 1 })
  })

  test('is refused with the place where it is broken', () => {
    const answer = readBody(Buffer.from('{"LearnerID": 101,\n "Level" 1}'), FORM)
    expect(isProblem(answer) && answer.sentence).toContain('line 2, column 10')
  })

  test.each(['[{"LearnerID": 101}]', '[1', '{}}', '{a=1}', '[]=1'])('%s is refused, not ignored', body => {
    expect(read(body, FORM)).toBe('body-invalid')
  })

  test('a form whose values begin so stays a form', () => {
    expect(read('Name={x}&FirstName=[y]', FORM)).toEqual({ Name: '{x}', FirstName: '[y]' })
    expect(read('a=%7Bx%7D', FORM)).toEqual({ a: '{x}' })
  })
})

describe('letters of a form', () => {
  test.each([
    ['FirstName=Zo%C3%AB', undefined],
    ['FirstName=Zo%c3%ab', 'utf-8'],
    ['FirstName=Zo%EB', 'iso-8859-1'],
    ['FirstName=Zo%EB', '"ISO-8859-1"'],
    ['FirstName=Zo%EB', 'windows-1252'],
    ['FirstName=Zo\xeb', 'latin1'],
    ['FirstName=Zo\xc3\xab', undefined],
  ])('%s in %s are read as they were meant', (body, charset) => {
    const type = charset === undefined ? FORM : `${FORM}; charset=${charset}`
    expect(read(bytes(body), type)).toEqual({ FirstName: 'Zoë' })
  })

  test.each([
    ['an escape that is not UTF-8', 'FirstName=Zo%EB', FORM],
    ['a byte that is not UTF-8', 'FirstName=Zo\xeb', FORM],
    ['half a letter', 'FirstName=Zo%C3', FORM],
    ['a surrogate', 'FirstName=%ED%A0%80', FORM],
    ['a name that is not UTF-8', 'Zo%EB=1', FORM],
    ['a byte that Windows-1252 does not have', 'FirstName=%81', `${FORM}; charset=windows-1252`],
    ['a charset that nobody knows', 'FirstName=Zoe', `${FORM}; charset=x-nobody`],
    ['a form in a charset of two bytes', 'FirstName=Zoe', `${FORM}; charset=utf-16`],
  ])('%s is refused', (_what, body, type) => expect(read(bytes(body), type)).toBe('body-invalid'))

  test('JSON is read by its charset too', () => {
    expect(read(bytes('{"FirstName":"Zo\xeb"}'), `${JSON_TYPE}; charset=iso-8859-1`)).toEqual({
      FirstName: 'Zoë',
    })
    expect(read(Buffer.from('{"FirstName":"Zoë"}', 'utf16le'), `${JSON_TYPE}; charset=utf-16le`)).toEqual({
      FirstName: 'Zoë',
    })
    expect(read(bytes('{"FirstName":"Zo\xeb"}'), JSON_TYPE)).toBe('body-invalid')
  })

  test('any text comes back as it was sent', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 20 })
    fc.assert(
      fc.property(
        fc.dictionary(
          word.filter(name => !/[[\]{}]/.test(name)),
          word,
        ),
        said => {
          const form = new URLSearchParams(said).toString()
          expect(read(form, FORM)).toEqual(Object.fromEntries(new URLSearchParams(form)))
        },
      ),
    )
  })
})

describe('a field that stands twice', () => {
  const fields = { first: optional('FirstName', text(50), 'x'), ids: optional('ids', list(id), 'x') }
  const refusal = (body: string, type: string, manner: 'loose' | 'exact') => {
    const raw = readBody(Buffer.from(body), type)
    if (isProblem(raw)) return raw.code
    const values = readFields(fields, raw, manner)
    return isFieldRefusal(values) ? values.code : values
  }

  test.each(['loose', 'exact'] as const)('with two values is refused, however it is sent (%s)', manner => {
    expect(refusal('FirstName=Ann&FirstName=Bea', FORM, manner)).toBe('field-twice')
    expect(refusal('FirstName=&FirstName=Bea', FORM, manner)).toBe('field-twice')
    expect(refusal('ids[]=1&ids=2', FORM, manner)).toBe('field-twice')
    expect(refusal('ids=1&ids[]=2', FORM, manner)).toBe('field-twice')
    expect(refusal('{"FirstName":"Ann","FirstName":"Bea"}', JSON_TYPE, manner)).toBe('field-twice')
    expect(refusal('{"FirstName":"Ann","First\\u004eame":"Bea"}', JSON_TYPE, manner)).toBe('field-twice')
  })

  test.each(['loose', 'exact'] as const)('with the same value is read (%s)', manner => {
    expect(refusal('FirstName=Ann&FirstName=Ann', FORM, manner)).toEqual({ first: 'Ann' })
    expect(refusal('{"FirstName":"Ann", "FirstName" : "Ann"}', JSON_TYPE, manner)).toEqual({ first: 'Ann' })
    expect(refusal('ids[]=1&ids[]=2&ids[]=1', FORM, manner)).toEqual({ ids: [1, 2, 1] })
  })

  test('in an object inside is refused, and alike in two objects is not', () => {
    expect(read('{"changes":[{"a":1,"a":2}]}', JSON_TYPE)).toBe('field-twice')
    expect(read('{"a":{"x":1},"b":{"x":2},"c":[{"x":3},{"x":"x\\":4"}]}', JSON_TYPE)).toMatchObject({
      a: { x: 1 },
    })
  })

  test('that no call knows is nobody’s trouble on OneFile’s API', () => {
    expect(refusal('remember=0&remember=1&FirstName=Ann', FORM, 'loose')).toEqual({ first: 'Ann' })
  })

  test('no JSON that says each name once is refused', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), said => {
        expect(isProblem(readBody(Buffer.from(JSON.stringify(said)), JSON_TYPE))).toBe(false)
      }),
    )
  })
})

describe('the largest bodies of every shape', () => {
  const MB = 1_000_000
  const shapes: Record<string, (length: number) => [body: string, type: string]> = {
    'items of one list': length => ['a[]=&'.repeat(length / 5), FORM],
    'fields of one name': length => ['a=&'.repeat(length / 3), FORM],
    'empty pairs': length => ['&'.repeat(length), FORM],
    'fields of many names': length => [
      Array.from({ length: length / 8 }, (_, at) => `f${at}=1`).join('&'),
      FORM,
    ],
    'one escaped value': length => [`a=${'%41'.repeat(length / 3)}`, FORM],
    'lists in lists': length => ['['.repeat(length), JSON_TYPE],
    'objects in objects': length => ['{"a":'.repeat(length / 5), JSON_TYPE],
    'a fault at every item': length => [`[${'x,'.repeat(length / 2)}`, JSON_TYPE],
    'text that does not end': length => [`{"a":"${'\\'.repeat(length)}`, JSON_TYPE],
    'quotes that are all escaped': length => [`{"a":"${'\\"'.repeat(length / 2)}`, JSON_TYPE],
    'one name again and again': length => [`{${'"a":1,'.repeat(length / 6)}"a":1}`, JSON_TYPE],
    'lines without end': length => ['\n'.repeat(length), JSON_TYPE],
  }

  // Work that grows with the square takes minutes here. CPU time is looked at, so that a busy machine makes no difference.
  test.each(Object.entries(shapes))('%s are done with at once', (_name, shape) => {
    const [body, type] = shape(4 * MB)
    const sent = Buffer.from(body)
    const began = process.cpuUsage()
    readBody(sent, type)
    expect(process.cpuUsage(began).user).toBeLessThan(2_500_000)
  })

  test('a form of more fields than any call takes is refused before they are read', () => {
    expect(read('a[]=&'.repeat(20_001), FORM)).toBe('body-invalid')
    expect(read('a[]=1&'.repeat(10_000), FORM)).toEqual({ a: Array.from({ length: 10_000 }, () => '1') })
  })
})
