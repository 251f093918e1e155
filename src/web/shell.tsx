import { Link, Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { client } from './data/client.ts'
import { useMe } from './data/me.ts'
import { FindAnybody } from './find-anybody.tsx'
import { SignedInOnly } from './gate.tsx'
import { NAVIGATION } from './navigation.ts'
import { arrive } from './ui/arrival.ts'
import { Button } from './ui/button.tsx'
import { Dialog } from './ui/dialog.tsx'
import { SelectField } from './ui/field.tsx'
import { Notifications } from './ui/notify.tsx'
import { chooseTheme, THEMES, useTheme } from './ui/theme.ts'
import { sentenceCase } from './ui/words.ts'

/** What is around every page behind the sign-in. */
export function Shell() {
  return (
    <SignedInOnly>
      <Frame />
    </SignedInOnly>
  )
}

/** Where one can go, the search, who is signed in. */
function Frame() {
  const [menu, setMenu] = useState(false)
  useHeadingFocus()
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
        <header className="side">
          <Brand />
          <FindAnybody keys />
          <Navigation />
          <Foot />
        </header>
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

/** Coming from another page, the heading takes the focus, so that a screen reader says where one is. */
function useHeadingFocus(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) arrive()
      }),
    [router],
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
  const { scopes } = useMe()
  const groups = NAVIGATION.map(({ group, pages }) => ({
    group,
    pages: pages
      .filter(({ needs }) => needs === undefined || scopes.includes(needs))
      .filter(({ unless }) => unless === undefined || !scopes.includes(unless)),
  }))
  return (
    <nav className="nav" aria-label="Main">
      {groups
        .filter(({ pages }) => pages.length > 0)
        .map(({ group, pages }) => (
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

/** Who is signed in, and how this browser shows the page. */
function Foot() {
  const theme = useTheme()
  const { operator, customer } = useMe()
  return (
    <div className="side-foot">
      <SelectField
        label="Colours"
        value={theme}
        options={THEMES.map(value => ({
          value,
          label: value === 'system' ? 'As this computer' : sentenceCase(value),
        }))}
        onChoose={value => chooseTheme(THEMES.find(known => known === value) ?? 'system')}
      />
      <div>
        <p className="who">
          <Link to="/account">{operator.name}</Link>
        </p>
        <p className="muted">{customer.name}</p>
      </div>
      <Button onClick={() => void signOut()}>Sign out</Button>
    </div>
  )
}

/** Leaves nothing of anybody in the page: it is loaded anew. */
async function signOut(): Promise<void> {
  await client.signOut()
  window.location.assign('/sign-in')
}
