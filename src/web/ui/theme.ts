import { useSyncExternalStore } from 'react'

/** Light, dark, or as the machine has it. */
export const THEMES = ['system', 'light', 'dark'] as const

type Theme = (typeof THEMES)[number]

const KEY = 'caseload-theme'
const listeners = new Set<() => void>()

/** What was chosen in this browser. Where nothing can be kept, the machine decides. */
function readTheme(): Theme {
  try {
    return THEMES.find(theme => theme === localStorage.getItem(KEY)) ?? 'system'
  } catch {
    return 'system'
  }
}

/** Shows the page in the chosen theme; called once before anything is drawn. */
export function applyTheme(): void {
  const theme = readTheme()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** Chooses a theme and keeps it in this browser. */
export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // It holds until the page is left.
  }
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  for (const listener of listeners) listener()
}

/** The chosen theme, for a component. */
export function useTheme(): Theme {
  return useSyncExternalStore(listener => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, readTheme)
}
