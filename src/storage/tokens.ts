import type { Token } from '../domain/access.ts'
import type { Id } from '../domain/id.ts'
import type { Scope } from '../domain/scope.ts'
import { entity, id, json, jsonOrNull, number, numberOrNull, text } from './entity.ts'

/** A token as stored: its secret only as a hash. */
export interface StoredToken extends Token {
  secretHash: string
}

export const tokens = entity<StoredToken>()({
  table: 'tokens',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    name: text('name', 'free'),
    secretHash: text('secret_hash', 'none'),
    scopes: json<readonly Scope[]>()('scopes', 'none'),
    organisations: jsonOrNull<readonly Id[]>()('organisations', 'none'),
    callLimit: number('call_limit'),
    createdAt: number('created_at'),
    revokedAt: numberOrNull('revoked_at'),
    expiresAt: numberOrNull('expires_at'),
    lastUsedAt: numberOrNull('last_used_at'),
  },
})
