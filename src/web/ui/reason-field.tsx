import { TextField } from './field.tsx'

/** Why a change is made. */
export function ReasonField({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  return (
    <div className="narrow">
      <TextField
        label="Reason"
        hint="Kept in the history; optional."
        maxLength={500}
        value={value}
        onChange={({ target }) => onValue(target.value)}
      />
    </div>
  )
}
