/** The page at `/`, for whoever opens the address of a server in a browser. It tells nothing of anybody. */
export function frontPage(): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Caseload</title>
<link rel="stylesheet" href="/docs/pages.css">
</head>
<body>
<main>
<h1>Caseload</h1>
<p>This is a Caseload server. It keeps the right people beside every learner: the assessor, the IQA, the employer, the observers. It has no screens of its own: programs and the <code>caseload</code> command speak to it.</p>
<h2>Pages to read</h2>
<ul>
<li><a href="/docs">All calls</a>, to read and to try</li>
<li><a href="/docs/problems">Problems</a>: what every refusal means and what to do about it</li>
<li><a href="/openapi.json">OpenAPI document</a>, for generators and other tools</li>
</ul>
<h2>Is it well?</h2>
<ul>
<li><a href="/health">Health</a>: whether the server lives</li>
<li><a href="/ready">Readiness</a>: whether it takes calls just now</li>
</ul>
<h2>Addresses for programs</h2>
<p>OneFile’s web API v2.1 is at <code>/api/v2.1</code>, Caseload’s own API at <code>/api/caseload/v1</code>. Both want a token, which whoever runs this server makes with <code>caseload token create</code>.</p>
</main>
</body>
</html>
`
}
