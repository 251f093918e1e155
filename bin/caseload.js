#!/usr/bin/env node
// The one file that older Node.js versions can read, so that they can be told what is missing.
const [major] = process.versions.node.split('.')

if (Number(major) < 24) {
  console.error(
    `caseload: Node.js 24 or newer is needed, and this is ${process.version}. Run "npm ci", which brings one, and start with "npm start" or "npx caseload"; or install Node.js 24.`,
  )
  process.exit(1)
}

const { existsSync } = await import('node:fs')
const compiled = new URL('../dist/cli/main.js', import.meta.url)
const source = new URL('../src/cli/main.ts', import.meta.url)

// An installed package holds compiled code, a checkout its sources, which Node.js runs as they are.
await import(existsSync(source) && !import.meta.url.includes('/node_modules/') ? source.href : compiled.href)
