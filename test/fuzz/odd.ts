/** What nobody should send: pieces of requests that break servers, each text with a mark in it. */

/** Stands in every odd text, so that an answer that repeats one can be told. */
export const MARK = 'zq7'

/** JSON as it is written, which may be no value that `JSON.stringify` knows. */
export class Written {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const TEXTS: readonly string[] = [
  `${MARK} `,
  ` ${MARK} `,
  `${MARK}' or '1'='1`,
  `${MARK}"; drop table users; --`,
  `${MARK}%_\\`,
  `${MARK}\${7*7}{{7*7}}<%= 7 %>#{7}`,
  `../../../../etc/${MARK}`,
  `${MARK}\u0000`,
  `${MARK}\u0007\u001b[31m`,
  `${MARK}\ud800`,
  `\udc00${MARK}`,
  `${MARK}\ufeff\u202e\u2028`,
  `<script>${MARK}</script>`,
  `{"${MARK}": {"$ne": null}}`,
  `${MARK}\r\nX-Injected: 1`,
  `İ${MARK}ß\u0301`,
  `👩‍🏫${MARK}`,
  `${MARK}${'x'.repeat(5_000)}`,
  `${MARK}@example.org`,
  `${MARK}${'('.repeat(500)}`,
]

const NUMBERS: readonly string[] = [
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    '1e400',
    '-1e400',
    '1e-400',
    '-0',
    '0',
    '-1',
    '1.5',
    '00',
    '0x10',
    '+1',
  ],
  ...['2147483648', '-2147483649', '9007199254740991', '9007199254740992', '9223372036854775808', '1e2'],
  ...['9'.repeat(40), '9'.repeat(4_000), '"1e2"', '"9007199254740991"', '" 7 "', '"-1"', '"0x10"', '"１"'],
]

const DATES: readonly string[] = [
  ...['0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01', '+275760-09-13', '-000001-01-01'],
  ...['2026-02-29', '2024-02-29', '2026-13-01', '2026-00-00', '31/12/2025', '1.2.2025', '2026-1-1'],
  ...['2026-01-01T24:00:00Z', '2026-01-01T23:59:60Z', '2026-01-01T00:00:00+14:00', '2026-01-01T00:00+99:99'],
  ...['0001-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59', '9999-12-31T23:59:59.9999999Z'],
  ...['1969-12-31T23:59:59.999Z', '2026-03-29T01:30:00', '2262-04-12', '1752-09-10', '2026-01-01T'],
].map(date => JSON.stringify(date))

const SHAPES: readonly string[] = [
  ...['null', 'true', 'false', '""', '" "', '[]', '{}', '[null]', '[[]]', '[{}]', '{"0":1}', '{"a":{}}'],
  ...['[1,2]', '[[["x"]]]', '{"length":1e9}', '{"toString":1}', '{"__proto__":{"admin":true}}'],
  ...['{"constructor":{"prototype":{"admin":true}}}', `["${MARK}"]`, `{"${MARK} ":1}`],
]

/** Deep enough to overflow the stack of whatever walks it carelessly. */
const DEEP: readonly string[] = [1_000, 20_000].flatMap(depth => [
  '['.repeat(depth) + ']'.repeat(depth),
  '{"a":'.repeat(depth) + 1 + '}'.repeat(depth),
])

/** Values as JSON is written. */
export const ODD_VALUES: readonly Written[] = [
  ...TEXTS.map(text => JSON.stringify(text)),
  ...NUMBERS,
  ...DATES,
  ...SHAPES,
  ...DEEP,
].map(text => new Written(text))

/** Names that no field has. */
export const ODD_NAMES: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'length', '', ' ', '0'],
  ...[`${MARK} `, `${MARK}'--`, `${MARK}\u0000`, `${MARK}\ud800`, `<${MARK}>`, `${MARK}${'n'.repeat(2_000)}`],
]

/** Segments of a path, and values of a query, as they stand in a URL. */
export const ODD_SEGMENTS: readonly string[] = [
  ...[
    '0',
    '-1',
    '-0',
    '1.5',
    '1e3',
    '0x65',
    '%2B1',
    '101%20',
    '%20101',
    '9007199254740991',
    '9007199254740992',
  ],
  ...[
    '9'.repeat(40),
    '%00',
    '101%00',
    '%',
    '%zz',
    '%E0%A4%A',
    '%FF',
    '%ED%A0%80',
    '%C0%AE%C0%AE',
    '%25%32%66',
  ],
  ...['null', 'NaN', 'true', '__proto__', 'constructor', '%7B%7D', '%5B%5D', '101;x=1', '101,102'],
  ...[`${MARK}~`, `${MARK}%27--`, `${MARK}%2F..%2F..`, `..%2f${MARK}`, `${MARK}%0D%0AX-Injected:1`],
  ...[
    `${MARK}${'x'.repeat(600)}`,
    `${MARK}${'y'.repeat(9_000)}`,
    '%F0%9F%A6%89',
    '١٠١',
    ' ',
    '*',
    ':id',
    '(a+)+',
  ],
  ...['2026-02-29', '0000-01-01', '9999-12-31T23:59:59-23:59', '10000-01-01', '31/12/2025', '+275760-09-13'],
]

/** Whole paths, after the base of the API. */
export const ODD_PATHS: readonly string[] = [
  ...[
    '',
    '/',
    '//',
    '/./',
    '/../',
    '/..%2f..%2f',
    '/%2e%2e/%2e%2e',
    '/User//101',
    '/User/101//',
    '/;',
    '/?',
    '/#x',
  ],
  ...[
    '/__proto__',
    '/constructor',
    '/*',
    '/:id',
    '/%',
    '/%00',
    '/%FF',
    `/${MARK}`,
    `/${MARK}%00`,
    '/\\..\\..',
  ],
  ...[`/${'a/'.repeat(2_000)}`, `/${MARK}${'%41'.repeat(3_000)}`],
]

/** Content types, of which few are right. */
export const ODD_TYPES: readonly string[] = [
  ...[
    'application/json',
    'application/json; charset=utf-16',
    'text/plain',
    'text/json',
    'application/x+json',
  ],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'text/xml',
  ],
  ...[
    'application/xml',
    'application/octet-stream',
    `${MARK} ;`,
    `${MARK}/${MARK}`,
    ';',
    '/',
    'application/',
    '*/*',
  ],
  ...[
    'application/json, text/html',
    'APPLICATION/JSON',
    'application/json;;;=',
    `application/${'x'.repeat(3_000)}`,
  ],
]

/** Whole bodies. */
export const ODD_BODIES: readonly (string | Buffer)[] = [
  ...[
    '',
    ' ',
    '[]',
    '[1]',
    '{',
    '}',
    'null',
    'true',
    '0',
    '""',
    '{}{}',
    '{"a":1,}',
    "{'a':1}",
    '{a:1}',
    '/**/{}',
  ],
  ...[
    `${MARK} ;`,
    `${MARK}~=1&${MARK}~=2`,
    `a=${MARK}`,
    '%',
    '%FF=%FF',
    '=',
    '&&&',
    'a[]=1&a[]=2',
    'a[__proto__]=1',
  ],
  ...[
    '__proto__[x]=1',
    '__proto__=1',
    'constructor[]=1',
    '__proto__[]=1&__proto__[]=2',
    `a[0]=1&a[]=${MARK}&a=3`,
  ],
  ...[`{"${MARK}": `, `{"a":"${MARK}`, `<a>${MARK}</a>`, '\ufeff{}', '{"__proto__":{"a":1}}', '{"a":\u0000}'],
  ...DEEP,
  Buffer.from([0x7b, 0xff, 0x7d]),
  Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
  Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
  Buffer.from([0xc0, 0x80]),
]
