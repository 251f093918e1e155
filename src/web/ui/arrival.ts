/** Whether somebody has come to this page from another one, rather than by loading it. */
let arrived = false

/** Says that another page is shown now; its heading takes the focus, so that a screen reader says where one is. */
export function arrive(): void {
  arrived = true
  focusHeading()
}

/** On a page that takes the place of the one that was loading: gives its heading the focus that the other's had. */
export function arriveOnceMore(): void {
  if (arrived) keepFocus()
}

/** Gives the focus to the heading where it is lost: what had it is gone from the page. */
export function keepFocus(): void {
  if (document.activeElement === document.body) focusHeading()
}

function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus()
}
