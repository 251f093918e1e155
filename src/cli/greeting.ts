/** What a person is shown who has started a server for trying out. */
export interface Greeting {
  address: string
  secret: string
  /** The link to sign in to the console with, where nobody has set a password yet. */
  link?: string
  learner: number
  assessor: number
  standard: number
}

/** How to go on from here, in lines that can be pasted into the shell of this system. */
export function greeting(shown: Greeting, platform: NodeJS.Platform = process.platform): string {
  const { signIn, assign, look, plan } = (platform === 'win32' ? inPowerShell : inBash)(shown)
  return `
${consoleLines(shown)}
Caseload answers at ${shown.address}
  pages to read   ${shown.address}/docs
  demo token      ${shown.secret}

Sign in (the session lives for 24 hours):
  ${signIn}

Put an assessor on a learner's aim, as OneFile's API does it (204 says done):
  ${assign}

See who is beside that learner, and why:
  ${look}

Show what a spreadsheet would change (README, second section):
  ${plan}

Ctrl-C stops the server; what is in it stays.
`
}

function consoleLines({ address, link }: Greeting): string {
  if (link === undefined) return `Open the console:\n  ${address}\n`
  return `Open the console (the link signs in once, and lets you set a password):\n  ${link}\n`
}

type Lines = Record<'signIn' | 'assign' | 'look' | 'plan', string>

function inBash(shown: Greeting): Lines {
  const { address, secret, assessor } = shown
  const session = '-H "X-TokenID: $SESSION"'
  return {
    signIn: `SESSION=$(curl -s -X POST ${address}/api/v2.1/Authentication -H "X-CustomerToken: ${secret}")`,
    assign: `curl -s -o /dev/null -w '%{http_code}\\n' -X POST ${address}/api/v2.1/User/${assessor}/Assign ${session} -H 'Content-Type: application/json' -d '${bodyOf(shown)}'`,
    look: `curl -s ${placeOf(shown)} ${session}`,
    plan: `CASELOAD_TOKEN=${secret} ${planOn(address)}`,
  }
}

function inPowerShell(shown: Greeting): Lines {
  const { address, secret, assessor } = shown
  const session = "-Headers @{ 'X-TokenID' = $SESSION }"
  return {
    signIn: `$SESSION = Invoke-RestMethod -Method Post ${address}/api/v2.1/Authentication -Headers @{ 'X-CustomerToken' = '${secret}' }`,
    assign: `(Invoke-WebRequest -UseBasicParsing -Method Post ${address}/api/v2.1/User/${assessor}/Assign ${session} -ContentType application/json -Body '${bodyOf(shown)}').StatusCode`,
    look: `Invoke-RestMethod ${placeOf(shown)} ${session} | ConvertTo-Json -Depth 9`,
    plan: `$env:CASELOAD_TOKEN = '${secret}'; ${planOn(address)}`,
  }
}

function bodyOf({ learner, standard }: Greeting): string {
  return `{"LearnerID": ${learner}, "Level": 3, "StandardID": ${standard}}`
}

function placeOf({ address, learner }: Greeting): string {
  return `${address}/api/caseload/v1/learners/${learner}/assignments`
}

function planOn(address: string): string {
  return `npx caseload plan docs/allocation-matrix.csv --server ${address}`
}
