import { text } from '../codec.ts'
import { answersText, onefile } from '../endpoint.ts'

export const session = {
  signIn: onefile({
    method: 'POST',
    path: '/Authentication',
    group: 'Session',
    summary: 'Sign in',
    about:
      'Send the customer token in the header X-CustomerToken. The reply is the session as bare text; send it as X-TokenID with every other call. A session lives for 24 hours, and any number may be open at once. A body is ignored.',
    access: 'customer-token',
    reply: answersText(text(200), 'The session.'),
    problems: ['token-invalid', 'sign-in-limit'],
    repeatable: true,
    example: {
      input: {},
      answer: 'kP3v0Zq8nL1xY6tB+4hD9sGf2JrWm7Ea/cUoVi5NTyQbXz0KdHg1RlSjMpC8wFue',
    },
  }),
}
