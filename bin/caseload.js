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
const { enableCompileCache } = await import('node:module')
const { fileURLToPath } = await import('node:url')
const compiled = new URL('../dist/cli/main.js', import.meta.url)
const source = new URL('../src/cli/main.ts', import.meta.url)

// What was compiled once need not be compiled again, least of all by every thread: Node.js takes types out with
// WebAssembly, and threads that load it side by side end the process once in a while (docs/decisions.md). Threads are told
// by the environment. The folder is as trusted as the code beside it, which a folder for temporary files is not.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/caseload', import.meta.url))
enableCompileCache(process.env.NODE_COMPILE_CACHE)

// An installed package holds compiled code, a checkout its sources, which Node.js runs as they are.
await import(existsSync(source) && !import.meta.url.includes('/node_modules/') ? source.href : compiled.href)
