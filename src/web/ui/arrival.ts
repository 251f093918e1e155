/** Whether somebody has come to this page from another one, rather than by loading it. */
let arrived = false

/** Says that another page is shown now; its heading takes the focus, so that a screen reader says where one is. */
export function arrive(): void {
  arrived = true
  focusHeading()
}

/** Gives the focus to the heading where it would be lost otherwise: what had it is gone from the page. */
export function keepFocus(): void {
  if (arrived && document.activeElement === document.body) focusHeading()
}

function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus()
}
