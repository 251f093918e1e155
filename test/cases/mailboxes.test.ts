import { describe, expect, test } from 'vitest'
import { amended, heldIn, toldIn } from './plan.ts'
import { openProvider } from './provider.ts'

describe('mail cells that are not one bare address', async () => {
  const provider = await openProvider('04-mail-cells-that-are-not-one-bare-address')

  test('are read where one address is in them, and held where none or several are', async () => {
    const plan = await provider.plan('mails.csv')
    expect(amended(plan)).toEqual({
      1001: { email: 'aled.pugh@example.org' },
      1003: { email: 'cai.rushworth@example.org' },
    })
    expect(toldIn(plan, 'email-tidied')).toEqual(['2B email-tidied', '4B email-tidied'])
    expect(heldIn(plan)).toEqual(['3B email-odd', '5B email-several'])
    const [, several] = plan.json.held
    expect(several.sentence).toContain('dilys@example.org and dilys.s@example.com')
    expect(plan.json.rows).toEqual({ in: 4, planned: 2, unchanged: 0, held: 2 })
  })

  test.each([
    'mailto:aled.pugh@example.org',
    '<aled.pugh@example.org>',
    '"Pugh, Aled" <aled.pugh@example.org>',
    'Aled Pugh (aled.pugh@example.org)',
    'aled.pugh@example.org (Aled Pugh)',
    'Aled Pugh [mailto:Aled.Pugh@example.org]',
    'aled.pugh@example.org;',
    'aled.pugh@example.org,',
    ' Aled.Pugh@Example.org ',
    'aled.pugh\u200b@example.org',
    'aled.pugh@example.org; Aled.Pugh@example.org',
    'aled.pugh@example.org|ALED.PUGH@example.org',
    'SMTP:aled.pugh@example.org',
  ])('%j is one address', async text => {
    const sheet = provider.write('one.csv', `Learner Ref,Email\nM1,"${text.replaceAll('"', '""')}"\n`)
    expect(amended(await provider.plan(sheet))).toEqual({ 1001: { email: 'aled.pugh@example.org' } })
  })

  test.each([
    'aled pugh@example.org',
    'aled.pugh @example.org',
    'aled.pugh@ example.org',
    'aled.pugh@example. org',
    'aled.pugh@@example.org',
    'aled..pugh@example.org',
    'aled.pugh@example..org',
    'a.pugh@example.org, aled@example.com',
    'a.pugh@example.org aled@example.com',
    'a.pugh@example.org or aled@example.com',
    'aled.pugh',
    'aled.pugh@example',
    'aled.pugh@example,org',
    'aled.pugh@example.org/',
    'aled.pugh(at)example.org',
    'aled.pugh%40example.org',
    'aled.pugh@example.org#mailto:aled.pugh@example.org#',
  ])('%j is left out, and its row does not count as unchanged', async text => {
    const sheet = provider.write('left.csv', `Learner Ref,Email\nM1,"${text}"\n`)
    const plan = await provider.plan(sheet)
    expect(amended(plan)).toEqual({})
    expect(plan.json.rows).toEqual({ in: 1, planned: 0, unchanged: 0, held: 1 })
  })
})

describe('the address of somebody else', async () => {
  const provider = await openProvider('06-second-email-column-is-the-assessors')

  test.each(['ina.stead@example.org', 'Ina Stead <Ina.Stead@example.org>'])(
    '%s is not given to a learner',
    async text => {
      const sheet = provider.write('staff.csv', `Learner Ref,Email,Start Date\nD1,${text},22/09/2025\n`)
      const plan = await provider.plan(sheet, '--today', '2026-02-01')
      expect(amended(plan)).toEqual({ 1001: { startOn: '2025-09-22' } })
      expect(heldIn(plan)).toEqual(['2 email-of-another'])
    },
  )
})

describe('mailboxes that are shared, made up or spelt two ways', async () => {
  const provider = await openProvider('27-mailboxes-that-are-shared-made-up-or-spelt-two-ways')
  const mapping = ['--mapping', provider.file('mapping.yaml')]

  test('one of a learner and an employer is told as a clash of roles; fillers are listed and never written', async () => {
    const plan = await provider.plan('people.csv', ...mapping)
    expect(toldIn(plan, 'email-role-clash')).toEqual(['4A email-role-clash'])
    expect(toldIn(plan, 'email-filler')).toEqual(['5E email-filler', '6E email-filler'])
    expect(toldIn(plan, 'email-odd')).toEqual([])
    expect(amended(plan)).not.toHaveProperty('1003')
    expect(amended(plan)).not.toHaveProperty('1004')
    expect(amended(plan)).toMatchObject({ 1005: { email: 'post@grün.example' } })
  })

  test('a domain in letters and its other spelling are one mailbox, with one warning', async () => {
    const sheet = provider.write(
      'idn.csv',
      'MISID,First name,Last name,Email\nO5,Os,Gill,post@grün.example\nO6,Peg,Hine,post@xn--grn-ioa.example\n',
    )
    const plan = await provider.plan(sheet)
    expect(toldIn(plan, 'email-shared', 'email-odd')).toEqual(['2A email-shared'])
  })

  test.each([
    ...[
      'noemail@example.com',
      'no-email@fablewick.test',
      'no.email@example.org',
      'none@example.com',
      'none@',
      'n/a@n/a.com',
    ],
    ...[
      'test@example.org',
      'test@test.com',
      'a@a.com',
      'x@x.com',
      'unknown@example.org',
      'noreply@noemail.com',
      'tbc@example.org',
    ],
    ...['na@na.com', 'xxx@xxx.com', 'nomail@nomail.co.uk', 'not.known@example.org', 'dummy@example.com'],
    ...[
      'donotreply@example.org',
      'refused@example.org',
      '123@123.com',
      'email@email.com',
      'learner@learner.com',
    ],
    ...[
      'keineemail@example.org',
      'sin.correo@example.org',
      'pasdemail@example.org',
      'brak-emaila@example.org',
    ],
  ])('%s is nobody’s address', async text => {
    const sheet = provider.write('filler.csv', `MISID,Email,Start Date\nO1,${text},22/09/2025\n`)
    const plan = await provider.plan(sheet, '--today', '2026-02-01')
    expect(amended(plan)).toEqual({ 1001: { startOn: '2025-09-22' } })
    expect(toldIn(plan, 'email-filler')).toEqual(['2B email-filler'])
  })

  test.each(['kаy.coote@example.org', 'kay.coote@exаmple.org', 'kay.cοote@example.org'])(
    '%s, with a letter of another alphabet among its own, is left out and holds the row',
    async text => {
      const sheet = provider.write('alphabets.csv', `MISID,Email\nO1,${text}\n`)
      const plan = await provider.plan(sheet)
      expect(amended(plan)).toEqual({})
      expect(plan.json.rows).toMatchObject({ held: 1, planned: 0 })
    },
  )

  test.each([
    'nathan@example.org',
    'nolan.test@example.org',
    'nora.nunn@example.org',
    'abi@example.org',
    'tes.tester@nationaltrust.example',
    'smith@smith.example',
    '123@example.org',
  ])('%s is an address', async text => {
    const sheet = provider.write('address.csv', `MISID,Email\nO1,${text}\n`)
    expect(amended(await provider.plan(sheet))).toEqual({ 1001: { email: text } })
  })
})
