/** What a token may be allowed. `sensitive` adds NI number and L12 to L16 to what is read and written. */
export const SCOPES = ['read', 'assign', 'manage', 'admin', 'sensitive'] as const

export type Scope = (typeof SCOPES)[number]

/** Named sets of scopes. `onefile` gives what the real service gives to its only kind of token. */
export const PRESETS = {
  onefile: ['read', 'assign', 'manage', 'sensitive'],
  reader: ['read'],
  all: [...SCOPES],
} as const satisfies Record<string, readonly Scope[]>

export function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text)
}
