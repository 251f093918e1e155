import type { Token } from '../domain/access.ts'
import type { Id } from '../domain/id.ts'
import type { Scope } from '../domain/scope.ts'
import { id, json, jsonOrNull, noun, number, numberOrNull, text } from './columns.ts'

/** A token as stored: its secret only as a hash. */
export interface StoredToken extends Token {
  secretHash: string
}

export const tokens = noun<StoredToken>()({
  table: 'tokens',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    name: text('name'),
    secretHash: text('secret_hash'),
    scopes: json<readonly Scope[]>()('scopes'),
    organisations: jsonOrNull<readonly Id[]>()('organisations'),
    callLimit: number('call_limit'),
    createdAt: number('created_at'),
    revokedAt: numberOrNull('revoked_at'),
  },
})
