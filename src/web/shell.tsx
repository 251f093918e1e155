import { Link, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { FindAnybody } from './find-anybody.tsx'
import { NAVIGATION } from './navigation.ts'
import { Button } from './ui/button.tsx'
import { Dialog } from './ui/dialog.tsx'
import { SelectField } from './ui/field.tsx'
import { Notifications } from './ui/notify.tsx'
import { chooseTheme, THEMES, useTheme } from './ui/theme.ts'
import { sentenceCase } from './ui/words.ts'

/** What is around every page: where one can go, the search, who is signed in. */
export function Shell() {
  const [menu, setMenu] = useState(false)
  const close = () => setMenu(false)
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <div className="shell">
        <header className="top">
          <Brand />
          <FindAnybody />
          <Button onClick={() => setMenu(true)} aria-haspopup="dialog">
            Menu
          </Button>
        </header>
        <div className="side">
          <Brand />
          <FindAnybody keys />
          <Navigation />
          <Foot />
        </div>
        <main id="main" className="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {menu && (
        <Dialog title="Menu" className="menu-dialog" onClose={close}>
          <Navigation onChoose={close} />
          <Foot />
          <Button onClick={close}>Close</Button>
        </Dialog>
      )}
      <Notifications />
    </>
  )
}

function Brand() {
  return (
    <Link to="/caseloads" className="brand">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="5" cy="8" r="4" fill="#1864ab" />
        <circle cx="12" cy="8" r="3" fill="#74c0fc" />
      </svg>
      Caseload
    </Link>
  )
}

function Navigation({ onChoose }: { onChoose?: () => void }) {
  return (
    <nav className="nav" aria-label="Main">
      {NAVIGATION.map(({ group, pages }) => (
        <div key={group}>
          <p className="nav-group">{group}</p>
          <ul>
            {pages.map(({ to, title }) => (
              <li key={to}>
                <Link to={to} onClick={onChoose} activeOptions={{ includeSearch: false }}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** Settings of this browser and the person. */
function Foot() {
  const theme = useTheme()
  return (
    <div className="side-foot">
      <SelectField
        label="Colours"
        value={theme}
        options={THEMES.map(value => ({
          value,
          label: value === 'system' ? 'As on this computer' : sentenceCase(value),
        }))}
        onChoose={value => chooseTheme(THEMES.find(known => known === value) ?? 'system')}
      />
    </div>
  )
}
