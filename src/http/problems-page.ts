import { KINDS, type ProblemRow, problemRows } from '../contract/problem-table.ts'

/** The look of the pages that are ours. */
export const STYLE = `
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; }
h2 { margin: 2rem 0 0; font-size: 1.1rem; }
:target { background: #fff3bf; }
code { font-family: ui-monospace, monospace; }
p { margin: 0.25rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0.25rem 0; }
dd { margin: 0; }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #16191d; }
  a { color: #74c0fc; }
  :target { background: #4d4000; }
}
`

/** The page that explains every problem; the `type` of a problem leads to its place on it. */
export function problemsPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Caseload: problems</title>
<link rel="stylesheet" href="/docs/pages.css">
</head>
<body>
<main>
<h1>Problems</h1>
<p>Every refusal carries a code that stays the same. On Caseload’s API it is the <code>code</code> of an RFC 9457 problem; on OneFile’s API it is a number. <a href="/docs">All calls</a></p>
${problemRows().map(section).join('\n')}
</main>
</body>
</html>
`
}

function section({ code, kind, meaning, number, statuses }: ProblemRow): string {
  return `<section>
<h2 id="${code}"><code>${code}</code></h2>
<p>${escapeHtml(meaning)} ${escapeHtml(KINDS[kind])}</p>
<dl>
<dt>Caseload</dt><dd>${statuses.caseload.join(' or ')}</dd>
<dt>OneFile</dt><dd>${statuses.onefile.join(' or ')}, code ${number}</dd>
</dl>
</section>`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, one => `&#${one.charCodeAt(0)};`)
}
