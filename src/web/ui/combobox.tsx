import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { Field } from './field.tsx'

interface ComboboxProps<Item> {
  label: string
  hint?: ReactNode
  labelHidden?: boolean
  placeholder?: string
  text: string
  onText: (text: string) => void
  /** What can be chosen now; nothing where nothing was asked for yet. */
  items: readonly Item[] | undefined
  keyOf: (item: Item) => string | number
  show: (item: Item) => ReactNode
  onChoose: (item: Item) => void
  /** What is said where nothing fits. */
  none: string
  autoFocus?: boolean
}

/**
 * A box to type in with a list of what fits. The focus stays in the box: arrows move through the list, Enter chooses.
 * Follows the pattern "combobox with list autocomplete" of the ARIA practices.
 */
export function Combobox<Item>(props: ComboboxProps<Item>) {
  const { label, hint, labelHidden, placeholder, text, onText, items, keyOf, show, onChoose, none } = props
  const [active, setActive] = useState(0)
  const list = useId()
  const at = Math.min(active, (items?.length ?? 0) - 1)
  const optionId = (index: number) => `${list}-${index}`
  const choose = (item: Item | undefined) => item !== undefined && onChoose(item)
  const onKeyDown = (event: KeyboardEvent) => {
    const count = items?.length ?? 0
    const to = count > 0 ? KEYS[event.key]?.(at, count) : undefined
    if (to !== undefined) {
      event.preventDefault()
      setActive(to)
      document.getElementById(optionId(to))?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(items?.[at])
    }
  }
  return (
    <div className="combobox">
      <Field label={label} hint={hint} {...(labelHidden && { labelHidden })}>
        {tied => (
          <input
            className="input"
            {...tied}
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            aria-expanded={items !== undefined && items.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={items && at >= 0 ? optionId(at) : undefined}
            // biome-ignore lint/a11y/noAutofocus: it stands in a dialogue that was opened for it
            autoFocus={props.autoFocus}
            value={text}
            onChange={event => {
              setActive(0)
              onText(event.target.value)
            }}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <div id={list} role="listbox" aria-label={label} className="options">
        {items?.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the box, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: the box says which option is active
          <div
            key={keyOf(item)}
            id={optionId(index)}
            role="option"
            aria-selected={index === at}
            className="option"
            onMouseMove={() => index !== at && setActive(index)}
            onMouseDown={event => event.preventDefault()}
            onClick={() => choose(item)}
          >
            {show(item)}
          </div>
        ))}
      </div>
      <p role="status" className={items?.length === 0 ? 'muted' : 'visually-hidden'}>
        {items && (items.length === 0 ? none : `${items.length} found`)}
      </p>
    </div>
  )
}

/** Where the keys lead from one option, of how many. */
const KEYS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  PageDown: (at, count) => Math.min(at + 8, count - 1),
  PageUp: at => Math.max(at - 8, 0),
}
