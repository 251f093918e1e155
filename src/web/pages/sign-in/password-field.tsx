import { useState } from 'react'
import { TextField, Tick } from '../../ui/field.tsx'

interface PasswordFieldProps {
  label: string
  hint?: string
  error?: string | undefined
  autoComplete: 'current-password' | 'new-password'
  autoFocus?: boolean
  value: string
  onValue: (value: string) => void
}

/** A password, which can be shown, so that nobody has to type it twice. */
export function PasswordField({ value, onValue, ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <div className="stack password">
      <TextField
        {...rest}
        type={shown ? 'text' : 'password'}
        required
        spellCheck={false}
        autoCapitalize="none"
        value={value}
        onChange={event => onValue(event.target.value)}
      />
      <Tick label="Show password" checked={shown} onChange={event => setShown(event.target.checked)} />
    </div>
  )
}
