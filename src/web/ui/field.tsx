import { type ComponentProps, type ReactNode, useId } from 'react'

interface FieldWords {
  label: string
  /** What to know before filling it in. */
  hint?: ReactNode
  /** What is wrong and what to do. */
  error?: string | undefined
  /** For a screen reader only; the label is clear from what is around. */
  labelHidden?: boolean
}

/** What a control needs to be tied to its words. */
interface Tied {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

interface FieldProps extends FieldWords {
  children: (tied: Tied) => ReactNode
}

/** A label, a hint and an error around any control. */
export function Field({ label, hint, error, labelHidden, children }: FieldProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
    </div>
  )
}

type Around<C extends 'input' | 'select' | 'textarea'> = FieldWords & ComponentProps<C>

/** One line of text, a number, a date, a password: whatever `type` says. */
export function TextField({ label, hint, error, labelHidden, ...rest }: Around<'input'>) {
  return (
    <Field {...{ label, hint, error, ...(labelHidden && { labelHidden }) }}>
      {tied => <input className="input" {...rest} {...tied} />}
    </Field>
  )
}

interface Option {
  value: string | number
  label: string
}

interface SelectFieldProps extends FieldWords {
  options: readonly Option[]
  /** What stands for no choice, such as "Every role". Left out where one has to be chosen. */
  none?: string
  value: string | number | undefined
  /** Given the value as text; nothing for no choice. */
  onChoose: (value: string | undefined) => void
}

/** A choice of one from a list. */
export function SelectField({ options, none, value, onChoose, ...words }: SelectFieldProps) {
  return (
    <Field {...words}>
      {tied => (
        <select
          className="input"
          {...tied}
          value={value ?? ''}
          onChange={event => onChoose(event.target.value || undefined)}
        >
          {none !== undefined && <option value="">{none}</option>}
          {options.map(option => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface TickProps extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode
}

/** A box to tick, with its label. */
export function Tick({ label, ...rest }: TickProps) {
  return (
    <label className="tick">
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  )
}
